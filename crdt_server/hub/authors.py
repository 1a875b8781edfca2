"""Who wrote what: for each document, whose client ids those in its log are (H1).

An entry of the log is signed `<actor>#<voice> <missed>`: who the server knows it to be, "" as long as there are no
accounts, the client id that the socket introduced, and what its author had not heard of, if that one had been away.
What the person behind a client id calls themself is kept in records beside the log. Nothing of this is ever read out of
a document, where anybody could write anything.
"""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace

import orjson

from crdt_server.hub.tasks import Tasks
from crdt_server.room import absence
from crdt_server.room.effects import Introduce
from crdt_server.room.person import NOBODY, Person, person_in
from persistence.store import Store, StoreError

log = logging.getLogger("callboard")

PREFIX = "authors "
PREFIXES = (PREFIX,)
"""What the names of our collections begin with; the name of the document follows."""

SERVER = ""
"""The signature of what the server itself does: repair, and what a document begins with."""


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who edits a document; `person` is what they call themself."""

    voice: str = ""
    actor: str = ""
    person: Person = NOBODY

    @property
    def identity(self) -> str:
        """Tell people apart as well as can be: by account, else by browser, else by client id."""
        return self.actor or self.person.id or self.voice


def signature(actor: str, voice: str, missed: Mapping[int, int] | None = None) -> str:
    """Sign an entry of a log; `missed` is what its author had not heard of (C2)."""
    return f"{actor}#{voice} {absence.written(missed)}" if missed else f"{actor}#{voice}"


def signed_by(signed: str) -> Author | None:
    """Read a signature; None for the server's own. What no `#` is in was signed before there were voices."""
    if signed == SERVER:
        return None
    actor, _, rest = signed.rpartition("#")
    return Author(rest.partition(" ")[0], actor)


def missed_by(signed: str) -> Mapping[int, int] | None:
    """Read what the author of an entry had not heard of; None for one who was connected."""
    return absence.read(signed.rpartition("#")[2].partition(" ")[2])


class Authors:
    """Remembers authors, in order, in the background."""

    def __init__(self, store: Store, tasks: Tasks) -> None:
        self._store = store
        self._tasks = tasks
        self._noted: dict[tuple[str, str], Author] = {}
        self._writing = False

    def introduce(self, document: str, effect: Introduce) -> None:
        """Remember whose client ids some are."""
        person = person_in(effect.presence)
        self.note(
            document,
            (Author(str(client), effect.peer.actor, person) for client in effect.clients),
        )

    def note(self, document: str, authors: Iterable[Author]) -> None:
        """Remember some authors; written soon."""
        for author in authors:
            self._noted[document, author.voice] = author
        if self._noted and not self._writing:
            self._writing = True
            self._tasks.start("note authors", self._write_in_background())

    async def of(self, document: str) -> dict[str, Author]:
        """Give the authors of a document by voice."""
        records = await self._store.list(_collection(document))
        known = {record.key: _read(record.key, record.value) for record in records}
        for (name, voice), author in self._noted.items():
            if name == document and _may_replace(known.get(voice), author):
                known[voice] = author
        return known

    async def flush(self) -> None:
        """Write what is still to be written."""
        while self._noted:
            (document, voice), author = next(iter(self._noted.items()))
            await self._write(document, author)
            if self._noted.get((document, voice)) is author:
                del self._noted[document, voice]

    async def _write_in_background(self) -> None:
        try:
            await self.flush()
        except StoreError as error:
            log.warning("Who edits cannot be noted now; it is tried again later. %s", error)
        finally:
            self._writing = False

    async def _write(self, document: str, author: Author) -> None:
        found = await self._store.get(_collection(document), author.voice)
        known = None if found is None else _read(found.key, found.value)
        if known != author and _may_replace(known, author):
            value = orjson.dumps({"actor": author.actor, **asdict(author.person)})
            await self._store.put(_collection(document), author.voice, value)


def _may_replace(known: Author | None, author: Author) -> bool:
    """The first to bring a client id's work stays its author, and may call themself something else."""
    if known is None or known == author:
        return True
    if known.actor != author.actor or author.person == NOBODY:
        return False
    return known.person == NOBODY or known.person.id == author.person.id


def _read(voice: str, value: bytes) -> Author:
    said = orjson.loads(value)
    return replace(
        Author(voice), actor=said["actor"], person=Person(said["id"], said["name"], said["colour"])
    )


def collections_of(document: str) -> tuple[str, ...]:
    """Give the collections of records that belong to one document."""
    return (_collection(document),)


def _collection(document: str) -> str:
    return f"{PREFIX}{document}"
