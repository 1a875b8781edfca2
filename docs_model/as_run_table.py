"""The report of how a show went, as a table: planned against actual, row by row and in total."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from docs_model.as_run import AsRun, RunRow
from docs_model.cells import Length
from docs_model.table_export import Written

HEADINGS: Final = (
    "Segment",
    "Status",
    "Planned start",
    "Actual start",
    "Began",
    "Planned end",
    "Actual end",
    "Planned duration",
    "Actual duration",
    "Lasted",
)

LATE: Final = ("late", "early", "on time")
LONGER: Final = ("longer", "shorter", "as planned")


def as_run_table(report: AsRun, names: Mapping[str, str], zone: str) -> Iterator[Sequence[Written]]:
    """Give the rows of the table; times of day are those of the show's time zone, differences say which way."""
    yield HEADINGS
    for row in report.rows:
        yield _row(row, names.get(row.id, ""), zone)
    totals = report.totals
    yield (
        "The whole show",
        "",
        _time(totals.planned.start, zone),
        _time(totals.actual.start, zone),
        _by(totals.late, LATE),
        _time(totals.planned.end, zone),
        _time(totals.actual.end, zone),
        Length(totals.lasts),
        Length(totals.took),
        _by(totals.longer, LONGER),
    )


def _row(row: RunRow, name: str, zone: str) -> Sequence[Written]:
    return (
        name,
        row.status,
        _time(row.planned.start, zone),
        _time(row.actual.start, zone),
        _by(row.late, LATE),
        _time(row.planned.end, zone),
        _time(row.actual.end, zone),
        Length(row.lasts),
        None if row.took is None else Length(row.took),
        _by(row.longer, LONGER),
    )


def _time(moment: int | None, zone: str) -> str | None:
    """Write a moment as a date and a time of day to the second, as clocks showed it there."""
    if moment is None:
        return None
    at: Any = datetime.fromtimestamp(moment / 1000, UTC).astimezone(ZoneInfo(zone))
    return str(at.strftime("%Y-%m-%d %H:%M:%S"))


def _by(ms: int | None, words: tuple[str, str, str]) -> str | None:
    """Write by how much something differs: 0:05:12 late, 0:00:30 early, on time."""
    if ms is None:
        return None
    more, less, same = words
    minutes, seconds = divmod(abs(ms) // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    if abs(ms) < 1000:
        return same
    return f"{hours}:{minutes:02}:{seconds:02} {more if ms > 0 else less}"
