"""The timelines of documents, followed along with their logs and kept while somebody looks at them (H1).

A long log is replayed once; after that only what is new is taken in. The work is cut into pieces of some milliseconds,
in between which everybody else is served: it cannot go to another thread, where yrs would have too little stack.
"""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field

from crdt_server.clock import stopwatch
from crdt_server.hub.authors import SERVER, Author, Authors, missed_by, signed_by
from crdt_server.hub.past import Base, Past
from crdt_server.protocol.errors import Malformed
from crdt_server.protocol.update import inspect
from crdt_server.room.timeline import Step, Timeline
from docs_model.kinds import kind_of
from persistence.store import Entry, Store

BROUGHT_BY = "\n"
"""Between who wrote and who brought it; no identity has it in it."""

NOBODY_KNOWN = "?"
"""Somebody of whom nothing is known, not even a client id."""

MOST_KEPT = 32
"""Timelines kept in memory: the last ones that somebody looked at."""

LATELY = 20.0
"""Seconds after which a timeline may make room for that of another document in which people meet."""

MOST_UNASKED = 20_000
"""So many entries of a log are read, in a second or two, without anybody having asked."""


@dataclass(slots=True)
class _Followed:
    timeline: Timeline
    base: Base
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    used_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Look:
    """A timeline as of now, and where it begins."""

    timeline: Timeline
    base: Base
    authors: dict[str, Author]

    def people(self, step: Step) -> tuple[Author | None, Author | None]:
        """Give who did a step (None: the server itself), and who brought it here if that was somebody else."""
        return self.people_of(step.author)

    def people_of(self, signed: str) -> tuple[Author | None, Author | None]:
        """Give the people behind an author as timelines know them, as `people` does."""
        author, _, bringer = signed.partition(BROUGHT_BY)
        return self._person(author), self._person(bringer) if bringer else None

    def _person(self, identity: str) -> Author | None:
        return None if identity == SERVER else self.authors.get(identity, Author(identity))


class History:
    """Knows what happened in documents."""

    def __init__(self, store: Store, past: Past, authors: Authors) -> None:
        self._store = store
        self._past = past
        self._authors = authors
        self._followed: OrderedDict[str, _Followed] = OrderedDict()

    async def look(self, document: str) -> Look:
        """Give the timeline of a document, with everything that is durable by now."""
        followed = await self._follow(document)
        async with followed.lock:
            timeline = followed.timeline
            authors = await self._authors.of(document)
            async for entry in self._past.entries(document, timeline.last):
                timeline.add(
                    entry.seq,
                    entry.update,
                    entry.at,
                    identity_of(entry, authors),
                    missed_by(entry.actor),
                )
            timeline.rest()
        by_identity = {author.identity: author for author in authors.values()}
        return Look(timeline, followed.base, by_identity)

    async def may_follow(self, document: str) -> bool:
        """Tell whether a timeline can be followed without much work, though nobody has asked for it."""
        if document in self._followed:
            return True
        if len(self._followed) >= MOST_KEPT and not self._may_let_go():
            return False
        base = await self._past.base(document)
        return not await self._store.entries(document, base.seq + MOST_UNASKED, 1)

    def _may_let_go(self) -> bool:
        """Tell whether one of the timelines in memory was not asked for lately."""
        oldest = next(iter(self._followed.values()))
        return stopwatch() - oldest.used_at >= LATELY

    async def _follow(self, document: str) -> _Followed:
        base = await self._past.base(document)
        found = self._followed.get(document)
        if found is None or found.timeline.last < base.seq:
            timeline = Timeline(kind_of(document), base.update, base.seq)
            self._followed.pop(document, None)
            found = self._followed.setdefault(document, _Followed(timeline, base))
        self._followed.move_to_end(document)
        found.used_at = stopwatch()
        while len(self._followed) > MOST_KEPT:
            self._followed.popitem(last=False)
        return found


def identity_of(entry: Entry, authors: dict[str, Author]) -> str:
    """Tell who wrote an entry: whose socket brought it, unless it is the work of a client id known to be another's.

    Somebody may bring what a colleague wrote, and somebody could forge a colleague's client id: both are named then.
    """
    signed = signed_by(entry.actor)
    if signed is None:
        return SERVER
    bringer = authors.get(signed.voice, signed).identity or NOBODY_KNOWN
    author = authors.get(_main_client(entry.update) or signed.voice)
    if author is None or author.identity == bringer:
        return bringer
    return f"{author.identity}{BROUGHT_BY}{bringer}"


def _main_client(update: bytes) -> str:
    """Give the client id whose work most of an update is; "" if it only deletes, or cannot be read."""
    try:
        structs = inspect(update).structs
    except Malformed:
        return ""
    most = max(structs, key=lambda client: structs[client][1] - structs[client][0], default="")
    return str(most)
