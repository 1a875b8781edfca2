"""Comparing two moments in the document's own words, and putting small differences together (H2)."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Map

from docs_model import edit
from docs_model.compare import compare
from docs_model.differences import RANK, WHOLE, Total, add_up, differences, state_of
from docs_model.document import live, read
from docs_model.kinds import FREE, SHOW
from docs_model.kinds.show import CUES, INFO, SEGMENTS
from docs_model.moves import moves
from tests.docs_model.edits import EDITS, make
from tests.docs_model.shows import NOW, VANDALISM, AnyDoc, small_show, vandalise

HOUR = 3_600_000


def told(change: Any, doc: AnyDoc | None = None) -> list[str]:
    """Give the sentences for what one function changes in a small show."""
    doc = doc or small_show()
    before = read(doc, SHOW)
    change(doc)
    return [one.sentence for one in compare(SHOW, before, read(doc, SHOW))]


def set_segment(key: str, **values: Any) -> Any:
    return lambda doc: edit.change(doc, SEGMENTS, key, values, now=NOW)


def set_cue(key: str, **values: Any) -> Any:
    return lambda doc: edit.change(doc, CUES, key, values, now=NOW)


@pytest.mark.parametrize(
    ("change", "sentences"),
    [
        (set_segment("a", start=18 * HOUR), ["Segment ‘A’ start not fixed → 18:00"]),
        (set_segment("a", duration=90_000), ["Segment ‘A’ duration 1 min → 1 min 30 s"]),
        (set_segment("a", status="in_progress"), ["Segment ‘A’ status pending → in progress"]),
        (set_segment("a", notes="Hello"), ["Segment ‘A’ notes empty → ‘Hello’"]),
        (set_segment("a", name="Doors"), ["Segment name ‘A’ → ‘Doors’"]),
        (set_cue("x", number="LX 14"), ["Cue number empty → ‘LX 14’"]),
        (set_cue("x", note="now"), ["Cue ‘X’ note empty → ‘now’"]),
        (lambda doc: edit.rename(doc, SHOW, "Ball"), ["Title ‘Gala’ → ‘Ball’"]),
        (
            lambda doc: edit.change_single(doc, INFO, {"date": "2026-11-21"}),
            ["Date no date → 2026-11-21"],
        ),
        (lambda doc: edit.delete(doc, SEGMENTS, ["b"], now=NOW), ["Segment ‘B’ deleted"]),
        (
            lambda doc: edit.move(doc, SEGMENTS, ["a"], chances=[0.5], now=NOW),
            ["Segment ‘A’ moved after ‘C’"],
        ),
        (
            lambda doc: edit.move(doc, SEGMENTS, ["c"], chances=[0.5], now=NOW, before="a"),
            ["Segment ‘C’ moved to the beginning"],
        ),
        (
            lambda doc: edit.move(doc, CUES, ["x"], chances=[0.5], now=NOW, into="b"),
            ["Cue ‘X’ moved to Segment ‘B’"],
        ),
        (
            lambda doc: edit.insert_segment(
                doc, "n", {"name": "New"}, chance=0.5, now=NOW, before="b"
            ),
            ["Segment ‘New’ added after ‘A’"],
        ),
        (
            lambda doc: edit.insert_cue(doc, "z", "b", {"number": "SQ 1"}, chance=0.5, now=NOW),
            ["Cue SQ 1 added in Segment ‘B’"],
        ),
    ],
)
def test_H2_a_change_is_told_in_the_documents_own_words(change: Any, sentences: list[str]) -> None:
    assert told(change) == sentences


def test_H2_a_restored_record_is_told_so() -> None:
    doc = small_show()
    edit.delete(doc, SEGMENTS, ["b"], now=NOW)
    assert told(lambda doc: edit.restore(doc, SEGMENTS, ["b"], now=NOW), doc) == [
        "Segment ‘B’ restored"
    ]


def test_H2_of_a_long_text_only_the_place_that_changed_is_told() -> None:
    doc = small_show()
    text = "The doors open when the house manager says so. " * 5
    edit.change(doc, SEGMENTS, "a", {"notes": text}, now=NOW)
    (sentence,) = told(set_segment("a", notes=text + "Not before."), doc)
    assert "Not before." in sentence
    assert len(sentence) < 250


def test_H2_what_only_a_newer_version_knows_is_no_change() -> None:
    doc = small_show()
    assert told(lambda doc: doc.get("segments", type=Map)["a"].update({"mood": "tense"}), doc) == []


def test_D11_a_free_document_is_not_compared() -> None:
    assert compare(FREE, {}, {}) == []


@given(VANDALISM, VANDALISM)
def test_H2_comparing_never_fails_whatever_a_document_holds(first: Any, then: Any) -> None:
    doc = small_show()
    vandalise(doc, first)
    before = read(doc, SHOW)
    assert compare(SHOW, before, before) == []
    vandalise(doc, then)
    for change in compare(SHOW, before, read(doc, SHOW)):
        assert change.sentence


@given(EDITS, EDITS)
def test_H2_small_differences_add_up_to_the_large_one(first: Any, then: Any) -> None:
    doc = small_show()
    states = [state_of(SHOW, read(doc, SHOW))]
    for edits in (first, then):
        make(doc, edits)
        states.append(state_of(SHOW, read(doc, SHOW)))
    parts = [differences(SHOW, *pair) for pair in pairwise(states)]
    expected = {one.path: one for one in differences(SHOW, states[0], states[-1])}
    total: Total = {}
    for part in parts:
        add_up(total, part)
    found = {one.path: one for one in total.values()}
    for path in expected.keys() | found.keys():
        if path.endswith(RANK):
            continue  # which of two rows has moved can be seen in more than one way
        assert path in expected
        assert path in found
        if found[path].field != WHOLE:
            assert found[path] == expected[path]


@given(EDITS)
def test_H2_looking_only_at_what_was_touched_finds_the_same(edits: Any) -> None:
    doc = small_show()
    before = state_of(SHOW, read(doc, SHOW))
    make(doc, edits)
    after = state_of(SHOW, read(doc, SHOW))
    touched = {root.name: {*before[root.name], *after[root.name]} for root in SHOW.roots}
    everything = differences(SHOW, before, after)
    found = differences(SHOW, before, after, touched)
    assert sorted(found, key=lambda one: one.path) == sorted(everything, key=lambda one: one.path)


@given(st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from("abcdefg")), max_size=5))
def test_H2_records_that_are_not_told_as_moved_kept_their_order(steps: Any) -> None:
    doc = small_show()
    for name in "defg":
        edit.insert_segment(doc, name, {"name": name}, chance=0.5, now=NOW)
    before = state_of(SHOW, read(doc, SHOW))["segments"]
    for key, other in steps:
        edit.move(doc, SEGMENTS, [key], chances=[0.5], now=NOW, before=other)
    rows = read(doc, SHOW)["segments"]
    after = {row["id"]: row for row in rows}
    moved = moves(SEGMENTS, before, after, list(after))
    stayed = [row["id"] for row in live(rows) if row["id"] not in moved]
    assert stayed == sorted(stayed, key=lambda key: before[key]["rank"])
    assert len(moved) <= len({key for key, _ in steps})
