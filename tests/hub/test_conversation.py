"""Clients of both dialects in one room, through the whole line but the network."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from pycrdt import Doc, Map

from crdt_server.hub.hub import Hub
from crdt_server.protocol.messages import (
    Authenticated,
    Awareness,
    Denied,
    Saved,
    Step1,
    Step2,
    Update,
)
from docs_model.check import check
from docs_model.edit import start
from docs_model.kinds.show import SHOW
from persistence.memory import MemoryStore
from persistence.store import Entry, Loaded, StoreError
from tests.hub.conftest import FakeClock
from tests.hub.socket import Closed, HClient, YClient, connected
from tests.room.replica import Replica

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("both_ways")]


async def test_W1_both_dialects_edit_one_document(hub: Hub) -> None:
    async with connected(hub, "notes") as one, connected(hub) as two:
        ana, bob = YClient(one, 1), HClient(two, "notes", 2)
        ana.begin()
        bob.begin()
        ana.type("from ana. ")
        await bob.until("from ana. ")
        bob.type("from bob.")
        await ana.until("from ana. from bob.")


async def test_the_hocuspocus_handshake(hub: Hub) -> None:
    async with connected(hub) as socket:
        client = HClient(socket, "d1", 1)
        client.begin()
        assert await client.hear() == Authenticated()
        assert await client.hear() == Step1(b"\x00")
        assert await client.hear() == Step2(b"\x00\x00")
        assert await client.hear() == Saved()


async def test_a_provider_without_a_token_may_begin_at_once(hub: Hub) -> None:
    """Hocuspocus 2 sends no Auth when it has no token."""
    async with connected(hub) as socket:
        client = HClient(socket, "d1", 1)
        client.say(Step1(client.doc.get_state()))
        assert await client.hear() == Authenticated()


async def test_W2_edits_made_offline_arrive(hub: Hub) -> None:
    async with connected(hub, "notes") as one, connected(hub, "notes") as two:
        ana, bob = YClient(one, 1), YClient(two, 2)
        ana.text += "made offline"
        ana.begin()
        bob.begin()
        while await ana.hear() != Step1(b"\x00"):
            pass
        await bob.until("made offline")


@asynccontextmanager
async def slow_disk(
    store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[asyncio.Event]:
    """Let nothing become durable until the event is set, at the latest when the block ends."""
    release = asyncio.Event()
    append = store.append

    async def slow_append(entries: list[Entry]) -> None:
        await release.wait()
        await append(entries)

    with monkeypatch.context() as patch:
        patch.setattr(store, "append", slow_append)
        yield release
        release.set()


async def test_W4_nothing_is_acknowledged_before_it_is_durable(
    hub: Hub, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with connected(hub) as one, connected(hub, "d") as two:
        ana, bob = HClient(one, "d", 1), YClient(two, 2)
        ana.begin()
        bob.begin()
        await ana.until_saved(1)
        async with slow_disk(store, monkeypatch) as release:
            ana.type("x")
            await bob.until("x")  # passed on before it is durable: any client can heal a document
            assert ana.saved == 1
            assert (await store.load("d")).entries == ()
            release.set()
            await ana.until_saved(2)
        assert len((await store.load("d")).entries) == 1


async def test_W4_a_y_websocket_client_gets_its_edit_back_once_it_is_durable(
    hub: Hub, store: MemoryStore
) -> None:
    async with connected(hub, "d") as socket:
        ana = YClient(socket, 1)
        ana.begin()
        update = ana.type("x")
        while await ana.hear() != Update(update):
            pass
        assert [entry.update for entry in (await store.load("d")).entries] == [update]


async def test_W4_edits_of_one_moment_are_told_to_each_without_its_own_words(
    hub: Hub, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What several people do in one turn is merged, but an author must not see its own part before it is durable."""
    async with (
        connected(hub, "d") as one,
        connected(hub, "d") as two,
        connected(hub, "d") as three,
        slow_disk(store, monkeypatch) as release,
    ):
        ana, bob, cyd = YClient(one, 1), YClient(two, 2), YClient(three, 3)
        for client in (ana, bob, cyd):
            client.begin()
        await asyncio.sleep(0)
        mine, yours = ana.type("a"), bob.type("b")
        await cyd.until(str(Replica.of(mine, yours)))
        assert await until_update(ana) == Update(yours)
        assert await until_update(bob) == Update(mine)
        assert (one.nothing_more(), two.nothing_more()) == (True, True)
        release.set()
        assert await until_update(ana) == Update(mine)
        assert await until_update(bob) == Update(yours)


