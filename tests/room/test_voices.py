"""Whose client ids those in a document are: told by sockets and presence, never by what an update claims (H1)."""

import json

from pycrdt import Doc

from crdt_server.protocol.awareness import PresenceEntry, encode
from crdt_server.protocol.messages import Awareness, Step2, Update
from crdt_server.room.effects import Introduce
from crdt_server.room.peer import Peer
from crdt_server.room.person import NOBODY, Person, person_in
from crdt_server.room.room import Room
from tests.room.replica import Replica

ANA = json.dumps({"person": {"id": "a", "name": "Ana", "colour": "teal"}})


def is_here(room: Room, peer: Peer, client: int, state: str = ANA) -> None:
    room.receive(peer, Awareness(encode([PresenceEntry(client, 1, state)])))


def introductions(effects: list[object]) -> list[Introduce]:
    return [effect for effect in effects if isinstance(effect, Introduce)]


def test_H1_whoever_brings_a_client_ids_work_first_is_introduced_as_presence_says() -> None:
    room, ana, copy = Room(Doc()), Peer(), Replica(7)
    is_here(room, ana, 7)
    (introduced,) = introductions(room.receive(ana, Update(copy.type("a"))))
    assert introduced == Introduce(ana, (7,), ANA)
    assert introductions(room.receive(ana, Update(copy.type("b")))) == []
    assert room.voice(ana) == "7"


def test_H1_what_somebody_calls_themself_last_is_told_when_they_leave() -> None:
    room, ana, copy = Room(Doc()), Peer(), Replica(7)
    room.receive(ana, Update(copy.type("a")))
    is_here(room, ana, 7)
    assert introductions(room.leave(ana)) == [Introduce(ana, (7,), ANA)]


def test_H1_somebody_who_only_looked_is_not_introduced() -> None:
    room, ana = Room(Doc()), Peer()
    is_here(room, ana, 7)
    assert introductions(room.leave(ana)) == []
    assert room.voice(ana) == ""


def test_H1_a_socket_that_uses_anothers_client_id_keeps_its_own_voice() -> None:
    room, ana, eve = Room(Doc()), Peer(), Peer()
    copy = Replica(7)
    room.receive(ana, Update(copy.type("a")))
    is_here(room, eve, 9)
    forged = room.receive(eve, Update(copy.type("forged")))
    assert [one.clients for one in introductions(forged)] == [(9,)]
    assert (room.voice(ana), room.voice(eve)) == ("7", "9")


def test_H1_whoever_only_deletes_is_told_by_the_socket() -> None:
    room, ana, ben = Room(Doc()), Peer(), Peer()
    author = Replica(7)
    room.receive(ana, Update(author.type("abc")))
    is_here(room, ben, 9)
    room.receive(ben, Update(author.erase(0)))
    assert room.voice(ben) == "9"


def test_H1_work_of_earlier_visits_is_introduced_with_the_rest() -> None:
    room, ana = Room(Doc()), Peer()
    earlier, copy = Replica(5), Replica(7)
    copy.hear(earlier.type("offline "))
    copy.type("again")
    is_here(room, ana, 7)
    (introduced,) = introductions(room.receive(ana, Step2(copy.everything())))
    assert sorted(introduced.clients) == [5, 7]


def test_H1_a_person_is_read_from_what_applications_say() -> None:
    assert person_in(ANA) == Person("a", "Ana", "teal")
    assert person_in('{"user": {"name": "Ben\\n B.", "color": "#f00"}}') == Person(
        "", "Ben B.", "#f00"
    )
    for nonsense in (None, "", "[]", "{", '{"person": 7}', '{"person": {"name": {}}}', "null"):
        assert person_in(nonsense) == NOBODY
    assert person_in('{"user": {"name": "\\ud800x"}}').name == "�x"
    assert len(person_in(json.dumps({"user": {"name": "x" * 999}})).name) == 80
