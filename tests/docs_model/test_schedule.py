"""What the plan amounts to, reckoned as in the browser (D10)."""

from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs_model.fields import LAST_TIME, LONGEST
from docs_model.schedule import schedule
from tests.docs_model.vectors import vectors


@pytest.mark.parametrize("case", vectors("schedule"), ids=lambda case: case["name"])
def test_D10_the_plan_is_reckoned(case: dict[str, Any]) -> None:
    planned = schedule(case["segments"], case["planned_start"])
    assert [asdict(row) for row in planned.rows] == case["rows"]
    assert asdict(planned.totals) == case["totals"]


SEGMENTS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.just("s"),
            "start": st.none() | st.integers(0, LAST_TIME),
            "duration": st.integers(0, LONGEST),
            "end": st.none() | st.integers(0, LAST_TIME),
        }
    ),
    max_size=8,
)


@given(SEGMENTS, st.none() | st.integers(0, LAST_TIME))
def test_D10_every_row_lasts_from_its_start_to_its_end(
    segments: list[dict[str, Any]], planned_start: int | None
) -> None:
    planned = schedule(segments, planned_start)
    before = planned_start or 0
    for number, (segment, row) in enumerate(zip(segments, planned.rows, strict=True)):
        assert row.start + row.duration == row.end
        assert row.duration >= 0 and row.gap >= 0 and row.overlap >= 0
        assert not (row.gap and row.overlap)
        if number:
            assert row.start == before + row.gap - row.overlap
        if segment["start"] is not None:
            assert row.start == segment["start"]
        before = row.end
    assert planned.totals.planned == sum(row.duration for row in planned.rows)
    assert planned.totals.end == planned.totals.start + planned.totals.span