async def test_W4_words_that_somebody_else_brings_back_are_told_to_their_author_once_durable(
    hub: Hub, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bob has a letter of Ana's that the server lost: for Ana, hearing it is an acknowledgement."""
    async with (
        connected(hub, "d") as one,
        connected(hub, "d") as two,
        connected(hub, "d") as three,
    ):
        ana, bob, cyd = YClient(one, 1), YClient(two, 2), YClient(three, 3)
        ana.begin()
        ana.say(Awareness(b"\x01\x01\x01\x02{}"))
        cyd.begin()
        async with slow_disk(store, monkeypatch) as release:
            lost = Replica(1).type("a")
            bob.doc.apply_update(lost)
            bob.begin()
            while await bob.hear() != Step1(b"\x00"):
                pass
            await cyd.until("a")
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(until_update(ana), 0.05)
            release.set()
            assert await until_update(ana) == Update(lost)


async def until_update(client: YClient) -> Update:
    """Listen until an edit is heard, and give it."""
    while not isinstance(message := await client.hear(), Update):
        pass
    return message


async def test_W5_malformed_bytes_close_that_connection_only(hub: Hub) -> None:
    async with connected(hub, "d") as good, connected(hub, "d") as bad:
        ana = YClient(good, 1)
        ana.begin()
        bad.say(b"\x00\x02\x03\x01\x02\x03")
        with pytest.raises(Closed) as closed:
            while True:
                await bad.hear()
        assert closed.value.code == 1007
        assert closed.value.reason
        ana.type("still here")
        async with connected(hub, "d") as third:
            bob = YClient(third, 3)
            bob.begin()
            await bob.until("still here")


async def test_R2_a_late_joiner_sees_who_is_here_and_nobody_stays_as_a_ghost(hub: Hub) -> None:
    here, gone = Awareness(b"\x01\x07\x01\x02{}"), Awareness(b"\x01\x07\x01\x04null")
    async with connected(hub, "d") as one:
        bob = YClient(one, 2)
        async with connected(hub, "d") as two:
            ana = YClient(two, 1)
            ana.begin()
            ana.say(here)
            bob.begin()
            while await bob.hear() != here:
                pass
        while await bob.hear() != gone:
            pass


async def test_R9_when_the_store_fails_editing_goes_on_and_is_acknowledged_later(
    hub: Hub, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    append = store.append
    failures = iter([StoreError("the disk is full")] * 2)

    async def failing(entries: list[Entry]) -> None:
        error = next(failures, None)
        if error is not None:
            raise error
        await append(entries)

    async with connected(hub) as one, connected(hub, "d") as two:
        ana, bob = HClient(one, "d", 1), YClient(two, 2)
        ana.begin()
        bob.begin()
        await ana.until_saved(1)
        monkeypatch.setattr(store, "append", failing)
        ana.type("kept")
        await bob.until("kept")
        assert ana.saved == 1
        await ana.until_saved(2)
        assert len((await store.load("d")).entries) == 1


async def test_R1_nobody_is_answered_before_the_document_is_loaded(
    hub: Hub, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = asyncio.Event()
    load = store.load

    async def slow_load(document: str) -> Loaded:
        await release.wait()
        return await load(document)

    monkeypatch.setattr(store, "load", slow_load)
    async with connected(hub) as socket:
        ana = HClient(socket, "d", 1)
        ana.begin()
        for _ in range(5):
            await asyncio.sleep(0)
        assert socket.nothing_more()
        release.set()
        await ana.until_saved(1)


async def test_a_show_that_does_not_exist_is_refused_with_a_reason(hub: Hub) -> None:
    async with connected(hub) as socket:
        key = "show/3c6a1a52-0b2e-4c8e-9a53-6d3f1f3b7a11"
        ana = HClient(socket, key, 1)
        ana.begin()
        denied = await ana.hear()
        assert isinstance(denied, Denied)
        assert "no such document" in denied.reason


async def test_many_documents_share_one_socket_and_one_can_be_left(hub: Hub) -> None:
    async with connected(hub) as socket:
        first, second = HClient(socket, "a", 1), HClient(socket, "b", 2)
        first.begin()
        await first.until_saved(1)
        second.begin()
        await second.until_saved(1)
        socket.say(b"\x01a\x07")
        second.type("x")
        while second.saved < 2:
            frame = await socket.hear()
            if frame.startswith(b"\x01b\x08"):
                second.saved += 1
        room = hub.rooms.find("a")
        assert room is not None
        assert room.sessions == {}


async def test_W10_a_socket_that_hears_nothing_is_sent_something_harmless(hub: Hub) -> None:
    async with connected(hub, "d") as one, connected(hub) as two:
        ana, bob = YClient(one, 1), HClient(two, "d", 2)
        ana.begin()
        bob.begin()
        await bob.until_saved(1)
        assert await ana.hear() == Step1(b"\x00")
        await ana.hear()
        for connection in (one.connection, two.connection):
            connection.keep_alive(0)  # both have just been spoken to
            connection.keep_alive(0)
        while await ana.hear() != Awareness(b"\x00"):
            pass
        while await two.hear() != b"\x09":  # a Ping, which providers from 4 on answer
            pass
        two.say(b"\x0a")
        bob.type("still connected")
        await bob.until_saved(2)


async def test_W7_an_unknown_message_is_ignored_and_counted(hub: Hub) -> None:
    async with connected(hub) as socket:
        client = HClient(socket, "d", 1)
        client.begin()
        socket.say(b"\x01d\x63 whatever a later version says")
        await client.until_saved(1)
        assert socket.connection.unknown == 1


async def test_a_ping_is_answered(hub: Hub) -> None:
    async with connected(hub) as socket:
        socket.say(b"\x09")
        assert await socket.hear() == b"\x0a"


async def test_a_connection_has_a_limit_of_documents(hub: Hub) -> None:
    async with connected(hub) as socket:
        for number in range(600):
            name = f"{number:03}"
            socket.say(b"\x03" + name.encode() + b"\x02\x00\x00")
        with pytest.raises(Closed) as closed:
            while True:
                await socket.hear()
        assert closed.value.code == 1009


async def test_y_websocket_without_a_name_in_the_path_is_told_where_it_belongs(hub: Hub) -> None:
    async with connected(hub) as socket:
        socket.say(b"\x00\x00\x01\x00")
        with pytest.raises(Closed) as closed:
            await socket.hear()
        assert "/sync/<document name>" in closed.value.reason


async def test_D11_whatever_is_in_a_free_document_is_stored_and_never_touched(
    hub: Hub, store: MemoryStore, clock: FakeClock
) -> None:
    """Even when it looks like a run of show, full of what a show would not allow."""
    strange = Doc(client_id=7)
    strange.get("segments", type=Map)["x"] = "no record"
    strange.get("meta", type=Map)["version"] = -1.5
    async with connected(hub) as socket:
        client = HClient(socket, "somebody else's", 1)
        client.begin()
        client.say(Update(strange.get_update()))
        await client.until_saved(2)
        for _ in range(3):
            clock.time += 1000
            hub.look()
    await hub.journal.settled("somebody else's")
    entries = (await store.load("somebody else's")).entries
    assert [entry.update for entry in entries] == [strange.get_update()]


async def test_D4_what_a_client_left_wrong_in_a_show_is_put_right_when_it_rests(
    hub: Hub, clock: FakeClock
) -> None:
    name = "show/3c6a1a52-0b2e-4c8e-9a53-6d3f1f3b7a11"
    await hub.registry.create(name, "show", "A show")
    async with hub.rooms.hold(name) as room:
        room.edit(lambda doc: start(doc, SHOW, title="A show", epoch="e"))
    async with connected(hub) as socket:
        client = HClient(socket, name, 1)
        client.begin()
        await client.until_saved(1)
        wrong = client.doc.get_state()
        client.doc.get("show", type=Map)["planned_start"] = 10**9
        client.say(Update(client.doc.get_update(wrong)))
        await client.until_saved(2)
        assert check(client.doc, SHOW)
        for _ in range(3):
            clock.time += 1000
            hub.look()
        while check(client.doc, SHOW):
            await client.hear()


@pytest.mark.parametrize(
    ("name", "code"),
    [("", 1007), ("   ", 1007), ("a\0b", 1007), ("é" * 300, 1009), ("notes/export", 4403)],
)
async def test_W5_a_path_that_names_no_document_is_refused_with_a_sentence(
    hub: Hub, name: str, code: int
) -> None:
    async with connected(hub, name) as socket:
        YClient(socket, 1).begin()
        with pytest.raises(Closed) as closed:
            while True:
                await socket.hear()
        assert closed.value.code == code
        assert closed.value.reason
    assert hub.registry.all() == []
