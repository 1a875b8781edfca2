"""Write Yjs updates by hand, byte for byte, to try what no client would send."""

from crdt_server.protocol.lib0 import var_string, write_var_uint


def update(*blocks: bytes, deletions: bytes = b"\0") -> bytes:
    """An update of blocks (see `block`), and what it deletes (see `deleted`)."""
    return write_var_uint(len(blocks)) + b"".join(blocks) + deletions


def block(client: int, clock: int, *structs: bytes) -> bytes:
    """Consecutive structs of a client, from a clock on."""
    return numbers(len(structs), client, clock) + b"".join(structs)


def deleted(ranges: dict[int, list[tuple[int, int]]]) -> bytes:
    """Deletions: client → (clock, length)."""
    parts = [numbers(len(ranges))]
    for client, spans in ranges.items():
        parts.append(numbers(client, len(spans)))
        parts += [numbers(*span) for span in spans]
    return b"".join(parts)


def root(name: str = "t") -> bytes:
    """The parent of a struct without neighbours: a named root."""
    return b"\1" + var_string(name)


def inside(client: int, clock: int) -> bytes:
    """The parent of a struct without neighbours: a shared type."""
    return b"\0" + numbers(client, clock)


def first(content: bytes, parent: bytes | None = None, kind: int = 4) -> bytes:
    """A struct without neighbours."""
    return bytes([kind]) + (root() if parent is None else parent) + content


def after(client: int, clock: int, content: bytes, kind: int = 4) -> bytes:
    """A struct behind another one."""
    return bytes([0x80 | kind]) + numbers(client, clock) + content


def text(letters: str, parent: bytes | None = None) -> bytes:
    """Text without neighbours."""
    return first(var_string(letters), parent)


def skip(length: int) -> bytes:
    """A gap in a merged update."""
    return b"\x0a" + numbers(length)


def collected(length: int) -> bytes:
    """What is left of deleted structs."""
    return b"\0" + numbers(length)


def numbers(*values: int) -> bytes:
    """Numbers, one after the other."""
    return b"".join(write_var_uint(value) for value in values)
