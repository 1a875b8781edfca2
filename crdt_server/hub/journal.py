"""From applied to durable: updates of all rooms, committed in groups, acknowledged after the commit (W4, P3).

While one commit runs the next group gathers; there is no timer. When the store fails nothing is acknowledged and the
group is tried again until it succeeds, while editing and relaying go on (R9).
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from crdt_server.clock import Clock, stopwatch
from crdt_server.hub.contained import contained
from crdt_server.hub.event import event
from crdt_server.hub.histogram import SECONDS, SIZES, Histogram
from crdt_server.hub.pause import Pause
from persistence.store import Conflict, Entry, Store
from persistence.wall import Walled

log = logging.getLogger("callboard")

Receipt = Callable[[], None]
MOST_IN_A_GROUP = 5_000


@dataclass(slots=True)
class _Page:
    """Something to be done in order: entries to append, a receipt to give after them, or both."""

    document: str
    entries: list[Entry]
    receipt: Receipt | None


class Journal:
    """Appends to the logs of all open documents, numbers them, and tells when they are durable.

    Counted since the start: entries and bytes `kept` (asked for) and `stored` (durable), attempts that were `failures`.
    """

    def __init__(self, store: Store, clock: Clock, first_pause: float = 0.1) -> None:
        """`overtaken` is called with a document to whose log somebody else has written.

        `first_pause` is how many seconds to wait after a first failure.
        """
        self.overtaken: Callable[[str], None] = _nobody_cares
        self._store = store
        self._clock = clock
        self._first_pause = first_pause
        self._queue: list[_Page] = []
        self._in_flight: list[_Page] = []
        self._last: dict[str, int] = {}
        self._unsaved: dict[str, int] = {}
        self._waiting: asyncio.Future[None] | None = None
        self.trouble: str | None = None
        self.kept = self.kept_bytes = 0
        self.stored = self.stored_bytes = 0
        self.failures = 0
        self.commit_seconds = Histogram(SECONDS)
        self.group_sizes = Histogram(SIZES)

    def open(self, document: str, last_seq: int) -> None:
        """Begin to number a document's entries after its last one."""
        self._last[document] = last_seq

    def close(self, document: str) -> None:
        """Stop numbering a document."""
        self._last.pop(document, None)

    def last_seq(self, document: str) -> int:
        """Give the number of the newest entry, durable or not."""
        return self._last[document]

    def keep(
        self, document: str, updates: Sequence[bytes], actor: str, receipt: Receipt | None
    ) -> None:
        """Queue updates for their log, each as an entry; the receipt is called once they are durable."""
        now, last = self._clock.now(), self._last[document]
        entries = [
            Entry(document, seq, update, now, actor) for seq, update in enumerate(updates, last + 1)
        ]
        self._last[document] = last + len(entries)
        self._unsaved[document] = self._unsaved.get(document, 0) + len(entries)
        self.kept += len(entries)
        self.kept_bytes += sum(map(len, updates))
        self._put(_Page(document, entries, receipt))

    def settle(self, document: str, receipt: Receipt) -> None:
        """Call the receipt once everything kept so far of a document is durable; at once if it is."""
        if self.has_pending(document):
            self._put(_Page(document, [], receipt))
        else:
            receipt()

    def has_pending(self, document: str) -> bool:
        """Tell whether something of a document is not durable yet."""
        return document in self._unsaved

    def pending(self, document: str) -> list[bytes]:
        """Give the updates of a document that are not durable yet, in order."""
        return [
            entry.update
            for page in self._pages()
            if page.document == document
            for entry in page.entries
        ]

    @property
    def depth(self) -> int:
        """Give how many entries wait for the store."""
        return sum(len(page.entries) for page in self._pages())

    @property
    def oldest(self) -> int | None:
        """Give since when the oldest entry waits for the store, in Unix milliseconds; None if none does."""
        return next((page.entries[0].at for page in self._pages() if page.entries), None)

    def unsaved(self, document: str) -> int:
        """Give how many entries of a document are not durable yet."""
        return self._unsaved.get(document, 0)

    async def settled(self, document: str) -> None:
        """Wait until everything kept so far of a document is durable."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def finish() -> None:
            if not done.done():  # whoever waited may have gone
                done.set_result(None)

        self.settle(document, finish)
        await done

    async def run(self) -> None:
        """Write, for ever; begun again, it goes on with what was in flight."""
        while True:
            if not self._queue:
                self._waiting = asyncio.get_running_loop().create_future()
                await self._waiting
            await self._commit()

    async def drain(self) -> None:
        """Write what is left, once, when the server ends."""
        while self._queue or self._in_flight:
            await self._commit()

    async def _commit(self) -> None:
        if not self._in_flight:
            self._in_flight = self._next_group()
        await self._append()
        done, self._in_flight = self._in_flight, []
        for page in done:
            self._finish(page)

    def _next_group(self) -> list[_Page]:
        """Take from the queue what is written together: all of it, or the first few thousand entries."""
        entries = 0
        for count, page in enumerate(self._queue, 1):
            entries += len(page.entries)
            if entries >= MOST_IN_A_GROUP:
                group, self._queue = self._queue[:count], self._queue[count:]
                return group
        group, self._queue = self._queue, []
        return group

    async def _append(self) -> None:
        """Hand the group in flight to the store, as often as it takes."""
        pause = Pause(self._first_pause)
        while True:
            entries = [entry for page in self._in_flight for entry in page.entries]
            try:
                if entries:
                    await self._store_group(entries)
                self._trouble_over()
                return
            except Conflict as error:
                log.warning(
                    "Somebody else wrote to a log (%s); the entries are numbered anew.", error
                )
                await self._number_anew({entry.document for entry in entries})
            except Walled as error:
                self._give_up(error.document)
            except Exception as error:  # noqa: BLE001  (whatever goes wrong in a store, acknowledging must resume)
                self._trouble_seen(error)
            await asyncio.sleep(pause.next())

    async def _store_group(self, entries: list[Entry]) -> None:
        begun = stopwatch()
        await self._store.append(entries)
        self.commit_seconds.see(stopwatch() - begun)
        self.group_sizes.see(len(entries))
        self.stored += len(entries)
        self.stored_bytes += sum(len(entry.update) for entry in entries)

    async def _number_anew(self, documents: set[str]) -> None:
        """After a conflict: continue after whatever is in the log; the order of CRDT updates does not matter."""
        for document in documents:
            try:
                last = (await self._store.load(document)).last_seq
            except Exception as error:  # noqa: BLE001  (as in _append)
                self._trouble_seen(error)
                return
            for page in self._pages():
                if page.document == document:
                    numbers = enumerate(page.entries, last + 1)
                    page.entries = [replace(entry, seq=number) for number, entry in numbers]
                    last += len(page.entries)
            if document in self._last:
                self._last[document] = last
            with contained(f"Rebuilding {document}"):
                self.overtaken(document)

    def _give_up(self, document: str) -> None:
        """A document that can never be written to holds up no other; what was said in it is not acknowledged."""
        log.error("%s is behind the wall between workspaces; nothing of it is stored.", document)
        self._in_flight = [page for page in self._in_flight if page.document != document]
        self._queue = [page for page in self._queue if page.document != document]
        self._unsaved.pop(document, None)
        with contained(f"Rebuilding {document}"):
            self.overtaken(document)

    def _finish(self, page: _Page) -> None:
        if page.entries:
            left = self._unsaved[page.document] - len(page.entries)
            if left:
                self._unsaved[page.document] = left
            else:
                del self._unsaved[page.document]
        if page.receipt is not None:
            with contained(f"Acknowledging to somebody in {page.document}"):
                page.receipt()

    def _pages(self) -> list[_Page]:
        return self._in_flight + self._queue

    def _put(self, page: _Page) -> None:
        self._queue.append(page)
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)

    def _trouble_seen(self, error: Exception) -> None:
        self.failures += 1
        if self.trouble is None:
            log.error(
                "Nothing can be stored: %s Editing goes on; nothing is acknowledged until it works again.",
                error,
                extra=event("store_failed", waiting=self.depth),
            )
        self.trouble = str(error)

    def _trouble_over(self) -> None:
        if self.trouble is not None:
            log.warning(
                "Storing works again; everything that waited is durable.",
                extra=event("store_works", failures=self.failures),
            )
        self.trouble = None


def _nobody_cares(document: str) -> None:
    """Nobody wants to know."""
