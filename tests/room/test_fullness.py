"""A document that is full: who is refused, what stays possible, and how it goes on (L1, L2)."""

import random

import pytest
from pycrdt import Doc

from crdt_server.protocol.messages import Burst, Notice, Step1, Step2, Update
from crdt_server.room.body import Body
from crdt_server.room.effects import Effect, Keep, Refuse, Relay, Send, Settle, TellAll
from crdt_server.room.fullness import DocumentFull, in_words
from crdt_server.room.limits import RoomLimits
from crdt_server.room.peer import Peer
from crdt_server.room.room import Room
from tests.room.replica import Replica

MOST = 10_000
REFUSED = [Notice, Refuse]


@pytest.fixture
def room() -> Room:
    return Room(Doc(), limits=RoomLimits(document=MOST))


@pytest.fixture
def ana() -> Peer:
    return Peer("ana")


def kinds(effects: list[Effect]) -> list[type]:
    """Give what is done, and of what is said to one peer what it is."""
    return [type(each.message) if isinstance(each, Send) else type(each) for each in effects]


def text_of(room: Room) -> str:
    return str(Replica.of(room.whole()))


def asks(effects: list[Effect]) -> bool:
    return any(isinstance(each, Send) and isinstance(each.message, Step1) for each in effects)


def answer(room: Room, peer: Peer, copy: Replica) -> list[Effect]:
    """Answer the question what the room lacks."""
    return room.receive(peer, Step2(copy.doc.get_update(room.doc.get_state())))


def test_L1_the_edit_that_goes_over_is_refused_to_its_sender_with_a_sentence(
    room: Room, ana: Peer
) -> None:
    author, bob, reader = Replica(1), Peer("bob"), Replica(2)
    first = author.type("known")
    room.receive(ana, Update(first))
    effects = room.receive(ana, Update(author.type("x" * MOST)))
    assert kinds(effects) == REFUSED
    assert isinstance(effects[0], Send)
    notice = effects[0].message
    assert isinstance(notice, Notice)
    assert "9.77 KiB" in notice.sentence
    assert effects[1] == Refuse(ana)
    assert text_of(room) == "known"
    reader.hear(first)
    more = room.receive(bob, Update(reader.type(" to all")))
    assert kinds(more)[:2] == [Relay, Keep], "others go on"
    assert text_of(room) == "known to all"


def test_L1_what_builds_on_a_refused_edit_is_refused_as_well_and_told_once(
    room: Room, ana: Peer
) -> None:
    author = Replica(1)
    room.receive(ana, Update(author.type("x" * MOST)))
    for _ in range(100):
        assert kinds(room.receive(ana, Update(author.type("y")))) == [Refuse]
    assert room.gaps() == ()
    assert text_of(room) == ""


def test_L1_what_was_too_much_is_deleted_again_and_everything_is_taken(
    room: Room, ana: Peer
) -> None:
    """The natural way out: paste, be told, undo."""
    author = Replica(1)
    room.receive(ana, Update(author.type("a")))
    room.receive(ana, Update(author.type("x" * MOST)))
    room.receive(ana, Update(author.type("b")))
    assert kinds(room.receive(ana, Update(author.erase(1, MOST)))) == [Refuse]
    assert asks(room.look_for_room())
    taken = answer(room, ana, author)
    assert kinds(taken)[:2] == [Relay, Keep]
    assert text_of(room) == str(author) == "ab"
    assert kinds(room.receive(ana, Update(author.type("c"))))[:2] == [Relay, Keep]


def test_L1_letter_by_letter_it_is_asked_ever_more_rarely(room: Room, ana: Peer) -> None:
    author = Replica(1)
    room.receive(ana, Update(author.type("x" * 2 * MOST)))
    questions = []
    for look in range(200):
        room.receive(ana, Update(author.erase(0)))
        if asks(room.look_for_room()):
            questions.append(look)
            assert kinds(answer(room, ana, author)) == [Refuse]
    assert questions == [0, 1, 3, 7, 15, 31, 63, 127, 191]


def test_L1_whoever_does_nothing_is_not_asked(room: Room, ana: Peer) -> None:
    room.receive(ana, Update(Replica(1).type("x" * 2 * MOST)))
    assert not any(asks(room.look_for_room()) for _ in range(100))


