"""Documents coming into memory and leaving it, checkpoints, and rooms that must be built again."""

import asyncio
from typing import Any

import pytest
from pycrdt import Doc, Text

from crdt_server.hub.hub import Hub
from crdt_server.hub.open_room import OpenRoom
from crdt_server.hub.set_aside import COLLECTION as SET_ASIDE
from crdt_server.protocol.messages import Update
from crdt_server.room import pen as room_module
from crdt_server.room.digest import Indigestible
from crdt_server.settings import Settings
from persistence.memory import MemoryStore
from persistence.store import Entry, Record
from tests.hub.conftest import FakeClock
from tests.hub.socket import Closed, HClient, YClient, connected
from tests.room.replica import Replica

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("both_ways")]

IDLE = Settings().idle_seconds * 1000


async def write(hub: Hub, document: str, *updates: bytes) -> None:
    """Send updates as a client would, until they are durable."""
    async with connected(hub) as socket:
        client = HClient(socket, document, 99)
        client.begin()
        for update in updates:
            client.say(Update(update))
        await client.until_saved(1 + len(updates))


async def read(hub: Hub, document: str) -> str:
    async with hub.rooms.hold(document) as room:
        return str(room.room.doc.get("t", type=Text))


def look(hub: Hub, clock: FakeClock, *, times: int = 1, later: int = 1000) -> None:
    for _ in range(times):
        clock.time += later
        hub.look()


def the_room(hub: Hub, name: str) -> OpenRoom:
    room = hub.rooms.find(name)
    assert room is not None
    return room


async def test_R4_a_room_without_peers_is_unloaded_after_a_while(
    hub: Hub, clock: FakeClock
) -> None:
    await write(hub, "d", Replica(1).type("hello"))
    look(hub, clock, times=4)
    assert hub.rooms.find("d") is not None
    look(hub, clock, times=2, later=IDLE)
    assert hub.rooms.find("d") is None
    assert await read(hub, "d") == "hello"


