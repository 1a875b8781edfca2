"""What meets a document that is being built again: nothing that was answered as durable may be lost (R8, W4)."""

import asyncio
from collections.abc import Callable

import pytest
from pycrdt import Doc, Text

from crdt_server.hub.hub import Hub
from crdt_server.hub.open_room import OpenRoom, Suspended
from crdt_server.protocol.messages import Update
from crdt_server.room import digest
from crdt_server.room.digest import Indigestible
from persistence.memory import MemoryStore
from persistence.store import Checkpoint, Entry, Loaded, StoreError
from tests.hub.conftest import FakeClock
from tests.hub.socket import HClient, YClient, connected
from tests.room.replica import Replica

pytestmark = pytest.mark.anyio


def text_of(room: OpenRoom) -> str:
    return str(room.room.doc.get("t", type=Text))


def add(letters: str) -> Callable[[Doc], None]:
    """Make an edit of the server's own."""

    def change(doc: Doc) -> None:
        doc.get("t", type=Text).__iadd__(letters)

    return change


async def settled(room: OpenRoom) -> None:
    """Wait until a room has been rebuilt."""
    async with asyncio.timeout(5):
        while room.suspended:
            await asyncio.sleep(0)


async def test_R8_whoever_needs_a_document_that_is_being_rebuilt_waits_for_the_new_one(
    hub: Hub,
) -> None:
    async with hub.rooms.hold("d") as first:
        first.edit(add("one"))
        await hub.journal.settled("d")
        hub.rooms.rebuild(first)
        with pytest.raises(Suspended):
            first.edit(add(" lost"))
        async with hub.rooms.hold("d") as second:
            assert not second.suspended
            second.edit(add(" two"))
            await hub.journal.settled("d")
        assert text_of(first) == "one two"


async def test_R1_nobody_is_answered_from_a_document_that_is_being_rebuilt(hub: Hub) -> None:
    async with hub.rooms.hold("d") as room:
        room.edit(add("whole"))
        await hub.journal.settled("d")
        hub.rooms.rebuild(room)
        room.room._body.doc = Doc()  # whatever is left of the old one
        async with connected(hub, "d") as socket:
            ana = YClient(socket, 1)
            ana.begin()
            await ana.until("whole")


async def test_R8_a_rebuild_that_fails_is_tried_again(
    hub: Hub, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    load, failures = store.load, [StoreError("the disk sleeps"), ZeroDivisionError()]

    async def failing_load(document: str) -> Loaded:
        if failures:
            raise failures.pop()
        return await load(document)

    async with hub.rooms.hold("d") as room:
        room.edit(add("still here"))
        await hub.journal.settled("d")
        monkeypatch.setattr(store, "load", failing_load)
        hub.rooms.rebuild(room)
        await settled(room)
        assert (text_of(room), failures) == ("still here", [])


async def test_R8_an_edit_of_the_servers_own_that_the_library_cannot_digest_rebuilds_the_room(
    hub: Hub,
) -> None:
    class PanicException(BaseException):
        """What a panic in Rust looks like from here."""

    def panic(doc: Doc) -> None:
        doc.get("t", type=Text).__iadd__("half")
        raise PanicException

    assert digest.is_panic(PanicException())
    async with hub.rooms.hold("d") as room:
        room.edit(add("sound"))
        with pytest.raises(Indigestible):
            room.edit(panic)
        await settled(room)
        assert text_of(room) == "sound"


async def test_W4_what_a_failed_edit_had_done_is_kept_and_told_as_everything_else(
    hub: Hub, store: MemoryStore
) -> None:
    """There is no taking back in a CRDT: later edits would build on what only this server knows."""

    def half_done(doc: Doc) -> None:
        doc.get("t", type=Text).__iadd__("half")
        raise KeyError

    async with connected(hub, "d") as socket, hub.rooms.hold("d") as room:
        ana = YClient(socket, 1)
        ana.begin()
        await ana.hear()
        with pytest.raises(KeyError):
            room.edit(half_done)
        await ana.until("half")
        await hub.journal.settled("d")
        assert len((await store.load("d")).entries) == 1


async def test_R8_what_somebody_else_wrote_to_the_log_comes_into_the_document(
    hub: Hub, store: MemoryStore, clock: FakeClock
) -> None:
    """Another program wrote first: the entries are numbered anew, and the document has everything."""
    theirs, mine = Replica(7).type("theirs "), Replica(8).type("mine")
    async with connected(hub) as socket, hub.rooms.hold("d") as room:
        ana = HClient(socket, "d", 1)
        ana.begin()
        await ana.until_saved(1)
        await store.append([Entry("d", 1, theirs, 0)])
        ana.say(Update(mine))
        await ana.until_saved(2)
        await settled(room)
        assert sorted(text_of(room)) == sorted("theirs mine")
        loaded = await store.load("d")
        assert [entry.update for entry in loaded.entries] == [theirs, mine]


async def test_P4_a_checkpoint_does_not_cover_what_the_document_did_not_have(
    hub: Hub, store: MemoryStore, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = Replica(7).type("theirs")
    async with hub.rooms.hold("d") as room:
        for letter in "abc":
            room.edit(add(letter))
        await hub.journal.settled("d")
        room.tail.start(5_000, 5_000, 0)
        room.changed = room.restless = False
        room.edit(add("d"))
        room.changed = False
        await store.append([Entry("d", 4, theirs, 0)])  # before ours: a conflict is about to come
        written: list[Checkpoint] = []
        checkpoint = store.checkpoint

        async def note(made: Checkpoint) -> None:
            written.append(made)
            await checkpoint(made)

        monkeypatch.setattr(store, "checkpoint", note)
        hub.look()
        async with asyncio.timeout(5):
            while room.under_care or room.suspended or hub.journal.has_pending("d"):
                await asyncio.sleep(0)
        assert written == []
        assert sorted(text_of(room)) == sorted("abcdtheirs")