def test_L1_what_is_more_here_and_less_there_is_taken_if_it_is_less_in_all(
    room: Room, ana: Peer
) -> None:
    """Somebody has an old refused paste, deletes it together with what everybody has, and comes back."""
    author, others = Replica(1), Replica(2)
    first = others.type("x" * 9_000)
    for offered in (first, others.type("z" * 990)):
        room.receive(Peer(), Update(offered))
        author.hear(offered)
    room.receive(ana, Update(author.type("y" * MOST)))
    assert kinds(room.receive(ana, Update(author.erase(0, len(author.text) - 1)))) == [Refuse]
    assert asks(room.look_for_room())
    assert kinds(answer(room, ana, author))[:2] == [Relay, Keep]
    assert text_of(room) == "y"


def test_L1_trying_is_costly_and_done_once_between_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[bytes] = []
    gets_lighter = Body.gets_lighter

    def counted(body: Body, update: bytes) -> bool:
        tried.append(update)
        return gets_lighter(body, update)

    monkeypatch.setattr(Body, "gets_lighter", counted)
    room = Room(Doc(), limits=RoomLimits(document=MOST))
    room.receive(Peer(), Update(Replica(1).type("x" * 9_950)))
    for look in range(5):
        for number in range(10):
            guest = Replica(100 * look + number + 10)
            guest.hear(room.whole())
            guest.erase(3)
            guest.type("y" * 200)
            offer = guest.doc.get_update(room.doc.get_state())
            assert kinds(room.receive(Peer(), Step2(offer))) == REFUSED
        assert len(tried) == look + 1
        room.look_for_room()


def test_L1_deleting_always_goes(room: Room, ana: Peer) -> None:
    """Also for somebody whose edit was just refused, and also when the bound was lowered below what there is."""
    author = Replica(1)
    full = Room(Doc(), limits=RoomLimits(document=MOST * 10))
    full.receive(ana, Update(author.type("x" * (MOST * 5))))
    room = Room(full.doc, (full.whole(),), limits=RoomLimits(document=MOST))
    assert kinds(room.receive(ana, Update(author.type("y")))) == REFUSED
    copy = Replica.of(room.whole())
    for _ in range(20):
        assert kinds(room.receive(ana, Update(copy.erase(5, 3))))[:2] == [Relay, Keep]
    assert kinds(room.receive(ana, Update(copy.erase(0, len(copy.text)))))[:2] == [Relay, Keep]
    assert text_of(room) == ""


def test_L1_when_others_make_room_the_refused_is_asked_and_taken(room: Room, ana: Peer) -> None:
    bob, first, second = Peer("bob"), Replica(1), Replica(2)
    room.receive(bob, Update(first.type("x" * 9_000)))
    offline = second.type("y" * 3_000)
    assert kinds(room.receive(ana, Step2(offline))) == REFUSED
    room.receive(bob, Update(first.erase(0, 100)))
    assert room.look_for_room() == [], "not enough yet, and nobody is asked for nothing"
    room.receive(bob, Update(first.erase(0, 5_000)))
    assert asks(room.look_for_room())
    assert room.look_for_room() == [], "it is asked already"
    assert kinds(answer(room, ana, second))[:2] == [Relay, Keep]
    assert text_of(room).count("y") == 3_000


def test_L1_whoever_comes_back_with_what_everybody_has_is_not_refused(
    room: Room, ana: Peer
) -> None:
    author = Replica(1)
    room.receive(ana, Update(author.type("x" * 9_970)))
    bob = Peer()
    assert room.receive(bob, Step2(author.everything())) == [Settle(bob)]
    erased = author.erase(0, 10)
    assert kinds(room.receive(Peer(), Step2(author.everything())))[:2] == [Relay, Keep]
    assert kinds(room.receive(ana, Update(erased)))[:2] == [Relay, Keep]


def test_L1_an_offline_merger_is_taken_as_a_whole_or_not_at_all(room: Room, ana: Peer) -> None:
    author = Replica(1)
    for _ in range(100):
        author.type("a hundred and twenty letters " * 5)
    assert kinds(room.receive(ana, Step2(author.everything()))) == REFUSED
    assert text_of(room) == ""
    assert str(author), "the copy is as it was"


