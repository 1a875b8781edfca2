"""Edits that arrive together come to the same as one after the other (W4, W9, R7, R8, H1).

Two rooms hear the same: one in bursts, one edit by edit. Gaps, duplicates, somebody else's words, emoji, deletions and
edits that the library cannot digest are among it.
"""

import random

import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st
from pycrdt import Doc

from crdt_server.hub.loading import reading
from crdt_server.protocol.messages import Burst, Step1, Update
from crdt_server.room import pen as room_module
from crdt_server.room.digest import AnyDoc, Indigestible, apply
from crdt_server.room.effects import (
    Effect,
    Expel,
    Introduce,
    Keep,
    KeepEach,
    Listen,
    Rebuild,
    Refuse,
    Relay,
    Repeat,
    Return,
    Send,
    SetAside,
)
from crdt_server.room.lineage import Birth
from crdt_server.room.peer import Peer
from crdt_server.room.room import Room
from crdt_server.room.sieve import whole
from persistence.store import Entry, Loaded
from tests.effort import effort
from tests.room.replica import Replica

POISON = b"venom"
PEOPLE = 3
Line = tuple[bytes, Peer, str]


def fragile(doc: AnyDoc, update: bytes) -> None:
    """Apply an update in a library that panics at one word, half way through."""
    apply(doc, update)
    if POISON in update:
        raise Indigestible("the library failed")


@pytest.fixture(autouse=True)
def _fragile_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room_module, "apply", fragile)


class Table:
    """A room, its log, and what came of what was said; it rebuilds the room when that asks for it."""

    def __init__(self) -> None:
        self.room = Room(Doc())
        self.log: list[Line] = []
        self.reader = Replica(0)  # somebody who says nothing
        self.told: list[Effect] = []
        self.gone: set[Peer] = set()
        self._repeated: list[tuple[Peer, bytes]] = []

    def hear(self, peer: Peer, message: Burst | Update) -> None:
        """Have something heard, and everything done that comes of it."""
        if peer in self.gone:
            return
        self._perform(self.room.receive(peer, message))
        repeated, self._repeated = self._repeated, []
        for author, update in repeated:
            self.hear(author, Update(update))

    def _perform(self, effects: list[Effect]) -> None:
        for effect in effects:
            match effect:
                case Keep(update, author):
                    self._keep(update, author)
                case KeepEach(updates, author):
                    for update in updates:
                        self._keep(update, author)
                case Relay(update):
                    self.reader.hear(update)
                case Rebuild():
                    self._rebuild()
                case Repeat(updates, author):
                    self._repeated += [(author, update) for update in updates]
                case Expel(peer):
                    self.gone.add(peer)
                    self.told.append(effect)
                case _:
                    self.told.append(effect)

    def _keep(self, update: bytes, author: Peer | None) -> None:
        assert author is not None
        self.log.append((update, author, self.room.voice(author)))

    def _rebuild(self) -> None:
        entries = [Entry("d", seq, update, 0) for seq, (update, _, _) in enumerate(self.log, 1)]
        loaded = Loaded(None, tuple(entries), len(entries))
        image = whole(reading(loaded, [], is_suspect=True))
        self.room.renew(image.doc, image.updates, image.gaps)


class Audience:
    """People who type, each on a copy of its own, and send what they like of it."""

    def __init__(self, draw: random.Random) -> None:
        self.draw = draw
        self.copies = [Replica(client) for client in range(1, PEOPLE + 1)]
        self.said: list[bytes] = []

    def burst(self, who: int) -> list[bytes]:
        """Give what somebody sends in one piece."""
        copy, draw = self.copies[who], self.draw
        found: list[bytes] = []
        for _ in range(draw.randint(1, 6)):
            match draw.choice("aaaaaaeeegdofv"):
                case "e" if len(copy.text):
                    at = draw.randrange(len(copy.text))
                    if not is_half(copy, at):
                        found.append(copy.erase(at))
                case "g":
                    copy.type("lost")  # never sent: what builds on it waits
                case "d" if self.said:
                    found.append(draw.choice(self.said))
                case "o":
                    other = draw.choice(self.copies)
                    copy.hear(other.everything())
                case "f":
                    found.append(copy.type("\N{PERFORMING ARTS}"))
                case "v" if draw.random() < 0.3:
                    copy.type("x")
                    found.append(copy.type(POISON.decode()))
                case _:
                    found.append(copy.type(draw.choice("abc"), at_some_letter(copy, draw)))
        self.said += found
        return found


def is_half(copy: Replica, at: int) -> bool:
    """Tell whether a place is in an emoji: pycrdt counts bytes there and cuts it."""
    return not str(copy).isascii()


def at_some_letter(copy: Replica, draw: random.Random) -> int | None:
    """Give a place in a text; its end where places are hard to count."""
    return draw.randint(0, len(copy.text)) if str(copy).isascii() else None


