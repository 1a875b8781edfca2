"""Planned, expected and actual times of a show, reckoned as in the browser (T2 … T7)."""

from dataclasses import asdict
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from docs_model import edit
from docs_model.as_run import as_run
from docs_model.call import Call, Plan, plan_of
from docs_model.document import read
from docs_model.fields import DAY
from docs_model.fixes import expected_links, ways_out
from docs_model.kinds.show import INFO, SEGMENTS, SHOW
from docs_model.timing import Timing, timing
from tests.docs_model.chance import digest, made_up_case, mulberry32
from tests.docs_model.shows import NOW, small_show
from tests.docs_model.vectors import vectors

VECTORS = vectors("timing")
SEGMENT: dict[str, Any] = {"start": None, "duration": 0, "end": None, "count": "duration"}
HUNDRED = 100


def plan_in(given: dict[str, Any]) -> Plan:
    """Read a plan of the vectors, which name only what matters."""
    segments = [{**SEGMENT, **segment} for segment in given["segments"]]
    return Plan(
        segments,
        given.get("planned_start"),
        given.get("date", "1970-01-01"),
        given.get("zone", "UTC"),
    )


def call_of(given: dict[str, Any]) -> Call:
    return {
        "active": given.get("active"),
        "started_at": given.get("started_at"),
        "first_started_at": given.get("first_started_at"),
        "paused_at": given.get("paused_at"),
        "paused_ms": given.get("paused_ms", 0),
        "added_ms": given.get("added_ms", 0),
        "done": given.get("done", {}),
    }


def asked(expected: Any, told: Any) -> Any:
    """Give of what was told what is expected; rows are asked for by their ids."""
    if isinstance(expected, dict) and isinstance(told, list):
        told = {row["id"]: row for row in told}
    if isinstance(expected, dict) and isinstance(told, dict):
        return {key: asked(value, told[key]) for key, value in expected.items()}
    return told


def plain(value: Any) -> Any:
    """Give dataclasses as JSON has them."""
    return {
        key: list(part) if isinstance(part, tuple) else part for key, part in asdict(value).items()
    }


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_T2_T9_the_show_at_a_moment(case: dict[str, Any]) -> None:
    told = timing(
        plan_in(case["plan"]), call_of(case["call"]), case["now"], **case.get("thresholds", {})
    )
    assert asked(case["expect"], plain(told)) == case["expect"]


@pytest.mark.parametrize("case", VECTORS["as_run"], ids=lambda case: case["name"])
def test_T7_the_show_as_it_ran(case: dict[str, Any]) -> None:
    report = as_run(plan_in(case["plan"]), call_of(case["call"]), case["now"])
    assert asked(case["expect"], plain(report)) == case["expect"]


def test_T2_the_plan_of_a_show_leaves_out_deleted_segments() -> None:
    doc = small_show()
    edit.delete(doc, SEGMENTS, ["b"], now=NOW)
    info = {"planned_start": 600_000, "date": "2026-07-01", "time_zone": "Asia/Tokyo"}
    edit.change_single(doc, INFO, info)
    told = timing(plan_of(read(doc, SHOW)), call_of({}), 0)
    begins = 1_782_831_600_000 + 600_000
    assert [(row.id, row.planned.start) for row in told.rows] == [
        ("a", begins),
        ("c", begins + 60_000),
    ]


def reckoned(seed: int) -> int:
    """Fold a hundred cases made up by chance into a digest."""
    below, state = mulberry32(seed), 0x811C9DC5
    for _ in range(HUNDRED):
        plan, call, now = made_up_case(below)
        given = Plan(plan["segments"], plan["planned_start"], plan["date"], plan["zone"])
        told = timing(given, call_of(call), now)
        state = digest(state, plain(told))
        state = digest(state, plain(as_run(given, call_of(call), now)))
        links = expected_links(given, call_of(call), now, told)
        ways = [ways_out(links, segment["id"]) for segment in plan["segments"]]
        state = digest(state, [way and asdict(way) for way in ways])
    return state


@pytest.mark.parametrize(("seed", "expected"), VECTORS["chance"])
def test_T2_thousands_of_shows_made_up_by_chance_are_reckoned_alike(
    seed: int, expected: int
) -> None:
    assert reckoned(seed) == expected


