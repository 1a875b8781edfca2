"""Which times of a run sheet are fixed, and how long things last (D12)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docs_model.table_times import Placed, Written, place_in_time
from docs_model.times import format_time, parse_duration, parse_time

SHEETS: dict[str, tuple[str, str]] = {
    "a start where the one before ends follows it": (
        "9:00 - 30 | 9:30 - 15 | 10:00 - 5",
        "9:00 30 | follows 15 | 10:00 5",
    ),
    "lengths come from ends": ("9:00 9:20 - | 9:20 10:00 -", "9:00 20 | follows 40"),
    "lengths come from the next start": ("9:00 - - | 9:20 - - | 10:00 - -", "9:00 20 | follows 40 | follows 0"),
    "only lengths": ("- - 5 | - - 10", "follows 5 | follows 10"),
    "only ends after a start": ("9:00 9:20 - | - 9:30 -", "9:00 20 | follows 10"),
    "the first start is fixed even when nothing came before": ("- - 5 | 9:05 - 5", "follows 5 | 9:05 5"),
    "after midnight": (
        "22:00 23:30 - | 23:30 0:15 - | 0:15 - 30 | 1:00 - 5",
        "22:00 90 | follows 45 | follows 30 | 25:00 5",
    ),
    "an overlap is no step over midnight": ("22:05 - 10 | 22:00 - 5", "22:05 10 | 22:00 5"),
    "two nights": ("20:00 - 60 | 2:00 - 60 | 9:00 - 60 | 20:00 - 60", "20:00 60 | 26:00 60 | 33:00 60 | 44:00 60"),
}  # fmt: skip


def written(sheet: str) -> list[Written]:
    rows = []
    for row in sheet.split(" | "):
        start, end, duration = ("" if cell == "-" else cell for cell in row.split())
        values: Any = (parse_time(start), parse_time(end), parse_duration(duration))
        rows.append(Written(values[0], values[1], values[2] if duration else None, None))
    return rows


def shown(placed: Placed) -> str:
    start = "follows" if placed.start is None else format_time(placed.start)
    return f"{start} {placed.duration // 60_000}"


@pytest.mark.parametrize("name", SHEETS)
def test_D12_times_are_placed(name: str) -> None:
    sheet, expected = SHEETS[name]
    problems: list[Any] = []
    placed = place_in_time(written(sheet), lambda *problem: problems.append(problem))
    wanted = [row.split() for row in expected.split(" | ")]
    assert problems == []
    assert [shown(row) for row in placed] == [
        f"{format_time(parse_time(start)) if start != 'follows' else start} {duration}"  # type: ignore[arg-type]
        for start, duration in wanted
    ]
    assert all(row.end is None for row in placed)


def test_D12_what_does_not_fit_is_told() -> None:
    problems: list[Any] = []
    rows = written("9:00 9:25 20 | 10:00 9:50 -")
    placed = place_in_time(rows, lambda *problem: problems.append(problem))
    assert [row.duration for row in placed] == [20 * 60_000, 0]
    assert problems == [
        (0, "end", "By its length it ends at 09:20, not 09:25; the length counts."),
        (1, "end", "It ends before it starts at 10:00."),
    ]


def test_D12_a_column_that_says_what_is_fixed_decides() -> None:
    fixed = [
        frozenset({"start"}),
        frozenset({"end"}),
        frozenset({"start", "end"}),
        frozenset[str](),
    ]
    rows = [Written(10, 20, 5, marks) for marks in fixed] + [Written(10, 20, None, fixed[3])]
    assert place_in_time(rows, lambda *problem: None) == [
        Placed(10, None, 5),
        Placed(None, 20, 5),
        Placed(10, 20, 5),
        Placed(None, None, 5),
        Placed(None, None, 10),
    ]


TIMES = st.none() | st.integers(0, 7 * 86_400_000 - 1)


@given(st.lists(st.builds(Written, TIMES, TIMES, TIMES, st.none()), max_size=10))
def test_any_times_are_placed_within_what_is_allowed(rows: list[Written]) -> None:
    for placed in place_in_time(rows, lambda *problem: None):
        assert 0 <= placed.duration <= 7 * 86_400_000
        assert placed.start is None or 0 <= placed.start < 7 * 86_400_000
