"""Readers that read slowly, now and then, or not at all (R6): memory stays flat, and all end up alike."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from pycrdt import Text

from crdt_server.hub.hub import Hub
from crdt_server.hub.outbox import Bounds
from crdt_server.protocol import awareness
from crdt_server.protocol.awareness import PresenceEntry
from crdt_server.protocol.messages import Awareness, Said, Step1, Update
from crdt_server.protocol.update import inspect
from persistence.memory import MemoryStore
from persistence.store import Entry, StoreError
from tests.hub.conftest import FakeClock
from tests.hub.socket import Closed, HClient, Socket, YClient, connected

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("both_ways")]

NARROW = Bounds(most=1_000_000, congested=2_000, patience=30_000)
FRAME = 300  # bytes that one edit of a few letters surely fits into
TURNS = 400


async def a_moment(turns: int = 6) -> None:
    for _ in range(turns):
        await asyncio.sleep(0)


class Disk:
    """A store whose commits wait while it is shut; it knows how much of each client is durable."""

    def __init__(self, store: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open = asyncio.Event()
        self.open.set()
        self.durable: dict[int, int] = {}
        self._append = store.append
        monkeypatch.setattr(store, "append", self._slowly)

    async def _slowly(self, entries: list[Entry]) -> None:
        await self.open.wait()
        await self._append(entries)
        for entry in entries:
            for client, (_, end) in inspect(entry.update).structs.items():
                self.durable[client] = max(end, self.durable.get(client, 0))


class Person:
    """Somebody at a link that stalls and drains; takes in what has arrived, and checks what it may not hear yet."""

    def __init__(self, socket: Socket, client: int, disk: Disk) -> None:
        self.socket = socket
        self.number = client
        self.disk = disk
        speaks_y = bool(client % 2)
        self.client = YClient(socket, client) if speaks_y else HClient(socket, "d", client)
        self.takes_echo_for_receipt = speaks_y
        self.here: dict[int, PresenceEntry] = {}
        self.clock = 0

    def begin(self) -> None:
        self.client.begin()
        self.move()

    def move(self) -> None:
        """Say where one is."""
        self.clock = max(self.clock + 1, self._known_clock() + 1)
        entry = PresenceEntry(self.number, self.clock, f'"{self.clock}"')
        self._take(entry)
        self.client.say(Awareness(awareness.encode([entry])))

    def edit(self, chance: random.Random) -> None:
        """Type, or erase what there is."""
        text = self.client.text
        if len(text) > 3 and chance.random() < 0.3:
            before = self.client.doc.get_state()
            at = chance.randrange(len(text) - 2)
            del text[at : at + 2]
            self.client.say(Update(self.client.doc.get_update(before)))
        else:
            self.client.type(chance.choice("abcdefgh") * chance.randrange(1, 9))

    async def listen(self) -> None:
        """Take in all that has arrived."""
        while not self.socket.nothing_more():
            self._check(await self.client.hear())

    def _check(self, message: Said | object) -> None:
        if isinstance(message, Awareness):
            for entry in awareness.decode(message.update):
                self._take(entry)
        elif isinstance(message, Update) and self.takes_echo_for_receipt:
            mine = inspect(message.update).structs.get(self.number)
            assert mine is None or mine[1] <= self.disk.durable.get(self.number, 0), (
                "heard its own words before they were durable"
            )

    def _take(self, entry: PresenceEntry) -> None:
        known = self.here.get(entry.client)
        gone = entry.state is None
        if known is None or entry.clock > known.clock or (entry.clock == known.clock and gone):
            self.here[entry.client] = entry

    def _known_clock(self) -> int:
        return self.here[self.number].clock if self.number in self.here else 0

    def present(self) -> dict[int, str]:
        return {each.client: each.state for each in self.here.values() if each.state is not None}


@asynccontextmanager
async def sitting(hub: Hub, client: int, disk: Disk) -> AsyncIterator[Person]:
    path = "d" if client % 2 else None
    async with connected(hub, path, NARROW) as socket:
        person = Person(socket, client, disk)
        person.begin()
        await a_moment()
        yield person


@pytest.mark.parametrize("number", range(12))
async def test_R6_readers_that_stall_and_drain_at_random_end_up_alike(
    hub: Hub, store: MemoryStore, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Five people of both dialects, a disk that stops now and then, a sixth who comes and goes (W4, R2)."""
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    disk = Disk(store, monkeypatch)
    async with (
        sitting(hub, 1, disk) as ana,
        sitting(hub, 2, disk) as bob,
        sitting(hub, 3, disk) as cyd,
        sitting(hub, 4, disk) as dan,
        sitting(hub, 5, disk) as eve,
    ):
        people = [ana, bob, cyd, dan, eve]
        for turn in range(TURNS):
            person = chance.choice(people)
            await perturb(chance, person, disk)
            if turn % 100 == 50:
                async with sitting(hub, 100 + turn, disk) as guest:
                    guest.edit(chance)
                    await a_moment()
            for each in people:
                assert not each.socket.outbox.closing
        disk.open.set()
        for person in people:
            person.socket.resume()
        await until_alike(hub, people)


