"""Presence on the wire (crdt_server/protocol/awareness.py)."""

import json
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crdt_server.protocol.awareness import PresenceEntry, PresenceLimits, decode, encode
from crdt_server.protocol.errors import Malformed, TooLarge
from crdt_server.protocol.lib0 import MAX_NUMBER, var_string, write_var_uint
from tests.effort import effort

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)  # fmt: skip
STATES = JSON_VALUES.filter(lambda value: value is not None).map(json.dumps)
ENTRIES = st.builds(
    PresenceEntry, st.integers(0, MAX_NUMBER), st.integers(0, 2**32 - 1), st.none() | STATES
)


def one(state: str, client: int = 1, clock: int = 0) -> bytes:
    """The awareness update of one client."""
    return b"\1" + write_var_uint(client) + write_var_uint(clock) + var_string(state)


def test_presence_is_read_from_the_bytes_of_a_client() -> None:
    update = bytes.fromhex("0201000d7b226e616d65223a22c3a9227d" + "ac0205046e756c6c")
    assert decode(update) == (PresenceEntry(1, 0, '{"name":"é"}'), PresenceEntry(300, 5, None))
    assert encode(decode(update)) == update


@settings(max_examples=effort(40))
@given(st.lists(ENTRIES, max_size=5).map(tuple))
def test_presence_is_read_as_written(entries: tuple[PresenceEntry, ...]) -> None:
    assert decode(encode(entries)) == entries


@pytest.mark.parametrize(
    "state",
    ["{}", "[]", '"x"', "0", "-0.5e-3", "true", '{"a":1,"a":2}', ' {\n"a"\t:\r1 } ', '"\u2028"',
     '"\\ud83d"', "1e999", "123456789012345678901234567890"],
)  # fmt: skip
def test_a_state_is_what_browsers_can_read(state: str) -> None:
    assert decode(one(state)) == (PresenceEntry(1, 0, state),)


@pytest.mark.parametrize(
    "state",
    ["", "NaN", "Infinity", "-Infinity", "undefined", "{a:1}", "[1,]", "{}{}", "\ufeff{}", "'x'",
     '"\x01"', "01", ".5", "1.", "[" * 40, '"' + '\\"' * 1000, "nul", "{} x"],
)  # fmt: skip
def test_W5_a_state_that_browsers_cannot_read_is_refused(state: str) -> None:
    with pytest.raises(Malformed, match="should be JSON"):
        decode(one(state))


def test_null_however_written_means_gone() -> None:
    assert decode(one(" null\n")) == (PresenceEntry(1, 0, None),)


@pytest.mark.parametrize("depth", [65, 5_000, 30_000])
def test_W6_a_state_nested_too_deep_is_refused(depth: int) -> None:
    with pytest.raises(TooLarge, match="deeper than 64"):
        decode(one("[" * depth + "]" * depth))


def test_brackets_in_texts_are_no_nesting() -> None:
    state = json.dumps({"name": '[{\\"' * 500, "deep": [[[]]]})
    assert decode(one(state)) == (PresenceEntry(1, 0, state),)


def test_many_neighbours_are_no_nesting() -> None:
    state = json.dumps([[]] * 500)
    assert decode(one(state)) == (PresenceEntry(1, 0, state),)


@pytest.mark.parametrize("filler", ['"', '\\"', '"\\', "[", "]", "{", "\\", "[]", '[""'])
def test_W5_no_state_takes_long_to_refuse(filler: str) -> None:
    state = "[" * 60 + filler * 60_000
    begin = process_time()
    with pytest.raises(Malformed):
        decode(one(state), PresenceLimits(state_bytes=1_000_000))
    assert process_time() - begin < 2  # of the processor, whatever else runs


class TestLimits:
    def test_W6_the_number_of_clients_is_limited(self) -> None:
        entries = [PresenceEntry(client, 0, None) for client in range(5)]
        assert len(decode(encode(entries), PresenceLimits(entries=5))) == 5
        with pytest.raises(TooLarge, match="5 clients in one message; 4 is the limit"):
            decode(encode(entries), PresenceLimits(entries=4))

    def test_W6_the_size_of_a_state_is_limited(self) -> None:
        decode(one('"' + "x" * 60_000 + '"'))
        with pytest.raises(TooLarge, match="more than 65536 bytes"):
            decode(one('"' + "x" * 70_000 + '"'))

    def test_W6_the_clock_is_limited(self) -> None:
        decode(one("{}", clock=2**32 - 1))
        with pytest.raises(TooLarge, match="clock"):
            decode(one("{}", clock=2**32))


@given(st.binary(max_size=40))
def test_W5_only_malformed_comes_out_of_any_bytes(data: bytes) -> None:
    try:
        decode(data)
    except Malformed as error:
        assert str(error)


@settings(max_examples=effort(40))
@given(st.lists(ENTRIES, min_size=1, max_size=3), st.data())
def test_W5_a_shortened_message_is_refused(
    entries: list[PresenceEntry], data: st.DataObject
) -> None:
    whole = encode(entries)
    with pytest.raises(Malformed):
        decode(whole[: data.draw(st.integers(0, len(whole) - 1))])
    with pytest.raises(Malformed, match="too many"):
        decode(whole + b"\0")
