"""What the times of a show are reckoned from: its plan, and the state of its call, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypedDict

from docs_model.document import live
from docs_model.schedule import Schedule, schedule
from docs_model.times import HOUR
from docs_model.values import Plain
from docs_model.zones import date_for, date_of, instant_of

AROUND: Final = 12 * HOUR
"""So long before its planned start, or after its planned end, a call is still that of the planned day."""


class Done(TypedDict):
    """How a segment that is over went."""

    status: Literal["completed", "skipped"]
    started_at: int | None
    ended_at: int | None


class Call(TypedDict):
    """The state of a show call: what is active and since when, what is done.

    `started_at`, `paused_ms` (finished pauses) and `added_ms` are those of the active segment.
    """

    active: str | None
    started_at: int | None
    first_started_at: int | None
    paused_at: int | None
    paused_ms: int
    added_ms: int
    done: Mapping[str, Done]


@dataclass(frozen=True, slots=True)
class Plan:
    """The live segments in their order, and what makes moments of their times of day.

    Without a date the plan is meant on the day that brings its start nearest to the actual one.
    """

    segments: Sequence[Mapping[str, Plain]]
    planned_start: int | None
    date: str | None
    zone: str


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when, in Unix milliseconds."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reach:
    """From when to when, as far as it is known."""

    start: int | None
    end: int | None


def plan_of(show: Mapping[str, Plain]) -> Plan:
    """Give the plan in a show, as it is read from a document; deleted segments are left out."""
    info = show["show"]
    return Plan(live(show["segments"]), info["planned_start"], info["date"], info["time_zone"])


def plan_date(plan: Plan, call: Call, now: int) -> str:
    """Give the date that a plan is meant on: its own, unless it is called on another day, as in a rehearsal (T9)."""
    begun = call["first_started_at"]
    if plan.date is not None and (begun is None or _is_around(plan, plan.date, begun)):
        return plan.date
    if plan.segments and plan.segments[0]["start"] is not None:
        opening = plan.segments[0]["start"]
    else:
        opening = plan.planned_start or 0
    return date_for(plan.zone, opening, now if begun is None else begun)


def _is_around(plan: Plan, date: str, moment: int) -> bool:
    """Tell whether a moment is on the planned day, or not far from what is planned."""
    if date_of(plan.zone, moment) == date:
        return True
    planned = schedule(plan.segments, plan.planned_start).totals
    start, end = (instant_of(date, plan.zone, time) for time in (planned.start, planned.end))
    return start - AROUND <= moment <= end + AROUND


def planned_moments(plan: Plan, call: Call, now: int) -> Schedule:
    """Plan in moments instead of times of day, so that an hour lasts an hour in any night."""
    date = plan_date(plan, call, now)

    def moment(time: Any) -> int | None:
        return None if time is None else instant_of(date, plan.zone, time)

    segments = [
        {**segment, "start": moment(segment["start"]), "end": moment(segment["end"])}
        for segment in plan.segments
    ]
    return schedule(segments, moment(plan.planned_start or 0))
