"""Whatever arrives as OSC is read or refused, and never hurts (O11)."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pythonosc.osc_bundle_builder import IMMEDIATELY, OscBundleBuilder
from pythonosc.osc_message_builder import build_msg

from crdt_server.osc.packet import MOST_BYTES, MOST_MESSAGES, Malformed, Message, read, write
from tests.effort import effort

HEAD = b"#bundle\0" + struct.pack(">Q", 1)
NEXT = build_msg("/callboard/next").dgram
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
VALUES = st.lists(
    WORDS | st.booleans() | st.integers(-(2**31) + 1, 2**31 - 1) | st.floats(width=32), max_size=8
)


def bundle(*packets: bytes) -> bytes:
    return HEAD + b"".join(struct.pack(">i", len(one)) + one for one in packets)


@given(VALUES)
def test_O11_what_is_written_is_read(values: list[object]) -> None:
    (message,) = read(write("/a/b", values))  # type: ignore[arg-type]
    assert message.address == "/a/b"
    assert repr(list(message.values)) == repr(values)  # as text: nan is not equal to itself


def test_O11_messages_of_bundles_are_read_in_their_order() -> None:
    builder = OscBundleBuilder(IMMEDIATELY)
    inner = OscBundleBuilder(IMMEDIATELY)
    inner.add_content(build_msg("/b", 2))
    for content in (build_msg("/a", 1.5), inner.build(), build_msg("/c", ["x", True])):
        builder.add_content(content)
    assert read(builder.build().dgram) == [
        Message("/a", (1.5,)),
        Message("/b", (2,)),
        Message("/c", ("x", True)),
    ]


@pytest.mark.parametrize(
    ("packet", "why"),
    [
        (b"", "begins neither"),
        (b"callboard\0\0\0", "begins neither"),
        (b"#bundle\0", "begins neither"),
        (NEXT + b"\0" * MOST_BYTES, "at most 4096 bytes"),
        (b"/next", "cut off"),
        (b"/next\0\0\0,s\0\0", "cut off"),
        (b"/next\0\0\0sss\0", "do not fit"),
        (b"/next\0\0\0,I\0\0", "no type 'I'"),
        (b"/next\0\0\0,[[\0", "cut off"),
        (b"/n\xff\xfe\0\0\0\0", "do not fit"),
        (HEAD + struct.pack(">i", -4) + NEXT, "a size that is not there"),
        (HEAD + struct.pack(">i", 0), "a size that is not there"),
        (HEAD + struct.pack(">i", 2**31 - 1) + NEXT, "a size that is not there"),
        (bundle(bundle(bundle(bundle(bundle(NEXT))))), "4 deep"),
        (bundle(*[NEXT] * (MOST_MESSAGES + 1)), "16 messages"),
        (bundle(b"nothing\0"), "begins neither"),
    ],
)
def test_O11_what_is_no_osc_is_told_so(packet: bytes, why: str) -> None:
    with pytest.raises(Malformed, match=why):
        read(packet)


@settings(max_examples=effort(400))
@given(
    st.binary(max_size=200)
    | st.binary(max_size=120).map(lambda rest: b"/callboard/next\0" + rest)
    | st.binary(max_size=120).map(lambda rest: HEAD + rest)
)
def test_O11_bytes_made_up_by_chance_are_read_or_refused(packet: bytes) -> None:
    try:
        messages = read(packet)
    except Malformed:
        return
    assert len(messages) <= MOST_MESSAGES
    assert all(message.address.startswith("/") for message in messages)


@settings(max_examples=effort(300))
@given(st.integers(0, 200), st.integers(0, 255), st.booleans())
def test_O11_a_packet_with_a_byte_changed_or_cut_off_is_read_or_refused(
    at: int, byte: int, cut: bool
) -> None:
    whole = bundle(write("/callboard/activate", ["seg", 1, 2.5, True]), bundle(NEXT))
    at %= len(whole)
    packet = whole[:at] if cut else whole[:at] + bytes([byte]) + whole[at + 1 :]
    try:
        read(packet)
    except Malformed as error:
        assert str(error)
