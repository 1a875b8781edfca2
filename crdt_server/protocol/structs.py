"""What an update puts where: the items of maps with their values, and how new texts begin.

`update.inspect` asks whether bytes are sound; this reads what sound ones say, for whoever wants to know what somebody
wrote over what. Letters typed into a text that is there already are stepped over: they replace nothing.

    items_of(update) → [Item(client=7, clock=3, length=1, origin=(5, 0), parent=None, key=None, content=18.5), …]
"""

import math
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from crdt_server.protocol.content import CONTAINERS, READERS, skip_values
from crdt_server.protocol.errors import Malformed
from crdt_server.protocol.lib0 import read_var_bytes, read_var_string, read_var_uint
from crdt_server.protocol.limits import LIMITS
from crdt_server.protocol.update import BARE, HAS_KEY, KIND, STRING, TYPE

Id = tuple[int, int]
"""A client and a clock of its: the name of one unit of its work."""

Parent = str | Id
"""The name of a root, or the id of a shared type."""

VALUES = 8
LETTERS = (STRING, 5, 6)  # with the embedded things and the marks in between


@dataclass(frozen=True, slots=True)
class Shared:
    """In place of a value: a shared type, such as a map (1) or a text (2)."""

    kind: int


class Gone:
    """In place of a value: it was there once, and is not told any more."""


GONE = Gone()


class Item(NamedTuple):
    """One item of a map, or the first one of a text.

    `origin` is what it was written over (None: nothing was there), and only without one are `parent` and `key` told;
    `key` is None in a text. `content` is a plain value, a `Shared` type, or GONE. `length` is 1, or for what is GONE
    the number of items that are told of as one, each of them written over the one before.
    """

    client: int
    clock: int
    length: int
    origin: Id | None
    parent: Parent | None
    key: str | None
    content: Any


class Struct(NamedTuple):
    """One struct of an update, as it is written: what it stands beside is told, or else what it is in.

    `content` is told of plain values in a map, of shared types, and of a text's first letters; GONE for all others.
    """

    client: int
    clock: int
    length: int
    origin: Id | None
    right: Id | None
    parent: Parent | None
    key: str | None
    kind: int
    content: Any


def items_of(update: bytes) -> list[Item]:
    """Read the items of maps out of an update that `inspect` lets pass; Malformed for any other."""
    return [
        Item(each.client, each.clock, each.length, each.origin, each.parent, each.key, each.content)
        for each in structs_of(update)
        if each.kind not in LETTERS or each.parent is not None
        if each.origin is not None or each.parent is not None
        if each.kind != VALUES or each.length == 1  # more of them are of a list
    ]


def structs_of(update: bytes) -> Iterator[Struct]:
    """Read all structs but the collected and the skipped ones; Malformed for an update that cannot be read."""
    try:
        blocks, at = read_var_uint(update, 0)
        for _ in range(blocks):
            count, at = read_var_uint(update, at)
            client, at = read_var_uint(update, at)
            clock, at = read_var_uint(update, at)
            for _struct in range(count):
                if update[at] in BARE:
                    length, at = read_var_uint(update, at + 1)
                else:
                    found, at = _read_struct(update, at, client, clock)
                    length = found.length
                    yield found
                clock += length
    except (LookupError, UnicodeDecodeError, struct.error) as error:
        raise Malformed("the update cannot be read") from error


def _read_struct(data: bytes, at: int, client: int, clock: int) -> tuple[Struct, int]:
    """Read one struct; give it and the place behind it."""
    info = data[at]
    at += 1
    origin: Id | None = None
    right: Id | None = None
    parent: Parent | None = None
    key: str | None = None
    if info & 128:
        origin, at = _read_id(data, at)
    if info & 64:
        right, at = _read_id(data, at)
    if info < 64:
        parent, at = _read_parent(data, at)
        if info & HAS_KEY:
            key, at = read_var_string(data, at)
    length, content, at = _read_content(data, at, info, begins=parent is not None)
    return Struct(client, clock, length, origin, right, parent, key, info & KIND, content), at


def _read_content(data: bytes, at: int, info: int, *, begins: bool) -> tuple[int, Any, int]:
    """Read a content as far as anybody asks for it: its length, its value, and the place behind it."""
    kind = info & KIND
    if kind == TYPE:
        shared, _ = read_var_uint(data, at)
        length, at = READERS[info](data, at, LIMITS)
        return length, Shared(shared), at
    if kind == VALUES and data[at] == 1:
        value, at = read_value(data, at + 1)
        return 1, value, at
    length, after = READERS[info](data, at, LIMITS)
    if kind == STRING and begins:
        return length, read_var_string(data, at)[0], after
    return length, GONE, after


def _read_id(data: bytes, at: int) -> tuple[Id, int]:
    client, at = read_var_uint(data, at)
    clock, at = read_var_uint(data, at)
    return (client, clock), at


def _read_parent(data: bytes, at: int) -> tuple[Parent, int]:
    named, at = read_var_uint(data, at)
    return read_var_string(data, at) if named else _read_id(data, at)


def read_value(data: bytes, at: int) -> tuple[Any, int]:
    """Read a plain value as JSON has it; of arrays and objects, which no field holds, only that there is one."""
    tag = data[at]
    if tag in CONTAINERS:
        return GONE, skip_values(data, at, 1, LIMITS.depth)
    return PLAIN[tag](data, at + 1)


def _integer(data: bytes, at: int) -> tuple[int, int]:
    """Read a whole number with its sign: six bits in the first byte, seven in each that follows."""
    byte = data[at]
    value, shift, sign = byte & 63, 6, -1 if byte & 64 else 1
    while byte > 127:
        at += 1
        byte = data[at]
        value |= (byte & 127) << shift
        shift += 7
    return sign * value, at + 1


def _number(form: str) -> Callable[[bytes, int], tuple[Any, int]]:
    size = struct.calcsize(form)

    def read(data: bytes, at: int) -> tuple[Any, int]:
        (value,) = struct.unpack_from(form, data, at)
        if isinstance(value, float) and value.is_integer():
            return int(value), at + size
        return (None if value != value or value in (math.inf, -math.inf) else value), at + size

    return read


def _bytes(data: bytes, at: int) -> tuple[Any, int]:
    _, at = read_var_bytes(data, at)
    return GONE, at


PLAIN: dict[int, Callable[[bytes, int], tuple[Any, int]]] = {
    127: lambda data, at: (None, at),
    126: lambda data, at: (None, at),
    125: _integer,
    124: _number(">f"),
    123: _number(">d"),
    122: _number(">q"),
    121: lambda data, at: (False, at),
    120: lambda data, at: (True, at),
    119: read_var_string,
    116: _bytes,
}
