"""Bringing back a moment, a record or a field, as new edits (H4)."""

from typing import Any

import pytest
from hypothesis import given

from docs_model import edit
from docs_model.bring_back import NotThere, bring_back
from docs_model.check import check
from docs_model.compare import compare
from docs_model.differences import state_of
from docs_model.document import read
from docs_model.kinds import SHOW
from docs_model.kinds.show import CUES, SEGMENTS
from tests.docs_model.edits import EDITS, make
from tests.docs_model.shows import NOW, AnyDoc, copy_of, small_show, sync, updates_of

LATER = NOW + 60_000


def moment(doc: AnyDoc) -> Any:
    return state_of(SHOW, read(doc, SHOW))


def segment(doc: AnyDoc, key: str) -> Any:
    return moment(doc)["segments"][key]


@given(EDITS, EDITS)
def test_H4_a_moment_that_is_brought_back_reads_as_it_did(first: Any, then: Any) -> None:
    doc = small_show()
    make(doc, first)
    past = read(doc, SHOW)
    make(doc, then)
    present = read(doc, SHOW)
    bring_back(doc, SHOW, state_of(SHOW, past), now=LATER)
    assert compare(SHOW, past, read(doc, SHOW)) == []
    bring_back(doc, SHOW, state_of(SHOW, present), now=LATER)
    assert compare(SHOW, present, read(doc, SHOW)) == []
    assert check(doc, SHOW) == []


@given(EDITS)
def test_H4_bringing_back_what_is_so_already_makes_no_edit(edits: Any) -> None:
    doc = small_show()
    make(doc, edits)
    heard = updates_of(doc)
    bring_back(doc, SHOW, moment(doc), now=LATER)
    assert heard == []


def test_H4_two_people_who_bring_the_same_back_come_to_the_same() -> None:
    doc = small_show()
    past = moment(doc)
    edit.change(doc, SEGMENTS, "a", {"start": 1, "name": "Doors"}, now=NOW)
    other = copy_of(doc)
    for one in (doc, other):
        bring_back(one, SHOW, past, now=LATER, path="segments/a/start")
    sync(doc, other)
    assert read(doc, SHOW) == read(other, SHOW)
    assert segment(doc, "a")["start"] is None
    assert segment(doc, "a")["name"] == "Doors"


def test_H4_a_field_comes_back_alone() -> None:
    doc = small_show()
    past = moment(doc)
    edit.change(doc, SEGMENTS, "a", {"start": 1, "duration": 5}, now=NOW)
    bring_back(doc, SHOW, past, now=LATER, path="segments/a/start")
    assert (segment(doc, "a")["start"], segment(doc, "a")["duration"]) == (None, 5)


def test_H4_a_field_of_a_deleted_record_brings_the_record_with_it() -> None:
    doc = small_show()
    past = moment(doc)
    edit.change(doc, SEGMENTS, "a", {"start": 1}, now=NOW)
    edit.delete(doc, SEGMENTS, ["a"], now=NOW)
    bring_back(doc, SHOW, past, now=LATER, path="segments/a/start")
    assert (segment(doc, "a")["start"], segment(doc, "a")["deleted_at"]) == (None, None)


def test_H4_a_record_that_is_gone_comes_back_whole() -> None:
    doc = small_show()
    past = moment(doc)
    del doc["segments"]["a"]
    bring_back(doc, SHOW, past, now=LATER, path="segments/a/start")
    assert segment(doc, "a") == {**past["segments"]["a"], "updated_at": LATER}


def test_H4_a_record_that_was_not_there_yet_is_deleted_and_can_return() -> None:
    doc = small_show()
    past = moment(doc)
    edit.insert_segment(doc, "n", {"name": "New"}, chance=0.5, now=NOW)
    bring_back(doc, SHOW, past, now=LATER, path="segments/n")
    assert segment(doc, "n")["deleted_at"] == LATER
    edit.restore(doc, SEGMENTS, ["n"], now=LATER)
    assert segment(doc, "n")["name"] == "New"


def test_H4_a_place_comes_back_with_what_it_is_within() -> None:
    doc = small_show()
    past = moment(doc)
    edit.move(doc, CUES, ["x"], chances=[0.5], now=NOW, into="b")
    bring_back(doc, SHOW, past, now=LATER, path="cues/x/rank")
    assert moment(doc)["cues"]["x"]["segment"] == "a"


@pytest.mark.parametrize(
    "path", ["stage", "segments/n", "segments/n/name", "segments/a/mood", "meta/epoch", "show/a/b"]
)
def test_H4_a_path_that_leads_nowhere_is_refused_with_a_sentence(path: str) -> None:
    doc = small_show()
    with pytest.raises(NotThere, match=r"^[A-Z].*\.$"):
        bring_back(doc, SHOW, moment(doc), now=LATER, path=path)


def test_H4_the_title_comes_back_and_the_document_stays_itself() -> None:
    doc = small_show()
    past = moment(doc)
    edit.rename(doc, SHOW, "Ball")
    past["meta"][""] = {**past["meta"][""], "epoch": "another", "title": "Gala"}
    bring_back(doc, SHOW, past, now=LATER)
    assert moment(doc)["meta"][""]["title"] == "Gala"
    assert moment(doc)["meta"][""]["epoch"] == "first"