TIMES = st.integers(0, 2 * DAY)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "start": st.none() | TIMES,
            "duration": st.integers(0, 3_600_000),
            "end": st.none() | TIMES,
            "count": st.sampled_from(("duration", "to_end")),
        }
    ),
    min_size=1,
    max_size=6,
).map(lambda rows: [{"id": str(number), **row} for number, row in enumerate(rows)])
FITTING = ROWS.map(lambda rows: [{**row, "start": None, "end": None} for row in rows])


def called(index: int, started: int, **state: Any) -> Call:
    """Give the state of a call in which the rows before one were never played."""
    return call_of(
        {"active": str(index), "started_at": started, "first_started_at": started, **state}
    )


def shown(segments: list[dict[str, Any]], call: Call, now: int) -> Timing:
    return timing(Plan(segments, 0, "1970-01-01", "UTC"), call, now)


@given(ROWS, st.integers(0, 5), st.integers(0, DAY - 1), TIMES, st.integers(-DAY, DAY))
def test_T3_rows_are_expected_in_their_order_and_fixed_starts_never_come_early(
    segments: list[dict[str, Any]], index: int, started: int, later: int, added: int
) -> None:
    call = called(index % len(segments), started, added_ms=added)
    told = shown(segments, call, started + later)
    before = started
    for row, segment in zip(told.rows, segments, strict=True):
        if row.status == "passed":
            continue
        assert row.expected.start is not None and row.expected.end is not None
        assert before <= row.expected.start <= row.expected.end
        if row.status == "pending" and segment["start"] is not None:
            assert row.expected.start >= segment["start"]
            assert row.overlap == row.expected.start - segment["start"]
        before = row.expected.end
    assert told.expected.end == before


@given(FITTING, st.integers(0, 3_600_000))
def test_T2_on_plan_nothing_is_late(segments: list[dict[str, Any]], elapsed: int) -> None:
    assume(elapsed <= segments[0]["duration"])
    told = shown(segments, called(0, 0), elapsed)
    assert (told.offset.absolute, told.offset.relative) == (0, 0)
    assert {row.late for row in told.rows} == {0}
    assert told.expected == told.planned


@given(FITTING, st.integers(1, 3_600_000), st.integers(0, 3_600_000))
def test_T3_slack_as_long_as_the_lateness_keeps_all_that_follows_in_time(
    segments: list[dict[str, Any]], late: int, slack: int
) -> None:
    end = sum(row["duration"] for row in segments)
    fixed = {"id": "f", "start": end + slack, "duration": 60_000, "end": None, "count": "duration"}
    after = {"id": "g", "start": None, "duration": 60_000, "end": None, "count": "duration"}
    counted = [{**row, "count": "duration"} for row in segments]
    told = shown([*counted, fixed, after], called(0, late), late)
    assert told.offset.absolute == late and told.offset.relative == 0
    anchor, last = told.rows[-2:]
    assert anchor.absorbed == min(late, slack)
    assert anchor.late == last.late == anchor.overlap == max(0, late - slack)


@given(FITTING, st.integers(0, 3_600_000), st.integers(0, 3_600_000))
def test_T4_a_pause_makes_the_show_later_by_as_much_at_every_moment(
    segments: list[dict[str, Any]], paused_after: int, pause: int
) -> None:
    segments[0].update(count="duration", duration=3_600_000)
    call = called(0, 0, paused_at=paused_after)
    told = shown(segments, call, paused_after + pause)
    assert told.offset.absolute == pause
    assert told.active is not None
    assert told.active.elapsed == paused_after
    assert told.active.elapsed + told.active.remaining == 3_600_000


@given(FITTING, st.integers(0, 3_600_000))
def test_T6_a_segment_that_counts_to_its_end_takes_no_lateness_along(
    segments: list[dict[str, Any]], late: int
) -> None:
    segments[0].update(count="to_end", duration=3_600_000)
    told = shown(segments, called(0, late), late)
    assert told.offset.absolute == 0
    assert all(row.late == 0 for row in told.rows[1:])


@given(FITTING, st.integers(0, 5))
def test_T5_a_skipped_row_brings_all_that_follow_forward_by_its_duration(
    segments: list[dict[str, Any]], index: int
) -> None:
    segments = [{**row, "count": "duration"} for row in segments]
    number = index % len(segments)
    skipped: Any = {"status": "skipped", "started_at": None, "ended_at": None}
    call = called(0, 0, done={str(number): skipped} if number else {})
    told = shown(segments, call, 0)
    gained = segments[number]["duration"] if number else 0
    assert [row.late for row in told.rows[number + 1 :]] == [-gained] * (len(segments) - number - 1)
