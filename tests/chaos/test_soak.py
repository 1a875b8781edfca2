"""Documents opened and closed over and over leave nothing behind: objects are counted, not megabytes (R15)."""

import asyncio
import gc
from collections import Counter

import pytest

from crdt_server.hub.hub import Hub
from crdt_server.protocol import awareness
from crdt_server.protocol.awareness import PresenceEntry
from crdt_server.protocol.messages import Awareness
from crdt_server.settings import Settings
from persistence.memory import MemoryStore
from tests.effort import effort
from tests.hub.conftest import FakeClock
from tests.hub.socket import HClient, YClient, connected

ROOMS = 40
ROUNDS = effort(6)
ROOM = "crdt_server.room.room.Room"
IDLE = Settings().idle_seconds * 1000
pytestmark = pytest.mark.anyio


class House:
    """A hub whose time passes when told, and rounds of people who come, edit and go."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.store = MemoryStore()
        self.hub = Hub(self.store, self.clock, Settings(keep_log_days=0))
        self.others = self.left()[ROOM]  # other tests of this process may hold on to theirs

    async def round(self) -> None:
        """Have every document opened, edited by two people, and closed again."""
        for number in range(ROOMS):
            await self._visit(f"soak/{number}")
        async with asyncio.timeout(30):
            while self.hub.rooms.all():
                self.clock.time += IDLE
                self.hub.look()
                await asyncio.sleep(0)
        for number in range(ROOMS):  # what is kept is the same after every round
            self.store._logs.pop(f"soak/{number}")
        async with asyncio.timeout(30):
            while (rooms := self.left()[ROOM]) > self.others:  # windows of presence still end
                assert rooms <= self.others + ROOMS
                await asyncio.sleep(0.01)

    async def _visit(self, name: str) -> None:
        async with connected(self.hub) as shared:
            ana = HClient(shared, name, 1)
            ana.begin()
            ana.say(Awareness(awareness.encode([PresenceEntry(ana.doc.client_id, 1, '{"a":1}')])))
            ana.type("ana ")
            await ana.until_saved(2)
            for _ in range(2):  # comes, is cut off, and comes again
                async with connected(self.hub, name) as own:
                    bob = YClient(own, 2)
                    bob.begin()
                    await bob.until("ana ")
            shared.say(bytes((len(name),)) + name.encode() + b"\x07")

    def left(self) -> Counter[str]:
        """Count what there is of this server's objects and the library's, by type."""
        gc.collect()
        kinds = (type(thing) for thing in gc.get_objects())
        return Counter(
            f"{kind.__module__}.{kind.__qualname__}"
            for kind in kinds
            if str(kind.__module__).startswith(("crdt_server", "pycrdt", "persistence"))
        )


@pytest.mark.long
async def test_R15_rooms_opened_and_closed_leave_no_object_no_task_and_no_growth() -> None:
    house = House()
    await house.hub.start()
    tasks = len(asyncio.all_tasks())
    for _ in range(2):  # what is made once and kept is made here
        await house.round()
    before, everything = house.left(), len(gc.get_objects())
    for _ in range(ROUNDS):
        await house.round()
    assert house.left() - before == Counter()
    assert len(asyncio.all_tasks()) == tasks
    assert len(gc.get_objects()) - everything < ROOMS * ROUNDS / 4  # caches of Python's own
    assert (house.hub.connections, house.hub.journal.depth) == (set(), 0)
    await house.hub.stop()


async def test_R15_the_count_notices_a_room_that_is_held_on_to() -> None:
    house = House()
    await house.hub.start()
    await house.round()
    before = house.left()
    async with house.hub.rooms.hold("held") as room:
        assert (house.left() - before)[ROOM] == 1
        assert room.holds
    await house.hub.stop()
