"""What the structs of a Yjs update contain: one reader per kind of content, in a table.

A reader takes the bytes, the place where the content begins and the limits; it returns how many
units of its client's clock the content takes up, and the place behind it. Nothing here
recurses and every loop eats at least one byte per turn. A reader may step behind the last byte: the
next look at the bytes raises IndexError, or the check of the end does, so lengths need no checks of
their own (`update.inspect` turns all of that into Malformed).

The CRDT library (yrs) has to read the very same structs as this module, else bytes could hide in
one reading what the other has checked. So what yrs reads differently from Yjs is not admitted:

* content 2, a list of JSON texts, which Yjs has not written since 2020 (yrs reads one text more);
* shared type 5, the XML hook, which no known editor uses (yrs does not read its name).

It also trusts texts to be UTF-8, which makes that check more than a courtesy.
"""

from collections.abc import Callable

from crdt_server.protocol.errors import Malformed, TooLarge
from crdt_server.protocol.json_text import check_json
from crdt_server.protocol.lib0 import read_var_uint
from crdt_server.protocol.limits import UpdateLimits

MAX_INTEGER_BYTES = 8  # as many as a sign and 2^53 need


def utf16_length(raw: bytes) -> int:
    """How long a text is for Yjs, which counts UTF-16 units."""
    return len(raw) if raw.isascii() else len(str(raw, "utf-8").encode("utf-16-le")) // 2


def skip_bytes(data: bytes, at: int) -> int:
    """Step over a byte string."""
    length, at = read_var_uint(data, at)
    return at + length


def skip_text(data: bytes, at: int) -> int:
    """Step over a text, which has to be valid UTF-8."""
    length, at = read_var_uint(data, at)
    end = at + length
    raw = data[at:end]
    if not raw.isascii():
        str(raw, "utf-8")
    return end


def skip_json(data: bytes, at: int, depth: int) -> int:
    """Step over a JSON text that every browser has to be able to parse."""
    length, at = read_var_uint(data, at)
    end = at + length
    check_json(str(data[at:end], "utf-8"), depth=depth)
    return end


def skip_values(data: bytes, at: int, count: int, depth: int) -> int:
    """Step over lib0 "any" values: plain ones, arrays and objects, at most `depth` deep."""
    around: list[tuple[int, bool]] = []
    keyed = False
    while count or around:
        if not count:
            count, keyed = around.pop()
            continue
        count -= 1
        if keyed:
            at = skip_text(data, at)
        tag = data[at]
        at += 1
        if tag in CONTAINERS:
            if len(around) == depth:
                raise TooLarge(f"a value is nested deeper than {depth}")
            around.append((count, keyed))
            count, at = read_var_uint(data, at)
            keyed = tag == OBJECT
        else:
            at = _skip_plain(data, at, tag)
    return at


# Array, map, text, XML element (it has a name), XML fragment, XML text.
SHARED_TYPES = (0, 1, 2, 3, 4, 6)
ELEMENT = 3

OBJECT, ARRAY = 118, 117
CONTAINERS = (OBJECT, ARRAY)
# undefined, null, float32, float64, bigint, false, true
FIXED_WIDTHS = {127: 0, 126: 0, 124: 4, 123: 8, 122: 8, 121: 0, 120: 0}


def _skip_plain(data: bytes, at: int, tag: int) -> int:
    """Step over a value that holds no others, behind its tag."""
    width = FIXED_WIDTHS.get(tag)
    if width is not None:
        return at + width
    if tag == 119:
        return skip_text(data, at)
    if tag == 125:
        return _skip_integer(data, at)
    if tag == 116:
        return skip_bytes(data, at)
    raise Malformed(f"a value of the unknown kind {tag}")


def _skip_integer(data: bytes, at: int) -> int:
    for end in range(at + 1, at + 1 + MAX_INTEGER_BYTES):
        if data[end - 1] < 128:
            return end
    raise Malformed("an integer is too long")


def _length(data: bytes, at: int, limits: UpdateLimits) -> tuple[int, int]:
    """Nothing but a length: collected, skipped or deleted."""
    return read_var_uint(data, at)


def _binary(data: bytes, at: int, limits: UpdateLimits) -> tuple[int, int]:
    return 1, skip_bytes(data, at)


def _string(data: bytes, at: int, limits: UpdateLimits) -> tuple[int, int]:
    length, at = read_var_uint(data, at)
    end = at + length
    return utf16_length(data[at:end]), end


def _embed(data: bytes, at: int, limits: UpdateLimits) -> tuple[int, int]:
    return 1, skip_json(data, at, limits.depth)


def _format(data: bytes, at: int, limits: UpdateLimits) -> tuple[int, int]:
    return 1, skip_json(data, skip_text(data, at), limits.depth)


def _shared_type(data: bytes, at: int, limits: UpdateLimits) -> tuple[int, int]:
    kind, at = read_var_uint(data, at)
    if kind not in SHARED_TYPES:
        raise Malformed(f"a shared type of the unknown kind {kind}")
    return 1, skip_text(data, at) if kind == ELEMENT else at


def _values(data: bytes, at: int, limits: UpdateLimits) -> tuple[int, int]:
    count, at = read_var_uint(data, at)
    return count, skip_values(data, at, count, limits.depth)


def _subdocument(data: bytes, at: int, limits: UpdateLimits) -> tuple[int, int]:
    if not limits.subdocuments:
        raise Malformed("a document inside a document; this server does not take them")
    at = skip_text(data, at)
    if data[at] != OBJECT:
        raise Malformed("the options of a subdocument are not an object")
    return 1, skip_values(data, at, 1, limits.depth)


def _unknown(data: bytes, at: int, limits: UpdateLimits) -> tuple[int, int]:
    raise Malformed("a struct of an unknown kind")


Reader = Callable[[bytes, int, UpdateLimits], tuple[int, int]]

CONTENTS: dict[int, Reader] = {
    1: _length,
    3: _binary,
    4: _string,
    5: _embed,
    6: _format,
    7: _shared_type,
    8: _values,
    9: _subdocument,
}
BARE: dict[int, Reader] = {0: _length, 10: _length}

READERS: tuple[Reader, ...] = tuple(
    BARE.get(info) or CONTENTS.get(info & 0b0001_1111, _unknown) for info in range(256)
)
"""The reader for every first byte that a struct can have: kind in the low five bits, references in
the high ones. Collected and skipped structs have neither references nor content."""
