"""PostgresStore: the verbs of the seam over a PostgreSQL database."""

from collections.abc import Sequence

from persistence.postgres import read
from persistence.postgres.database import Database
from persistence.queued import QueuedStore, sound_ones
from persistence.store import Entry, Loaded, Record
from persistence.wall import Wall


class PostgresStore(QueuedStore):
    """Documents and records in a database. Open it with `await PostgresStore.open(address)`; close it in the end."""

    def __init__(self, database: Database, wall: Wall) -> None:
        super().__init__(database)
        self._database = database
        self._wall = wall

    @classmethod
    async def open(cls, address: str, wall: Wall | None = None) -> "PostgresStore":
        """Connect to postgresql://user:password@host/database; StoreError if it cannot be used, Newer if (P8).

        `wall` says how far each statement may reach; without one nothing belongs to any workspace.
        """
        wall = wall or Wall()
        return cls(await Database.open(address, wall), wall)

    async def load(self, document: str, *, covered: bool = False) -> Loaded:
        """Give the last checkpoint and what came after it, with `covered` also what it covers."""
        return await self._database.read(
            f"Document {document}",
            self._wall.reading(document),
            lambda c: read.load(c, document, covered=covered),
        )

    async def entries(self, document: str, after: int, most: int) -> Sequence[Entry]:
        """Give some of the entries that were not trimmed; damaged ones are left out."""
        return await self._database.read(
            f"Document {document}",
            self._wall.reading(document),
            lambda c: read.entries(c, document, after, most),
        )

    async def get(self, collection: str, key: str) -> Record | None:
        """Give one record, or None; Damaged if it does not match its checksum."""
        return await self._database.read(
            f"Record {key!r} of {collection}",
            self._wall.reading(self._wall.document_of(collection, key)),
            lambda c: read.record(c, collection, key),
        )

    async def list(self, collection: str) -> Sequence[Record]:
        """Give the records of a collection by key; damaged ones are left out and written to the program's log."""
        return sound_ones(
            await self._database.read(
                f"Collection {collection}",
                self._wall.reading(self._wall.document_of(collection, "")),
                lambda c: read.records(c, collection),
            )
        )

    async def append(self, entries: Sequence[Entry]) -> None:
        """Add entries to their logs, all or none; Walled if one of those is out of reach (P15)."""
        for document in {entry.document for entry in entries}:
            self._wall.check(document)
        await super().append(entries)

    async def put(
        self, collection: str, key: str, value: bytes, expected: int | None = None
    ) -> Record:
        """Write a record, with `expected` only over that version; Walled if its document is out of reach (P15)."""
        self._wall.check(self._wall.document_of(collection, key))
        return await super().put(collection, key, value, expected)

    async def delete(self, collection: str, key: str) -> bool:
        """Remove a record; tell whether it was there; Walled if its document is out of reach (P15)."""
        self._wall.check(self._wall.document_of(collection, key))
        return await super().delete(collection, key)

    async def close(self) -> None:
        """Write what was asked so far and close the connections."""
        await self._writer.close()
        await self._database.close()
