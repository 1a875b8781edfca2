"""Numbers, texts and byte strings (crdt_server/protocol/lib0.py)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crdt_server.protocol.errors import Malformed
from crdt_server.protocol.lib0 import (
    MAX_NUMBER,
    nothing_after,
    read_var_bytes,
    read_var_string,
    read_var_uint,
    var_bytes,
    var_string,
    write_var_uint,
)

NUMBERS = {
    0: "00",
    1: "01",
    127: "7f",
    128: "8001",
    300: "ac02",
    16383: "ff7f",
    16384: "808001",
    2**31: "8080808008",
    2**53 - 1: "ffffffffffffff0f",
}


@pytest.mark.parametrize(("number", "written"), NUMBERS.items())
def test_a_number_is_written_as_lib0_writes_it(number: int, written: str) -> None:
    assert write_var_uint(number).hex() == written
    assert read_var_uint(bytes.fromhex(written), 0) == (number, len(written) // 2)


@given(st.integers(0, MAX_NUMBER), st.binary(max_size=4), st.binary(max_size=4))
def test_a_number_is_read_as_written_wherever_it_stands(
    number: int, before: bytes, after: bytes
) -> None:
    data = before + write_var_uint(number) + after
    assert read_var_uint(data, len(before)) == (number, len(data) - len(after))


@given(st.binary(max_size=300), st.binary(max_size=4))
def test_bytes_are_read_as_written(raw: bytes, after: bytes) -> None:
    assert read_var_bytes(var_bytes(raw) + after, 0) == (raw, len(var_bytes(raw)))


@given(st.text(max_size=300), st.binary(max_size=4))
def test_a_text_is_read_as_written(text: str, after: bytes) -> None:
    assert read_var_string(var_string(text) + after, 0) == (text, len(var_string(text)))


def test_the_length_of_a_text_counts_bytes() -> None:
    assert var_string("é🎭").hex() == "06c3a9f09f8ead"


@pytest.mark.parametrize(
    ("written", "because"),
    [
        ("", "middle of a number"),
        ("80", "middle of a number"),
        ("ffffffff", "middle of a number"),
        ("8000", "padded"),
        ("808080808000", "padded"),
        ("ffffffffffffff10", "larger than"),
        ("ffffffffffffffff01", "larger than"),
        ("ff" * 200_000, "larger than"),
    ],
)
def test_W5_an_impossible_number_is_refused_with_a_reason(written: str, because: str) -> None:
    with pytest.raises(Malformed, match=because):
        read_var_uint(bytes.fromhex(written), 0)


def test_W5_bytes_that_were_announced_and_did_not_come_are_refused() -> None:
    with pytest.raises(Malformed, match="9007199254740991 bytes were announced, 2 came"):
        read_var_bytes(write_var_uint(MAX_NUMBER) + b"ab", 0)


@pytest.mark.parametrize("raw", [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"])
def test_W5_a_text_that_is_not_utf8_is_refused(raw: bytes) -> None:
    with pytest.raises(Malformed, match="not valid UTF-8"):
        read_var_string(var_bytes(raw), 0)


def test_W5_what_follows_a_message_is_refused() -> None:
    nothing_after(b"ab", 2)
    with pytest.raises(Malformed, match="1 bytes too many"):
        nothing_after(b"ab", 1)