async def perturb(chance: random.Random, person: Person, disk: Disk) -> None:
    """Let one thing happen."""
    match chance.randrange(10):
        case 0:
            person.socket.stall()
        case 1:
            person.socket.resume()
        case 2:
            disk.open.clear()
        case 3:
            disk.open.set()
        case 4:
            person.move()
        case 5:
            person.client.say(Step1(person.client.doc.get_state()))
        case _:
            for _ in range(chance.randrange(1, 12)):
                person.edit(chance)
    if chance.random() < 0.5:
        await a_moment()
    await person.listen()


async def until_alike(hub: Hub, people: list[Person]) -> None:
    """Wait until all have the document as the room has it, and see the same people in it."""
    room = hub.rooms.find("d")
    assert room is not None
    differences: list[object] = []
    try:
        async with asyncio.timeout(10):
            while True:
                await asyncio.sleep(0.001)
                for person in people:
                    await person.listen()
                text = str(room.room.doc.get("t", type=Text))
                here = {each.client: each.state for each in room.room.presence.everybody()}
                differences = [
                    (person.number, str(person.client.text), text, person.present(), here)
                    for person in people
                    if str(person.client.text) != text or person.present() != here
                ]
                if not differences:
                    return
    except TimeoutError:
        raise AssertionError(differences) from None


@pytest.mark.parametrize("client", [2, 3], ids=["hocuspocus", "y-websocket"])
async def test_R6_thousands_of_edits_do_not_pile_up_for_one_who_does_not_read(
    hub: Hub, store: MemoryStore, monkeypatch: pytest.MonkeyPatch, client: int
) -> None:
    disk = Disk(store, monkeypatch)
    async with (
        sitting(hub, 1, disk) as ana,
        sitting(hub, client, disk) as sleeper,
        sitting(hub, 5, disk) as awake,
    ):
        await sleeper.listen()
        sleeper.socket.stall()
        for _ in range(3_000):
            ana.client.type("letter ")
            ana.move()
            await a_moment(2)
            assert sleeper.socket.outbox.queued_bytes < NARROW.congested + FRAME
        await until_alike(hub, [ana, awake])
        assert str(sleeper.client.text) != str(ana.client.text)
        sleeper.socket.resume()
        heard = 0
        async with asyncio.timeout(10):
            while str(sleeper.client.text) != str(ana.client.text):
                sleeper._check(await sleeper.client.hear())
                heard += 1
        assert heard < 300  # what had been sent, and one difference
        await until_alike(hub, [ana, awake, sleeper])
        ana.client.type("live again")
        await until_alike(hub, [ana, awake, sleeper])