@settings(max_examples=effort(150))
@given(st.integers(0, 2**32))
def test_R7_R8_a_burst_comes_to_the_same_as_its_edits_one_after_the_other(seed: int) -> None:
    note(f"seed {seed}")
    people = Audience(random.Random(seed))
    peers = [Peer() for _ in range(PEOPLE)]
    together, apart = Table(), Table()
    had_gaps = False
    for _ in range(12):
        who = people.draw.randrange(PEOPLE)
        burst = people.burst(who)
        if burst:
            together.hear(peers[who], Burst(tuple(burst)))
        for update in burst:
            apart.hear(peers[who], Update(update))
        assert_same_log(together.log, apart.log)
        assert together.gone == apart.gone
        assert told(together) == told(apart)
        assert together.room.clocks() == apart.room.clocks()
        assert together.room.gaps() == apart.room.gaps()
        wholes = [Replica.of(table.room.whole()) for table in (together, apart)]
        assert str(wholes[0]) == str(wholes[1])
        had_gaps = had_gaps or together.room.gaps() != ()
        if not had_gaps:  # what a library makes of edits without their beginning is its own affair
            assert str(together.reader) == str(apart.reader) == str(wholes[0])


def assert_same_log(together: list[Line], apart: list[Line]) -> None:
    """Compare two logs; whoever introduces themself in the course of a burst signs all of it."""
    assert [line[:2] for line in together] == [line[:2] for line in apart]
    for (_, _, voice), (_, _, alone) in zip(together, apart, strict=True):
        assert alone in (voice, "")


def told(table: Table) -> list[Effect]:
    """Give what was told to single peers and remembered of them, in order."""
    kinds = (Return, Introduce, Send, Refuse, SetAside, Expel)
    return [effect for effect in table.told if isinstance(effect, kinds)]


def test_W9_a_burst_is_passed_on_as_one_and_kept_as_it_came() -> None:
    room, ana, copy = Room(Doc()), Peer(), Replica(1)
    updates = tuple(copy.type(letter) for letter in "curtain")
    relay, keep, introduce = room.receive(ana, Burst(updates))
    assert isinstance(relay, Relay)
    assert str(Replica.of(relay.update)) == "curtain"
    assert keep == KeepEach(updates, ana)
    assert introduce == Introduce(ana, (1,), None)


def test_W3_what_follows_bytes_that_cannot_be_read_is_not_heard() -> None:
    room, ana, copy = Room(Doc()), Peer(), Replica(1)
    good, late = copy.type("good"), copy.type(" late")
    effects = room.receive(ana, Burst((good, b"\x01garbage", late)))
    assert [effect.update for effect in effects if isinstance(effect, Keep)] == [good]
    assert isinstance(effects[-1], Expel)
    assert str(Replica.of(room.whole())) == "good"


def test_R8_an_edit_that_makes_a_burst_fail_is_found_when_they_are_heard_again() -> None:
    room, ana, copy = Room(Doc()), Peer(), Replica(1)
    updates = tuple(copy.type(word) for word in ("good ", POISON.decode(), " late"))
    assert room.receive(ana, Burst(updates)) == [Rebuild(), Repeat(updates, ana)]
    room.renew(Doc(), (), ())
    kept, aside = room.receive(ana, Burst(updates))[1], None
    assert kept == Keep(updates[0], ana)
    for effect in room.receive(ana, Update(updates[1])):
        aside = effect if isinstance(effect, SetAside) else aside
    assert aside == SetAside(updates[1], "the library failed")


def test_whoever_may_only_read_is_told_so_of_every_edit() -> None:
    room, reader, copy = Room(Doc()), Peer(may_write=False), Replica(1)
    updates = (copy.type("a"), copy.type("b"))
    assert room.receive(reader, Burst(updates)) == [Refuse(reader)] * 2


def test_R10_a_burst_before_the_first_question_waits_for_it() -> None:
    room, stranger, copy = Room(Doc(), birth=Birth(9, 1)), Peer(), Replica(1)
    updates = (copy.type("a"), copy.type("b"))
    assert room.receive(stranger, Burst(updates)) == []
    effects = room.receive(stranger, Step1(b"\x00"))
    assert Listen(stranger) in effects
    assert [effect.update for effect in effects if isinstance(effect, Keep)] == list(updates)


def test_more_than_are_merged_at_once_are_taken_a_few_at_a_time() -> None:
    room, ana, copy = Room(Doc()), Peer(), Replica(1)
    updates = tuple(copy.type("x") for _ in range(200))
    kept = [effect for effect in room.receive(ana, Burst(updates)) if isinstance(effect, KeepEach)]
    assert [len(keep.updates) for keep in kept] == [64, 64, 64, 8]
    assert sum((keep.updates for keep in kept), ()) == updates
    assert str(Replica.of(room.whole())) == "x" * 200
