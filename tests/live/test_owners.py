"""Two servers that both believe a channel to be theirs, at one store: neither decides by a state of before (O4)."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from pycrdt import Doc

from crdt_server.accounts.rights import ROLES, Role
from crdt_server.channels.frames import Answer
from crdt_server.channels.machine import Person, Refused
from crdt_server.hub.hub import Hub
from crdt_server.live.live import Live, Visit
from crdt_server.settings import Settings
from docs_model import edit
from docs_model.kinds import SHOW
from persistence.memory import MemoryStore
from persistence.open import open_store
from persistence.store import Store
from tests.live.conftest import ANA, NAME, FakeShowClock, Guest, live_of

pytestmark = pytest.mark.anyio
FIRST, SECOND, THIRD = (f"0190b1c2-0000-7000-8000-00000000010{place}" for place in range(3))
ANAS = Visit(ANA, ROLES[Role.STAGE_MANAGER])


@dataclass
class Server:
    """One of the two: `says` has something decided, by Ana, with a number of its own."""

    hub: Hub
    live: Live
    said: int = 0

    async def says(self, verb: str, *, after: str = "") -> Answer | Refused:
        self.said += 1
        key = f"{id(self)}-{self.said}"
        args = b'{"from":"%s"}' % after.encode() if after else b"{}"
        return await self.live.command(NAME, key, verb, args, ANAS)

    async def active(self) -> Any:
        (channel,) = self.live.open_channels()
        return channel.state.active_segment_id


def fill(doc: Doc[Any]) -> None:
    edit.start(doc, SHOW, title="Gala", epoch="e")
    for segment in (FIRST, SECOND, THIRD):
        values = {"name": "A row", "duration": 60_000}
        edit.insert_segment(doc, segment, values, now=0, chance=0.5)


@pytest.fixture(params=["memory", "postgresql"])
async def servers(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Server, Server]]:
    """Two servers at one store, and a show of three segments that both know."""
    async with AsyncExitStack() as stack:
        shared: Store = MemoryStore()

        async def server() -> Server:
            store = shared
            if request.param == "postgresql":
                store = await open_store(request.getfixturevalue("postgres_url"))
                stack.push_async_callback(store.close)
            clock = FakeShowClock()
            hub = Hub(store, clock, Settings())
            await hub.start()
            stack.push_async_callback(hub.stop, patience=1.0)
            return Server(hub, live_of(hub, store, clock))

        one = await server()
        async with one.hub.rooms.hold(NAME) as room:
            birth = room.begin(fill)
            await one.hub.journal.settled(NAME)
        await one.hub.registry.create(NAME, "show", "Gala", birth)
        yield one, await server()


async def test_O4_a_command_is_not_refused_by_what_was_so_before_another_server_decided(
    servers: tuple[Server, Server],
) -> None:
    one, other = servers
    await one.says("next")
    assert isinstance(await other.says("next", after=FIRST), Answer)
    # The first still believes that the first segment is on: it would say that the show has moved on.
    assert isinstance(await one.says("next", after=SECOND), Answer)
    assert await one.active() == THIRD


async def test_O4_the_later_owner_is_not_behind_one_that_went_on_writing(
    servers: tuple[Server, Server],
) -> None:
    """It took over when there was nothing to be seen of that yet, so its generation alone tells it nothing."""
    one, other = servers
    await one.says("next")
    await other.live.channel(NAME, ANAS)
    assert isinstance(await one.says("next", after=FIRST), Answer)
    assert await other.active() == FIRST
    assert isinstance(await other.says("next", after=SECOND), Answer)
    assert await other.active() == THIRD


async def test_O4_what_is_refused_rightly_is_refused_and_its_followers_hear_what_is_so(
    servers: tuple[Server, Server],
) -> None:
    one, other = servers
    await one.says("next")
    crew = Guest(one.live, Person("account:ben", "Ben"), ROLES[Role.CREW])
    one.hub.tasks.start("carry", crew.carry())
    await crew.say("subscribe", channel=NAME)
    assert (await crew.until("snapshot"))["state"]["activeSegmentId"] == FIRST
    await other.says("next", after=FIRST)
    refused = await one.says("next", after=THIRD)
    assert isinstance(refused, Refused) and refused.code == "moved_on"
    told = await crew.until("snapshot")
    assert (told["generation"], told["state"]["activeSegmentId"]) == (3, SECOND)
