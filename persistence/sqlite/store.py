"""SqliteStore: the verbs of the seam over one SQLite file."""

import logging
from collections.abc import Sequence
from pathlib import Path

from persistence.operations import Append, Delete, Keep, Put, Trim
from persistence.sqlite import read
from persistence.sqlite.database import Database, WalPolicy
from persistence.store import Checkpoint, Damaged, Entry, Loaded, Record
from persistence.writer import Writer

log = logging.getLogger("callboard")

MOST_TRIMMED_AT_ONCE = 2_000
"""Trimming goes in steps, so that appends get in between."""


class SqliteStore:
    """Documents and records in one file. Open it with `await SqliteStore.open(path)`; close it in the end."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._writer = Writer(database)

    @classmethod
    async def open(cls, path: str | Path, policy: WalPolicy | None = None) -> "SqliteStore":
        """Open a database, or make it; StoreError if it cannot be, Newer if a newer program made it (P8)."""
        return cls(await Database.open(Path(path), policy or WalPolicy()))

    async def append(self, entries: Sequence[Entry]) -> None:
        """Add entries to their logs, all or none; durable when this returns (P2)."""
        if entries:
            await self._writer.ask(Append(tuple(entries)))

    async def load(self, document: str) -> Loaded:
        """Give the last checkpoint and what came after it."""
        return await self._database.read(f"Document {document}", lambda c: read.load(c, document))

    async def entries(self, document: str, after: int, most: int) -> Sequence[Entry]:
        """Give some of the entries that were not trimmed; damaged ones are left out."""
        return await self._database.read(
            f"Document {document}", lambda c: read.entries(c, document, after, most)
        )

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

    async def get(self, collection: str, key: str) -> Record | None:
        """Give one record, or None; Damaged if it does not match its checksum."""
        return await self._database.read(
            f"Record {key!r} of {collection}", lambda c: read.record(c, collection, key)
        )

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

    async def list(self, collection: str) -> Sequence[Record]:
        """Give the records of a collection by key; damaged ones are left out and written to the program's log."""
        found = await self._database.read(
            f"Collection {collection}", lambda c: read.records(c, collection)
        )
        for damage in found:
            if isinstance(damage, Damaged):
                log.error("%s It is left out of the list.", damage)
        return [record for record in found if isinstance(record, Record)]

    async def close(self) -> None:
        """Write what was asked so far, fold the write-ahead log in, and let go of the file."""
        await self._writer.close()
        await self._database.close()
