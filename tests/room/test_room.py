"""A room as a conversation: what is said goes in, what is to be done comes out."""

import pytest
from pycrdt import Doc, Text

from crdt_server.protocol.awareness import PresenceEntry
from crdt_server.protocol.messages import Awareness, QueryAwareness, Step1, Step2, Update
from crdt_server.protocol.update import EMPTY_UPDATE
from crdt_server.room import pen as room_module
from crdt_server.room.digest import Indigestible
from crdt_server.room.effects import (
    Announce,
    Answer,
    Effect,
    Expel,
    Introduce,
    Keep,
    Listen,
    Rebuild,
    Refuse,
    Relay,
    Return,
    Send,
    SetAside,
    Settle,
)
from crdt_server.room.peer import Peer
from crdt_server.room.room import Room
from tests.room.replica import Replica


@pytest.fixture
def room() -> Room:
    return Room(Doc())


@pytest.fixture
def ana() -> Peer:
    return Peer("ana")


def text_of(room: Room) -> str:
    return str(room.doc.get("t", type=Text))


def sent(effects: list[Effect]) -> list[Send]:
    return [effect for effect in effects if isinstance(effect, Send)]


def test_W2_whoever_joins_is_asked_for_what_it_has(room: Room, ana: Peer) -> None:
    assert room.join(ana) == [Send(ana, Step1(b"\x00"))]


def test_W9_a_live_edit_is_passed_on_and_kept_exactly_as_it_came(room: Room, ana: Peer) -> None:
    edit = Replica(1).type("hello")
    assert room.receive(ana, Update(edit)) == [
        Relay(edit, ana),
        Keep(edit, ana),
        Introduce(ana, (1,), None),
    ]
    assert text_of(room) == "hello"


def test_a_step1_is_answered_with_what_is_missing(room: Room, ana: Peer) -> None:
    author, reader = Replica(1), Replica(2)
    room.receive(ana, Update(author.type("one ")))
    reader.hear(author.everything())
    room.receive(ana, Update(author.type("two")))
    answer, listen = room.receive(ana, Step1(reader.doc.get_state()))
    assert listen == Listen(ana)
    assert answer == Answer(ana, reader.doc.get_state())
    reader.hear(room.lacking(answer.state_vector))
    assert str(reader) == "one two"


def test_W2_who_asks_again_is_asked_again(room: Room, ana: Peer) -> None:
    """A provider that is told to sync anew waits until what it then offers is acknowledged."""
    assert room.receive(ana, Step1(b"\x00")) == [Answer(ana, b"\x00"), Listen(ana)]
    assert room.receive(ana, Step1(b"\x00")) == [
        Answer(ana, b"\x00"),
        Send(ana, Step1(b"\x00")),
    ]


def test_an_offer_with_nothing_new_is_only_settled(room: Room, ana: Peer) -> None:
    author = Replica(1)
    room.receive(ana, Update(author.type("abc")))
    room.receive(ana, Update(author.erase(1)))
    assert room.receive(ana, Step2(EMPTY_UPDATE)) == [Settle(ana)]
    assert room.receive(ana, Step2(author.everything())) == [Settle(ana)]


def test_of_an_offer_only_what_is_new_is_passed_on(room: Room, ana: Peer) -> None:
    author, reader = Replica(1), Replica(2)
    first = author.type("known ")
    room.receive(ana, Update(first))
    reader.hear(first)
    author.type("new")
    relay, keep = room.receive(ana, Step2(author.everything()))
    assert isinstance(relay, Relay)
    assert keep == Keep(author.everything(), ana)
    reader.hear(relay.update)
    assert str(reader) == "known new"
    assert len(relay.update) < len(author.everything())


def test_an_offered_deletion_is_news(room: Room, ana: Peer) -> None:
    author = Replica(1)
    room.receive(ana, Update(author.type("abc")))
    author.erase(0)
    effects = room.receive(ana, Step2(author.everything()))
    assert [type(effect) for effect in effects] == [Relay, Keep]
    assert text_of(room) == "bc"