async def test_R6_one_who_reads_nothing_for_long_is_let_go_but_not_one_who_reads_a_little(
    hub: Hub, store: MemoryStore, monkeypatch: pytest.MonkeyPatch, clock: FakeClock
) -> None:
    disk = Disk(store, monkeypatch)
    async with (
        sitting(hub, 1, disk) as ana,
        sitting(hub, 3, disk) as slow,
        sitting(hub, 5, disk) as gone,
    ):
        await a_moment()
        for reader in (slow, gone):
            await reader.listen()
            reader.socket.stall()
        for _ in range(100):
            ana.client.type("letter " * 5)
            await a_moment()
        for _ in range(4):
            hub.keep_alive()
            clock.time += NARROW.patience // 3
            slow.socket.resume()
            await asyncio.sleep(0)
            slow.socket.stall()
            ana.client.type("more")
            await a_moment()
        hub.keep_alive()
        assert gone.socket.outbox.closing
        assert not slow.socket.outbox.closing
        gone.socket.resume()
        with pytest.raises(Closed) as closed:
            while True:
                await gone.client.hear()
        assert closed.value.code == 1013
        assert "stopped reading" in closed.value.reason


async def test_W4_a_slow_reader_is_not_told_its_own_words_before_they_are_durable(
    hub: Hub, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor its own deletions; what others do it is told as soon as its own words are safe."""
    disk = Disk(store, monkeypatch)
    async with sitting(hub, 1, disk) as ana, sitting(hub, 3, disk) as slow:
        slow.client.type("x" * 30)
        await a_moment(20)
        await until_alike(hub, [ana, slow])
        slow.socket.stall()
        for _ in range(200):
            ana.client.type("letter ")
            await a_moment(1)
        disk.open.clear()
        before = slow.client.doc.get_state()
        del slow.client.text[0:5]
        slow.client.say(Update(slow.client.doc.get_update(before)))
        await a_moment()
        slow.socket.resume()
        await a_moment(300)
        await slow.listen()
        assert slow.socket.outbox.queued_bytes == 0
        assert str(slow.client.text) != str(ana.client.text)
        disk.open.set()
        await until_alike(hub, [ana, slow])


async def test_R6_a_slow_reader_is_asked_to_come_back_rather_than_kept_waiting_for_a_broken_disk(
    hub: Hub, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its answer on the new connection is no receipt, so it can be given at once."""
    disk = Disk(store, monkeypatch)
    async with sitting(hub, 1, disk) as ana, sitting(hub, 3, disk) as slow:
        await a_moment(20)
        await slow.listen()
        slow.socket.stall()
        for _ in range(200):
            ana.client.type("letter ")
            await a_moment(1)

        async def broken(entries: list[Entry]) -> None:
            raise StoreError("the disk is full")

        append = store.append
        monkeypatch.setattr(store, "append", broken)
        slow.client.type("mine")
        await a_moment(20)
        slow.socket.resume()
        with pytest.raises(Closed) as closed:
            while True:
                await slow.client.hear()
        assert closed.value.code == 1013
        async with connected(hub, "d", NARROW) as again:
            slow.client.socket = again
            slow.client.begin()
            await ana.listen()
            await slow.client.until(str(ana.client.text))
            monkeypatch.setattr(store, "append", append)


async def test_R6_documents_on_one_congested_socket_are_told_in_the_order_of_falling_behind(
    hub: Hub,
) -> None:
    async with connected(hub, None, NARROW) as socket, connected(hub, None, NARROW) as other:
        names = [f"d{number}" for number in range(5)]
        readers = {name: HClient(socket, name, 1) for name in names}
        writers = {name: HClient(other, name, 2) for name in names}
        for name in names:
            readers[name].begin()
            writers[name].begin()
        await a_moment(30)
        socket.stall()
        for name in names:
            for _ in range(30):
                writers[name].type("a few letters " * 10)
                await a_moment(1)
        socket.resume()
        async with asyncio.timeout(10):
            while any(str(readers[name].text) != str(writers[name].text) for name in names):
                frame = await socket.hear()
                name = frame[1 : 1 + frame[0]].decode()
                reader = readers[name]
                _, message = reader._read(frame)
                if hasattr(message, "update"):
                    reader.doc.apply_update(message.update)
