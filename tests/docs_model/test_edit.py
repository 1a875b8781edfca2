"""Named edits: one transaction each, with time, ids and chance passed in (D6, D7, U7)."""

import pytest
from pycrdt import Map, Text

from docs_model import edit
from docs_model.document import Record, live, read
from docs_model.kinds import FREE, SHOW
from docs_model.kinds.show import CUES, INFO, SEGMENTS
from docs_model.write import NotAllowed
from tests.docs_model.shows import NOW, AnyDoc, copy_of, empty_show, small_show, sync, updates_of


def order(doc: AnyDoc, root: str = "segments") -> str:
    return "".join(record["id"] for record in live(read(doc, SHOW)[root]))


def segment(doc: AnyDoc, name: str) -> Record:
    return next(row for row in read(doc, SHOW)["segments"] if row["id"] == name)


def test_a_new_document_says_what_it_is() -> None:
    assert read(empty_show("Gala"), SHOW)["meta"] == {
        **{"kind": "show", "version": 1, "epoch": "first", "title": "Gala"}
    }


def test_D11_a_new_free_document_is_left_empty() -> None:
    doc: AnyDoc = empty_show().__class__()
    edit.start(doc, FREE, title="Notes", epoch="first")
    assert doc.get_update() == b"\0\0"


def test_a_document_is_renamed() -> None:
    doc = empty_show()
    edit.rename(doc, SHOW, "Gala 2")
    assert read(doc, SHOW)["meta"]["title"] == "Gala 2"


def test_the_whole_evening_is_described() -> None:
    doc = empty_show()
    edit.change_single(doc, INFO, {"venue": "Hall", "planned_start": 5})
    assert read(doc, SHOW)["show"]["venue"] == "Hall"
    assert read(doc, SHOW)["show"]["planned_start"] == 5


def test_every_edit_is_one_update() -> None:
    doc = small_show()
    edits = [
        lambda: edit.insert_segment(doc, "d", {"name": "D"}, chance=0.1, now=NOW, before="b"),
        lambda: edit.insert_cue(doc, "z", "b", {"label": "Z"}, chance=0.1, now=NOW),
        lambda: edit.change(doc, SEGMENTS, "a", {"name": "Az", "type": "talk"}, now=NOW + 60_000),
        lambda: edit.move(doc, SEGMENTS, ["a", "b"], chances=[0.1, 0.2], now=NOW),
        lambda: edit.delete(doc, SEGMENTS, ["a", "b"], now=NOW),
        lambda: edit.restore(doc, SEGMENTS, ["a", "b"], now=NOW),
    ]
    for number, act in enumerate(edits, 1):
        heard = updates_of(doc)
        act()
        assert len(heard) == 1, f"edit {number}"


def test_prose_is_live_text_from_the_start() -> None:
    record = small_show().get("segments", type=Map)["a"]
    assert isinstance(record["name"], Text) and isinstance(record["notes"], Text)
    assert isinstance(record["type"], str)


def test_a_segment_is_put_before_another_or_at_the_end() -> None:
    doc = small_show()
    edit.insert_segment(doc, "d", {}, chance=0.3, now=NOW, before="a")
    edit.insert_segment(doc, "e", {}, chance=0.3, now=NOW, before="c")
    edit.insert_segment(doc, "f", {}, chance=0.3, now=NOW)
    edit.insert_segment(doc, "g", {}, chance=0.3, now=NOW, before="nobody")
    assert order(doc) == "dabecfg"


def test_cues_are_ranked_within_their_segment() -> None:
    doc = small_show()
    edit.insert_cue(doc, "v", "b", {}, chance=0.5, now=NOW)
    edit.insert_cue(doc, "w", "a", {}, chance=0.5, now=NOW, before="x")
    edit.move(doc, CUES, ["y"], chances=[0.5], now=NOW, before="v", into="b")
    cues = read(doc, SHOW)["cues"]
    assert [cue["id"] for cue in cues if cue["segment"] == "a"] == ["w", "x"]
    assert [cue["id"] for cue in cues if cue["segment"] == "b"] == ["y", "v"]
    edit.move(doc, CUES, ["y"], chances=[0.5], now=NOW)
    cues = read(doc, SHOW)["cues"]
    assert [cue["id"] for cue in cues if cue["segment"] == "b"] == ["v", "y"]


def test_rows_are_moved_together() -> None:
    doc = small_show()
    edit.move(doc, SEGMENTS, ["c", "a"], chances=[0.1, 0.9], now=NOW, before="b")
    assert order(doc) == "cab"
    edit.move(doc, SEGMENTS, ["c", "nobody"], chances=[0.1, 0.9], now=NOW)
    assert order(doc) == "abc"


def test_D6_one_can_insert_between_equal_ranks() -> None:
    doc = small_show()
    for name in "abc":
        doc.get("segments", type=Map)[name]["rank"] = "V"
    edit.insert_segment(doc, "n", {}, chance=0.5, now=NOW, before="b")
    assert order(doc) == "anbc"
    edit.move(doc, SEGMENTS, ["a"], chances=[0.5], now=NOW, before="c")
    assert order(doc) == "nbac"


