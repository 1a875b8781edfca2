"""Whatever happens around it, what was acknowledged is in the log when the server is gone (W4, P2, P4, R8).

Typing, edits by REST, checkpoints, rebuilds, unloading, another program at the same log, and crashes in any order, with
a store that takes its time. A crash is a new server on what the store holds at that moment, while the old one is still
in the middle of things.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import AsyncExitStack

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Text

from crdt_server.hub import checkpoints
from crdt_server.hub.hub import Hub
from crdt_server.hub.open_room import Suspended
from crdt_server.protocol.messages import Saved, Step1
from crdt_server.settings import Settings
from persistence.memory import MemoryStore
from persistence.store import Checkpoint, Entry, Loaded, StoreError
from tests.effort import effort
from tests.hub.conftest import FakeClock
from tests.hub.socket import HClient, connected
from tests.room.replica import Replica

DOCUMENT = "d"


class SlowStore(MemoryStore):
    """A store whose every step takes some turns of the loop; `power` off, it does nothing any more."""

    def __init__(self, disk: MemoryStore, turns: Sequence[int]) -> None:
        super().__init__()
        self._logs, self._records = disk._logs, disk._records
        self._turns = turns
        self._step = 0
        self.power = True

    async def append(self, entries: Sequence[Entry]) -> None:
        await self._take_time()
        await super().append(entries)
        await self._take_time()

    async def load(self, document: str) -> Loaded:
        await self._take_time()
        loaded = await super().load(document)
        await self._take_time()
        return loaded

    async def checkpoint(self, checkpoint: Checkpoint) -> None:
        await self._take_time()
        await super().checkpoint(checkpoint)
        await self._take_time()

    async def trim(self, document: str, before: int) -> int:
        await self._take_time()
        return await super().trim(document, before)

    async def _take_time(self) -> None:
        self._step += 1
        for _ in range(self._turns[self._step % len(self._turns)]):
            await asyncio.sleep(0)
        if not self.power:
            raise StoreError("the power is off")


class Venue:
    """One server after the other on the same disk, and what people were told."""

    def __init__(self, turns: Sequence[int]) -> None:
        self.disk = MemoryStore()
        self.clock = FakeClock()
        self._turns = turns
        self._letters = 0
        self.acknowledged = self.intruded = 0

    async def evening(self, stack: AsyncExitStack) -> None:
        """Start a server, and somebody who types into the document from the beginning."""
        self.store = SlowStore(self.disk, self._turns)
        self.hub = Hub(self.store, self.clock, Settings(idle_seconds=1, keep_log_days=0))
        await self.hub.start()
        socket = await stack.enter_async_context(connected(self.hub))
        self.ana = HClient(socket, DOCUMENT, 100 + self._letters)
        self.sent: deque[str] = deque()
        self.ana.begin()
        while self.ana.saved == 0:
            await self._hear_one()

    def type(self) -> None:
        self._letters += 1
        self.sent.append("letter")
        self.ana.type("a")

    def write(self) -> None:
        """Let the server itself write, as REST does; it is answered when it is durable."""
        room = self.hub.rooms.find(DOCUMENT)
        if room is None:
            return
        try:
            room.edit(lambda doc: doc.get("t", type=Text).__iadd__("b"))
        except Suspended:
            return
        self.hub.journal.settle(DOCUMENT, self._count_write)

    async def intrude(self) -> None:
        """Let another program write to the same log."""
        last = (await self.disk.load(DOCUMENT)).last_seq
        self.intruded += 1
        theirs = Replica(1_000 + self.intruded).type("c")
        await self.disk.append([Entry(DOCUMENT, last + 1, theirs, 0)])

    def look(self) -> None:
        self.clock.time += 2_000
        self.hub.look()

    async def rest(self) -> None:
        """Let nobody do anything for a while: what is due is done."""
        for _ in range(5):
            self.look()
            for _ in range(20):
                await asyncio.sleep(0)

    def rebuild(self) -> None:
        self.hub.rooms.rebuild_if_open(DOCUMENT)

    async def hear(self) -> None:
        while not self.ana.socket.nothing_more():
            await self._hear_one()

    async def crash(self) -> None:
        """Let the server be gone in the middle of things; see what the disk has."""
        self.store.power = False
        await self.hear()
        told = self.acknowledged
        loaded = await self.disk.load(DOCUMENT)
        doc: Doc = Doc()
        text = doc.get("t", type=Text)
        updates = [entry.update for entry in loaded.entries]
        for update in [loaded.checkpoint.update, *updates] if loaded.checkpoint else updates:
            doc.apply_update(update)
        letters = str(text)
        assert letters.count("a") + letters.count("b") >= told
        assert letters.count("c") == self.intruded
        await self.hub.tasks.close()

    async def _hear_one(self) -> None:
        """The server answers in the order it was told: letters, and what it asked for by Step1."""
        match await self.ana.hear():
            case Step1():
                self.sent.append("offer")
            case Saved(True):
                self.acknowledged += self.sent.popleft() == "letter"

    def _count_write(self) -> None:
        if self.store.power:
            self.acknowledged += 1


WORDS = ("type", "write", "look", "rest", "rebuild", "intrude", "turn", "hear", "crash")


@pytest.mark.slow
@settings(max_examples=effort(1000), suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(WORDS + ("type", "write", "turn", "rebuild") * 2), max_size=60),
    st.lists(st.integers(0, 4), min_size=1, max_size=7),
)
def test_W4_P4_what_was_acknowledged_outlives_every_crash(
    words: list[str], turns: list[int]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checkpoints, "MANY_ENTRIES", 3)
        patch.setattr(checkpoints, "MANY_WHEN_IDLE", 2)
        patch.setattr(checkpoints, "TOO_MANY_ENTRIES", 6)
        asyncio.run(play(words, turns))


async def play(words: list[str], turns: list[int]) -> None:
    venue = Venue(turns)
    async with AsyncExitStack() as stack:
        await venue.evening(stack)
        for word in words:
            if word == "turn":
                await asyncio.sleep(0)
            elif word == "hear":
                await venue.hear()
            elif word == "rest":
                await venue.rest()
            elif word == "intrude":
                await venue.intrude()
            elif word == "crash":
                await venue.crash()
                await venue.evening(stack)
            else:
                getattr(venue, word)()
        await venue.crash()
