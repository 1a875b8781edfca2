"""SqliteStore: the verbs of the seam over one SQLite file."""

from collections.abc import Sequence
from pathlib import Path

from persistence.queued import QueuedStore, sound_ones
from persistence.sqlite import read
from persistence.sqlite.database import Database, WalPolicy
from persistence.store import Entry, Loaded, Record


class SqliteStore(QueuedStore):
    """Documents and records in one file. Open it with `await SqliteStore.open(path)`; close it in the end."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._database = database

    @classmethod
    async def open(cls, path: str | Path, policy: WalPolicy | None = None) -> "SqliteStore":
        """Open a database, or make it; StoreError if it cannot be, Newer if a newer program made it (P8)."""
        return cls(await Database.open(Path(path), policy or WalPolicy()))

    async def load(self, document: str, *, covered: bool = False) -> Loaded:
        """Give the last checkpoint and what came after it, with `covered` also what it covers."""
        return await self._database.read(
            f"Document {document}", lambda c: read.load(c, document, covered=covered)
        )

    async def entries(self, document: str, after: int, most: int) -> Sequence[Entry]:
        """Give some of the entries that were not trimmed; damaged ones are left out."""
        return await self._database.read(
            f"Document {document}", lambda c: read.entries(c, document, after, most)
        )

    async def get(self, collection: str, key: str) -> Record | None:
        """Give one record, or None; Damaged if it does not match its checksum."""
        return await self._database.read(
            f"Record {key!r} of {collection}", lambda c: read.record(c, collection, key)
        )

    async def list(self, collection: str) -> Sequence[Record]:
        """Give the records of a collection by key; damaged ones are left out and written to the program's log."""
        return sound_ones(
            await self._database.read(
                f"Collection {collection}", lambda c: read.records(c, collection)
            )
        )

    async def close(self) -> None:
        """Write what was asked so far, fold the write-ahead log in, and let go of the file."""
        await self._writer.close()
        await self._database.close()