async def test_R4_not_while_somebody_is_there_or_something_is_not_durable(
    hub: Hub, clock: FakeClock, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = asyncio.Event()
    append = store.append

    async def slow_append(entries: list[Entry]) -> None:
        await release.wait()
        await append(entries)

    async with connected(hub, "d") as socket:
        ana = YClient(socket, 1)
        ana.begin()
        await ana.hear()
        look(hub, clock, times=5, later=IDLE)
        assert hub.rooms.find("d") is not None
        monkeypatch.setattr(store, "append", slow_append)
        ana.type("x")
    look(hub, clock, times=5, later=IDLE)
    assert hub.rooms.find("d") is not None
    release.set()
    await hub.journal.settled("d")
    look(hub, clock, times=3, later=IDLE)
    assert hub.rooms.find("d") is None


async def test_P4_a_long_log_becomes_a_checkpoint_and_reads_the_same(
    hub: Hub, clock: FakeClock, store: MemoryStore
) -> None:
    author = Replica(1)
    await write(hub, "d", *[author.type(letter) for letter in "abcdefghij" * 120])
    look(hub, clock, times=4)
    async with asyncio.timeout(5):
        while (await store.load("d")).checkpoint is None:
            await asyncio.sleep(0)
    loaded = await store.load("d")
    assert loaded.entries == ()
    assert loaded.last_seq == 1200
    look(hub, clock, times=4, later=IDLE)
    assert hub.rooms.find("d") is None
    assert await read(hub, "d") == str(author)


async def test_R7_what_waits_in_a_gap_survives_a_checkpoint_and_a_restart(
    hub: Hub, clock: FakeClock, store: MemoryStore
) -> None:
    author = Replica(1)
    first, second, third = author.type("a"), author.type("b"), author.type("c")
    await write(hub, "d", first, third)
    room = the_room(hub, "d")
    room.tail.start(5000, 5000, 0)
    look(hub, clock, times=3)
    async with asyncio.timeout(5):
        while (await store.load("d")).checkpoint is None:
            await asyncio.sleep(0)
    look(hub, clock, times=5, later=IDLE)
    assert hub.rooms.find("d") is None
    assert await read(hub, "d") == "a"
    assert the_room(hub, "d").room.gaps() == (third,)
    await write(hub, "d", second)
    assert await read(hub, "d") == "abc"


async def test_R8_after_an_undigestible_update_the_room_goes_on_without_it(
    hub: Hub, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine = room_module.apply
    poison = Replica(66).type("poison")

    def apply(doc: Doc, update: bytes) -> None:
        if update == poison:
            raise Indigestible("it hurts")
        genuine(doc, update)

    monkeypatch.setattr(room_module, "apply", apply)
    async with connected(hub, "d") as good, connected(hub, "d") as bad:
        ana, eve = YClient(good, 1), YClient(bad, 2)
        ana.begin()
        eve.begin()
        ana.type("before ")
        await eve.until("before ")
        eve.say(Update(poison))
        ana.type("after")  # while the room is being built again
        with pytest.raises(Closed) as closed:
            while True:
                await eve.hear()
        assert closed.value.code == 1007
        async with connected(hub, "d") as third:
            bob = YClient(third, 3)
            bob.begin()
            await bob.until("before after")
    (record,) = await store.list(SET_ASIDE)
    assert poison.hex().encode() in record.value


async def test_R8_a_poisoned_log_opens_without_the_poison(hub: Hub, store: MemoryStore) -> None:
    author = Replica(1)
    updates = [author.type("a"), b"\x01\x01\x02\x03", author.type("b")]
    await store.append([Entry("d", seq, update, 0) for seq, update in enumerate(updates, 1)])
    assert await read(hub, "d") == "ab"


async def test_R5_a_bug_in_one_room_is_not_noticed_in_another(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with (
        connected(hub, "sick") as one,
        connected(hub, "well") as two,
        connected(hub, "well") as three,
    ):
        eve, ana, bob = YClient(one, 1), YClient(two, 2), YClient(three, 3)
        for client in (eve, ana, bob):
            client.begin()
            await client.hear()

        def fail(*_: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(the_room(hub, "sick").room, "receive", fail)
        eve.type("boom")
        with pytest.raises(Closed) as closed:
            while True:
                await eve.hear()
        assert closed.value.code == 1011
        ana.type("fine")
        await bob.until("fine")


async def test_the_library_hears_of_changes_when_a_document_rests(
    hub: Hub, clock: FakeClock
) -> None:
    await write(hub, "d", Replica(1).type("hello"))
    record = hub.registry.find("d")
    assert record is not None
    look(hub, clock, times=3)
    async with asyncio.timeout(5):
        while hub.registry.find("d") == record:
            await asyncio.sleep(0)
    assert hub.registry.all()[0].updated_at > record.updated_at


async def test_A2_a_deletion_is_not_undone_by_a_title_that_is_refreshed_meanwhile(
    hub: Hub, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hub.registry.create("d", "free", "d")
    put = store.put

    async def slow_put(*details: Any) -> Record:
        await asyncio.sleep(0)
        return await put(*details)

    monkeypatch.setattr(store, "put", slow_put)
    await asyncio.gather(
        hub.registry.delete("d"), hub.registry.refresh("d", "new title", changed=True)
    )
    (record,) = hub.registry.all()
    assert record.deleted_at is not None
    assert record.title == "new title"
    (stored,) = await store.list("documents")
    assert b'"deleted_at":null' not in stored.value


async def test_R5_a_room_whose_upkeep_fails_does_not_keep_others_from_theirs(
    hub: Hub, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await write(hub, "sick", Replica(1).type("hello"))
    await write(hub, "well", Replica(2).type("hello"))

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(the_room(hub, "sick").room, "edit", fail)
    look(hub, clock, times=6, later=IDLE)
    assert hub.rooms.find("well") is None