def test_L1_an_edit_of_the_servers_own_is_refused_with_the_sentence(room: Room, ana: Peer) -> None:
    room.make_sure_of_room(MOST // 2)
    with pytest.raises(DocumentFull, match="full"):
        room.make_sure_of_room(MOST + 1)
    room.receive(ana, Update(Replica(1).type("x" * (MOST - 50))))
    with pytest.raises(DocumentFull, match="full"):
        room.make_sure_of_room(200)


def test_L2_everybody_is_told_once_before_it_is_full(room: Room, ana: Peer) -> None:
    author, told = Replica(1), []
    assert len(room.join(Peer())) == 1
    while kinds(effects := room.receive(ana, Update(author.type("x" * 50)))) != REFUSED:
        told += [(len(room.whole()), each.notice) for each in effects if isinstance(each, TellAll)]
    ((size, notice),) = told
    assert notice.kind == "warning"
    assert "nearly full" in notice.sentence
    assert MOST * 0.85 < size < MOST * 0.9
    late = Peer()
    assert Send(late, notice) in room.join(late)
    room.receive(ana, Update(Replica.of(room.whole()).erase(0, 5_000)))
    room.fullness.rest()
    assert all(not isinstance(each.message, Notice) for each in room.join(Peer()))  # type: ignore[union-attr]


class Stage:
    """A full room with three people in it, whose messages get through at once."""

    def __init__(self) -> None:
        self.room = Room(Doc(), limits=RoomLimits(document=MOST))
        self.people = {Peer(): Replica(number + 1) for number in range(3)}

    def say(self, peer: Peer, update: bytes) -> None:
        self.perform(self.room.receive(peer, Update(update)))

    def answer(self, peer: Peer) -> None:
        self.perform(answer(self.room, peer, self.people[peer]))

    def perform(self, effects: list[Effect]) -> None:
        for each in effects:
            if isinstance(each, Relay):
                for peer, copy in self.people.items():
                    if peer is not each.author:
                        copy.hear(each.update)
            elif isinstance(each, Send) and isinstance(each.message, Step1):
                self.answer(each.peer)


def some_edit(chance: random.Random, copy: Replica) -> bytes:
    length = len(copy.text)
    match chance.randrange(5):
        case 0 if length > 10:
            at = chance.randrange(length - 5)
            return copy.erase(at, chance.randrange(1, length - at))
        case 1:
            return copy.type("paste" * chance.randrange(1, 1_000))
        case _:
            return copy.type("type", at=chance.randrange(length + 1))


def test_L1_nobody_gets_over_the_bound_and_all_end_up_alike_when_there_is_room() -> None:
    """Three people paste, type, undo and come back at random; at the end everybody clears the table."""
    seed = random.randrange(2**32)
    print("seed", seed)
    chance, stage = random.Random(seed), Stage()
    for _ in range(300):
        peer, copy = chance.choice(list(stage.people.items()))
        stage.say(peer, some_edit(chance, copy))
        assert stage.room.gaps() == ()
        assert len(stage.room.whole()) < MOST * 1.2
        if chance.random() < 0.3:
            stage.perform(stage.room.look_for_room())
    for peer, copy in stage.people.items():
        if len(copy.text):
            stage.say(peer, copy.erase(0, len(copy.text)))
    for peer in stage.people:
        stage.perform(stage.room.look_for_room())
        stage.answer(peer)
    assert {str(copy) for copy in stage.people.values()} == {text_of(stage.room)} == {""}


def test_sizes_are_written_as_people_do() -> None:
    assert [in_words(size) for size in (100, 10_000, 32 * 1024 * 1024)] == [
        "100 bytes",
        "9.77 KiB",
        "32 MiB",
    ]


def test_L1_edits_that_come_together_are_refused_one_by_one_where_they_go_over(
    room: Room, ana: Peer
) -> None:
    author = Replica(1)
    room.receive(ana, Update(author.type("a")))
    burst = [author.type("x" * 1_000) for _ in range(20)]
    effects = room.receive(ana, Burst(tuple(burst)))
    refused = kinds(effects).count(Refuse)
    assert text_of(room) == "a" + "x" * 1_000 * (20 - refused)
    assert kinds(effects).count(Notice) == kinds(effects).count(TellAll) == 1
    assert refused >= 10
    assert len(room.whole()) <= MOST
