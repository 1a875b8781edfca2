"""A server's channels without a network: a hub, a show in it, and sockets that are driven by hand."""

import asyncio
import json
from collections.abc import AsyncIterator, MutableMapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from pycrdt import Doc

from crdt_server.accounts.audit import Audit
from crdt_server.accounts.rights import ROLES, Rights, Role
from crdt_server.accounts.workspaces import Workspaces
from crdt_server.channels.machine import Person
from crdt_server.hub.hub import Hub
from crdt_server.hub.outbox import Bounds
from crdt_server.hub.queued import QueuedOutbox
from crdt_server.live.follower import Follower
from crdt_server.live.live import Live, Visit
from crdt_server.settings import Settings
from docs_model import edit
from docs_model.kinds import SHOW
from persistence.memory import MemoryStore
from persistence.store import Entry, Store, StoreError
from tests.hub.conftest import FakeClock

NAME = "show/0190b1c2-0000-7000-8000-000000000005"
PATIENCE = 5
ANA, BEN = Person("account:ana", "Ana"), Person("account:ben", "Ben")


class FakeShowClock(FakeClock):
    """A clock for shows that shows the time it was told."""

    id = "clock"

    def precise(self) -> float:
        return self.time + 0.25


class Failing(MemoryStore):
    """A store that can be told to fail, before or after it has kept what it was given."""

    fails = ""
    fails_records = 0
    """So many records are not written."""

    async def put(self, *record: Any, **expected: Any) -> Any:
        if self.fails_records:
            self.fails_records -= 1
            raise StoreError("the disk is full")
        return await super().put(*record, **expected)

    async def append(self, entries: Any) -> None:
        if self.fails == "before":
            raise StoreError("the disk is full")
        await super().append(entries)
        if self.fails == "after":
            raise StoreError("nobody knows whether that was kept")


@dataclass
class Guest:
    """One socket: `hears` gives what it is told, as JSON."""

    live: Live
    person: Person
    rights: Rights
    frames: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.outbox = QueuedOutbox(Bounds())
        self.arrived: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.follower = Follower(self.live, self.outbox, self.knock)

    def knock(self, channel: str) -> Visit:
        return Visit(self.person, self.rights, "10.0.0.1")

    async def carry(self) -> None:
        await self.outbox.drain(self._send)

    async def say(self, type_: str, **members: Any) -> None:
        said = self.follower.understand(json.dumps({"type": type_, **members}), 7.5)
        if said is not None:
            await self.follower.hear(said)

    async def command(self, id_: str, command: str, **args: Any) -> dict[str, Any]:
        await self.say("command", channel=NAME, id=id_, command=command, args=args)
        return await self.until("answer", "refused")

    async def hear(self) -> dict[str, Any]:
        return await asyncio.wait_for(self.arrived.get(), PATIENCE)

    async def until(self, *types: str) -> dict[str, Any]:
        while (frame := await self.hear())["type"] not in types:
            pass
        return frame

    async def _send(self, message: MutableMapping[str, Any]) -> None:
        self.arrived.put_nowait(json.loads(message["bytes"]))


@dataclass
class House:
    """The channels of a server, and who comes to them."""

    hub: Hub
    live: Live
    store: Failing
    clock: FakeShowClock
    segments: list[str]

    def comes(self, person: Person = ANA, role: Role = Role.STAGE_MANAGER) -> Guest:
        guest = Guest(self.live, person, ROLES[role])
        self.hub.tasks.start("carry", guest.carry())
        return guest

    async def follows(self, person: Person = ANA, role: Role = Role.STAGE_MANAGER) -> Guest:
        guest = self.comes(person, role)
        await guest.say("subscribe", channel=NAME)
        await guest.until("snapshot")
        return guest

    def reopened(self) -> Live:
        """Give the channels of another server at the same store."""
        return live_of(self.hub, self.store, self.clock)

    def kept(self) -> list[Entry]:
        return self.store._logs[f"live:{NAME}"].entries


def live_of(hub: Hub, store: Store, clock: FakeShowClock) -> Live:
    return Live(hub, store, Audit(store), Workspaces(store), clock)


@pytest.fixture
async def house() -> AsyncIterator[House]:
    store, clock = Failing(), FakeShowClock()
    hub = Hub(store, clock, Settings())
    await hub.start()
    names = ("Doors", "Welcome", "Panel", "Close")
    segments = [f"0190b1c2-0000-7000-8000-00000000010{place}" for place in range(len(names))]

    def fill(doc: Doc[Any]) -> None:
        edit.start(doc, SHOW, title="Gala", epoch="e")
        for name, identity in zip(names, segments, strict=True):
            values = {"name": name, "duration": 60_000}
            edit.insert_segment(doc, identity, values, now=0, chance=0.5)

    async with hub.rooms.hold(NAME) as room:
        birth = room.begin(fill)
        await hub.journal.settled(NAME)
    await hub.registry.create(NAME, "show", "Gala", birth)
    yield House(hub, live_of(hub, store, clock), store, clock, segments)
    store.fails = ""
    await hub.stop(patience=1.0)
