"""Which documents there are: name, kind, title, and when each was made, changed, deleted.

The list is small and read all the time, so it lives in memory and every change is written through. A title belongs
to its document (`meta.title`); what stands here is a copy for the list, refreshed when a document comes to rest.
"""

import asyncio
from dataclasses import asdict, dataclass, replace
from typing import Any

import orjson

from crdt_server.clock import Clock
from crdt_server.hub.admission import Admitted, Refused
from crdt_server.hub.names import fault_of
from crdt_server.hub.tasks import Tasks
from crdt_server.room.lineage import Birth
from docs_model.kinds import kind_of
from docs_model.kinds.free import FREE
from persistence.store import Store

COLLECTION = "documents"


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What the library knows of a document; times are Unix milliseconds, `deleted_at` None while it is not deleted.

    `birth` is the edit that its history began with: client id and clock (R10); None for a free document.
    """

    name: str
    kind: str
    title: str
    created_at: int
    updated_at: int
    deleted_at: int | None = None
    birth: tuple[int, int] | None = None


class Registry:
    """All documents of this server, by name."""

    def __init__(self, store: Store, tasks: Tasks, clock: Clock) -> None:
        self._store = store
        self._tasks = tasks
        self._clock = clock
        self._records: dict[str, DocumentRecord] = {}
        self._writing = asyncio.Lock()

    async def load(self) -> None:
        """Read the list, once, at the start."""
        for record in await self._store.list(COLLECTION):
            self._records[record.key] = DocumentRecord(**orjson.loads(record.value))

    def all(self) -> list[DocumentRecord]:
        """Give every document, the last changed first."""
        return sorted(self._records.values(), key=lambda record: (-record.updated_at, record.name))

    def find(self, name: str) -> DocumentRecord | None:
        """Give one document's record, deleted or not."""
        return self._records.get(name)

    def birth(self, name: str) -> Birth | None:
        """Give the edit that a document's history began with, if that is known."""
        record = self._records.get(name)
        return Birth(*record.birth) if record is not None and record.birth is not None else None

    async def create(
        self, name: str, kind: str, title: str, birth: Birth | None = None
    ) -> DocumentRecord:
        """Enter a new document."""
        now = self._clock.now()
        record = DocumentRecord(name, kind, title, now, now, None, _pair(birth))
        async with self._writing:
            await self._put(record)
            self._records[name] = record
        return record

    async def renew(self, name: str, birth: Birth) -> DocumentRecord:
        """Note that a document's history has begun anew."""
        now = self._clock.now()
        return await self._change(name, birth=_pair(birth), updated_at=now)

    async def delete(self, name: str) -> DocumentRecord:
        """Mark a document as deleted; its contents stay (A2)."""
        return await self._change(name, deleted_at=self._clock.now())

    async def restore(self, name: str) -> DocumentRecord:
        """Take the mark away."""
        return await self._change(name, deleted_at=None)

    async def refresh(self, name: str, title: str | None, *, changed: bool) -> None:
        """Copy a document's title, and note that it changed."""
        if name not in self._records:
            return
        news: dict[str, Any] = {} if title is None else {"title": title}
        if changed:
            news["updated_at"] = self._clock.now()
        await self._change(name, **news)

    def note_free(self, name: str) -> None:
        """Enter a document without schema, whose name is all there is to know of it."""
        now = self._clock.now()
        record = self._records[name] = DocumentRecord(name, FREE.name, name, now, now)
        self._tasks.start(f"enter {name}", self._put(record))

    async def _change(self, name: str, **news: Any) -> DocumentRecord:
        """Change fields of a record as it is when its turn comes, so that no change undoes another."""
        async with self._writing:
            held = self._records[name]
            record = replace(held, **news)
            if record != held:
                await self._put(record)
                self._records[name] = record
        return record

    async def _put(self, record: DocumentRecord) -> None:
        await self._store.put(COLLECTION, record.name, orjson.dumps(asdict(record)))


def _pair(birth: Birth | None) -> tuple[int, int] | None:
    return None if birth is None else (birth.client, birth.clock)


class OpenDoor:
    """The admission of a server without accounts: whoever reaches it may edit what exists, and open free documents."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def admit(self, document: str, token: str) -> Admitted | Refused:
        """Decide about one client and one document."""
        record = self._registry.find(document)
        if record is not None and record.deleted_at is not None:
            return Refused("This document was deleted. It can be restored from the library.")
        if record is None:
            if kind_of(document) is not FREE:
                return Refused(
                    "There is no such document on this server. It may never have reached it."
                )
            if fault := fault_of(document):
                return Refused(fault)
            self._registry.note_free(document)
        return Admitted()
