"""Documents in which somebody cut an emoji in two, which Yjs allows and yrs cannot encode (P4)."""

import base64
import json
from pathlib import Path

import pytest
from pycrdt import Doc, Text, get_update, merge_updates

from crdt_server.protocol.messages import Step1, Step2, Update
from crdt_server.protocol.update import decode_state_vector, inspect, is_whole
from crdt_server.room.effects import Answer
from crdt_server.room.peer import Peer
from crdt_server.room.room import Room
from tests.room.replica import Replica

TYPED = bytes.fromhex("0101070004010174") + b"\x06a\xf0\x9f\x8e\xadb" + b"\x00"
CUT = {half: bytes((0, 1, 7, 1, half, 1)) for half in (1, 2)}
SESSIONS = json.loads((Path(__file__).parents[1] / "vectors/yjs_updates.json").read_text())[
    "sessions"
]


def clocks(room: Room) -> dict[int, int]:
    return decode_state_vector(room.doc.get_state())


def answered(room: Room, state_vector: bytes = b"\x00") -> bytes:
    effect, _ = room.receive(Peer(), Step1(state_vector))
    assert isinstance(effect, Answer)
    return room.lacking(effect.state_vector)


@pytest.mark.parametrize("half", CUT)
def test_P4_half_an_emoji_is_given_away_whole(half: int) -> None:
    room = Room(Doc())
    room.receive(Peer(), Update(TYPED))
    assert answered(room) == room.doc.get_update()
    room.receive(Peer(), Update(CUT[half]))
    assert not is_whole(room.doc.get_update(), clocks(room)), (
        "the library has learned it: this file can go"
    )
    assert is_whole(answered(room), clocks(room))
    assert is_whole(room.whole(), clocks(room))
    assert answered(room, b"\x01\x07\x04") == get_update(
        merge_updates(TYPED, CUT[half]), b"\x01\x07\x04"
    )


@pytest.mark.parametrize("half", CUT)
def test_P4_also_after_loading_and_when_the_server_wrote_the_emoji(half: int) -> None:
    loaded = Doc()
    for update in (TYPED, CUT[half]):
        loaded.apply_update(update)
    room = Room(loaded, (TYPED, CUT[half]))
    assert is_whole(room.whole(), clocks(room))
    own = Room(Doc(client_id=7))
    own.edit(lambda doc: doc.apply_update(TYPED))
    own.receive(Peer(), Update(CUT[half]))
    assert is_whole(own.whole(), clocks(own))


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session["name"])
def test_P4_recorded_sessions_of_yjs_are_encoded_whole_at_every_moment(
    session: dict[str, list[str]],
) -> None:
    room, peer = Room(Doc()), Peer()
    for update in map(base64.b64decode, session["updates"]):
        room.receive(peer, Update(update))
        if room.gaps():
            continue
        summary = inspect(room.whole())
        assert {client: end for client, (_, end) in summary.structs.items()} == {
            client: clock for client, clock in clocks(room).items() if clock
        }


def test_what_waits_in_a_gap_is_not_forgotten_when_the_document_is_encoded_again() -> None:
    room, peer = Room(Doc()), Peer()
    room.receive(peer, Update(CUT[1]))  # before what it cuts
    room.receive(peer, Update(TYPED))
    assert room.gaps() == ()
    assert is_whole(answered(room), clocks(room))


def test_R11_what_many_lack_is_encoded_once_and_anew_after_every_edit() -> None:
    room, peer, author = Room(Doc()), Peer(), Replica(1)
    reader = Replica(2)
    for letter in "abc":
        room.receive(peer, Update(author.type(letter)))
        first = room.lacking(b"\x00")
        assert room.lacking(b"\x00") is first
        reader.hear(first)
        assert str(reader) == str(author)
    room.edit(lambda doc: doc.get("t", type=Text).insert(0, "own "))
    late = Replica.of(room.lacking(b"\x00"))
    assert str(late) == "own abc"
    room.receive(peer, Step2(author.everything()))
    room.receive(peer, Update(author.erase(0)))
    assert str(Replica.of(room.lacking(b"\x00"))) == "own bc"
