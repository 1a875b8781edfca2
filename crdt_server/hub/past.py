"""A document at a moment of its past: from where its kept log begins, entry by entry, up to that moment (H1).

Checkpoints make a document open fast and let old entries go. What those entries amounted to is kept as the base of the
log that is left, written before they are dropped: so every entry that is kept can be understood, and the moment after
it be shown. A free document has no base; of its past only sizes and authors are told (D11).
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

from crdt_server.room.replay import Replay
from docs_model.kinds import kind_of
from persistence.store import Entry, Store

COLLECTION = "history base"
A_FEW = 100
"""Entries that are taken in one go: some milliseconds, and then the others have their turn."""


class TooOld(LookupError):
    """A moment is older than what is kept; the text says how far back one can go."""


@dataclass(frozen=True, slots=True)
class Base:
    """A document as it was after entry `seq`, written at `at` (Unix ms)."""

    seq: int
    at: int
    update: bytes


EMPTY = Base(0, 0, b"")


class Past:
    """Rebuilds documents as they were."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def base(self, document: str) -> Base:
        """Give where the kept log begins: after what was dropped, or at nothing."""
        found = await self._store.get(COLLECTION, document)
        base = EMPTY if found is None else _read(found.value)
        first = await self._store.entries(document, base.seq, 1)
        if first and first[0].seq != base.seq + 1:
            # Entries were dropped by a program that kept no base: the last checkpoint is as far back as one can go.
            checkpoint = (await self._store.load(document)).checkpoint
            if checkpoint is not None:
                return Base(checkpoint.upto_seq, checkpoint.at, checkpoint.update)
        return base

    async def entries(self, document: str, after: int) -> AsyncIterator[Entry]:
        """Give the entries after a number, a few at a time, letting others have their turn in between."""
        while found := await self._store.entries(document, after, A_FEW):
            for entry in found:
                yield entry
            after = found[-1].seq
            await asyncio.sleep(0)

    async def at(self, document: str, seq: int) -> Replay:
        """Build a document as it was after an entry; TooOld if that cannot be told any more."""
        base = await self._nearest(document, seq)
        replay = Replay([base.update] if base.update else [])
        async for entry in self.entries(document, base.seq):
            if entry.seq > seq:
                break
            replay.add(entry.update)
        return replay

    async def keep_base(self, document: str, upto: int, before: int) -> None:
        """Keep what the entries amount to that are about to be dropped: up to a number, and older than a time."""
        if not kind_of(document).roots:
            return
        base = await self.base(document)
        oldest = await self._store.entries(document, base.seq, 1)
        if not oldest or oldest[0].seq > upto or oldest[0].at >= before:
            return
        replay = Replay([base.update] if base.update else [])
        last = base
        async for entry in self.entries(document, base.seq):
            if entry.seq > upto or entry.at >= before:
                break
            replay.add(entry.update)
            last = Base(entry.seq, entry.at, b"")
        await self._store.put(
            COLLECTION, document, _written(Base(last.seq, last.at, replay.whole()))
        )

    async def _nearest(self, document: str, seq: int) -> Base:
        base = await self.base(document)
        if seq < base.seq:
            raise TooOld(
                "That moment is older than what is kept of this document's history. "
                "Only a named version could still show it."
            )
        checkpoint = (await self._store.load(document)).checkpoint
        if checkpoint is not None and base.seq < checkpoint.upto_seq <= seq:
            return Base(checkpoint.upto_seq, checkpoint.at, checkpoint.update)
        return base


def _written(base: Base) -> bytes:
    return base.seq.to_bytes(8) + base.at.to_bytes(8) + base.update


def _read(value: bytes) -> Base:
    return Base(int.from_bytes(value[:8]), int.from_bytes(value[8:16]), value[16:])
