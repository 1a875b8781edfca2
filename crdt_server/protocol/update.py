"""Check a Yjs update before anything else touches it, and tell what it brings and needs (W3).

The library that applies updates crashes, hangs or keeps a damaged document on bytes that no Yjs
client would write. So every update is read here first: once, from front to back, without
recursion. What passes is well formed:

* every client occurs once, every struct takes up at least one clock, no clock reaches 2^31;
* a struct refers, within its own client, only to what came before it;
* all content is of a known kind, texts are UTF-8, JSON parses as in a browser, nesting is bounded;
* nothing is left over at the end.

    update    = n, block * n, m, deletions * m
    block     = n, client, clock, struct * n
    struct    = 0, length  |  10, length  |  info, [origin], [right], [parent, [key]], content
    deletions = client, n, (clock, length) * n
"""

from collections.abc import KeysView, Mapping

from msgspec import Struct

from crdt_server.protocol.content import READERS, skip_text, utf16_length
from crdt_server.protocol.errors import Malformed, TooLarge
from crdt_server.protocol.keystroke import read_keystroke
from crdt_server.protocol.lib0 import nothing_after, read_var_uint, write_var_uint
from crdt_server.protocol.limits import LIMITS, UpdateLimits

EMPTY_UPDATE = b"\x00\x00"
MAX_CLOCK = 2**31 - 1

COLLECTED, SKIPPED, STRING, TYPE = 0, 10, 4, 7
BARE = (COLLECTED, SKIPPED)  # structs of nothing but a length
KIND, HAS_KEY = 0b0001_1111, 0b0010_0000
# The two top bits of a struct's first byte say whether it has an origin, a right origin, both or
# neither.
REFERENCES = ((), (1,), (1,), (1, 2))


class Summary(Struct, frozen=True, gc=False):
    """What an update brings and what it builds on; all numbers are clocks by client id.

    An update certainly integrates into a document if, for every client, the start in `structs` and
    the clock in `needs` are at most what the document knows (0 for a client it does not know).
    """

    structs: dict[int, tuple[int, int]]
    """What it brings: client → (start, end), end exclusive; start is what must be known before."""

    needs: dict[int, int]
    """What it refers to or deletes: client → the clock that must be known.

    What a client's own structs refer to or delete is left out, being part of `structs`.
    """

    deletions: dict[int, int]
    """What it deletes: client → the end of the last deleted range, exclusive."""

    has_types: bool = False
    """Whether it brings shared types, which may be nested in one another."""

    @property
    def deletes(self) -> bool:
        """Whether anything is deleted."""
        return bool(self.deletions)

    @property
    def introduces(self) -> KeysView[int]:
        """The clients whose work it brings."""
        return self.structs.keys()

    @property
    def reach(self) -> dict[int, int]:
        """How much of each client a document knows that holds all that this brings and deletes."""
        reach = {client: end for client, (_, end) in self.structs.items()}
        for client, end in self.deletions.items():
            if end > reach.get(client, 0):
                reach[client] = end
        return reach


def inspect(update: bytes, limits: UpdateLimits = LIMITS) -> Summary:
    """Check an update and tell what it brings and needs.

    Malformed says what is wrong with it, TooLarge which limit it is over.
    """
    if len(update) > limits.bytes:
        raise TooLarge(f"an update of {len(update)} bytes; {limits.bytes} is the limit")
    keystroke = read_keystroke(update)
    if keystroke is not None:
        client, brought, references = keystroke
        return Summary({client: brought}, references, {})
    structs: dict[int, tuple[int, int]] = {}
    needs: dict[int, int] = {}
    has_types = False
    try:
        count, at = read_var_uint(update, 0)
        for _ in range(count):
            brings_types, at = _read_block(update, at, structs, needs, limits)
            has_types |= brings_types
        deletions, at = _read_deletions(update, at)
    except IndexError:
        raise Malformed("the update ends too early") from None
    except UnicodeDecodeError:
        raise Malformed("a text in the update is not valid UTF-8") from None
    nothing_after(update, at)
    for client, end in deletions.items():
        own_end = structs[client][1] if client in structs else 0
        if end > own_end and end > needs.get(client, 0):
            needs[client] = end
    return Summary(structs, needs, deletions, has_types)


def is_whole(document: bytes, clocks: Mapping[int, int], limits: UpdateLimits = LIMITS) -> bool:
    """Tell whether an encoded document brings exactly these clocks, so that it may replace a log.

    yrs 0.28 cannot cut an emoji in two, which Yjs can: a document that has seen such an edit is
    encoded with structs that are missing or empty, and browsers fail on it. Its merged updates
    (`merge_updates`) are right.
    """
    try:
        structs = inspect(document, limits).structs
    except Malformed:
        return False
    brought = {client: end for client, (start, end) in structs.items() if not start}
    return brought == {client: clock for client, clock in clocks.items() if clock}


def encode_state_vector(clocks: Mapping[int, int]) -> bytes:
    """Write a state vector, client → clock; a client of whom nothing is known is left out."""
    known = [(client, clock) for client, clock in clocks.items() if clock]
    numbers = (write_var_uint(client) + write_var_uint(clock) for client, clock in known)
    return write_var_uint(len(known)) + b"".join(numbers)


