"""What is read at one look means what it means when it is read step by step (W3)."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bench.keystrokes import written
from bench.yjs import Typist
from crdt_server.protocol import update as step_by_step
from crdt_server.protocol.errors import Malformed
from crdt_server.protocol.keystroke import read_keystroke
from crdt_server.protocol.update import Summary, inspect
from tests.effort import effort
from tests.protocol.sessions import session
from tests.protocol.vectors import yjs_updates

NUMBERS = st.one_of(
    st.binary(min_size=1, max_size=9).map(lambda raw: bytes(b | 128 for b in raw[:-1]) + raw[-1:]),
    st.integers(0, 127).map(lambda number: bytes((number,))),
)


@st.composite
def nearly_keystrokes(draw: st.DrawFn) -> bytes:
    """Write what looks like a keystroke, with numbers of every kind, and sometimes a byte that is another."""
    client = draw(NUMBERS)
    own = client if draw(st.integers(0, 9)) else draw(NUMBERS)
    place = b"\x84" + own + draw(NUMBERS)
    if draw(st.booleans()):
        neighbour = draw(st.one_of(st.just(client), NUMBERS))
        place = b"\xc4" + own + draw(NUMBERS) + neighbour + draw(NUMBERS)
    letters = draw(st.binary(min_size=0, max_size=200))
    ascii_only = draw(st.integers(0, 4)) > 0
    text = bytes(byte & 127 for byte in letters) if ascii_only else letters
    size = len(text) if draw(st.integers(0, 9)) else draw(st.integers(0, 255))
    whole = bytearray(
        b"\x01\x01" + client + draw(NUMBERS) + place + bytes((size & 255,)) + text + b"\x00"
    )
    if not draw(st.integers(0, 4)):
        whole[draw(st.integers(0, len(whole) - 1))] = draw(st.integers(0, 255))
    return bytes(whole)


def read_slowly(update: bytes) -> Summary | None:
    """Read an update step by step; None if it is refused."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(step_by_step, "read_keystroke", lambda update: None)
        try:
            return inspect(update)
        except Malformed:
            return None


@settings(max_examples=effort(1_000))
@given(nearly_keystrokes())
@example(b"\x01\x01\x81\x00\x05\x84\x81\x00\x04\x01a\x00")
@example(b"\x01\x01\x01\x05\x84\x01\x05\x01a\x00")
@example(b"\x01\x01\x01\x05\xc4\x01\x04\x01\x05\x01a\x00")
def test_W3_a_keystroke_means_the_same_when_it_is_read_at_one_look(update: bytes) -> None:
    assert_alike(update)


def test_W3_updates_of_real_documents_mean_the_same() -> None:
    for update in (*yjs_updates(), *session(1), *session(2)):
        assert_alike(update)
    keystrokes = written(2_000).keystrokes
    assert sum(map(assert_alike, keystrokes)) > 0.9 * len(keystrokes)


def test_letters_in_a_row_are_keystrokes() -> None:
    typist = Typist(2**32 - 1)
    first, *later = (typist.type("x") for _ in range(20_000))
    assert read_keystroke(first) is None
    assert all(read_keystroke(update) is not None for update in later)


def assert_alike(update: bytes) -> bool:
    """Compare both readings; tell whether it was one for the quick one."""
    found = read_keystroke(update)
    if found is None:
        return False
    client, brought, needs = found
    assert read_slowly(update) == Summary({client: brought}, needs, {})
    return True
