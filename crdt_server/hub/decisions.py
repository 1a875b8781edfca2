"""Conflicts that somebody has looked at and left as they are: their ids, kept beside the document (C3).

Whoever takes the other value writes it into the document, which settles the conflict by itself; only leaving things as
they are would otherwise be forgotten.
"""

from dataclasses import asdict

import orjson

from crdt_server.clock import Clock
from crdt_server.hub.history import Look
from crdt_server.room.conflicts import Conflict
from crdt_server.room.person import Person
from persistence.store import Store

PREFIX = "decided conflicts "
PREFIXES = (PREFIX,)
"""What the names of our collections begin with; the name of the document follows."""


class Decisions:
    """Remembers which conflicts of all documents are decided."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def open_in(self, document: str, look: Look) -> list[Conflict]:
        """Give the conflicts of a document that somebody still has to look at, the newest first."""
        found = [one for one in look.timeline.conflicts if not one.settled]
        if not found:
            return []
        records = await self._store.list(_collection(document))
        decided = {record.key for record in records}
        return [one for one in reversed(found) if one.id not in decided]

    async def leave(self, document: str, conflict: Conflict, by: Person) -> None:
        """Note that a conflict may stay as it is; who says so twice says it once."""
        value = orjson.dumps({"at": self._clock.now(), "by": asdict(by)})
        await self._store.put(_collection(document), conflict.id, value)


def collections_of(document: str) -> tuple[str, ...]:
    """Give the collections of records that belong to one document."""
    return (_collection(document),)


def _collection(document: str) -> str:
    return f"{PREFIX}{document}"
