"""When something beside the line fails, that alone waits: a document, a receipt, a task, a checkpoint (R12, R13)."""

import asyncio
from collections.abc import Callable, Sequence
from itertools import pairwise

import httpx
import pytest
from pycrdt import Text

from crdt_server.app import make_app
from crdt_server.hub.hub import Hub
from crdt_server.protocol import awareness
from crdt_server.protocol.awareness import PresenceEntry
from crdt_server.protocol.messages import Awareness
from crdt_server.settings import Settings
from persistence.memory import MemoryStore
from persistence.store import Checkpoint, Entry, Loaded, Record, StoreError
from persistence.wall import Walled
from tests.hub.conftest import FakeClock
from tests.hub.socket import Closed, HClient, YClient, connected
from tests.room.replica import Replica

pytestmark = pytest.mark.anyio


class Ailing:
    """A store some of whose documents cannot be loaded."""

    def __init__(self, store: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
        self.error: Exception | None = StoreError("the disk is gone")
        self.tried = 0
        self._load = store.load
        monkeypatch.setattr(store, "load", self.load)

    async def load(self, document: str) -> Loaded:
        if document == "sick":
            self.tried += 1
            if self.error is not None:
                raise self.error
        return await self._load(document)

    async def until_tried(self, times: int) -> None:
        await until(lambda: self.tried >= times)


async def until(holds: Callable[[], object]) -> None:
    """Let the others work until it is so."""
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0.005)


