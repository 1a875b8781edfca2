"""A document as JSON: out, in, and in again (D5)."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map

from docs_model import edit
from docs_model.check import check
from docs_model.document import read
from docs_model.json import Imported, export, import_json
from docs_model.kinds import FREE, SHOW
from docs_model.kinds.show import SEGMENTS
from docs_model.values import Finding
from tests.docs_model.shows import (
    NOW,
    VANDALISM,
    AnyDoc,
    copy_of,
    empty_show,
    small_show,
    sync,
    updates_of,
    vandalise,
)
from tests.effort import effort


def imported_into_new(data: object) -> tuple[AnyDoc, Imported]:
    doc: AnyDoc = Doc()
    return doc, import_json(doc, SHOW, data, now=NOW)


def contents(doc: AnyDoc) -> dict[str, Any]:
    """Give what a document says, without the epoch and version, which are its own."""
    show = read(doc, SHOW)
    return {**show, "meta": show["meta"]["title"]}


def test_D5_what_was_exported_can_be_imported() -> None:
    doc = small_show()
    edit.delete(doc, SEGMENTS, ["b"], now=NOW + 5)
    copy, imported = imported_into_new(json.loads(json.dumps(export(doc, SHOW))))
    assert imported.problems == ()
    assert contents(copy) == contents(doc)
    assert check(copy, SHOW) == []


def test_D5_importing_the_same_again_makes_no_update() -> None:
    doc = small_show()
    data = json.loads(json.dumps(export(doc, SHOW)))
    heard = updates_of(doc)
    assert import_json(doc, SHOW, data, now=NOW + 99_999) == Imported((), ())
    assert heard == []


@given(VANDALISM)
@settings(max_examples=effort(60))
def test_D5_whatever_the_document_was_its_export_is_good(acts: list[Any]) -> None:
    doc = small_show()
    vandalise(doc, acts)
    data = export(doc, SHOW)
    copy, imported = imported_into_new(data)
    assert imported.problems == ()
    assert contents(copy) == contents(doc)
    heard = updates_of(copy)
    assert import_json(copy, SHOW, data, now=NOW).changed == () and heard == []


def test_D5_records_are_matched_by_id_and_others_stay() -> None:
    doc = small_show()
    data = {"segments": [{"id": "b", "name": "Bee", "duration": 5}, {"id": "new", "name": "New"}]}
    imported = import_json(doc, SHOW, data, now=NOW)
    assert imported.changed == ("segments/b/name", "segments/b/duration", "segments/new")
    names = [row["name"] for row in read(doc, SHOW)["segments"]]
    assert names == ["A", "Bee", "New", "C"]


def test_new_rows_without_a_rank_come_in_the_order_of_the_file() -> None:
    doc = small_show()
    rows = [{"id": f"n{number}", "name": str(number)} for number in range(50)]
    import_json(doc, SHOW, {"segments": [*rows[:3], {"id": "a"}, *rows[3:]]}, now=NOW)
    names = [row["name"] for row in read(doc, SHOW)["segments"]]
    assert names == ["A", *map(str, range(3, 50)), "B", "C", "0", "1", "2"]
    assert check(doc, SHOW) == []


def test_U1_D5_letters_typed_meanwhile_survive_an_import() -> None:
    doc = empty_show()
    edit.insert_segment(doc, "a", {"name": "Welcome by the hosts"}, chance=0.5, now=NOW)
    typist = copy_of(doc)
    typist.get("segments", type=Map)["a"]["name"].insert(15, "two ")
    import_json(doc, SHOW, {"segments": [{"id": "a", "name": "A welcome by the hosts!"}]}, now=NOW)
    sync(doc, typist)
    assert read(doc, SHOW)["segments"][0]["name"] == "A welcome by the two hosts!"


def test_D5_of_rows_with_one_id_the_first_counts_and_the_others_are_reported() -> None:
    rows = [{"id": "z", "name": "First"}, {"id": "y"}, {"id": "z", "name": "Again", "duration": 5}]
    doc, imported = imported_into_new({"segments": rows})
    sentence = "has the id z of a row before it, and is left out"
    assert imported.problems == (Finding("segments/2", sentence),)
    segments = {row["id"]: row for row in read(doc, SHOW)["segments"]}
    assert list(segments) == ["z", "y"]
    assert (segments["z"]["name"], segments["z"]["duration"]) == ("First", 0)


def test_an_import_is_one_update_and_carries_its_origin() -> None:
    doc = small_show()
    heard = updates_of(doc)
    data = {"meta": {"title": "New"}, "segments": [{"id": "a", "name": "x"}, {"id": "q"}]}
    import_json(doc, SHOW, data, now=NOW, origin="import")
    assert len(heard) == 1


def test_a_changed_record_is_noted_as_changed() -> None:
    doc = small_show()
    import_json(doc, SHOW, {"segments": [{"id": "a", "duration": 1}]}, now=NOW + 20_000)
    import_json(doc, SHOW, {"segments": [{"id": "b", "updated_at": 7, "duration": 1}]}, now=NOW)
    rows = {row["id"]: row["updated_at"] for row in read(doc, SHOW)["segments"]}
    assert rows == {"a": NOW + 20_000, "b": 7, "c": NOW}


USELESS: list[tuple[object, str, str]] = [
    ("text", "", "must be an object, found text"),
    ([], "", "must be an object, found a list"),
    ({"meta": {"kind": "setlist"}}, "meta/kind", "must be show: this is another kind of document"),
    ({"meta": 5}, "meta", "must be an object, found a number"),
    ({"show": {"date": "soon"}}, "show/date", "must be a day of the calendar such as 2026-11-21"),
    ({"songs": []}, "songs", "is not known here"),
    ({"segments": {}}, "segments", "must be a list, found an object"),
    ({"segments": ["x"]}, "segments/0", "must be an object, found text"),
    ({"segments": [{}]}, "segments/0", "must have an id of 1 to 64 letters, digits, - or _"),
    (
        {"segments": [{"id": "a b"}]},
        "segments/0",
        "must have an id of 1 to 64 letters, digits, - or _",
    ),
    (
        {"segments": [{"id": "z", "duration": "5"}]},
        "segments/z/duration",
        "must be a whole number, found text",
    ),
    ({"segments": [{"id": "z", "length": 5}]}, "segments/z/length", "is not known here"),
    (
        {"segments": [{"id": "z", "name": "\ud800"}]},
        "segments/z/name",
        "must be text, found half a character",
    ),
    (
        {"segments": [{"id": "z", "rank": "A0"}]},
        "segments/z/rank",
        "must be 1 to 400 digits and letters, the last one not 0",
    ),
]


@pytest.mark.parametrize(
    ("data", "path", "sentence"), USELESS, ids=[case[1] or "all" for case in USELESS]
)
def test_what_cannot_be_used_is_told_with_its_path(data: object, path: str, sentence: str) -> None:
    doc, imported = imported_into_new(data)
    assert imported.problems == (Finding(path, sentence),)
    assert check(doc, SHOW) == []


def test_the_rest_is_imported_all_the_same() -> None:
    doc, imported = imported_into_new({"segments": [5, {"id": "a", "name": 5, "duration": 7}]})
    assert len(imported.problems) == 2
    assert [row["duration"] for row in read(doc, SHOW)["segments"]] == [7]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["meta", "show", "segments", "cues", "id", "rank", "name", "start", "kind"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(JSON)
@settings(max_examples=effort(150))
def test_any_json_at_all_leaves_a_good_document(data: object) -> None:
    doc, imported = imported_into_new(data)
    assert [finding for finding in check(doc, SHOW) if not finding.path.endswith("/rank")] == []
    again = import_json(doc, SHOW, data, now=NOW)
    assert again.changed == () and again.problems == imported.problems


def test_D11_a_free_document_has_no_json_form() -> None:
    doc: AnyDoc = Doc()
    imported = import_json(doc, FREE, {"segments": []}, now=NOW)
    assert "no JSON form" in imported.problems[0].sentence
    assert export(doc, FREE) == {}
