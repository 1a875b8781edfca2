"""Times of day and moments in the world: 25:30 of a show's date in its time zone, and back.

    instant_of(date, zone, time)    → Unix milliseconds
    time_of(date, zone, instant)    → milliseconds since midnight of the date, as a clock shows them
    date_for(zone, time, instant)   → the date on which that time of day is nearest to a moment

A time of day is what a clock on the wall shows, on the day that it names: 03:00 is 03:00 also in
the night in which a clock was put forward at 02:00. A time that the clocks leave out is taken as if
they had not been changed yet (02:30 is the moment that they show as 03:30); of a time that comes
twice the first is meant. iCalendar, JavaScript's Temporal and `zoneinfo` agree on that.

The browser has the same rules (`tests/vectors/zones.json`, T1). Before 1970 the offsets of 1970
count; a zone that is not known here counts as UTC.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from docs_model.fields import DAY

FIRST: Final = 0
LAST: Final = 253_402_041_600_000
"""Offsets are looked up between 1970-01-01 and 9999-12-29."""

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND: Final = timedelta(milliseconds=1)


def instant_of(day: str, zone: str, time: int) -> int:
    """Give the moment at which clocks in a zone show a time of a day; of two, the first."""
    shown = _midnight(day) + time
    kept = min(max(shown, FIRST), LAST)
    wall = (EPOCH + timedelta(milliseconds=kept)).replace(tzinfo=_zone(zone))
    offset = wall.utcoffset()
    assert offset is not None
    return shown - offset // MILLISECOND


def time_of(day: str, zone: str, instant: int) -> int:
    """Give what clocks in a zone show at a moment, counted from midnight of a day."""
    return instant + _offset(zone, instant) - _midnight(day)


def date_of(zone: str, instant: int) -> str:
    """Give the date on which a moment falls in a zone."""
    days = (instant + _offset(zone, instant)) // DAY
    return (date(1970, 1, 1) + timedelta(days=days)).isoformat()


def day_offset(planned: int, clock: int) -> int:
    """Tell on which day after the planned one a clock shows its time, if it is the nearest one.

    Planned for 23:00 and begun at 00:10 is a day later, not 22 h 50 min too early.
    """
    ahead = clock % DAY - planned % DAY
    return (ahead <= -DAY // 2) - (ahead >= DAY // 2)


def date_for(zone: str, time: int, instant: int) -> str:
    """Give the date that brings a time of day nearest to a moment: for a show without a date."""
    today = date_of(zone, instant)
    days = time // DAY + day_offset(time, time_of(today, zone, instant))
    return (date.fromisoformat(today) - timedelta(days=days)).isoformat()


def _midnight(day: str) -> int:
    """Give the midnight that begins a date, as if it were UTC."""
    return (date.fromisoformat(day) - date(1970, 1, 1)).days * DAY


def _offset(zone: str, instant: int) -> int:
    """Tell by how much the clocks of a zone are ahead of UTC at a moment."""
    kept = min(max(instant, FIRST), LAST)
    offset = (EPOCH + timedelta(milliseconds=kept)).astimezone(_zone(zone)).utcoffset()
    assert offset is not None
    return offset // MILLISECOND


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    """Find a zone by its name, in capitals or not, as browsers do."""
    return ZoneInfo(_names().get(name.lower(), "UTC"))


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Give the names of all zones by their small letters."""
    return {name.lower(): name for name in available_timezones() - {"localtime", "Factory"}}
