"""Rights that change while people are at work: told in place, obeyed at once, whatever state the document is in."""

import asyncio
import random
from collections.abc import AsyncIterator

import pytest
from pycrdt import Text

from crdt_server.hub.admission import Admitted, Refused
from crdt_server.hub.hub import Hub
from crdt_server.protocol import hocuspocus
from crdt_server.protocol.messages import (
    Authenticated,
    Awareness,
    Denied,
    Saved,
    Step1,
    Step2,
    TokenWanted,
    Update,
)
from crdt_server.settings import Settings
from persistence.memory import MemoryStore
from persistence.store import Entry, Loaded
from tests.hub.conftest import FakeClock
from tests.hub.socket import Closed, HClient, Socket, YClient, connected

pytestmark = pytest.mark.anyio

PENCIL, GLASSES = Admitted("ana"), Admitted("ana", may_write=False)
OVER = Refused("Your part in this show is over.")
HERE = Awareness(b"\x01\x01\x01\x02{}")


class Door:
    """Lets in whoever shows a token, with what stands for it; whoever shows none may do anything."""

    def __init__(self) -> None:
        self.says: dict[str, Admitted | Refused] = {"ana": PENCIL, "": Admitted()}

    def admit(self, document: str, token: str) -> Admitted | Refused:
        return self.says[token]


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
async def hub(store: MemoryStore, clock: FakeClock, door: Door) -> AsyncIterator[Hub]:
    hub = Hub(store, clock, Settings(), lambda registry: door)
    await hub.start()
    yield hub
    await hub.stop(patience=1.0)


async def come_in(socket: Socket, key: str = "d", client: int = 1, token: str = "ana") -> HClient:
    person = HClient(socket, key, client)
    person.begin(token)
    await person.until_saved(1)
    return person


async def until(client: HClient | YClient, *wanted: object) -> None:
    """Listen until these are heard, in this order, with others in between."""
    for each in wanted:
        while await client.hear() != each:
            pass


async def answers(client: HClient, count: int) -> list[bool]:
    """Listen until so many edits are answered; tell which were stored."""
    heard: list[bool] = []
    while len(heard) < count:
        message = await client.hear()
        if isinstance(message, Saved):
            heard.append(message.stored)
    return heard


async def entries(store: MemoryStore, document: str = "d") -> list[bytes]:
    return [entry.update for entry in (await store.load(document)).entries]


async def test_W15_an_edit_after_a_downgrade_is_refused_and_reading_goes_on(
    hub: Hub, store: MemoryStore, door: Door
) -> None:
    async with connected(hub) as one, connected(hub, "d") as two:
        ana, bob = await come_in(one), YClient(two, 2)
        bob.begin()
        first = ana.type("mine ")
        await ana.until_saved(2)
        await bob.until("mine ")
        door.says["ana"] = GLASSES
        assert hub.rights.reconsider(actor="ana") == 1
        assert await ana.hear() == Authenticated(read_only=True)
        ana.type("not taken")
        assert await answers(ana, 1) == [False]
        yours = bob.type("yours")
        while "yours" not in str(ana.text):
            await ana.hear()
        await until(bob, Update(yours))
        assert await entries(store) == [first, yours]
        assert "not taken" not in str(bob.text)


async def test_W15_nobody_is_told_of_rights_that_did_not_change(hub: Hub) -> None:
    async with connected(hub) as socket:
        await come_in(socket)
        assert hub.rights.reconsider() == 1
        await asyncio.sleep(0)
        assert socket.nothing_more()


async def test_W15_after_an_upgrade_what_was_refused_is_asked_for_and_every_edit_is_answered(
    hub: Hub, door: Door
) -> None:
    """A provider counts edits up and answers down: three refused ones want three answers more, not one."""
    door.says["ana"] = GLASSES
    async with connected(hub) as one, connected(hub, "d") as two:
        ana, bob = await come_in(one), YClient(two, 2)
        bob.begin()
        for letter in "abc":
            ana.type(letter)
        assert await answers(ana, 3) == [False, False, False]
        door.says["ana"] = PENCIL
        hub.rights.reconsider(document="d")
        assert await ana.hear() == Authenticated()
        await ana.until_saved(4)
        await bob.until("abc")
        ana.type("d")
        await ana.until_saved(5)
        await bob.until("abcd")
        assert one.nothing_more()


