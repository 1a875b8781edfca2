"""Named versions: moments of a document that somebody gave a name, kept whole so that they survive trimming (H3)."""

from dataclasses import asdict, dataclass, replace
from uuid import uuid4

import orjson

from crdt_server.clock import Clock
from crdt_server.room.person import Person, person_of
from persistence.store import Store

MOST_VERSIONS = 500
NAMES, STATES = PREFIXES = ("versions ", "version states ")
"""What the names of our collections begin with; the name of the document follows."""


class TooMany(Exception):
    """A document has as many versions as it may have."""


@dataclass(frozen=True, slots=True)
class Version:
    """A named moment: after entry `seq`, written at `at`, named at `named_at` (Unix ms) by `by`."""

    id: str
    title: str
    seq: int
    at: int
    named_at: int
    by: Person
    size: int


class Versions:
    """Keeps the named versions of all documents: a small record for the list, and the whole state in another."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def of(self, document: str) -> list[Version]:
        """Give the versions of a document, the latest moment first."""
        records = await self._store.list(_names(document))
        found = [_read(record.value) for record in records]
        return sorted(found, key=lambda version: (-version.at, -version.named_at, version.id))

    async def find(self, document: str, identity: str) -> Version | None:
        """Give one version."""
        record = await self._store.get(_names(document), identity)
        return None if record is None else _read(record.value)

    async def state(self, document: str, identity: str) -> bytes | None:
        """Give the whole document as it was in a version, as one update."""
        record = await self._store.get(_states(document), identity)
        return None if record is None else record.value

    async def name(
        self, document: str, title: str, *, seq: int, at: int, state: bytes, by: Person
    ) -> Version:
        """Name a moment; TooMany if there are too many already."""
        if len(await self._store.list(_names(document))) >= MOST_VERSIONS:
            raise TooMany
        now = self._clock.now()
        version = Version(uuid4().hex, title, seq, at, now, by, len(state))
        await self._store.put(_states(document), version.id, state, expected=0)
        await self._store.put(_names(document), version.id, _written(version), expected=0)
        return version

    async def rename(self, document: str, version: Version, title: str) -> Version:
        """Give a version another name."""
        renamed = replace(version, title=title)
        await self._store.put(_names(document), version.id, _written(renamed))
        return renamed

    async def delete(self, document: str, version: Version) -> None:
        """Forget a version; the document itself is not touched."""
        await self._store.delete(_names(document), version.id)
        await self._store.delete(_states(document), version.id)


def collections_of(document: str) -> tuple[str, ...]:
    """Give the collections of records that belong to one document; a state comes before the name that leads to it."""
    return (_states(document), _names(document))


def _written(version: Version) -> bytes:
    return orjson.dumps(asdict(version))


def _read(value: bytes) -> Version:
    said = orjson.loads(value)
    return Version(**{**said, "by": person_of(said["by"])})


def _names(document: str) -> str:
    return f"{NAMES}{document}"


def _states(document: str) -> str:
    return f"{STATES}{document}"
