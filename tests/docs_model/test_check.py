"""A check gives a path and a sentence for everything amiss, and never raises (D3)."""

from typing import Any

import pytest
from hypothesis import given, settings
from pycrdt import Array, Doc, Map, Text

from docs_model.check import check
from docs_model.kinds import FREE, SHOW
from docs_model.repair import repair
from docs_model.values import Finding
from tests.docs_model.shows import VANDALISM, AnyDoc, deep_list, small_show, vandalise
from tests.effort import effort

VALUES: list[tuple[str, Any, str | None]] = [
    ("duration", -1, "must be between 0 and 604800000"),
    ("duration", float("nan"), "must be a whole number, found one that is not a number"),
    ("duration", None, "must be a whole number, found null"),
    ("duration", 5.5, "must be a whole number, found a fraction"),
    ("duration", 5.0, None),
    ("start", None, None),
    ("start", 604_800_000, "must be between 0 and 604799999"),
    ("start", b"9:30", "must be a whole number, found bytes"),
    ("name", "plain", "must be a live text, found text"),
    ("name", "x" * 1_000_000, "must be a live text, found text"),
    ("name", Text("two\nlines"), "must be one line"),
    ("name", Text("x" * 501), "must have at most 500 characters, has 501"),
    ("notes", Text("two\nlines"), None),
    ("notes", Map({"deep": 1}), "must be text, found a shared map"),
    ("notes", Array([1]), "must be text, found a shared list"),
    ("notes", Doc(), "must be text, found a document within the document"),
    ("type", Text("talk"), "must be text, found a live text"),
    ("type", "rite of passage", None),
    ("status", "started", "must be one of pending, in_progress, completed"),
    ("rank", "V0", "must be 1 to 400 digits and letters, the last one not 0"),
    ("created_by", deep_list(3000), "must be text, found a list"),
    ("mood", "unknown fields are left alone", None),
]


@pytest.mark.parametrize(("field", "value", "sentence"), VALUES)
def test_D3_a_value_that_is_not_allowed_is_found(field: str, value: Any, sentence: str) -> None:
    doc = small_show()
    doc.get("segments", type=Map)["a"][field] = value
    assert check(doc, SHOW) == ([Finding(f"segments/a/{field}", sentence)] if sentence else [])


def test_a_good_show_has_no_findings() -> None:
    assert check(small_show(), SHOW) == []
    assert check(Doc(), SHOW) == []


def test_D3_missing_containers_and_ranks_are_found_missing_values_are_not() -> None:
    doc = small_show()
    record = doc.get("segments", type=Map)["a"]
    for name in ("name", "rank", "duration", "status"):
        del record[name]
    assert check(doc, SHOW) == [
        Finding("segments/a/rank", "is missing"),
        Finding("segments/a/name", "is missing; it must be a live text, even when empty"),
    ]


def test_D3_records_that_are_none_are_found() -> None:
    doc = small_show()
    segments = doc.get("segments", type=Map)
    segments["d"] = "text"
    segments["e"] = {"name": "An object"}
    segments["not an id"] = Map()
    segments["k" * 100] = Map()
    assert check(doc, SHOW) == [
        Finding("segments/d", "must be a shared map, found text"),
        Finding("segments/e", "must be a shared map, found an object"),
        Finding(f"segments/{'k' * 60}…", "must be named by 1 to 64 letters, digits, - or _"),
        Finding("segments/not an id", "must be named by 1 to 64 letters, digits, - or _"),
    ]


def test_D3_single_records_are_checked_as_well() -> None:
    doc = small_show()
    doc.get("meta", type=Map)["kind"] = "setlist"
    doc.get("show", type=Map)["date"] = "2026-02-30"
    assert check(doc, SHOW) == [
        Finding("meta/kind", "must be show"),
        Finding("show/date", "must be a day of the calendar such as 2026-11-21"),
    ]


def test_D6_equal_ranks_are_found_within_their_group_only() -> None:
    doc = small_show()
    cues = doc.get("cues", type=Map)
    cues["x"]["rank"] = cues["y"]["rank"] = "V"
    assert check(doc, SHOW) == [Finding("cues/y/rank", "must differ from that of x")]
    cues["y"]["segment"] = "b"
    assert check(doc, SHOW) == []


def test_a_reference_to_a_record_that_is_not_there_is_no_fault() -> None:
    doc = small_show()
    doc.get("cues", type=Map)["x"]["segment"] = "0c2f7d1e-1111-4222-8333-444455556666"
    assert check(doc, SHOW) == []


def test_D11_a_free_document_is_never_looked_into() -> None:
    doc = small_show()
    doc.get("segments", type=Map)["a"] = float("nan")
    before = doc.get_update()
    assert check(doc, FREE) == []
    assert repair(doc, FREE) == []
    assert doc.get_update() == before


def test_checking_leaves_the_document_as_it_is() -> None:
    doc = small_show()
    before = doc.get_update()
    check(doc, SHOW)
    assert doc.get_update() == before


@given(VANDALISM)
@settings(max_examples=effort(100))
def test_D3_a_check_never_raises(acts: list[Any]) -> None:
    doc: AnyDoc = small_show()
    vandalise(doc, acts)
    for finding in check(doc, SHOW):
        assert finding.path.count("/") in (1, 2)
        assert 0 < len(finding.sentence) < 200
