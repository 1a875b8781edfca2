"""Ways out where a fixed start does not meet the end of the row before, in a plan or during a call.

    16:00 ▸ A 1 min, B 10 min, C            17:00 ▸ D        a gap of 49 minutes before D
    anchor   D starts at 16:11
    first    A starts at 16:49
    between  B lasts 59 minutes

The row whose fixed start is meant is the anchor. The rows before it follow each other from the
nearest fixed start, or from what is on; only those can help. A way that leads nowhere says why, in
a sentence. The browser has the same rules (`tests/vectors/fixes.json`, T8).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from docs_model.call import Call, Plan, plan_date
from docs_model.fields import LAST_TIME, LONGEST
from docs_model.schedule import Row
from docs_model.times import MINUTE, TOO_EARLY, TOO_LATE, TOO_LONG
from docs_model.timing import ActiveRow, TimedRow, Timing
from docs_model.values import Plain
from docs_model.zones import time_of

NO_SHORTER: Final = "It cannot be made so much shorter."
COMES_AFTER: Final = "It comes after the fixed start: changing it does not help."
DECIDED_LATER: Final = "A fixed time after it decides: changing it does not help."
RUNS_INTO: Final = "The row before it would run into it."
ENDS_BEFORE: Final = "Its fixed end would lie before its start."
BEGUN: Final = "It has already begun."
OVER: Final = "It is already over."
IN_PAST: Final = "That moment is already past."


@dataclass(frozen=True, slots=True)
class Link:
    """A row as a chain of rows sees it, in times of day.

    `held`: its start follows from nothing before it. `kept`: its end follows from no start. `least`
    is how short it can still be made, `earliest` when it can begin.
    """

    id: str
    start: int
    end: int
    duration: int
    fixed_end: int | None
    held: bool
    kept: bool
    least: int = 0
    earliest: int = 0
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Fix:
    """A field of a row to be set to a value."""

    id: str
    field: Literal["start", "duration", "end"]
    value: int


@dataclass(frozen=True, slots=True)
class NoFix:
    """Why a way leads nowhere; `id` is the row that it would have been."""

    id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class WaysOut:
    """The three ways; `size` is positive where rows overlap, negative where there is a gap."""

    size: int
    anchor: Fix | NoFix
    first: Fix | NoFix
    between: Fix | NoFix


def planned_links(segments: Sequence[Mapping[str, Plain]], rows: Sequence[Row]) -> tuple[Link, ...]:
    """Give the rows of a plan as a chain."""
    return tuple(
        Link(
            row.id,
            row.start,
            row.end,
            row.duration,
            segment["end"],
            held=segment["start"] is not None,
            kept=segment["end"] is not None,
        )
        for segment, row in zip(segments, rows, strict=True)
    )


def expected_links(plan: Plan, call: Call, now: int, told: Timing) -> tuple[Link, ...]:
    """Give what is expected during a call as a chain, ends rounded up to whole minutes.

    Rows that are over or left out are not in it. What pushes a fixed start makes it follow.
    """
    date = plan_date(plan, call, now)

    def shown(instant: int) -> int:
        return time_of(date, plan.zone, instant)

    return tuple(
        _expected_link(segment, row, told.active, shown, shown(now))
        for segment, row in zip(plan.segments, told.rows, strict=True)
        if row.status in ("active", "pending")
    )


def _expected_link(
    segment: Mapping[str, Plain],
    row: TimedRow,
    active: ActiveRow | None,
    shown: Callable[[int], int],
    now: int,
) -> Link:
    """Give one expected row; what is on is held by its actual start."""
    assert row.expected.start is not None and row.expected.end is not None
    begun = row.status == "active"
    fixed = None if begun else segment["start"]
    return Link(
        row.id,
        shown(row.expected.start) if fixed is None else fixed,
        -(-shown(row.expected.end) // MINUTE) * MINUTE,
        row.planned.end - row.planned.start,
        segment["end"],
        held=begun or (fixed is not None and row.overlap == 0),
        kept=segment.get("count") == "to_end",
        least=active.elapsed if begun and active is not None else 0,
        earliest=now,
        begun=begun,
    )


def ways_out(links: Sequence[Link], anchor: str) -> WaysOut | None:
    """Give the ways out before a fixed start; None where it meets the end of the row before."""
    place = _place(links, anchor)
    if place < 1 or links[place - 1].end == links[place].start:
        return None
    helps = range(_decided(links, place), place)
    longest = max(helps, key=lambda number: (links[number].duration, number))
    return WaysOut(
        links[place - 1].end - links[place].start,
        _anchor(links, place),
        _first(links, place),
        stretch(links, anchor, links[longest].id),
    )


def stretch(links: Sequence[Link], anchor: str, changed: str) -> Fix | NoFix:
    """Make one row shorter or longer, so that the last before a fixed start ends there."""
    place, number = _place(links, anchor), _place(links, changed)
    if number < 0:
        return NoFix(changed, OVER)
    if number >= place:
        return NoFix(changed, COMES_AFTER)
    if number < _decided(links, place):
        return NoFix(changed, DECIDED_LATER)
    link, size = links[number], links[place - 1].end - links[place].start
    if link.duration - size < link.least:
        return NoFix(link.id, NO_SHORTER)
    if link.duration - size > LONGEST:
        return NoFix(link.id, TOO_LONG)
    if link.fixed_end is None:
        return Fix(link.id, "duration", link.duration - size)
    if link.fixed_end - size > LAST_TIME:
        return NoFix(link.id, TOO_LATE)
    return Fix(link.id, "end", link.fixed_end - size)


def _place(links: Sequence[Link], name: str) -> int:
    """Tell where a row is; -1 when it is not there."""
    return next((number for number, link in enumerate(links) if link.id == name), -1)


def _head(links: Sequence[Link], place: int) -> int:
    """Find the row from which those before an anchor follow each other."""
    number = place - 1
    while number > 0 and not links[number].held:
        number -= 1
    return number


def _decided(links: Sequence[Link], place: int) -> int:
    """Find the first row whose length still moves the last before an anchor."""
    head = _head(links, place)
    return max((n for n in range(head, place) if links[n].kept), default=head)


def _anchor(links: Sequence[Link], place: int) -> Fix | NoFix:
    """Move the fixed start to the end of the row before."""
    link, start = links[place], links[place - 1].end
    if start > LAST_TIME:
        return NoFix(link.id, TOO_LATE)
    if link.fixed_end is not None and link.fixed_end < start:
        return NoFix(link.id, ENDS_BEFORE)
    return Fix(link.id, "start", start)


def _first(links: Sequence[Link], place: int) -> Fix | NoFix:
    """Start the row earlier, or later, from which the others follow."""
    head = _head(links, place)
    link = links[head]
    start = link.start - (links[place - 1].end - links[place].start)
    if link.begun:
        return NoFix(link.id, BEGUN)
    if any(links[number].kept for number in range(head, place)):
        return NoFix(link.id, DECIDED_LATER)
    if not 0 <= start <= LAST_TIME:
        return NoFix(link.id, TOO_EARLY if start < 0 else TOO_LATE)
    if start < link.earliest:
        return NoFix(link.id, IN_PAST)
    if head and start < link.start and links[head - 1].end > start:
        return NoFix(link.id, RUNS_INTO)
    return Fix(link.id, "start", start)
