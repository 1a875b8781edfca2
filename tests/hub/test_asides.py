"""W17: texts beside a document reach whoever has it, and whoever listens at the server; nothing of them is stored."""

import asyncio

import pytest

from crdt_server.hub.backlog import MOST_ASIDES, Backlog
from crdt_server.hub.hub import Hub
from crdt_server.hub.outbox import Bounds
from crdt_server.hub.session import Session
from crdt_server.protocol.hocuspocus import MAX_STATELESS
from crdt_server.protocol.messages import Stateless, Step2
from persistence.memory import MemoryStore
from tests.hub.socket import Closed, HClient, YClient, connected

pytestmark = pytest.mark.anyio


async def test_W17_what_a_client_says_is_heard_together_with_who_said_it(
    hub: Hub, store: MemoryStore
) -> None:
    heard: list[tuple[str, str]] = []

    def listen(session: Session, payload: str) -> None:
        heard.append((session.name, payload))
        session.say(Stateless(f"{payload} yourself"))

    hub.asides.listener = listen
    async with connected(hub) as one, connected(hub) as two:
        ana, bob = HClient(one, "d", 1), HClient(two, "d", 2)
        for client in (ana, bob):
            client.begin()
            await client.until_saved(1)
        ana.say(Stateless("Break 🎭"))
        assert await ana.hear() == Stateless("Break 🎭 yourself")
        assert heard == [("d", "Break 🎭")]
        assert two.nothing_more()
    assert (await store.load("d")).entries == ()


async def test_W17_everybody_who_has_the_document_is_told_and_y_websocket_hears_nothing(
    hub: Hub,
) -> None:
    async with connected(hub) as one, connected(hub) as two, connected(hub, "d") as three:
        ana, bob, cyd = HClient(one, "d", 1), HClient(two, "other", 2), YClient(three, 3)
        for client in (ana, bob):
            client.begin()
            await client.until_saved(1)
        cyd.begin()
        while await cyd.hear() != Step2(b"\x00\x00"):
            pass
        hub.asides.tell("d", "Half past seven")
        hub.asides.tell("nobody has this", "Hello?")
        assert await ana.hear() == Stateless("Half past seven")
        assert two.nothing_more()
        assert three.nothing_more()


async def test_W17_what_is_said_before_the_document_is_loaded_is_heard_afterwards(
    hub: Hub,
) -> None:
    heard: list[str] = []
    hub.asides.listener = lambda session, payload: heard.append(payload)
    async with connected(hub) as socket:
        ana = HClient(socket, "d", 1)
        ana.begin()
        ana.say(Stateless("early"))
        assert heard == []
        await ana.until_saved(1)
        assert heard == ["early"]


async def test_W17_a_listener_that_fails_is_noticed_by_nobody(hub: Hub) -> None:
    hub.asides.listener = lambda session, payload: [][1]  # type: ignore[misc]
    async with connected(hub) as socket:
        ana = HClient(socket, "d", 1)
        ana.begin()
        await ana.until_saved(1)
        ana.say(Stateless("oops"))
        ana.type("goes on")
        await ana.until_saved(2)


async def test_W6_an_aside_has_a_largest_size_in_both_directions(hub: Hub) -> None:
    longest = "x" * MAX_STATELESS
    async with connected(hub) as socket:
        ana = HClient(socket, "d", 1)
        ana.begin()
        await ana.until_saved(1)
        hub.asides.tell("d", longest)
        assert await ana.hear() == Stateless(longest)
        with pytest.raises(ValueError, match="at most 65536 bytes"):
            hub.asides.tell("d", "é" * (MAX_STATELESS // 2 + 1))
        ana.say(Stateless(longest))
        await asyncio.sleep(0)
        assert socket.nothing_more()
        ana.say(Stateless(longest + "x"))
        with pytest.raises(Closed) as closed:
            await ana.hear()
        assert closed.value.code == 1009


async def test_W17_a_slow_reader_hears_it_when_it_has_read(hub: Hub) -> None:
    async with connected(hub, bounds=Bounds(congested=4096)) as socket:
        ana = HClient(socket, "d", 1)
        ana.begin()
        await ana.until_saved(1)
        socket.stall()
        for number in range(200):
            hub.asides.tell("d", f"{number}".rjust(100))
            await asyncio.sleep(0)
        assert socket.outbox.queued_bytes < 8192
        socket.resume()
        heard = [await ana.hear() for _ in range(200)]
        assert heard == [Stateless(f"{number}".rjust(100)) for number in range(200)]


def test_W17_of_more_than_fits_the_oldest_are_lost() -> None:
    backlog = Backlog()
    for number in range(5):
        backlog.miss_aside(str(number) * (MOST_ASIDES // 3))
    assert [payload[0] for payload in backlog.asides] == ["2", "3", "4"]
