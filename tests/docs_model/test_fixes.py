"""Ways out where a fixed start does not meet the end of the row before, as in the browser (T8)."""

from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs_model.call import Plan
from docs_model.fixes import Fix, expected_links, planned_links, stretch, ways_out
from docs_model.schedule import schedule
from docs_model.timing import timing
from tests.docs_model.test_timing import SEGMENT, call_of
from tests.docs_model.vectors import vectors


def links_of(case: dict[str, Any]) -> Any:
    segments = [{**SEGMENT, **segment} for segment in case["segments"]]
    if "call" not in case:
        return planned_links(segments, schedule(segments, case.get("planned_start")).rows)
    plan, call = Plan(segments, None, "1970-01-01", "UTC"), call_of(case["call"])
    return expected_links(plan, call, case["now"], timing(plan, call, case["now"]))


@pytest.mark.parametrize("case", vectors("fixes"), ids=lambda case: case["name"])
def test_T8_the_ways_out_before_a_fixed_start(case: dict[str, Any]) -> None:
    links = links_of(case)
    ways = ways_out(links, case["anchor"])
    assert (ways and asdict(ways)) == case["ways"]
    for asked in case["stretched"]:
        assert asdict(stretch(links, case["anchor"], asked["row"])) == asked["way"]


TIMES = st.none() | st.integers(0, 1000)
ROWS = st.lists(
    st.fixed_dictionaries({"start": TIMES, "duration": st.integers(0, 300), "end": TIMES}),
    min_size=2,
    max_size=6,
).map(lambda rows: [{"id": str(number), **row} for number, row in enumerate(rows)])


@given(ROWS, st.integers(0, 1000))
def test_T8_every_way_leads_out(segments: list[dict[str, Any]], planned_start: int) -> None:
    """Whatever is offered, the fixed start then meets the end of the row before."""
    rows = schedule(segments, planned_start).rows
    for segment in segments[1:]:
        ways = ways_out(planned_links(segments, rows), segment["id"])
        if segment["start"] is None or ways is None:
            continue
        for way in (ways.anchor, ways.first, ways.between):
            if isinstance(way, Fix) and not any(row.backwards for row in rows):
                changed = [
                    {**one, way.field: way.value} if one["id"] == way.id else one
                    for one in segments
                ]
                row = next(
                    r for r in schedule(changed, planned_start).rows if r.id == segment["id"]
                )
                assert (row.gap, row.overlap) == (0, 0), way
