"""Conflicts in the document's own words, and letting the other value stand (C1, C2, C3)."""

from typing import Any

import pytest

from docs_model import edit
from docs_model.conflict import Path, Sort, Told, contents, in_a_row, take_other, told
from docs_model.differences import state_of
from docs_model.document import read
from docs_model.kinds import SHOW
from docs_model.kinds.show import SEGMENTS
from tests.docs_model.shows import NOW, AnyDoc, small_show

HALF_PAST, QUARTER_TO = 66_600_000, 67_500_000


def segment(doc: AnyDoc, key: str) -> dict[str, Any]:
    return next(one for one in read(doc, SHOW)["segments"] if one["id"] == key)


@pytest.mark.parametrize(
    ("sort", "path", "stands", "other", "words"),
    [
        ("value", "segments/a/start", HALF_PAST, QUARTER_TO, ("Segment ‘A’", "start", "18:30", "18:45")),
        ("value", "segments/a/start", HALF_PAST, None, ("Segment ‘A’", "start", "18:30", "not fixed")),
        ("value", "segments/a/rank", "k", "m", ("Segment ‘A’", "place", "", "")),
        ("value", "segments/a/deleted_at", NOW, None, ("Segment ‘A’", "", "deleted", "kept")),
        ("value", "show/venue", "Hall", "Tent", ("", "venue", "‘Hall’", "‘Tent’")),
        ("value", "cues/x/segment", "a", "b", ("Cue ‘X’", "segment", "Segment ‘A’", "Segment ‘B’")),
        ("value", "segments/gone/start", 0, None, ("Segment that is gone", "start", "00:00", "not fixed")),
        ("deleted", "segments/a/deleted_at", NOW, ["name", "start"], ("Segment ‘A’", "", "deleted", "name and start")),
    ],
)  # fmt: skip
def test_C1_a_conflict_is_told_in_the_documents_own_words(
    sort: Sort, path: str, stands: Any, other: Any, words: tuple[str, str, str, str]
) -> None:
    root, *rest = path.split("/")
    place: Path = (root, *rest) if len(rest) == 2 else (root, "", *rest)  # type: ignore[assignment]
    state = state_of(SHOW, read(small_show(), SHOW))
    assert told(SHOW, sort, place, stands, other, state) == Told(*words)


def test_C1_of_two_copies_what_differs_is_told() -> None:
    doc = small_show()
    one, other = segment(doc, "a"), {**segment(doc, "b"), "id": "a"}
    words = told(SHOW, "twice", ("segments", "a", ""), one, other, state_of(SHOW, read(doc, SHOW)))
    assert (words.stands, words.other) == ("name ‘A’", "name ‘B’")


def test_C3_the_other_value_is_taken_by_a_new_edit_and_a_second_time_changes_nothing() -> None:
    doc = small_show()
    take_other(doc, SHOW, "value", ("segments", "a", "start"), QUARTER_TO, now=NOW)
    take_other(doc, SHOW, "value", ("show", "", "venue"), "Tent", now=NOW)
    assert segment(doc, "a")["start"] == QUARTER_TO
    assert read(doc, SHOW)["show"]["venue"] == "Tent"
    before = doc.get_state()
    take_other(doc, SHOW, "value", ("segments", "a", "start"), QUARTER_TO, now=NOW)
    take_other(doc, SHOW, "value", ("show", "", "venue"), "Tent", now=NOW)
    assert doc.get_state() == before


def test_C3_a_record_that_was_deleted_comes_back_with_what_was_written_meanwhile() -> None:
    doc = small_show()
    edit.delete(doc, SEGMENTS, ["a"], now=NOW)
    edit.change(doc, SEGMENTS, "a", {"notes": "late"}, now=NOW)
    take_other(doc, SHOW, "deleted", ("segments", "a", "deleted_at"), ["notes"], now=NOW)
    assert (segment(doc, "a")["deleted_at"], segment(doc, "a")["notes"]) == (None, "late")
    take_other(doc, SHOW, "value", ("segments", "b", "deleted_at"), NOW, now=NOW)
    assert segment(doc, "b")["deleted_at"] == NOW


def test_C3_the_hidden_copy_is_written_over_the_one_that_stands() -> None:
    doc = small_show()
    hidden = {**segment(doc, "b"), "notes": "from the other machine"}
    take_other(doc, SHOW, "twice", ("segments", "a", ""), hidden, now=NOW)
    shown = segment(doc, "a")
    assert {name: shown[name] for name in contents(SEGMENTS)} == {
        name: hidden[name] for name in contents(SEGMENTS)
    }
    assert shown["rank"] != hidden["rank"]


def test_C1_fields_are_named_in_a_row() -> None:
    assert in_a_row(["start"]) == "start"
    assert in_a_row(["start", "notes", "colour"]) == "start, notes and colour"
