"""When a document is written whole, so that it opens fast, and when the log before that may go (P4, P5)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from crdt_server.clock import Clock, stopwatch
from crdt_server.hub.histogram import SECONDS, Histogram
from crdt_server.hub.journal import Journal
from crdt_server.hub.open_room import OpenRoom
from persistence.store import Checkpoint, Store

MANY_ENTRIES = 1_000
MANY_WHEN_IDLE = 50
KeepBase = Callable[[str, int, int], Awaitable[None]]
"""What has to happen before entries up to a number and older than a time are dropped (H1)."""

TOO_MANY_ENTRIES = 50_000  # a tenth of a second to replay
WORTH_REWRITING = 8  # a tail of an eighth of the document


@dataclass(slots=True)
class Checkpoints:
    """Writes checkpoints and trims logs; `last_at` is when it last did, in Unix milliseconds."""

    store: Store
    journal: Journal
    clock: Clock
    keep_log_ms: int
    keep_base: KeepBase
    seconds: Histogram = field(default_factory=lambda: Histogram(SECONDS))
    failures: int = 0
    last_at: int | None = None

    def is_due(self, room: OpenRoom) -> bool:
        """Tell whether the log after the last checkpoint has grown enough to be worth writing the whole document."""
        tail = room.tail
        if room.is_empty and tail.entries >= MANY_WHEN_IDLE:
            return tail.bytes * WORTH_REWRITING >= tail.checkpoint_bytes
        if tail.entries >= MANY_ENTRIES:
            return tail.bytes * WORTH_REWRITING >= tail.checkpoint_bytes or self.is_overdue(room)
        return False

    def is_overdue(self, room: OpenRoom) -> bool:
        """Tell whether the log has grown so long that a checkpoint cannot wait for a pause in the typing."""
        return room.tail.entries >= TOO_MANY_ENTRIES

    async def keep(self, room: OpenRoom) -> None:
        """Write a document as it is now, then drop log entries that are covered by it and old enough.

        Updates that still wait for something missing are not part of an encoded document; they are appended again
        behind the checkpoint, before it is written, so that no crash can separate them from it.

        When it fails the log is as long as before, and what made it fail is raised.
        """
        begun = stopwatch()
        doc = room.room.doc
        update = room.room.whole()
        upto = self.journal.last_seq(room.name)
        at = self.clock.now()
        before = room.tail.begin(len(update))
        for gap in room.room.gaps():
            self.journal.keep(room.name, (gap,), "", None)
            room.tail.add(len(gap))
        await self.journal.settled(room.name)
        if room.suspended or room.room.doc is not doc:
            # The log was written to by somebody else: the number stands for something else.
            room.tail.take_back(before)
            return
        try:
            await self.store.checkpoint(Checkpoint(room.name, upto, update, at))
            await self.keep_base(room.name, upto, at - self.keep_log_ms)
            await self.store.trim(room.name, at - self.keep_log_ms)
        except BaseException:
            room.tail.take_back(before)
            self.failures += 1
            raise
        self.last_at = at
        self.seconds.see(stopwatch() - begun)
