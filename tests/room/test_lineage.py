"""R10: a copy of another history is never merged, and one that only looks like it is."""

import pytest
from pycrdt import Doc, Map, Text

from crdt_server.protocol.messages import Step1, Step2, Update
from crdt_server.room.effects import (
    Answer,
    Effect,
    Expel,
    Introduce,
    Keep,
    Listen,
    Relay,
    Send,
    TurnOut,
)
from crdt_server.room.peer import Peer
from crdt_server.room.room import OTHER_HISTORY, Room
from crdt_server.room.stranger import MOST_WORDS
from docs_model.edit import rename, renew, start
from docs_model.kinds.show import SHOW
from docs_model.meta import epoch_of, title_of
from tests.room.replica import Replica


def a_show(epoch: str = "first", title: str = "Gala") -> Room:
    """Make a room in which a show's history has just begun."""
    room = Room(Doc())
    room.begin(lambda doc: start(doc, SHOW, title=title, epoch=epoch))
    return room


def copy_of(room: Room) -> Replica:
    return Replica.of(room.whole())


def say_hello(room: Room, peer: Peer, copy: Replica) -> list[Effect]:
    """Ask for the document and offer what there is, as every client does; give what the room does about it."""
    effects = room.receive(peer, Step1(copy.doc.get_state()))
    state_vector = next(
        effect.message.state_vector
        for effect in room.join(peer)
        if isinstance(effect, Send) and isinstance(effect.message, Step1)
    )
    return effects + room.receive(peer, Step2(copy.doc.get_update(state_vector)))


def kinds(effects: list[Effect]) -> list[type[Effect]]:
    return [type(effect) for effect in effects]


def test_R10_an_empty_copy_and_one_of_this_history_are_answered_at_once() -> None:
    room = a_show()
    for copy in (Replica(7), copy_of(room)):
        assert kinds(room.receive(Peer(), Step1(copy.doc.get_state()))) == [Answer, Listen]


def test_R10_edits_made_away_from_this_history_arrive() -> None:
    room, peer = a_show(), Peer()
    copy = copy_of(room)
    copy.type("away")
    rename(room.doc, SHOW, "Gala, second night")
    assert Keep in kinds(say_hello(room, peer, copy))
    assert str(room.doc.get("t", type=Text)) == "away"


def test_R10_edits_from_before_the_first_meeting_are_looked_at_and_welcome() -> None:
    room, peer, copy = a_show(), Peer(), Replica(7)
    copy.type("early")
    assert room.receive(peer, Step1(copy.doc.get_state())) == []
    effects = room.receive(peer, Step2(copy.everything()))
    assert kinds(effects) == [Answer, Listen, Relay, Keep, Introduce]
    assert str(room.doc.get("t", type=Text)) == "early"


def test_R10_a_document_made_anew_under_the_same_name_is_not_mixed_with_an_old_copy() -> None:
    old, room, peer = a_show("first", "Old"), a_show("second", "New"), Peer()
    copy = copy_of(old)
    copy.type("only here")
    before = room.whole()
    assert say_hello(room, peer, copy) == [TurnOut(peer, OTHER_HISTORY)]
    assert room.whole() == before
    assert (title_of(room.doc, SHOW), epoch_of(room.doc)) == ("New", "second")


def test_R10_after_a_history_began_anew_copies_from_before_are_not_merged() -> None:
    room, away, here = a_show(), Peer(), Peer()
    copy, live = copy_of(room), copy_of(room)
    say_hello(room, here, live)
    copy.type("made away")
    (relay, *_) = room.begin(lambda doc: renew(doc, "second"))
    assert isinstance(relay, Relay)
    live.hear(relay.update)
    assert say_hello(room, away, copy) == [TurnOut(away, OTHER_HISTORY)]
    assert str(room.doc.get("t", type=Text)) == ""
    assert Relay in kinds(room.receive(here, Update(live.type("still here"))))
    room.leave(here)
    assert Listen in kinds(say_hello(room, Peer(), live))


def test_R10_what_is_said_before_asking_waits_and_is_kept_afterwards() -> None:
    room, peer, copy = a_show(), Peer(), copy_of(a_show())
    copy = copy_of(room)
    early = copy.type("quick")
    assert room.receive(peer, Update(early)) == []
    effects = room.receive(peer, Step1(copy.doc.get_state()))
    assert kinds(effects) == [Answer, Listen, Relay, Keep, Introduce]
    assert effects[-2] == Keep(early, peer)


def test_R10_whoever_never_asks_is_sent_away_in_the_end() -> None:
    room, peer, copy = a_show(), Peer(), Replica(7)
    for _ in range(MOST_WORDS):
        assert room.receive(peer, Update(copy.type("x"))) == []
    assert kinds(room.receive(peer, Update(copy.type("x")))) == [Expel]
    assert str(room.doc.get("t", type=Text)) == ""


@pytest.mark.parametrize("forged", [b"\x00\x01", b"\x01\x01\x09\x00\x04\x01\x04meta\x05epoch\x01x"])
def test_R10_an_offer_that_cannot_be_read_is_refused_as_any_other(forged: bytes) -> None:
    room, peer, copy = a_show(), Peer(), Replica(7)
    copy.type("x")
    room.receive(peer, Step1(copy.doc.get_state()))
    assert kinds(room.receive(peer, Step2(forged))) == [Expel]


def test_R10_a_free_document_takes_every_copy() -> None:
    room, copy = Room(Doc()), Replica(7)
    copy.doc.get("meta", type=Map)["epoch"] = "somebody's"
    assert kinds(say_hello(room, Peer(), copy)) == [Answer, Listen, Relay, Keep, Introduce]
