"""WebSocket frames in any cut, and bytes that are none."""

import contextlib
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crdt_server.hub.frames import CLOSE, PING, FrameReader
from crdt_server.hub.outbox import frame_of
from crdt_server.protocol.errors import Malformed

LIMIT = 100_000


class Heard:
    """What a reader called back with."""

    def __init__(self, limit: int = LIMIT) -> None:
        self.messages: list[bytes] = []
        self.controls: list[tuple[int, bytes]] = []
        self.reader = FrameReader(
            limit, self.messages.extend, lambda *control: self.controls.append(control)
        )


def masked(payload: bytes, first: int = 0x82, mask: bytes = b"\x01\x02\x03\x04") -> bytes:
    """Write a frame as a client does."""
    size = len(payload)
    if size < 126:
        head = bytes((first, 0x80 | size))
    elif size < 65536:
        head = bytes((first, 0x80 | 126)) + size.to_bytes(2, "big")
    else:
        head = bytes((first, 0x80 | 127)) + size.to_bytes(8, "big")
    return head + mask + bytes(byte ^ mask[index % 4] for index, byte in enumerate(payload))


@given(
    st.lists(st.binary(max_size=300), min_size=1, max_size=8),
    st.lists(st.integers(0, 3000), max_size=12),
    st.binary(min_size=4, max_size=4),
)
def test_messages_arrive_whole_however_the_network_cuts_them(
    messages: list[bytes], cuts: list[int], mask: bytes
) -> None:
    stream = b"".join(masked(message, mask=mask) for message in messages)
    heard = Heard()
    places = sorted({0, len(stream), *(cut for cut in cuts if cut < len(stream))})
    for start, end in itertools.pairwise(places):
        heard.reader.feed(stream[start:end])
    assert heard.messages == messages


@pytest.mark.parametrize("size", [0, 125, 126, 65535, 65536, 99_999])
def test_every_form_of_length(size: int) -> None:
    heard = Heard()
    heard.reader.feed(masked(b"x" * size))
    assert heard.messages == [b"x" * size]


@given(st.lists(st.binary(max_size=50), min_size=2, max_size=6))
def test_a_message_in_pieces_with_a_ping_between_them(pieces: list[bytes]) -> None:
    heard = Heard()
    for index, piece in enumerate(pieces):
        first = (0x02 if index == 0 else 0x00) | (0x80 if index == len(pieces) - 1 else 0)
        heard.reader.feed(masked(piece, first) + masked(b"?", 0x89) * (index < len(pieces) - 1))
    assert heard.messages == [b"".join(pieces)]
    assert heard.controls == [(PING, b"?")] * (len(pieces) - 1)


def test_close_is_passed_on() -> None:
    heard = Heard()
    heard.reader.feed(masked(b"\x03\xe8", 0x88))
    assert heard.controls == [(CLOSE, b"\x03\xe8")]


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        (b"\x82\x01x" + b"\0" * 8, 1002),  # not masked
        (masked(b"x", 0xC2), 1002),  # an extension nobody agreed on
        (masked(b"x", 0x83), 1002),  # an opcode that does not exist
        (masked(b"x", 0x80), 1002),  # a continuation of nothing
        (masked(b"x", 0x02) + masked(b"y", 0x82), 1002),  # a new message inside another
        (masked(b"x" * 126, 0x89), 1002),  # a ping that is too long
        (masked(b"", 0x09), 1002),  # a ping in pieces
        (masked(b"hello", 0x81), 1003),  # text
        (masked(b"x" * (LIMIT + 1)), 1009),
        (b"\x82\xff" + b"\xff" * 12, 1009),  # a length that nobody has
        (masked(b"x" * LIMIT, 0x02) + masked(b"y", 0x80), 1009),  # too large in pieces
    ],
)
def test_W6_what_is_no_traffic_of_a_client_is_refused(stream: bytes, code: int) -> None:
    heard = Heard()
    with pytest.raises(Malformed) as error:
        heard.reader.feed(stream)
    assert error.value.close_code == code
    assert heard.messages == []


@given(st.binary(max_size=400))
def test_random_bytes_are_messages_or_refused(stream: bytes) -> None:
    heard = Heard()
    with contextlib.suppress(Malformed):
        heard.reader.feed(stream)
    assert sum(map(len, heard.messages)) <= len(stream)


@given(st.binary(max_size=70_000))
def test_what_is_sent_is_a_frame(payload: bytes) -> None:
    frame = frame_of(payload).framed
    size = frame[1]
    start = 2 if size < 126 else 4 if size == 126 else 10
    assert frame[0] == 0x82
    assert frame[start:] == payload
    assert size == len(payload) or int.from_bytes(frame[2:start], "big") == len(payload)
