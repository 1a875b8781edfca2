"""The verbs that write, for every store that has one writer: each becomes an operation in its queue."""

import logging
from collections.abc import Iterable, Sequence

from persistence.operations import Adopt, Append, Delete, Keep, Put, Trim
from persistence.store import Checkpoint, Damaged, Entry, Record
from persistence.writer import Desk, Writer

log = logging.getLogger("callboard")

MOST_TRIMMED_AT_ONCE = 2_000
"""Trimming goes in steps, so that appends get in between."""


class QueuedStore:
    """The writing half of a store over a desk; who inherits it adds how to open, read and close."""

    def __init__(self, desk: Desk) -> None:
        self._writer = Writer(desk)

    async def append(self, entries: Sequence[Entry]) -> None:
        """Add entries to their logs, all or none; durable when this returns (P2)."""
        if entries:
            await self._writer.ask(Append(tuple(entries)))

    async def checkpoint(self, checkpoint: Checkpoint) -> None:
        """Keep a whole document as of `upto_seq` (P4)."""
        await self._writer.ask(Keep(checkpoint))

    async def trim(self, document: str, before: int) -> int:
        """Drop old entries that the last checkpoint covers; tell how many (P5)."""
        dropped = 0
        while True:
            step = await self._writer.ask(Trim(document, before, MOST_TRIMMED_AT_ONCE))
            assert isinstance(step, int)
            dropped += step
            if step < MOST_TRIMMED_AT_ONCE:
                return dropped

    async def adopt(
        self, document: str, checkpoint: Checkpoint | None, entries: Sequence[Entry]
    ) -> None:
        """Take over a document of another store, of which nothing is here yet (P11)."""
        await self._writer.ask(Adopt(document, checkpoint, tuple(entries)))

    async def put(
        self, collection: str, key: str, value: bytes, expected: int | None = None
    ) -> Record:
        """Write a record, with `expected` only over that version (P7)."""
        record = await self._writer.ask(Put(collection, key, value, expected))
        assert isinstance(record, Record)
        return record

    async def delete(self, collection: str, key: str) -> bool:
        """Remove a record; tell whether it was there."""
        return bool(await self._writer.ask(Delete(collection, key)))


def sound_ones(records: Iterable[Record | Damaged]) -> list[Record]:
    """Leave damaged records out of a list, and write them to the program's log."""
    sound = []
    for record in records:
        if isinstance(record, Damaged):
            log.error("%s It is left out of the list.", record)
        else:
            sound.append(record)
    return sound
