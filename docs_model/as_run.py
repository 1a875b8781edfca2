"""As it ran: what was planned, what happened, and the difference, row by row and in total.

It is read from the same plan and the same state of the call as the timing (`timing.py`), during a
show and after it. The browser reckons the same (`tests/vectors/timing.json`, T7).
"""

from dataclasses import dataclass

from docs_model.call import Call, Plan, Reach, Span
from docs_model.timing import Status, TimedRow, timing


@dataclass(frozen=True, slots=True)
class RunRow:
    """One row as it ran; numbers are None for what did not happen or is not over.

    `late` compares the starts, `longer` the durations. `took` counts everything from its start to
    its end, pauses included.
    """

    id: str
    status: Status
    planned: Span
    actual: Reach
    lasts: int
    took: int | None
    late: int | None
    longer: int | None


@dataclass(frozen=True, slots=True)
class RunTotals:
    """The show in total: durations of the segments that were played, and its beginning and end.

    `end` is known when nothing is active and nothing is to come.
    """

    planned: Span
    actual: Reach
    lasts: int
    took: int
    late: int | None
    longer: int


@dataclass(frozen=True, slots=True)
class AsRun:
    """The report of a show."""

    rows: tuple[RunRow, ...]
    totals: RunTotals


def as_run(plan: Plan, call: Call, now: int) -> AsRun:
    """Report how a show went, or how it has gone so far."""
    told = timing(plan, call, now)
    rows = tuple(_row(row, call["started_at"]) for row in told.rows)
    played = [row for row in rows if row.status == "completed" and row.took is not None]
    lasts = sum(row.lasts for row in played)
    took = sum(row.took or 0 for row in played)
    begun = call["first_started_at"]
    over = begun is not None and told.next is None and call["active"] is None
    return AsRun(
        rows,
        RunTotals(
            told.planned,
            Reach(begun, told.expected.end if over else None),
            lasts,
            took,
            None if begun is None else begun - told.planned.start,
            took - lasts,
        ),
    )


def _row(row: TimedRow, active_since: int | None) -> RunRow:
    """Compare one row with its plan."""
    lasts = row.planned.end - row.planned.start
    actual = Reach(None, None)
    if row.status == "active":
        actual = Reach(active_since, None)
    elif row.status in ("completed", "skipped"):
        actual = row.expected
    start, end = actual.start, actual.end
    took = None if start is None or end is None else max(0, end - start)
    return RunRow(
        row.id,
        row.status,
        row.planned,
        actual,
        lasts,
        took,
        None if start is None else row.late,
        None if took is None or row.status == "skipped" else took - lasts,
    )
