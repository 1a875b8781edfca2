"""Which starts and ends of a run sheet are fixed, and how long things last.

A sheet says when things happen, often without saying which of it is meant: a start equal to the end
of the row before is taken to follow it, any other start is fixed. Where the length is missing it
comes from the end, or from the start of the next row. A time more than twelve hours before the one
above it is after midnight. A sheet that Callboard wrote says all this itself, in its column
"Fixed".
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from docs_model.times import HOUR, format_time, on_nearest_day

TURN: Final = 12 * HOUR
"""A gap longer than this nobody can mean."""


@dataclass(frozen=True, slots=True)
class Written:
    """What one row says about its times; `fixed` is None where no column says what is fixed.

    `refused` when a time of the row could not be understood: then its length is not guessed.
    """

    start: int | None
    end: int | None
    duration: int | None
    fixed: frozenset[str] | None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """The times of a segment as the document keeps them."""

    start: int | None
    end: int | None
    duration: int


Tell = Callable[[int, str, str], None]
"""Hears of a problem: index of the row, field, sentence."""


def place_in_time(rows: Sequence[Written], tell: Tell) -> list[Placed]:
    """Decide for all rows; what does not fit together is told and decided by the length."""
    days = _past_midnight(rows)
    placed: list[Placed] = []
    before: int | None = None
    for index, row in enumerate(days):
        if row.fixed is not None:
            placed.append(_as_stated(row))
            continue
        begin = before if row.start is None else row.start
        duration = _duration(days, index, begin, tell)
        follows = row.start is None or row.start == before
        placed.append(Placed(None if follows else row.start, None, duration))
        before = None if begin is None else begin + duration
    return placed


def _as_stated(row: Written) -> Placed:
    """Take over what a column says is fixed."""
    assert row.fixed is not None
    start = row.start if "start" in row.fixed else None
    end = row.end if "end" in row.fixed else None
    if row.duration is None and row.start is not None and row.end is not None:
        return Placed(start, end, max(0, row.end - row.start))
    return Placed(start, end, row.duration or 0)


def _past_midnight(rows: Sequence[Written]) -> list[Written]:
    """Move times over midnight where the sheet only has the time of day."""
    moved: list[Written] = []
    latest = 0
    for row in rows:
        if row.fixed is None:
            start = None if row.start is None else on_nearest_day(row.start, latest)
            latest = start or latest
            end = None if row.end is None else on_nearest_day(row.end, latest)
            row = replace(row, start=start, end=end)
        moved.append(row)
    return moved


def _duration(rows: Sequence[Written], index: int, begin: int | None, tell: Tell) -> int:
    """Give how long a row lasts: as it says, else up to its end, else up to the next start."""
    row = rows[index]
    if row.duration is not None:
        if row.end is not None and begin is not None and begin + row.duration != row.end:
            by_length = format_time(begin + row.duration)
            sentence = f"By its length it ends at {by_length}, not {format_time(row.end)}; "
            tell(index, "end", sentence + "the length counts.")
        return row.duration
    if begin is None:
        return 0
    if row.end is not None:
        if row.end < begin:
            tell(index, "end", f"It ends before it starts at {format_time(begin)}.")
        return max(0, row.end - begin)
    if row.refused:
        return 0
    following = rows[index + 1].start if index + 1 < len(rows) else None
    return following - begin if following is not None and 0 <= following - begin <= TURN else 0
