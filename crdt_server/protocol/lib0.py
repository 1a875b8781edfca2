"""Numbers, texts and byte strings as Yjs and its relatives write them.

A number (varUint) is written seven bits at a time, lowest bits first; a set top bit says that
more follow. A byte string is its length and its bytes, a text the same in UTF-8. Readers take
the bytes and a place, and return the value and the place behind it; what cannot be read raises
Malformed. Browsers hold numbers up to 2^53-1 exactly, so that is the largest number here, and a
number is never longer than eight bytes: reading one takes the same time whatever a stranger
sends.
"""

from crdt_server.protocol.errors import Malformed

MAX_NUMBER = 2**53 - 1
SHIFTS = (7, 14, 21, 28, 35, 42, 49)  # of the second to the eighth byte; 2^53-1 needs no ninth


def read_var_uint(data: bytes, at: int) -> tuple[int, int]:
    """Read a number of 0 … 2^53-1, written in its shortest form."""
    try:
        byte = data[at]
        if byte < 128:
            return byte, at + 1
        value = byte & 127
        for shift in SHIFTS:
            at += 1
            byte = data[at]
            value |= (byte & 127) << shift
            if byte < 128:
                break
    except IndexError:
        raise Malformed("the message ends in the middle of a number") from None
    if byte > 127 or value > MAX_NUMBER:
        raise Malformed("a number is larger than 2^53-1")
    if not byte:
        raise Malformed("a number is padded with zeros")
    return value, at + 1


def read_var_bytes(data: bytes, at: int) -> tuple[bytes, int]:
    """Read a byte string."""
    length, at = read_var_uint(data, at)
    end = at + length
    if end > len(data):
        raise Malformed(f"{length} bytes were announced, {len(data) - at} came")
    return data[at:end], end


def read_var_string(data: bytes, at: int) -> tuple[str, int]:
    """Read a text; it has to be valid UTF-8."""
    raw, at = read_var_bytes(data, at)
    try:
        return str(raw, "utf-8"), at
    except UnicodeDecodeError:
        raise Malformed("a text is not valid UTF-8") from None


def write_var_uint(number: int) -> bytes:
    """Write a number of 0 … 2^53-1."""
    if number < 128:
        return bytes((number,))
    assert number <= MAX_NUMBER, "browsers could not read this number"
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def var_bytes(raw: bytes) -> bytes:
    """Write a byte string: its length, then itself."""
    return write_var_uint(len(raw)) + raw


def var_string(text: str) -> bytes:
    """Write a text: the length of its UTF-8 in bytes (not in characters), then its UTF-8."""
    return var_bytes(text.encode())


def nothing_after(data: bytes, at: int) -> None:
    """A message ends where its content ends; anything behind it is refused."""
    if at != len(data):
        raise Malformed(f"{len(data) - at} bytes too many at the end of the message")
