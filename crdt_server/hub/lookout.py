"""Notices when people may have written without knowing of each other, finds out, and lets them know (C4).

each second, for each room    one writer only, nobody who was away     → nothing can have met
                              several writers, or one who was away     → follow the timeline, count what is open
                              the number differs from the last one     → keep it, and give the hint to everybody here

Nobody who types waits for this, and nothing is looked at that nobody could have done at the same time. A long log that
nobody has asked for is left alone; then conflicts are found when somebody opens the history.
"""

from collections.abc import Callable

import orjson

from crdt_server.hub.decisions import Decisions
from crdt_server.hub.history import History
from crdt_server.hub.journal import Journal
from crdt_server.hub.open_room import OpenRoom
from crdt_server.hub.tasks import Tasks
from docs_model.kinds import kind_of
from persistence.store import Store, StoreError

HINT = orjson.dumps({"callboard": "conflicts"}).decode()
COLLECTION = "open conflicts"
"""How many conflicts were open in each document when it was last looked at."""

TOGETHER_MS = 30_000
"""Two who are connected hear of each other within this, or their sockets are closed."""


class Lookout:
    """Looks for conflicts in the documents that are open, in one at a time."""

    def __init__(
        self,
        store: Store,
        history: History,
        decisions: Decisions,
        journal: Journal,
        tasks: Tasks,
        tell: Callable[[str, str], None],
    ) -> None:
        """`tell` says a text to everybody who has a document."""
        self._store = store
        self._history = history
        self._decisions = decisions
        self._journal = journal
        self._tasks = tasks
        self._tell = tell
        self._is_busy = False

    def look_at(self, room: OpenRoom, now: int) -> None:
        """See whether anybody can have met in a document; `now` is Unix milliseconds."""
        company = room.company
        if self._is_busy or not kind_of(room.name).roots:
            return
        if company.conflicts is None or company.is_mixed:
            if company.conflicts is not None:
                company.begin(now)
            self._is_busy = True
            self._tasks.start(f"look for conflicts in {room.name}", self._find_out(room))
        elif now - company.since > TOGETHER_MS:
            company.begin(now)

    async def known(self, document: str, room: OpenRoom | None) -> int:
        """Give how many conflicts were open when that was last looked at, without looking."""
        known = room.company.conflicts if room is not None else None
        return await self._known(document) if known is None else known

    async def count(self, document: str, room: OpenRoom | None) -> int:
        """Count what is open in a document, keep the number, and give the hint if it has changed."""
        look = await self._history.look(document)
        amount = len(await self._decisions.open_in(document, look))
        known = await self._known(document) if room is None else room.company.conflicts
        if amount != known:
            await self._store.put(COLLECTION, document, str(amount).encode())
            self._note(room, amount)
            self._tell(document, HINT)
        return amount

    async def _find_out(self, room: OpenRoom) -> None:
        try:
            if room.company.conflicts is None:
                self._note(room, await self._known(room.name))
                if room.news is not None:
                    self._tell(room.name, room.news)
            elif await self._history.may_follow(room.name):
                await self._journal.settled(room.name)
                await self.count(room.name, room)
        except StoreError:
            room.company.is_mixed = True  # looked at again when the store is back
        finally:
            self._is_busy = False

    async def _known(self, document: str) -> int:
        record = await self._store.get(COLLECTION, document)
        return 0 if record is None else int(record.value)

    def _note(self, room: OpenRoom | None, amount: int) -> None:
        if room is not None:
            room.company.conflicts = amount
            room.news = HINT if amount else None