def decode_state_vector(data: bytes, limit: int = 1_000_000) -> dict[int, int]:
    """Read a state vector, client → clock, of at most `limit` clients."""
    count, at = read_var_uint(data, 0)
    if count > limit:
        raise TooLarge(f"a state vector of {count} clients; {limit} is the limit")
    clocks: dict[int, int] = {}
    for _ in range(count):
        client, at = read_var_uint(data, at)
        if client in clocks:
            raise Malformed(f"client {client} occurs twice in a state vector")
        clocks[client], at = read_var_uint(data, at)
    nothing_after(data, at)
    return clocks


def _read_block(
    data: bytes,
    at: int,
    structs: dict[int, tuple[int, int]],
    needs: dict[int, int],
    limits: UpdateLimits,
) -> tuple[bool, int]:
    """Read the structs of one client and note what they bring and need.

    Return whether shared types are among them, and the place behind.
    """
    count, at = read_var_uint(data, at)
    begin = at
    client, at = read_var_uint(data, at)
    own = data[begin:at]
    start, at = read_var_uint(data, at)
    if client in structs:
        raise Malformed(f"client {client} occurs twice")
    if not 0 < count <= len(data) - at:
        raise Malformed(f"{count} structs were announced for client {client}")
    brought, has_types, at = _read_structs(data, at, count, own, start, needs, limits)
    if brought[0] == brought[1]:
        raise Malformed(f"client {client} is listed and brings nothing")
    structs[client] = brought
    return has_types, at


def _read_structs(
    data: bytes,
    at: int,
    count: int,
    own: bytes,
    start: int,
    needs: dict[int, int],
    limits: UpdateLimits,
) -> tuple[tuple[int, int], bool, int]:
    """Read consecutive structs; `own` is their client as it is written.

    This loop sees every struct of every update, so the two things that nearly all structs are
    made of, references to the same client and text, are read in place.
    """
    clock = begin = end = start
    has_types = False
    for _ in range(count):
        info = data[at]
        at += 1
        for _origin in REFERENCES[info >> 6]:
            if not data.startswith(own, at):
                at = _read_foreign(data, at, needs)
                continue
            at += len(own)
            before = data[at]
            at += 1
            if before > 127:
                before, at = read_var_uint(data, at - 1)
            if before >= clock:
                raise Malformed("a struct refers to what comes after it")
        if info < 64 and info not in BARE:
            at = _read_parent(data, at, info, own, clock, needs)
        if info & KIND == STRING:
            size = data[at]
            at += 1
            if size > 127:
                size, at = read_var_uint(data, at - 1)
            length = utf16_length(data[at : at + size])
            at += size
        else:
            length, at = READERS[info](data, at, limits)
            has_types |= info & KIND == TYPE
        if not length:
            raise Malformed("a struct of no length")
        clock += length
        if info == SKIPPED:
            begin = clock  # what follows builds on all of it
        else:
            start, end = begin, clock
    if clock > MAX_CLOCK:
        raise Malformed("a clock passes 2^31-1")
    return (start, end), has_types, at


def _read_foreign(data: bytes, at: int, needs: dict[int, int]) -> int:
    """Read a reference to another client's work and note that it is needed."""
    client, at = read_var_uint(data, at)
    clock, at = read_var_uint(data, at)
    if clock >= MAX_CLOCK:
        raise Malformed(f"a reference to clock {clock}; clocks end at 2^31-1")
    if clock >= needs.get(client, 0):
        needs[client] = clock + 1
    return at


def _read_parent(
    data: bytes, at: int, info: int, own: bytes, clock: int, needs: dict[int, int]
) -> int:
    """Read where a struct without neighbours belongs: a named root or a shared type, and a key."""
    kind, at = read_var_uint(data, at)
    if kind == 1:
        at = skip_text(data, at)
    elif kind:
        raise Malformed(f"a parent of the unknown kind {kind}")
    elif data.startswith(own, at):
        before, at = read_var_uint(data, at + len(own))
        if before >= clock:
            raise Malformed("a struct is inside of what comes after it")
    else:
        at = _read_foreign(data, at, needs)
    return skip_text(data, at) if info & HAS_KEY else at


def _read_deletions(data: bytes, at: int) -> tuple[dict[int, int], int]:
    """Read which clocks are deleted; returns the end of the last range of each client."""
    deletions: dict[int, int] = {}
    clients, at = read_var_uint(data, at)
    for _ in range(clients):
        client, at = read_var_uint(data, at)
        ranges, at = read_var_uint(data, at)
        if client in deletions:
            raise Malformed(f"the deletions of client {client} occur twice")
        last = 0
        for _range in range(ranges):
            clock, at = read_var_uint(data, at)
            length, at = read_var_uint(data, at)
            if not length or clock + length > MAX_CLOCK:
                raise Malformed(f"a deleted range of client {client} is empty or passes 2^31-1")
            last = max(last, clock + length)
        if last:
            deletions[client] = last
    return deletions, at