@pytest.fixture
def ailing(store: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> Ailing:
    return Ailing(store, monkeypatch)


@pytest.mark.parametrize("error", [StoreError("the disk is gone"), ZeroDivisionError("a bug")])
async def test_R12_on_a_shared_socket_only_the_document_that_cannot_be_loaded_waits(
    hub: Hub, ailing: Ailing, error: Exception
) -> None:
    ailing.error = error
    async with connected(hub) as socket, connected(hub) as another:
        sick, well = HClient(socket, "sick", 1), HClient(socket, "well", 2)
        sick.begin()
        sick.type("typed meanwhile")
        await ailing.until_tried(2)
        well.begin()
        well.type("goes on")
        await well.until_saved(2)  # asserts that it hears of no other document
        assert socket.nothing_more()
        ailing.error = None
        await sick.until_saved(2)
        late = HClient(another, "sick", 3)
        late.begin()
        await late.until("typed meanwhile")


async def test_R12_a_socket_of_its_own_is_closed_with_the_reason(hub: Hub, ailing: Ailing) -> None:
    async with connected(hub, "sick") as socket:
        YClient(socket, 1).begin()
        with pytest.raises(Closed) as closed:
            await socket.hear()
        assert closed.value.code == 1013
        assert "the disk is gone" in closed.value.reason


async def test_R12_a_document_is_not_tried_for_ever_when_nobody_waits_for_it(
    hub: Hub, ailing: Ailing
) -> None:
    async with connected(hub) as socket:
        HClient(socket, "sick", 1).begin()
        await ailing.until_tried(2)
    await until(
        lambda: not [task for task in asyncio.all_tasks() if task.get_name() == "load sick"]
    )
    ailing.error = None
    async with hub.rooms.hold("sick") as room:
        assert str(room.room.doc.get("t", type=Text)) == ""


async def test_R12_presence_does_not_fill_what_is_kept_for_a_document_that_cannot_be_loaded(
    hub: Hub, ailing: Ailing
) -> None:
    async with connected(hub) as socket:
        sick, well = HClient(socket, "sick", 1), HClient(socket, "well", 2)
        sick.begin()
        for clock in range(1, 12_000):
            sick.say(Awareness(awareness.encode([PresenceEntry(1, clock, "{}")])))
        well.begin()
        await well.until_saved(1)


async def test_R13_a_receipt_that_cannot_be_given_keeps_nobody_from_theirs(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with connected(hub, "a") as one, connected(hub) as two:
        eve, ana = YClient(one, 1), HClient(two, "b", 2)
        eve.begin()
        ana.begin()
        await eve.hear()
        await ana.until_saved(1)
        victim = next(iter(hub.rooms.all()[0].sessions.values()))
        monkeypatch.setattr(victim, "say", lambda message: 1 / 0)
        eve.type("x")
        ana.type("y")
        await ana.until_saved(2)
        ana.type("z")
        await ana.until_saved(3)
    assert hub.journal.depth == 0


async def test_P15_R12_a_document_behind_the_wall_holds_up_no_other(
    hub: Hub, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    append, is_walled = store.append, True

    async def refuse(entries: Sequence[Entry]) -> None:
        if is_walled and any(entry.document == "theirs" for entry in entries):
            raise Walled("theirs")
        await append(entries)

    monkeypatch.setattr(store, "append", refuse)
    async with connected(hub) as one, connected(hub) as another:
        theirs, ours = HClient(one, "theirs", 1), HClient(another, "ours", 2)
        for client in (theirs, ours):
            client.begin()
            client.type("typed")
        await ours.until_saved(2)
        assert hub.journal.trouble is None
        assert not hub.journal.has_pending("theirs")
    assert (await store.load("theirs")).last_seq == 0


async def test_R13_a_journal_that_fails_is_begun_again_and_the_health_page_says_so(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, is_broken = hub.journal._commit, True

    async def fail_for_a_while() -> None:
        if is_broken:
            raise ZeroDivisionError
        await commit()

    app = make_app(Settings(open=True), MemoryStore())
    app.state.hub = hub
    transport = httpx.ASGITransport(app)
    async with (
        httpx.AsyncClient(transport=transport, base_url="http://localhost") as http,
        connected(hub) as socket,
    ):
        ana = HClient(socket, "d", 1)
        ana.begin()
        await ana.until_saved(1)
        monkeypatch.setattr(hub.journal, "_commit", fail_for_a_while)
        ana.type("x")
        async with asyncio.timeout(10):
            while (answer := await http.get("/readyz")).status_code == 200:
                await asyncio.sleep(0.005)
        assert "journal" in answer.json()["trouble"]
        is_broken = False
        await ana.until_saved(2)
        answer = await http.get("/readyz")
        assert answer.status_code == 200
        assert answer.json()["failed_tasks"] >= 1


async def test_R13_a_checkpoint_that_fails_is_tried_again_after_growing_pauses(
    hub: Hub, store: MemoryStore, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []

    async def fail(made: Checkpoint) -> None:
        tried.append(clock.time)
        raise StoreError("the disk is full")

    checkpoint = store.checkpoint
    monkeypatch.setattr(store, "checkpoint", fail)
    async with hub.rooms.hold("d") as room:
        room.edit(lambda doc: doc.get("t", type=Text).__iadd__("x"))
        room.tail.start(5_000, 5_000, 0)

        async def pass_seconds(seconds: int) -> None:
            for _ in range(seconds):
                clock.time += 1000
                hub.look()
                await until(lambda: not room.under_care and not hub.journal.depth)

        await pass_seconds(70)
        pauses = [later - earlier for earlier, later in pairwise(tried)]
        assert pauses == [1_000, 2_000, 4_000, 8_000, 16_000, 32_000]
        monkeypatch.setattr(store, "checkpoint", checkpoint)
        await pass_seconds(64)
        loaded = await store.load("d")
        assert loaded.checkpoint is not None


async def test_R13_a_title_that_could_not_be_noted_is_noted_later(
    hub: Hub, store: MemoryStore, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hub.registry.create("d", "free", "d")
    put, failures = store.put, [StoreError("the disk is full")]

    async def fail_once(*details: object, **more: object) -> Record:
        if failures:
            raise failures.pop()
        return await put(*details, **more)  # type: ignore[arg-type]

    before = hub.registry.all()[0].updated_at
    monkeypatch.setattr(store, "put", fail_once)
    async with hub.rooms.hold("d") as room:
        room.edit(lambda doc: doc.get("t", type=Text).__iadd__("x"))
        async with asyncio.timeout(10):
            while hub.registry.all()[0].updated_at == before:
                clock.time += 1000
                hub.look()
                await asyncio.sleep(0.005)
    assert not failures


async def test_R13_a_rebuild_that_cannot_be_begun_keeps_the_journal_going(
    hub: Hub, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with connected(hub) as socket:
        ana = HClient(socket, "d", 1)
        ana.begin()
        await ana.until_saved(1)
        await store.append([Entry("d", 1, Replica(7).type("theirs"), 0)])
        monkeypatch.setattr(hub.journal, "overtaken", lambda document: 1 / 0)
        ana.type("mine")
        await ana.until_saved(2)
