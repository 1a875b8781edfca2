"""The sample production is complete, sensible and imports without a complaint."""

import json
import re

from pycrdt import Doc

from docs_model.check import check
from docs_model.document import read
from docs_model.json import import_json
from docs_model.kinds import SHOW
from docs_model.kinds.show import DEPARTMENTS, TYPES
from docs_model.sample import sample_show
from docs_model.schedule import schedule
from docs_model.times import DAY, HOUR, MINUTE
from tests.docs_model.shows import NOW, AnyDoc

UUID4 = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def test_it_is_imported_without_a_problem() -> None:
    doc: AnyDoc = Doc()
    assert import_json(doc, SHOW, sample_show(), now=NOW).problems == ()
    assert check(doc, SHOW) == []
    names = [segment["name"] for segment in read(doc, SHOW)["segments"]]
    assert names == [segment["name"] for segment in sample_show()["segments"]]


def test_it_is_the_same_every_time_and_plain_json() -> None:
    assert json.loads(json.dumps(sample_show())) == sample_show()


def test_it_is_a_whole_evening() -> None:
    show = sample_show()
    assert len(show["segments"]) >= 40
    assert len({cue["department"] for cue in show["cues"]}) == 6 <= len(DEPARTMENTS)
    segments = {segment["id"] for segment in show["segments"]}
    assert {cue["segment"] for cue in show["cues"]} == segments, "every segment has cues"
    assert {segment["type"] for segment in show["segments"]} <= set(TYPES)


def test_no_two_cues_are_alike() -> None:
    show = sample_show()
    for name in ("id", "number", "label", "note"):
        values = [cue[name] for cue in show["cues"]]
        assert len(set(values)) == len(values), name
    records = [*show["segments"], *show["cues"]]
    assert all(UUID4.fullmatch(record["id"]) for record in records)
    assert len({record["id"] for record in records}) == len(records)


def test_its_plan_has_gaps_one_overlap_and_a_morning_after() -> None:
    show = sample_show()
    planned = schedule(show["segments"], show["show"]["planned_start"])
    by_name = dict(zip((s["name"] for s in show["segments"]), planned.rows, strict=True))
    assert by_name["Doors open"].start == 17 * HOUR + 30 * MINUTE
    assert [row.overlap for row in planned.rows if row.overlap] == [2 * MINUTE]
    assert len([row for row in planned.rows if row.gap]) == 3
    assert planned.totals.end > DAY + 2 * HOUR
    assert not any(row.backwards for row in planned.rows)
