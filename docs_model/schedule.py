"""What the plan amounts to: when each segment starts and ends, and where the plan does not fit.

Pure arithmetic in milliseconds since midnight of the show's date, the same in the browser
(`tests/vectors/schedule.json`, D10). A segment with a fixed start begins then; any other follows
the one before, the first one starts at the planned start. A fixed end decides how long a segment
lasts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from docs_model.values import Plain


@dataclass(frozen=True, slots=True)
class Row:
    """One segment in the plan.

    `gap` is the free time before its fixed start, `overlap` the time by which the segment before
    runs past it. `backwards`: its fixed end lies before its start, so it lasts no time at all.
    """

    id: str
    start: int
    end: int
    duration: int
    gap: int
    overlap: int
    backwards: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """The whole plan: the sum of all durations, and from when to when it takes."""

    planned: int
    start: int
    end: int
    span: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """The plan row by row, and in total."""

    rows: tuple[Row, ...]
    totals: Totals


def _row(segment: Mapping[str, Plain], before: int, *, first: bool) -> Row:
    """Plan one segment after the one that ends at `before`."""
    fixed, fixed_end = segment["start"], segment["end"]
    start = before if fixed is None else fixed
    away = 0 if first else start - before
    end = start + segment["duration"] if fixed_end is None else max(start, fixed_end)
    backwards = fixed_end is not None and fixed_end < start
    return Row(segment["id"], start, end, end - start, max(0, away), max(0, -away), backwards)


def schedule(segments: Iterable[Mapping[str, Plain]], planned_start: int | None) -> Schedule:
    """Plan segments (id, start, duration, end) in their order; leave deleted ones out before."""
    opening = planned_start or 0
    rows: list[Row] = []
    for segment in segments:
        rows.append(_row(segment, rows[-1].end if rows else opening, first=not rows))
    start = rows[0].start if rows else opening
    end = max((row.end for row in rows), default=opening)
    planned = sum(row.duration for row in rows)
    return Schedule(tuple(rows), Totals(planned, start, end, end - start))
