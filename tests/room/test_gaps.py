"""R7: what waits for something missing is remembered within bounds."""

import pytest
from pycrdt import Doc

from crdt_server.protocol.messages import Update
from crdt_server.room import gaps
from crdt_server.room.effects import Expel
from crdt_server.room.peer import Peer
from crdt_server.room.room import Room
from tests.room.replica import Replica


def size_of_an_edit() -> int:
    author = Replica(1)
    author.type("a")
    return len(author.type("b"))


@pytest.mark.parametrize(("count", "size"), [(3, 10_000), (10_000, 3 * size_of_an_edit() + 1)])
def test_R7_too_much_that_waits_is_refused_and_room_is_made_when_the_beginning_comes(
    count: int, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gaps, "MOST_GAPS", count)
    monkeypatch.setattr(gaps, "MOST_BYTES", size)
    room, peer, author = Room(Doc()), Peer(), Replica(1)
    first, *rest = [author.type(letter) for letter in "abcdefgh"]

    def is_refused(update: bytes) -> bool:
        return any(isinstance(effect, Expel) for effect in room.receive(peer, Update(update)))

    assert [is_refused(update) for update in rest[:4]] == [False, False, False, True]
    assert not is_refused(first)
    assert not is_refused(rest[5])
    assert room.gaps() == (rest[5],)
