"""What people wrote without knowing of each other: found whenever it happened, told with both values (C1, C2)."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map

from crdt_server.protocol.structs import GONE, Item, items_of
from crdt_server.protocol.update import decode_state_vector
from crdt_server.room.conflicts import Conflict
from crdt_server.room.overwrites import Overwrites, Source
from crdt_server.room.timeline import Timeline
from docs_model import edit
from docs_model.document import read
from docs_model.kinds import SHOW
from docs_model.kinds.show import SEGMENTS
from tests.docs_model.shows import NOW, small_show
from tests.effort import effort

MINUTE = 60_000


class Venue:
    """A show on a server, whose timeline is followed, and people with copies of their own."""

    def __init__(self, *people: str) -> None:
        self.server = small_show()
        self.base = self.server.get_update()
        self.timeline = Timeline(SHOW, self.base, 3)
        self.log: list[tuple[int, bytes, int, str, Any]] = []
        self.copies = {name: self._copy(100 + at) for at, name in enumerate(people)}
        self.sent = {name: copy.get_state() for name, copy in self.copies.items()}
        self.at = NOW

    def _copy(self, client: int) -> Doc[Any]:
        copy: Doc[Any] = Doc(client_id=client)
        copy.apply_update(self.base)
        return copy

    def does(self, name: str, key: str = "a", **values: Any) -> None:
        """Let somebody change a segment in their own copy; nobody hears of it yet."""
        edit.change(self.copies[name], SEGMENTS, key, values, now=self.at)

    def sends(self, name: str, *, was_away: bool = False, after: int = MINUTE) -> list[Conflict]:
        """Let what somebody has done reach the server, and give the conflicts it brought."""
        self.at += after
        copy = self.copies[name]
        missed = self._missed(name) if was_away else None
        update = copy.get_update(self.server.get_state())
        self.server.apply_update(update)
        self.log.append((4 + len(self.log), update, self.at, name, missed))
        before = {one.id for one in self.timeline.conflicts}
        self.timeline.add(*self.log[-1])
        self.sent[name] = copy.get_state()
        return [one for one in self.timeline.conflicts if one.id not in before]

    def _missed(self, name: str) -> dict[int, int]:
        has = decode_state_vector(self.sent[name])
        there_is = decode_state_vector(self.server.get_state())
        return {client: has.get(client, 0) for client in there_is}

    def hears(self, *names: str) -> None:
        """Let people hear all that the server has."""
        for name in names:
            copy = self.copies[name]
            copy.apply_update(self.server.get_update(copy.get_state()))
            self.sent[name] = copy.get_state()

    def now(self, name: str, key: str = "a") -> Any:
        """Read a field on the server."""
        segments = read(self.server, SHOW)["segments"]
        return next(segment for segment in segments if segment["id"] == key)[name]


def test_C1_two_who_set_the_same_field_at_once_are_told_with_both_values() -> None:
    venue = Venue("ana", "ben")
    venue.does("ana", start=60 * MINUTE)
    venue.does("ben", start=70 * MINUTE)
    assert venue.sends("ana") == []
    (conflict,) = venue.sends("ben")
    assert conflict.sort == "value"
    assert conflict.path == ("segments", "a", "start")
    sides = {conflict.stands.source.author: conflict.stands.value}
    sides[conflict.other.source.author] = conflict.other.value
    assert sides == {"ana": 60 * MINUTE, "ben": 70 * MINUTE}
    assert conflict.stands.value == venue.now("start")
    assert not conflict.settled


def test_C1_writing_over_what_one_has_seen_is_no_conflict() -> None:
    venue = Venue("ana", "ben")
    for turn in range(4):
        venue.does("ana", start=turn * MINUTE)
        assert venue.sends("ana") == []
        venue.hears("ben")
        venue.does("ben", start=(turn + 30) * MINUTE)
        assert venue.sends("ben") == []
        venue.hears("ana")


def test_C1_the_same_value_twice_is_no_conflict() -> None:
    venue = Venue("ana", "ben")
    venue.does("ana", status="completed")
    venue.does("ben", status="completed")
    assert venue.sends("ana") + venue.sends("ben") == []


def test_C1_letters_typed_into_the_same_text_are_no_conflict() -> None:
    venue = Venue("ana", "ben")
    venue.does("ana", notes="doors open late")
    venue.does("ben", notes="mind the step")
    assert venue.sends("ana") + venue.sends("ben") == []


def test_C1_of_many_values_that_one_sets_while_away_only_the_last_counts() -> None:
    venue = Venue("ana", "ben")
    for minutes in range(5):
        venue.does("ana", duration=minutes * MINUTE)
    venue.does("ben", duration=30 * MINUTE)
    venue.sends("ben")
    (conflict,) = venue.sends("ana", was_away=True)
    assert {conflict.stands.value, conflict.other.value} == {4 * MINUTE, 30 * MINUTE}


def test_C1_who_writes_over_a_conflict_settles_it() -> None:
    venue = Venue("ana", "ben", "cem")
    venue.does("ana", start=60 * MINUTE)
    venue.does("ben", start=70 * MINUTE)
    venue.sends("ana")
    (conflict,) = venue.sends("ben")
    venue.hears("cem")
    venue.does("cem", start=80 * MINUTE)
    assert venue.sends("cem") == []
    assert conflict.settled


def test_C1_who_only_goes_on_with_their_own_value_has_not_decided() -> None:
    venue = Venue("ana", "ben")
    venue.does("ana", start=60 * MINUTE)
    venue.does("ben", start=70 * MINUTE)
    venue.sends("ana")
    (conflict,) = venue.sends("ben")
    winner = conflict.stands.source.author
    venue.does(winner, start=90 * MINUTE)
    assert venue.sends(winner) == []
    assert not conflict.settled
    assert conflict.stands.value == 90 * MINUTE


def test_C1_a_third_value_leaves_all_that_is_lost_to_be_seen() -> None:
    venue = Venue("ana", "ben", "cem")
    for name, minutes in (("ana", 60), ("ben", 70), ("cem", 80)):
        venue.does(name, start=minutes * MINUTE)
    found = [conflict for name in ("ben", "cem", "ana") for conflict in venue.sends(name)]
    assert {one.stands.value for one in found} == {venue.now("start")}
    lost = {60 * MINUTE, 70 * MINUTE, 80 * MINUTE} - {venue.now("start")}
    assert {one.other.value for one in found} == lost


def test_C2_a_row_that_one_deletes_while_another_was_away_and_changed_it() -> None:
    venue = Venue("ana", "ben")
    edit.delete(venue.copies["ben"], SEGMENTS, ["a"], now=venue.at)
    assert venue.sends("ben") == []
    venue.does("ana", notes="ask for the key", start=60 * MINUTE)
    (conflict,) = venue.sends("ana", was_away=True)
    assert conflict.sort == "deleted"
    assert conflict.path == ("segments", "a", "deleted_at")
    assert conflict.stands.source.author == "ben"
    assert conflict.other.source.author == "ana"
    assert conflict.other.value == ["notes", "start"]


def test_C2_who_was_away_deletes_a_row_that_another_one_changed() -> None:
    venue = Venue("ana", "ben")
    venue.does("ana", notes="ask for the key")
    venue.sends("ana")
    edit.delete(venue.copies["ben"], SEGMENTS, ["a"], now=venue.at)
    (conflict,) = venue.sends("ben", was_away=True, after=60 * MINUTE)
    assert conflict.sort == "deleted"
    assert (conflict.stands.source.author, conflict.other.source.author) == ("ben", "ana")
    assert conflict.other.value == ["notes"]


def test_C2_who_was_away_but_had_seen_the_change_deletes_in_full_knowledge() -> None:
    venue = Venue("ana", "ben")
    venue.does("ana", notes="ask for the key")
    venue.sends("ana")
    venue.hears("ben")
    edit.delete(venue.copies["ben"], SEGMENTS, ["a"], now=venue.at)
    assert venue.sends("ben", was_away=True) == []


def test_C2_who_deletes_a_row_in_which_somebody_is_typing_is_told() -> None:
    venue = Venue("ana", "ben")
    venue.does("ana", notes="ask fo")
    venue.sends("ana")
    edit.delete(venue.copies["ben"], SEGMENTS, ["a"], now=venue.at)
    (conflict,) = venue.sends("ben", after=500)
    assert conflict.sort == "deleted"


def test_C2_deleting_a_row_that_somebody_changed_a_while_ago_is_no_conflict() -> None:
    venue = Venue("ana", "ben")
    venue.does("ana", notes="ask for the key")
    venue.sends("ana")
    venue.hears("ben")
    edit.delete(venue.copies["ben"], SEGMENTS, ["a"], now=venue.at)
    assert venue.sends("ben") == []


def test_C2_bringing_the_row_back_settles_it() -> None:
    venue = Venue("ana", "ben")
    edit.delete(venue.copies["ben"], SEGMENTS, ["a"], now=venue.at)
    venue.sends("ben")
    venue.does("ana", notes="ask for the key")
    (conflict,) = venue.sends("ana")
    venue.hears("ben")
    edit.restore(venue.copies["ben"], SEGMENTS, ["a"], now=venue.at)
    assert venue.sends("ben") == []
    assert conflict.settled


def test_C1_a_record_that_two_made_under_one_id_is_told_with_the_hidden_copy() -> None:
    venue = Venue("ana", "ben")
    for name, minutes in (("ana", 5), ("ben", 9)):
        copy = venue.copies[name]
        values = {"name": f"Encore of {name}", "duration": minutes * MINUTE}
        edit.insert_segment(copy, "encore", values, chance=0.5, now=venue.at)
    venue.sends("ana")
    (conflict,) = venue.sends("ben")
    assert conflict.sort == "twice"
    assert conflict.stands.value["name"] == venue.now("name", "encore")
    assert conflict.other.value["name"] != venue.now("name", "encore")
    assert conflict.other.value["duration"] != venue.now("duration", "encore")


def test_C1_what_was_typed_into_the_hidden_copy_since_it_was_made_is_told_too() -> None:
    venue = Venue("zoe", "ana")  # the later of two clients with larger ids stands
    edit.insert_segment(venue.copies["zoe"], "encore", {}, chance=0.5, now=venue.at)
    venue.sends("zoe")
    venue.does("zoe", key="encore", notes="in the dark")
    venue.sends("zoe")
    edit.insert_segment(venue.copies["ana"], "encore", {"name": "B"}, chance=0.5, now=venue.at)
    (conflict,) = venue.sends("ana", was_away=True)
    assert conflict.other.value["notes"] == "in the dark"


def test_C1_a_log_read_again_tells_the_same() -> None:
    venue = Venue("ana", "ben")
    for key, minutes in (("a", 60), ("b", 70), ("a", 80)):
        venue.does("ana", key=key, start=minutes * MINUTE)
        venue.does("ben", key=key, start=(minutes + 1) * MINUTE)
        venue.sends("ana")
        venue.sends("ben")
        venue.hears("ana", "ben")
    again = Timeline(SHOW, venue.base, 3)
    for entry in venue.log:
        again.add(*entry)
    assert again.conflicts == venue.timeline.conflicts
    assert len(again.conflicts) == 3
    for entry in venue.log:  # whoever sends all it has once more brings nothing new
        again.add(*entry)
    assert len(again.conflicts) == 3


def test_C1_what_waits_for_its_beginning_is_judged_when_that_has_come() -> None:
    venue = Venue("ana", "ben")
    venue.does("ben", start=70 * MINUTE)
    venue.sends("ben")
    ana = venue.copies["ana"]
    states = [ana.get_state()]
    for minutes in (10, 60):
        venue.does("ana", start=minutes * MINUTE)
        states.append(ana.get_state())
    whole = ana.get_update(states[0])
    late = ana.get_update(states[1])
    venue.timeline.add(50, late, venue.at, "ana")
    assert venue.timeline.conflicts == []
    venue.timeline.add(51, whole, venue.at, "ana")
    (conflict,) = venue.timeline.conflicts
    assert {conflict.stands.value, conflict.other.value} == {60 * MINUTE, 70 * MINUTE}


# ── against an oracle that knows who had seen what ───────────────────────────────────────────────────────────────────


@dataclass
class Person:
    """A copy of a document whose one map everybody writes into, and what its owner has seen on the screen."""

    doc: Doc[Any]
    saw: set[int] = field(default_factory=set)
    unsent: dict[str, int] = field(default_factory=dict)

    @property
    def map(self) -> dict[str, int]:
        return dict(self.doc.get("m", type=Map))

    def look(self) -> None:
        self.saw |= set(self.map.values())


WRITE = st.tuples(st.just("write"), st.integers(0, 3), st.sampled_from("xyz"))
SYNC = st.tuples(st.sampled_from(("send", "hear")), st.integers(0, 3), st.just(""))


@settings(max_examples=effort(300))
@given(st.lists(st.one_of(WRITE, SYNC), max_size=60), st.permutations([3, 900, 77, 2**40 + 1]))
def test_C1_an_overwrite_is_unseen_exactly_when_its_writer_had_not_seen_what_stood_there(
    acts: list[tuple[str, int, str]], clients: list[int]
) -> None:
    """Values are numbers of writes, so an oracle can say of each whether its writer had seen what stood there.

    What its own writer hears to be beaten before sending it is not told any more: its place is known, its value gone.
    """
    server = Person(Doc())
    people = [Person(Doc(client_id=client)) for client in clients]
    saw_before: dict[int, set[int]] = {}
    overwrites = Overwrites()
    for act, number, key in [*acts, *(("send", at, "") for at in range(4))]:
        person = people[number]
        if act == "write":
            write = len(saw_before) + 1
            saw_before[write] = set(person.saw)
            person.doc.get("m", type=Map)[key] = write
            person.unsent[key] = write
        elif act == "hear":
            person.doc.apply_update(server.doc.get_update(person.doc.get_state()))
        else:
            stood, own = server.map, person.map
            expected = {
                (stood[name], write)
                for name, write in person.unsent.items()
                if name in stood and stood[name] not in saw_before[write] and own[name] == write
            }
            update = person.doc.get_update(server.doc.get_state())
            found = overwrites.take(items_of(update), Source(0, 0, ""))
            server.doc.apply_update(update)
            unseen = {(one.stood.value, one.came.value) for one in found if one.unseen}
            assert {pair for pair in unseen if GONE not in pair} == expected
            person.unsent.clear()
        person.look()
        stands = {slot[1]: written.value for slot, written in overwrites.standing.items()}
        assert stands == server.map


def test_C1_what_somebody_piles_up_to_keep_us_busy_is_not_followed_for_ever() -> None:
    """Ten thousand values over one another, and as many beside them, each of which would be traced to the bottom."""
    writer: Doc[Any] = Doc(client_id=900)
    for number in range(10_000):
        writer.get("m", type=Map)["x"] = number
    overwrites = Overwrites()
    overwrites.take(items_of(writer.get_update()), Source(1, 0, ""))
    others = []
    for client in range(1, 200):
        other: Doc[Any] = Doc(client_id=client)
        other.get("m", type=Map)["x"] = client
        others.append(items_of(other.get_update())[0])
    found = overwrites.take(others, Source(2, 0, ""))
    assert len(found) == 199
    assert overwrites.standing["m", "x"].value == 9_999


def test_C1_a_run_that_claims_to_be_endless_takes_no_time() -> None:
    overwrites = Overwrites()
    endless = Item(1, 0, 2**31 - 2, None, "m", "x", GONE)
    overwrites.take(
        [endless, Item(1, 2**31 - 2, 1, (1, 2**31 - 3), None, None, 5)], Source(1, 0, "")
    )
    assert overwrites.standing["m", "x"].value == 5