def test_W4_words_of_another_live_peer_are_returned_to_it_after_they_are_kept(
    room: Room, ana: Peer
) -> None:
    bob = Peer("bob")
    author = Replica(1)
    room.receive(ana, Update(author.type("a")))
    more = author.type("b")
    assert room.receive(bob, Update(more)) == [
        Relay(more, bob, frozenset({ana})),
        Keep(more, bob),
        Return(ana, more),
    ]
    room.leave(ana)
    last = author.type("c")
    room.leave(bob)
    assert room.receive(Peer("cyd"), Update(last))[0].speakers == frozenset()  # type: ignore[union-attr]


def test_R7_an_update_with_missing_predecessors_is_kept_and_the_rest_is_asked_for_once(
    room: Room, ana: Peer
) -> None:
    author = Replica(1)
    first, second, third = author.type("a"), author.type("b"), author.type("c")
    assert room.receive(ana, Update(second)) == [
        Relay(second, ana),
        Keep(second, ana),
        Introduce(ana, (1,), None),
        Send(ana, Step1(b"\x00")),
    ]
    assert room.receive(ana, Update(third)) == [Relay(third, ana), Keep(third, ana)]
    assert room.gaps() == (second, third)
    room.receive(ana, Update(first))
    assert text_of(room) == "abc"
    assert room.gaps() == ()


def test_R7_a_deletion_of_something_unknown_waits_too(room: Room, ana: Peer) -> None:
    author = Replica(1)
    letters, erased = author.type("abc"), author.erase(1)
    room.receive(ana, Update(erased))
    assert room.gaps() == (erased,)
    room.receive(ana, Update(letters))
    assert text_of(room) == "ac"
    assert room.gaps() == ()


def test_R7_an_edit_built_on_somebody_elses_missing_edit_waits(room: Room, ana: Peer) -> None:
    one, two = Replica(1), Replica(2)
    first = one.type("a")
    two.hear(first)
    second = two.type("b")
    room.receive(ana, Update(second))
    assert room.gaps() == (second,)
    room.receive(ana, Update(first))
    assert text_of(room) == "ab"
    assert room.gaps() == ()


def test_W5_malformed_bytes_expel_their_sender_and_change_nothing(room: Room, ana: Peer) -> None:
    room.receive(ana, Update(Replica(1).type("safe")))
    before = room.doc.get_update()
    (effect,) = room.receive(ana, Update(b"\x01\x02\x03"))
    assert isinstance(effect, Expel)
    assert effect.code == 1007
    assert effect.reason
    assert room.doc.get_update() == before


def test_R8_what_the_library_cannot_digest_is_set_aside_and_the_room_rebuilt(
    room: Room, ana: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def panic(doc: Doc, update: bytes) -> None:
        raise Indigestible("it hurts")

    monkeypatch.setattr(room_module, "apply", panic)
    edit = Replica(1).type("x")
    effects = room.receive(ana, Update(edit))
    assert [type(effect) for effect in effects] == [SetAside, Expel, Rebuild]
    assert effects[0] == SetAside(edit, "it hurts")


def test_W15_a_reader_changes_nothing_and_is_told_so(room: Room, ana: Peer) -> None:
    reader = Peer("bob", may_write=False)
    author = Replica(1)
    room.receive(ana, Update(author.type("a")))
    assert room.receive(reader, Step2(author.everything())) == [Settle(reader)]
    extra = author.type("b")
    assert room.receive(reader, Update(extra)) == [Refuse(reader)]
    assert room.receive(reader, Step2(author.everything())) == [Refuse(reader)]
    assert text_of(room) == "a"


def test_an_edit_of_the_server_is_passed_on_and_kept(room: Room) -> None:
    effects = room.edit(lambda doc: doc.get("t", type=Text).insert(0, "from the server"))
    assert [type(effect) for effect in effects] == [Relay, Keep]
    assert room.edit(lambda doc: None) == []


def test_R2_presence_reaches_everybody_the_late_joiner_and_the_end(room: Room, ana: Peer) -> None:
    hello = Awareness(b"\x01\x07\x00\x02{}")
    assert room.receive(ana, hello) == [Announce((PresenceEntry(7, 0, "{}"),))]
    bob = Peer("bob")
    assert room.join(bob)[1] == Send(bob, hello)
    assert room.receive(bob, QueryAwareness()) == [Send(bob, hello)]
    assert room.leave(ana) == [Announce((PresenceEntry(7, 0, None),))]
    assert room.leave(bob) == []
