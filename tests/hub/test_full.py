"""A document that is full, and a room that is crowded, through the whole line but the network (L1, L2, L3)."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from crdt_server.hub.hub import Hub
from crdt_server.protocol import awareness, y_websocket
from crdt_server.protocol.awareness import PresenceEntry
from crdt_server.protocol.messages import Awareness, Saved, Stateless, Update
from crdt_server.settings import Settings
from persistence.memory import MemoryStore
from tests.hub.conftest import FakeClock
from tests.hub.socket import Closed, HClient, Socket, YClient, connected
from tests.hub.test_conversation import slow_disk
from tests.room.replica import Replica

pytestmark = pytest.mark.anyio

MOST = 10_000
SETTINGS = Settings(max_document=MOST, max_presence=300, presence_people=3, presence_total=4096)


@pytest.fixture
async def small(store: MemoryStore, clock: FakeClock) -> AsyncIterator[Hub]:
    hub = Hub(store, clock, SETTINGS)
    await hub.start()
    yield hub
    await hub.stop(patience=1.0)


async def begun(socket: Socket, client: int) -> HClient:
    person = HClient(socket, "d", client)
    person.begin()
    await person.until_saved(1)
    return person


async def notice_to(person: HClient) -> tuple[str, str]:
    """Listen until the server says something in a sentence."""
    while not isinstance(message := await person.hear(), Stateless):
        pass
    said = json.loads(message.payload)
    return said["callboard"], said["sentence"]


async def test_L1_a_hocuspocus_client_is_told_stays_connected_and_gets_through_after_an_undo(
    small: Hub, store: MemoryStore
) -> None:
    async with connected(small) as one, connected(small, "d") as two:
        ana, bob = await begun(one, 1), YClient(two, 2)
        bob.begin()
        ana.type("x" * MOST)
        kind, sentence = await notice_to(ana)
        assert kind == "refused"
        assert "This document is full" in sentence
        assert await ana.hear() == Saved(stored=False)
        bob.type("others go on. ")
        await ana.until("x" * MOST + "others go on. ")
        del ana.text[:MOST]
        ana.type("And so do I.")
        before = ana.saved
        small.look()
        await ana.until_saved(before + 1)
        await bob.until("others go on. And so do I.")
    stored = [entry.update for entry in (await store.load("d")).entries]
    assert str(Replica.of(*stored)) == "others go on. And so do I."


async def test_L1_a_refusal_is_not_told_before_what_was_said_earlier_is_durable(
    small: Hub, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A client matches answers with its messages by their order; one that overtakes would be for another message."""
    async with connected(small) as one, slow_disk(store, monkeypatch) as release:
        ana = await begun(one, 1)
        ana.type("taken")
        ana.type("x" * MOST)
        assert (await notice_to(ana))[0] == "refused"
        await asyncio.sleep(0)
        assert one.nothing_more()
        release.set()
        assert await ana.hear() == Saved()
        assert await ana.hear() == Saved(stored=False)


async def test_L1_what_was_made_offline_and_does_not_fit_waits_for_room(small: Hub) -> None:
    async with connected(small) as one, connected(small) as two:
        bob = await begun(two, 2)
        bob.type("x" * 9_000)
        ana = HClient(one, "d", 1)
        ana.text += "made offline " * 300
        ana.begin()
        assert (await notice_to(ana))[0] in ("warning", "refused")
        while await ana.hear() != Saved(stored=False):
            pass
        assert "x" * 9_000 in str(ana.text), "it sees what the others do"
        update = Replica.of(bob.doc.get_update()).erase(0, 8_000)
        bob.say(Update(update))
        small.look()
        await ana.until_saved(1)
        while "made offline" not in str(bob.text):
            await bob.hear()


async def test_L1_a_y_websocket_client_stays_connected_and_is_told_in_its_words(small: Hub) -> None:
    async with connected(small, "d") as one:
        ana = YClient(one, 1)
        ana.begin()
        ana.type("x" * MOST)
        while (frame := await one.hear())[:2] != b"\x02\x00":
            if frame[0] == 0:
                assert not isinstance(y_websocket.decode(frame), Update), "no echo: it is not saved"
        assert b"This document is full" in frame
        assert not one.outbox.closing


async def test_L2_a_warning_comes_before(small: Hub) -> None:
    async with connected(small) as one, connected(small) as two:
        ana, bob = await begun(one, 1), await begun(two, 2)
        ana.type("x" * 9_000)
        assert (await notice_to(ana))[0] == (await notice_to(bob))[0] == "warning"
        async with connected(small) as three:
            cyd = HClient(three, "d", 3)
            cyd.begin()
            assert "nearly full" in (await notice_to(cyd))[1]


def here(client: int, state: str = '"x"', clock: int = 1) -> Awareness:
    return Awareness(awareness.encode([PresenceEntry(client, clock, state)]))


async def test_L3_a_state_that_is_too_large_closes_with_a_sentence(small: Hub) -> None:
    async with connected(small) as one:
        ana = await begun(one, 1)
        ana.say(here(1, '"' + "x" * 300 + '"'))
        with pytest.raises(Closed) as closed:
            while True:
                await ana.hear()
        assert closed.value.code == 1009
        assert "300 bytes" in closed.value.reason


async def test_L3_whoever_cannot_be_shown_any_more_is_told_once_and_works_on(small: Hub) -> None:
    async with (
        connected(small) as one,
        connected(small) as two,
        connected(small) as three,
        connected(small) as four,
    ):
        people = [await begun(socket, at + 1) for at, socket in enumerate((one, two, three, four))]
        for number, person in enumerate(people):
            person.say(here(number + 1))
        last = people[-1]
        kind, sentence = await notice_to(last)
        assert kind == "warning"
        assert "not shown to the others" in sentence
        last.say(here(4, clock=2))
        last.type("works")
        while str(people[0].text) != "works":
            message = await people[0].hear()
            if isinstance(message, Awareness):
                assert 4 not in {entry.client for entry in awareness.decode(message.update)}
        await last.until_saved(last.saved + 1)
