"""From a log to a document: the last checkpoint, what came after it, and what is on its way to the store.

An update that cannot be digested is left out and set aside, and the document opens without it (R8, R14); one whose
predecessors are missing is remembered (R7). It goes a few updates at a time, so that whoever is at work does not wait
for somebody else's long log (R11).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from crdt_server.protocol.errors import Malformed
from crdt_server.protocol.update import decode_state_vector, inspect
from crdt_server.room.clocks import Clocks
from crdt_server.room.digest import AnyDoc
from crdt_server.room.effects import SetAside
from crdt_server.room.sieve import A_FEW, Steps, building
from persistence.store import Loaded


@dataclass(frozen=True, slots=True)
class Image:
    """A document as its log has it."""

    doc: AnyDoc
    updates: tuple[bytes, ...]
    gaps: tuple[bytes, ...]
    left_out: tuple[SetAside, ...]
    last_seq: int
    tail_entries: int
    tail_bytes: int
    checkpoint_bytes: int


def reading(loaded: Loaded, pending: list[bytes], *, is_suspect: bool) -> Steps[Image]:
    """Build a document from what is stored of it and what will be, a few updates at a time.

    `is_suspect` if the library may have failed at it when it was in memory last.
    """
    tail = [entry.update for entry in loaded.entries] + pending
    base = [loaded.checkpoint.update] if loaded.checkpoint else []
    everything = base + tail
    built = yield from building(everything, is_suspect=is_suspect)
    sound = [update for index, update in enumerate(everything) if index not in built.left_out]
    gaps = yield from _gaps(built.doc, (update for update in sound if update not in base))
    return Image(
        doc=built.doc,
        updates=tuple(sound),
        gaps=gaps,
        left_out=tuple(
            SetAside(everything[index], why) for index, why in sorted(built.left_out.items())
        )
        + tuple(SetAside(b"", place) for place in loaded.damaged),
        last_seq=loaded.last_seq,
        tail_entries=len(tail),
        tail_bytes=sum(map(len, tail)),
        checkpoint_bytes=sum(map(len, base)),
    )


def _gaps(doc: AnyDoc, updates: Iterable[bytes]) -> Steps[tuple[bytes, ...]]:
    clocks = Clocks(lambda: decode_state_vector(doc.get_state()))
    gaps = []
    for count, update in enumerate(updates, 1):
        if count % A_FEW == 0:
            yield
        try:
            if not clocks.covers(inspect(update)):
                gaps.append(update)
        except Malformed:
            continue  # an older program let it in and the library digested it: nothing to wait for
    return tuple(gaps)
