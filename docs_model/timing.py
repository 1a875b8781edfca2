"""What is on, how long is left, how late the show is, and when everything else will happen.

    timing(plan, call, now) → Timing(active, rows, offset, …)

`plan` is the run of show, `call` the state of the call as plain values (what is active since when,
what is done), `now` a moment in Unix milliseconds. Nothing here ticks: whoever asks later gets later
numbers from the same state. The browser reckons the same (`tests/vectors/timing.json`, T2 … T6);
docs/timing.md has the rules with their reasons.

    ── done ──▶ active ──▶ the next row begins when the one before ends, and a fixed start never
                           earlier than fixed: what comes too late eats the gap before it first
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from docs_model.call import Call, Plan, Reach, Span, planned_moments
from docs_model.schedule import Row, Schedule
from docs_model.times import MINUTE
from docs_model.values import Plain

WARNING: Final = 2 * MINUTE
DANGER: Final = MINUTE

Phase = Literal["overtime", "danger", "warning", "default", "none", "pending"]
Status = Literal["completed", "skipped", "active", "passed", "pending"]


@dataclass(frozen=True, slots=True)
class ActiveRow:
    """The clock of the segment that is on.

    `due` is when its time is up. `remaining` is negative in overtime, which is the same time as a
    positive number. A segment that was made active and has not started has all its time.
    """

    id: str
    elapsed: int
    remaining: int
    overtime: int
    due: int | None
    paused: bool


@dataclass(frozen=True, slots=True)
class TimedRow:
    """One row: planned, and as it went or is expected to go; unknown for rows left out.

    `late` is how much later than planned it starts. Of the lateness that reached it, `absorbed`
    was eaten by the gap before its fixed start; `overlap` is what runs past that start.
    """

    id: str
    status: Status
    planned: Span
    expected: Reach
    late: int | None
    absorbed: int
    overlap: int


@dataclass(frozen=True, slots=True)
class Offset:
    """How far behind (positive) or ahead (negative): of the plan, and of the actual beginning."""

    absolute: int
    relative: int


@dataclass(frozen=True, slots=True)
class Timing:
    """The show at one moment; `next` is the row that follows, `expected.end` the projected end."""

    phase: Phase
    active: ActiveRow | None
    next: str | None
    rows: tuple[TimedRow, ...]
    offset: Offset
    planned: Span
    expected: Span


def phase_of(remaining: int, *, warning: int = WARNING, danger: int = DANGER) -> Phase:
    """Name the phase of a running segment by what is left of it."""
    if remaining < 0:
        return "overtime"
    if remaining <= danger:
        return "danger"
    return "warning" if remaining <= warning else "default"


def timing(
    plan: Plan, call: Call, now: int, *, warning: int = WARNING, danger: int = DANGER
) -> Timing:
    """Give the whole show as it stands at a moment."""
    planned = planned_moments(plan, call, now)
    place = _place(planned.rows, call)
    active = _active(plan, planned.rows, call, now)
    rows = _rows(plan, planned.rows, call, now, place, active)
    following = next((row.id for row in rows if row.status == "pending"), None)
    return Timing(
        _phase(call, active, rows, warning=warning, danger=danger),
        active,
        following,
        rows,
        _offset(rows, planned.rows, call),
        Span(planned.totals.start, planned.totals.end),
        _expected(rows, planned, call),
    )


def _place(rows: Sequence[Row], call: Call) -> int:
    """Tell from which row on the show is still to come: the active one, or after the last played."""
    for number, row in enumerate(rows):
        if row.id == call["active"]:
            return number
    played = [
        (call["done"][row.id]["ended_at"] or 0, number)
        for number, row in enumerate(rows)
        if row.id in call["done"] and call["done"][row.id]["status"] == "completed"
    ]
    return max(played)[1] + 1 if played else 0


def _counts_to_end(segment: Mapping[str, Plain]) -> bool:
    """Tell whether a segment always finishes at its planned end."""
    return segment.get("count") == "to_end"


def _active(plan: Plan, rows: Sequence[Row], call: Call, now: int) -> ActiveRow | None:
    """Read the clock of the active segment."""
    for segment, row in zip(plan.segments, rows, strict=True):
        if row.id == call["active"]:
            return _clock(segment, row, call, now)
    return None


def _clock(segment: Mapping[str, Plain], row: Row, call: Call, now: int) -> ActiveRow:
    """Reckon elapsed and remaining time; a pause stops both, unless the segment counts to its end."""
    started, paused_at = call["started_at"], call["paused_at"]
    if started is None:
        left = row.duration + call["added_ms"]
        return ActiveRow(row.id, 0, left, 0, None, paused=False)
    pauses = call["paused_ms"] + (0 if paused_at is None else max(0, now - paused_at))
    lasting = started + row.duration + pauses
    due = max(started, (row.end if _counts_to_end(segment) else lasting) + call["added_ms"])
    elapsed = max(0, now - started - pauses)
    remaining = due - now
    return ActiveRow(
        row.id, elapsed, remaining, max(0, -remaining), due, paused=paused_at is not None
    )


def _rows(
    plan: Plan,
    rows: Sequence[Row],
    call: Call,
    now: int,
    place: int,
    active: ActiveRow | None,
) -> tuple[TimedRow, ...]:
    """Tell row by row how it went or is expected to go."""
    begun = call["first_started_at"] is not None
    cursor = now if begun else (rows[place].start if place < len(rows) else now)
    told: list[TimedRow] = []
    for number, row in enumerate(rows):
        segment = plan.segments[number]
        if active is not None and number == place and active.due is not None:
            cursor = max(active.due, now)
            reach = Reach(call["started_at"], cursor)
            told.append(_told(row, "active", reach))
        elif row.id in call["done"] and row.id != call["active"]:
            past = call["done"][row.id]
            told.append(_told(row, past["status"], Reach(past["started_at"], past["ended_at"])))
        elif number < place:
            told.append(_told(row, "passed", Reach(None, None)))
        else:
            before = rows[number - 1].end if number else row.start
            status: Status = "active" if row.id == call["active"] else "pending"
            told.append(_to_come(segment, row, before, cursor, status, first=number == place))
            cursor = told[-1].expected.end or cursor
    return tuple(told)


def _told(row: Row, status: Status, reach: Reach) -> TimedRow:
    """Tell of a row that has begun, or is left out."""
    late = None if reach.start is None else reach.start - row.start
    return TimedRow(row.id, status, Span(row.start, row.end), reach, late, 0, 0)


def _to_come(
    segment: Mapping[str, Plain],
    row: Row,
    before: int,
    cursor: int,
    status: Status,
    *,
    first: bool,
) -> TimedRow:
    """Expect a row after one that ends at `cursor`, and was planned to end at `before`."""
    fixed = segment["start"] is not None
    start = max(row.start, cursor) if fixed else cursor
    end = max(start, row.end) if _counts_to_end(segment) else start + row.duration
    absorbed = max(0, min(row.gap, cursor - before)) if fixed else 0
    return TimedRow(
        row.id,
        status,
        Span(row.start, row.end),
        Reach(start, end),
        start - row.start,
        absorbed,
        start - row.start if fixed else 0,
    )


def _phase(
    call: Call, active: ActiveRow | None, rows: Sequence[TimedRow], *, warning: int, danger: int
) -> Phase:
    """Name the phase of the show: pending until something has started."""
    if active is not None and active.due is not None:
        return phase_of(active.remaining, warning=warning, danger=danger)
    waits = len(rows) > 0 and call["first_started_at"] is None
    return "pending" if waits or active is not None else "none"


def _offset(rows: Sequence[TimedRow], plan: Sequence[Row], call: Call) -> Offset:
    """Tell how far behind the show is; nothing is late before it has begun."""
    begun = call["first_started_at"]
    if begun is None:
        return Offset(0, 0)
    absolute = _behind(rows)
    anchors = (row.planned.start for row in rows if row.expected.start == begun)
    anchor = next(anchors, plan[0].start if plan else begun)
    return Offset(absolute, absolute - (begun - anchor))


def _behind(rows: Sequence[TimedRow]) -> int:
    """Compare with the plan: where the active row ends, else the next begins, else the last ended."""
    for row in rows:
        if row.status == "active" and row.expected.end is not None:
            return row.expected.end - row.planned.end
    for row in rows:
        if row.status == "pending" and row.late is not None:
            return row.late
    ended = [
        (row.expected.end, number, row.expected.end - row.planned.end)
        for number, row in enumerate(rows)
        if row.status == "completed" and row.expected.end is not None
    ]
    return max(ended)[2] if ended else 0


def _expected(rows: Sequence[TimedRow], planned: Schedule, call: Call) -> Span:
    """Tell when the show began or will begin, and when it will be over or was."""
    begun = call["first_started_at"]
    start = planned.totals.start if begun is None else begun
    ends = [row.expected.end for row in rows if row.expected.end is not None]
    return Span(start, max([start, *ends]))
