"""Who is here and where: y-protocols' awareness update.

It lists clients with a clock and a state each. A state is JSON that the application chooses; None
says that the client is gone. Whoever has the higher clock for a client is right, and at an equal
clock "gone" wins.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from crdt_server.protocol.errors import TooLarge
from crdt_server.protocol.json_text import check_json
from crdt_server.protocol.lib0 import (
    nothing_after,
    read_var_string,
    read_var_uint,
    var_string,
    write_var_uint,
)

MAX_CLOCK = 2**32 - 1  # what Yjs ports outside the browser can hold


@dataclass(frozen=True, slots=True)
class PresenceEntry:
    """One client's presence; `state` is its JSON text as it came, None when the client is gone."""

    client: int
    clock: int
    state: str | None


@dataclass(frozen=True, slots=True)
class PresenceLimits:
    """How much presence one message may carry."""

    entries: int = 4096
    state_bytes: int = 64 * 1024
    depth: int = 64


LIMITS = PresenceLimits()


def decode(update: bytes, limits: PresenceLimits = LIMITS) -> tuple[PresenceEntry, ...]:
    """Read an awareness update.

    Malformed when a browser could not read it, TooLarge when it is over a limit.
    """
    count, at = read_var_uint(update, 0)
    if count > limits.entries:
        raise TooLarge(f"presence of {count} clients in one message; {limits.entries} is the limit")
    entries = []
    for _ in range(count):
        client, at = read_var_uint(update, at)
        clock, at = read_var_uint(update, at)
        if clock > MAX_CLOCK:
            raise TooLarge("a presence clock is larger than 2^32-1")
        start = at
        state, at = read_var_string(update, at)
        if at - start > limits.state_bytes:
            raise TooLarge(f"a presence state has more than {limits.state_bytes} bytes")
        present = check_json(state, depth=limits.depth) is not None
        entries.append(PresenceEntry(client, clock, state if present else None))
    nothing_after(update, at)
    return tuple(entries)


def encode(entries: Iterable[PresenceEntry]) -> bytes:
    """Write an awareness update."""
    parts = [_encode_entry(entry) for entry in entries]
    return write_var_uint(len(parts)) + b"".join(parts)


def _encode_entry(entry: PresenceEntry) -> bytes:
    state = "null" if entry.state is None else entry.state
    return write_var_uint(entry.client) + write_var_uint(entry.clock) + var_string(state)