async def test_W15_an_edit_on_its_way_to_the_disk_is_answered_before_a_later_one_is_refused(
    hub: Hub, store: MemoryStore, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    release, append = asyncio.Event(), store.append

    async def slow_append(group: list[Entry]) -> None:
        await release.wait()
        await append(group)

    async with connected(hub) as socket:
        ana = await come_in(socket)
        monkeypatch.setattr(store, "append", slow_append)
        ana.type("taken")
        await asyncio.sleep(0)
        door.says["ana"] = GLASSES
        hub.rights.reconsider()
        ana.type("refused")
        assert await ana.hear() == Authenticated(read_only=True)
        await asyncio.sleep(0)
        assert socket.nothing_more()
        release.set()
        assert await answers(ana, 2) == [True, False]


async def test_W15_a_y_websocket_client_goes_on_reading_and_its_edits_are_not_echoed(
    hub: Hub, store: MemoryStore, door: Door
) -> None:
    async with connected(hub, "d") as one, connected(hub, "d") as two:
        ana, bob = YClient(one, 1), YClient(two, 2)
        ana.begin()
        bob.begin()
        await until(ana, Step2(b"\x00\x00"))
        door.says[""] = Admitted(may_write=False)
        hub.rights.reconsider(document="d")
        notice = await one.hear()
        assert notice[:2] == b"\x02\x00"
        assert b"not change it" in notice
        kept = ana.type("kept here")
        await asyncio.sleep(0)
        assert one.nothing_more()
        assert await entries(store) == []
        door.says[""] = Admitted()
        hub.rights.reconsider(document="d")
        await until(ana, Update(kept))
        await bob.until("kept here")


async def test_W16_a_token_shown_again_is_judged_anew_up_down_and_out(
    hub: Hub, store: MemoryStore, door: Door
) -> None:
    door.says |= {"reader": GLASSES, "stale": Refused("This token is stale.")}
    async with connected(hub) as one, connected(hub, "d") as two:
        ana, bob = await come_in(one), YClient(two, 2)
        bob.begin()
        ana.say(HERE)
        await until(bob, HERE)
        ana.show("reader")
        await until(ana, Authenticated(read_only=True))
        ana.show("ana")
        await until(ana, Authenticated())
        ana.show("stale")
        await until(ana, Denied("This token is stale."))
        await until(bob, Awareness(b"\x01\x01\x01\x04null"))
        bob.type("meanwhile")
        ana.type("from outside. ")
        assert await answers(ana, 1) == [False]
        ana.show("ana")  # and nothing else: a provider does not begin anew by itself
        await until(ana, Authenticated())
        while "meanwhile" not in str(ana.text):
            await ana.hear()
        await bob.until(str(ana.text))
        assert "from outside. " in str(bob.text)
        await ana.until_saved(2)


async def test_W16_whoever_is_out_is_let_in_again_when_the_rights_come_back(
    hub: Hub, door: Door
) -> None:
    async with connected(hub) as one, connected(hub, "d") as two:
        ana, bob = await come_in(one), YClient(two, 2)
        bob.begin()
        ana.say(HERE)
        await until(bob, HERE)
        door.says["ana"] = OVER
        hub.rights.reconsider(actor="ana")
        await until(ana, Denied(OVER.reason))
        bob.type("meanwhile")
        door.says["ana"] = PENCIL
        hub.rights.reconsider(actor="ana")
        await until(ana, Authenticated())
        await ana.until("meanwhile")
        await until(bob, Awareness(b"\x01\x01\x02\x02{}"))


async def test_W16_whoever_was_refused_at_first_begins_where_it_had_knocked(
    hub: Hub, door: Door
) -> None:
    door.says["ana"] = OVER
    async with connected(hub) as one, connected(hub, "d") as two:
        ana, bob = HClient(one, "d", 1), YClient(two, 2)
        bob.begin()
        bob.type("already here")
        ana.begin("ana")
        assert await ana.hear() == Denied(OVER.reason)
        assert one.nothing_more()  # told once, though it said two things
        door.says["ana"] = PENCIL
        ana.show("ana")
        await ana.until("already here")


async def test_W16_a_client_without_tokens_begins_anew_by_itself(hub: Hub, door: Door) -> None:
    door.says[""] = OVER
    async with connected(hub) as socket:
        ana = HClient(socket, "d", 1)
        ana.say(Step1(b"\x00"))
        assert await ana.hear() == Denied(OVER.reason)
        door.says[""] = Admitted()
        ana.say(Step1(b"\x00"))
        assert await ana.hear() == Authenticated()


async def test_W16_a_client_can_be_asked_to_show_its_token_again(hub: Hub, door: Door) -> None:
    door.says["newer"] = GLASSES
    async with connected(hub) as socket:
        ana = await come_in(socket)
        assert hub.rights.renew(actor="ana") == 1
        assert await ana.hear() == TokenWanted()
        ana.show("newer")
        assert await ana.hear() == Authenticated(read_only=True)


async def test_W16_who_is_kicked_loses_every_socket_with_the_sentence_and_nobody_else_does(
    hub: Hub,
) -> None:
    async with connected(hub) as one, connected(hub) as two, connected(hub, "d") as three:
        laptop, phone, bob = await come_in(one), await come_in(two, "e", 2), YClient(three, 3)
        bob.begin()
        laptop.say(HERE)
        await until(bob, HERE)
        assert hub.rights.kick("The show is over.", actor="ana") == 2
        for client in (laptop, phone):
            await until(client, Denied("The show is over."))
            with pytest.raises(Closed) as closed:
                await client.hear()
            assert (closed.value.code, closed.value.reason) == (4403, "The show is over.")
        await until(bob, Awareness(b"\x01\x01\x01\x04null"))
        edit = bob.type("goes on")
        await until(bob, Update(edit))
        laptop.type("from the grave")
        assert [len(room.sessions) for room in hub.rooms.all() if room.name == "d"] == [1]


async def test_W16_a_kick_from_one_document_concerns_whoever_has_it(hub: Hub) -> None:
    async with connected(hub) as one, connected(hub) as two:
        await come_in(one, "d", 1)
        elsewhere = await come_in(two, "e", 2)
        assert hub.rights.kick("Not this one.", document="d") == 1
        with pytest.raises(Closed):
            while True:
                await one.hear()
        elsewhere.type("stays")
        await elsewhere.until_saved(2)


async def test_W16_a_kick_of_nobody_in_particular_is_refused(hub: Hub) -> None:
    with pytest.raises(ValueError, match="name a document"):
        hub.rights.kick("Everybody out.")


async def test_W15_two_sessions_of_one_document_on_one_socket_are_both_told(
    hub: Hub, door: Door
) -> None:
    async with connected(hub) as socket:
        for number, session in enumerate("ab"):
            await come_in(socket, f"d\0{session}", number)
        while not socket.nothing_more():
            await socket.hear()
        door.says["ana"] = GLASSES
        assert hub.rights.reconsider(document="d") == 2
        told = {await socket.hear() for _ in "ab"}
        assert told == {b"\x03d\0" + each + b"\x02\x02\x08readonly" for each in (b"a", b"b")}


class Hold:
    """Keeps documents from being loaded until it is let go."""

    def __init__(self, store: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
        self.release = asyncio.Event()
        self._load = store.load
        monkeypatch.setattr(store, "load", self.load)

    async def load(self, document: str) -> Loaded:
        await self.release.wait()
        return await self._load(document)


@pytest.fixture
def hold(store: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> Hold:
    return Hold(store, monkeypatch)


async def test_W15_a_change_while_the_document_is_loaded_holds_from_the_first_word(
    hub: Hub, store: MemoryStore, door: Door, hold: Hold
) -> None:
    async with connected(hub) as socket:
        ana = HClient(socket, "d", 1)
        ana.begin("ana")
        ana.type("too late")
        door.says["ana"] = GLASSES
        assert hub.rights.reconsider(actor="ana") == 1
        hold.release.set()
        assert await ana.hear() == Authenticated(read_only=True)
        assert False in await answers(ana, 2)
    assert await entries(store) == []


async def test_W16_whoever_is_turned_out_while_the_document_is_loaded_does_not_get_in(
    hub: Hub, door: Door, hold: Hold
) -> None:
    async with connected(hub) as one, connected(hub, "d") as two:
        ana, bob = HClient(one, "d", 1), YClient(two, 2)
        ana.begin("ana")
        bob.begin()
        door.says["ana"] = OVER
        hub.rights.reconsider(actor="ana")
        assert await ana.hear() == Denied(OVER.reason)
        hold.release.set()
        await until(bob, Step2(b"\x00\x00"))
        assert one.nothing_more()
        room = hub.rooms.find("d")
        assert room is not None
        assert len(room.sessions) == 1


async def test_W16_whoever_is_turned_out_and_let_in_while_the_document_is_loaded_is_in_once(
    hub: Hub, door: Door, hold: Hold
) -> None:
    async with connected(hub) as socket:
        ana = HClient(socket, "d", 1)
        ana.begin("ana")
        for verdict in (OVER, PENCIL):
            door.says["ana"] = verdict
            hub.rights.reconsider(actor="ana")
        assert await ana.hear() == Denied(OVER.reason)
        hold.release.set()
        assert await ana.hear() == Authenticated()
        ana.type("in")
        await ana.until_saved(2)
        room = hub.rooms.find("d")
        assert room is not None
        assert len(room.sessions) == 1


@pytest.mark.parametrize("verdict", [GLASSES, OVER], ids=["downgraded", "turned out"])
async def test_W15_a_change_while_the_document_is_rebuilt_holds_for_what_was_said_meanwhile(
    hub: Hub, store: MemoryStore, door: Door, hold: Hold, verdict: Admitted | Refused
) -> None:
    hold.release.set()
    async with connected(hub) as one, connected(hub, "d") as two:
        ana, bob = await come_in(one), YClient(two, 2)
        bob.begin()
        await until(bob, Step2(b"\x00\x00"))
        hold.release.clear()
        room = hub.rooms.find("d")
        assert room is not None
        hub.rooms.rebuild(room)
        ana.type("while nobody could listen")
        door.says["ana"] = verdict
        hub.rights.reconsider(actor="ana")
        hold.release.set()
        edit = bob.type("after it")
        await until(bob, Update(edit))
        assert await entries(store) == [edit]
        assert str(bob.text) == "after it"


async def test_W16_if_the_door_fails_the_client_is_sent_away_to_come_back(
    hub: Hub, door: Door
) -> None:
    async with connected(hub) as socket:
        ana = await come_in(socket)
        del door.says["ana"]
        hub.rights.reconsider()
        with pytest.raises(Closed) as closed:
            await ana.hear()
        assert closed.value.code == 1013


async def test_a_goodbye_after_the_goodbye_opens_nothing(hub: Hub) -> None:
    """Hocuspocus 2 takes its presence back after it has left."""
    async with connected(hub) as socket:
        ana = await come_in(socket)
        socket.say(b"\x01d\x07")
        ana.say(Awareness(b"\x01\x01\x02\x04null"))
        await asyncio.sleep(0)
        assert socket.nothing_more()
        assert socket.connection.sessions == {}


async def test_a_client_that_was_denied_many_documents_in_turn_keeps_its_socket(
    hub: Hub, door: Door
) -> None:
    door.says["ana"] = OVER
    async with connected(hub) as socket:
        for number in range(1200):
            client = HClient(socket, f"d{number}", 1)
            client.begin("ana")
            assert await client.hear() == Denied(OVER.reason)


class Listening:
    """A client that takes in whatever comes, and counts as providers do: edits up, answers down, never below 0."""

    def __init__(self, client: HClient | YClient) -> None:
        self.client = client
        self.unsynced = 0
        self.typed = 0

    def type(self) -> None:
        self.client.type("x")
        self.typed += 1
        self.unsynced += 1

    def type_together(self) -> None:
        """Type three letters, whose frames arrive as one."""
        frames = []
        for _ in range(3):
            before = self.client.doc.get_state()
            self.client.text += "x"
            frame = hocuspocus.encode("d", Update(self.client.doc.get_update(before)))
            assert frame is not None
            frames.append(frame)
        self.client.socket.connection.hear_all(frames)
        self.typed += len(frames)
        self.unsynced += len(frames)

    async def take_in(self) -> None:
        """Hear what has arrived."""
        await asyncio.sleep(0)
        while not self.client.socket.nothing_more():
            if await self.client.hear() == Saved():
                self.unsynced = max(0, self.unsynced - 1)


@pytest.mark.parametrize("number", range(8))
async def test_W15_whatever_changes_in_whatever_order_a_reader_writes_nothing_and_nothing_is_lost(
    hub: Hub, store: MemoryStore, door: Door, number: int
) -> None:
    """Rights come and go, tokens are shown, the document is rebuilt; in the end everybody has everything."""
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    async with connected(hub) as one, connected(hub, "d") as two:
        ana, bob = Listening(await come_in(one)), Listening(YClient(two, 2))
        assert isinstance(bob.client, YClient)
        bob.client.begin()
        room = hub.rooms.find("d")
        assert room is not None

        def there() -> str:
            return str(room.room.doc.get("t", type=Text))

        for _ in range(120):
            before, may_write = there(), door.says["ana"] == PENCIL
            match chance.randrange(8):
                case 0 | 1 | 2 as kind:
                    ana.type_together() if kind else ana.type()
                    assert may_write or room.suspended or there() == before
                case 3:
                    bob.type()
                case 4:
                    hub.rooms.rebuild(room)
                case 5:
                    door.says["ana"] = chance.choice([PENCIL, GLASSES, OVER])
                    ana.client.show("ana")
                case 6:
                    door.says["ana"] = chance.choice([PENCIL, GLASSES, OVER])
                    hub.rights.reconsider(document="d")
                case 7:
                    await chance.choice([ana, bob]).take_in()
            rights = [peer.may_write for peer in room.sessions if peer.actor == "ana"]
            if not room.suspended:
                assert rights == {PENCIL: [True], GLASSES: [False], OVER: []}[door.says["ana"]]
        door.says["ana"] = PENCIL
        hub.rights.reconsider(document="d")
        async with asyncio.timeout(10):
            while not (
                len(there()) == ana.typed + bob.typed
                and there() == str(ana.client.text) == str(bob.client.text)
                and ana.unsynced == 0
            ):
                await ana.take_in()
                await bob.take_in()
