"""From a log to a document: the last checkpoint, what came after it, and what is on its way to the store.

An update that cannot be digested is left out and set aside, and the document opens without it (R8); one whose
predecessors are missing is remembered (R7).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from crdt_server.protocol.errors import Malformed
from crdt_server.protocol.update import decode_state_vector, inspect
from crdt_server.room.clocks import Clocks
from crdt_server.room.digest import AnyDoc, build
from crdt_server.room.effects import SetAside
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


def read_log(loaded: Loaded, pending: list[bytes]) -> Image:
    """Build a document from what is stored of it and what will be."""
    tail = [entry.update for entry in loaded.entries] + pending
    base = [loaded.checkpoint.update] if loaded.checkpoint else []
    built = build(base + tail)
    broken = {index for index, _ in built.left_out}
    everything = base + tail
    sound = [update for index, update in enumerate(everything) if index not in broken]
    return Image(
        doc=built.doc,
        updates=tuple(sound),
        gaps=_gaps(built.doc, (update for update in sound if update not in base)),
        left_out=tuple(SetAside(everything[index], why) for index, why in built.left_out)
        + tuple(SetAside(b"", place) for place in loaded.damaged),
        last_seq=loaded.last_seq,
        tail_entries=len(tail),
        tail_bytes=sum(map(len, tail)),
        checkpoint_bytes=sum(map(len, base)),
    )


def _gaps(doc: AnyDoc, updates: Iterable[bytes]) -> tuple[bytes, ...]:
    clocks = Clocks(lambda: decode_state_vector(doc.get_state()))
    gaps = []
    for update in updates:
        try:
            if not clocks.covers(inspect(update)):
                gaps.append(update)
        except Malformed:
            continue  # an older program let it in and the library digested it: nothing to wait for
    return tuple(gaps)