def test_D6_two_people_insert_at_the_same_place() -> None:
    one = small_show()
    two = copy_of(one)
    edit.insert_segment(one, "m", {}, chance=0.2, now=NOW, before="b")
    edit.insert_segment(two, "n", {}, chance=0.7, now=NOW, before="b")
    sync(one, two)
    assert order(one) == order(two) == "amnbc"
    ranks = [row["rank"] for row in read(one, SHOW)["segments"]]
    assert len(set(ranks)) == 5
    edit.insert_segment(one, "o", {}, chance=0.5, now=NOW, before="n")
    assert order(one) == "amonbc"


def test_U7_rows_moved_by_two_people_are_neither_lost_nor_doubled() -> None:
    one = small_show()
    two = copy_of(one)
    edit.move(one, SEGMENTS, ["a"], chances=[0.5], now=NOW)
    edit.move(two, SEGMENTS, ["a", "c"], chances=[0.2, 0.3], now=NOW, before="b")
    edit.change(two, SEGMENTS, "a", {"name": "Changed meanwhile"}, now=NOW)
    sync(one, two)
    assert order(one) == order(two)
    assert sorted(order(one)) == ["a", "b", "c"]
    assert segment(one, "a")["name"] == "Changed meanwhile"


def test_D7_an_edit_made_meanwhile_is_in_what_is_restored() -> None:
    one = small_show()
    two = copy_of(one)
    edit.delete(one, SEGMENTS, ["a"], now=NOW + 5)
    edit.change(two, SEGMENTS, "a", {"name": "Still typing", "duration": 5}, now=NOW)
    sync(one, two)
    assert order(one) == "bc"
    assert segment(one, "a")["deleted_at"] == NOW + 5
    edit.restore(one, SEGMENTS, ["a"], now=NOW + 9)
    assert order(one) == "abc"
    assert segment(one, "a")["name"] == "Still typing"
    assert segment(one, "a")["duration"] == 5


def test_deleting_twice_keeps_the_first_moment_and_makes_no_update() -> None:
    doc = small_show()
    edit.delete(doc, SEGMENTS, ["a"], now=NOW + 5)
    heard = updates_of(doc)
    edit.delete(doc, SEGMENTS, ["a", "nobody"], now=NOW + 50_000)
    edit.restore(doc, SEGMENTS, ["b"], now=NOW)
    assert heard == [] and segment(doc, "a")["deleted_at"] == NOW + 5


def test_a_change_is_noted_every_ten_seconds() -> None:
    doc = small_show()
    edit.change(doc, SEGMENTS, "a", {"duration": 1}, now=NOW + 10_000)
    assert segment(doc, "a")["updated_at"] == NOW
    edit.change(doc, SEGMENTS, "a", {"duration": 1}, now=NOW + 60_000)
    assert segment(doc, "a")["updated_at"] == NOW, "nothing was changed"
    edit.change(doc, SEGMENTS, "a", {"duration": 2}, now=NOW + 10_001)
    assert segment(doc, "a")["updated_at"] == NOW + 10_001


def test_what_a_field_does_not_allow_is_refused_before_anything_is_written() -> None:
    doc = small_show()
    heard = updates_of(doc)
    with pytest.raises(NotAllowed, match="duration must be between 0 and"):
        edit.change(doc, SEGMENTS, "a", {"name": "x", "duration": -1}, now=NOW)
    with pytest.raises(NotAllowed, match="length is no field of this record"):
        edit.insert_segment(doc, "d", {"length": 5}, chance=0.5, now=NOW)
    with pytest.raises(NotAllowed, match="segments already has a record a"):
        edit.insert_segment(doc, "a", {}, chance=0.5, now=NOW)
    with pytest.raises(NotAllowed, match="title must have at most 200"):
        edit.rename(doc, SHOW, "x" * 201)
    assert heard == []


def test_an_edit_of_what_is_not_there_changes_nothing() -> None:
    doc = small_show()
    doc.get("segments", type=Map)["text"] = "not a record"
    heard = updates_of(doc)
    edit.change(doc, SEGMENTS, "nobody", {"name": "x"}, now=NOW)
    edit.change(doc, SEGMENTS, "text", {"name": "x"}, now=NOW)
    edit.move(doc, CUES, ["nobody"], chances=[0.5], now=NOW)
    assert heard == []


def test_prose_that_lost_its_live_text_gets_one_by_the_edit_that_needs_it() -> None:
    doc = small_show()
    record = doc.get("segments", type=Map)["a"]
    del record["notes"]
    record["name"] = "plain"
    edit.change(doc, SEGMENTS, "a", {"notes": "Here", "name": "plain"}, now=NOW)
    assert isinstance(record["notes"], Text) and isinstance(record["name"], Text)
    assert segment(doc, "a")["notes"] == "Here"
