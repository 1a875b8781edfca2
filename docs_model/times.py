"""Times and durations as people type and read them.

What is typed is always shown back before it counts, because "1:30" is half past one in a start
and a minute and a half in a length. The browser has the same rules; both sides assert
`tests/vectors/times.json` (D9).

    time       9 · 930 · 9:30 · 9.30 · 9h30 · 9:30:15 · 9:30pm · noon · midnight · now
               25:30 or 1:30 +1 (after midnight) · +15 · +1:30 · -5m (from the present value)
    duration   5 (minutes) · 2.5 · 1:30 (m:ss) · 1:30:00 (h:mm:ss) · 90s · 1h30 · 1h 30m · 5' 30"
               +5 · -30s (from the present value)

All values are whole milliseconds. What names no day (0:10, noon, now) is meant on the day that
brings it nearest to what is planned there, so that "0010" late in the evening is after midnight;
25:30 and 1:30 +1 name theirs. Midnight is one that ends a day: who means the one before everything
types 0:00.
"""

import re
from dataclasses import dataclass
from typing import Final

from docs_model.fields import DAY, LAST_TIME, LONGEST

SECOND: Final = 1000
MINUTE: Final = 60 * SECOND
HOUR: Final = 60 * MINUTE
TYPED_LIMIT: Final = 40
"""Nobody types a time longer than this."""

UNKNOWN_TIME: Final = "Type a time such as 9:30, 930, 9:30pm, noon or +15."
UNKNOWN_DURATION: Final = "Type how long it lasts, such as 5, 1:30, 90s or 1h 30m."
UNKNOWN_MOVE: Final = "Type how far to move it, such as +15, +1:30 or -5m."
TWO_DIGITS: Final = "Minutes and seconds need two digits, as in 9:05."
SIXTY: Final = "Minutes and seconds go from 00 to 59."
TWELVE: Final = "With am or pm the hour goes from 1 to 12."
TOO_LATE: Final = "A time can be at most six days after the first day."
TOO_EARLY: Final = "That would be before midnight of the first day."
TOO_LONG: Final = "Nothing can last longer than seven days."
TOO_SHORT: Final = "Nothing can last less than no time."
NOTHING_TO_MOVE: Final = "There is no time here yet to add to or take from."
NO_CLOCK: Final = "The present time is not known here."

UNITS: Final[dict[str, int]] = {
    **dict.fromkeys(("d", "day", "days"), DAY),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), HOUR),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "'", "\u2032", "\u2019"), MINUTE),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", '"', "\u2033", "\u201d"), SECOND),
}
FINER: Final = {HOUR: MINUTE, MINUTE: SECOND}
"""A bare number after hours counts minutes, after minutes seconds: 1h30, 1m30."""

DAY_OFFSET: Final = re.compile(r"(?P<clock>.*[^+ ]) ?\+ ?(?P<days>[0-6])(?: ?d(?:ays?)?)?")
CLOCK: Final = re.compile(
    r"(?P<hours>[0-9]{1,3})(?: ?[:.h] ?(?P<minutes>[0-9]{1,2})"
    r"(?:[:.](?P<seconds>[0-9]{1,2})(?:[.,](?P<parts>[0-9]{1,3}))?)?| ?h)?"
)
CLOSED_UP: Final = re.compile(
    r"(?P<hours>[0-9]{1,2})(?P<minutes>[0-9]{2})(?P<seconds>[0-9]{2})?(?P<parts>$)"
)
HALF: Final = re.compile(r"(?P<clock>.*[0-9]) ?(?P<half>[ap])(?:\.? ?m\.?)?")
COUNTED: Final = re.compile(
    r"(?:(?P<hours>[0-9]{1,3}):)?(?P<minutes>[0-9]{0,5}):"
    r"(?P<seconds>[0-9]{1,2})(?:[.,](?P<parts>[0-9]{1,3}))?"
)
AMOUNT: Final = re.compile(
    r"(?P<whole>[0-9]{1,6})(?:[.,](?P<parts>[0-9]{1,3}))? ?"
    r"(?P<unit>[a-z]+|['\"\u2032\u2033\u2019\u201d]|) ?"
)


@dataclass(frozen=True, slots=True)
class Misunderstood:
    """What was typed could not be understood; `sentence` says what would be."""

    sentence: str


def parse_time(
    typed: str, *, present: int | None = None, now: int | None = None, near: int = 0
) -> int | Misunderstood | None:
    """Understand a time of day; None when nothing was typed, which means "follows".

    `present` is what "+15" counts from, `now` what "now" means, both as times of day. A time
    without a day is meant on the day that brings it nearest to `near`.
    """
    text = _tidy(typed)
    if text is None:
        return Misunderstood(UNKNOWN_TIME)
    if text == "":
        return None
    if text in ("now", "noon", "midnight"):
        known = {"now": now, "noon": 12 * HOUR, "midnight": DAY}[text]
        return Misunderstood(NO_CLOCK) if known is None else on_nearest_day(known, near)
    if text[0] in "+-":
        return _moved_time(text, present)
    offset = DAY_OFFSET.fullmatch(text)
    clock = _clock(offset["clock"] if offset else text)
    if isinstance(clock, Misunderstood):
        return clock
    if offset is None and clock < DAY:
        return on_nearest_day(clock, near)
    time = clock + (int(offset["days"]) * DAY if offset else 0)
    return time if time <= LAST_TIME else Misunderstood(TOO_LATE)


def on_nearest_day(time: int, near: int) -> int:
    """Give a time that is more than half a day before another one on a later day."""
    while near - time > DAY // 2 and time + DAY <= LAST_TIME:
        time += DAY
    return time


def parse_duration(typed: str, *, present: int = 0) -> int | Misunderstood:
    """Understand how long something lasts; 0 when nothing was typed.

    `present` is what "+5" counts from.
    """
    text = _tidy(typed)
    if text is None:
        return Misunderstood(UNKNOWN_DURATION)
    if text == "":
        return 0
    sign = {"+": 1, "-": -1}.get(text[0], 0)
    length = _length(text[1:].lstrip() if sign else text)
    if isinstance(length, Misunderstood):
        return length
    duration = present + sign * length if sign else length
    if duration < 0:
        return Misunderstood(TOO_SHORT)
    return duration if duration <= LONGEST else Misunderstood(TOO_LONG)


def format_time(time: int | None) -> str:
    """Write a time of day: 09:30, 09:30:15, 00:30 +1; nothing for None."""
    if time is None:
        return ""
    days, rest = divmod(time, DAY)
    hours, rest = divmod(rest, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    seconds = f":{_seconds(rest)}" if rest else ""
    return f"{hours:02}:{minutes:02}{seconds}{f' +{days}' if days else ''}"


def format_duration(duration: int) -> str:
    """Write a duration the short way, as it can be typed again: 0:45, 5:00, 1:30:00."""
    hours, rest = divmod(duration, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    front = f"{hours}:{minutes:02}" if hours else f"{minutes}"
    return f"{front}:{_seconds(rest)}"


def say_duration(duration: int) -> str:
    """Say a duration so that nobody can take it for something else: 1 min 30 s, 1 h 30 min."""
    hours, rest = divmod(duration, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    whole, parts = divmod(rest, SECOND)
    seconds = f"{whole}.{parts:03}".rstrip("0").rstrip(".") if parts else str(whole)
    said = [f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes)
    return " ".join(said + [f"{seconds} s"] * bool(rest)) or "0 min"


def _seconds(rest: int) -> str:
    """Write what is left below a minute: 05, 05.250."""
    whole, parts = divmod(rest, SECOND)
    return f"{whole:02}" + (f".{parts:03}" if parts else "")


def _tidy(typed: str) -> str | None:
    """Put what was typed into one spelling; None when it is too long to be a time."""
    if len(typed) > TYPED_LIMIT:
        return None
    return re.sub(r"\s+", " ", typed).strip().lower().replace("\u2212", "-")


def _clock(text: str) -> int | Misunderstood:
    """Understand a time on the clock, which may have am or pm behind it."""
    half = HALF.fullmatch(text)
    clock = _plain_clock(half["clock"] if half else text)
    if half is None or isinstance(clock, Misunderstood):
        return clock
    hours, rest = divmod(clock, HOUR)
    if not 1 <= hours <= 12:
        return Misunderstood(TWELVE)
    return (hours % 12 + (12 if half["half"] == "p" else 0)) * HOUR + rest


def _plain_clock(text: str) -> int | Misunderstood:
    """Understand hours, minutes, seconds and parts of a second."""
    match = CLOSED_UP.fullmatch(text) or CLOCK.fullmatch(text)
    if match is None:
        return Misunderstood(UNKNOWN_TIME)
    minutes, seconds = match["minutes"] or "00", match["seconds"] or "00"
    if len(minutes) < 2 or len(seconds) < 2:
        return Misunderstood(TWO_DIGITS)
    if int(minutes) > 59 or int(seconds) > 59:
        return Misunderstood(SIXTY)
    whole = int(match["hours"]) * HOUR + int(minutes) * MINUTE + int(seconds) * SECOND
    return whole + _thousandths(match["parts"])


def _thousandths(parts: str | None) -> int:
    """Give digits after a point as thousandths."""
    return int((parts or "").ljust(3, "0"))


def _moved_time(text: str, present: int | None) -> int | Misunderstood:
    """Understand "+15", "+1:30" (hours and minutes) or "-5m" from the present time."""
    if present is None:
        return Misunderstood(NOTHING_TO_MOVE)
    amount = text[1:].lstrip()
    by = _plain_clock(amount) if ":" in amount else _length(amount)
    if isinstance(by, Misunderstood):
        unknown = by.sentence in (UNKNOWN_TIME, UNKNOWN_DURATION)
        return Misunderstood(UNKNOWN_MOVE) if unknown else by
    time = present + (by if text[0] == "+" else -by)
    if time < 0:
        return Misunderstood(TOO_EARLY)
    return time if time <= LAST_TIME else Misunderstood(TOO_LATE)


def _length(text: str) -> int | Misunderstood:
    """Understand a length without a sign: counted with colons, or amounts with units."""
    counted = COUNTED.fullmatch(text)
    return _amounts(text) if counted is None else _counted(counted)


def _counted(match: re.Match[str]) -> int | Misunderstood:
    """Understand m:ss, :ss and h:mm:ss."""
    hours, minutes, seconds = match["hours"], match["minutes"], match["seconds"]
    if len(seconds) < 2 or (hours is not None and len(minutes) < 2):
        return Misunderstood(TWO_DIGITS)
    if int(seconds) > 59 or (hours is not None and int(minutes) > 59):
        return Misunderstood(SIXTY)
    whole = int(hours or 0) * HOUR + int(minutes or 0) * MINUTE + int(seconds) * SECOND
    return whole + _thousandths(match["parts"])


def _amounts(text: str) -> int | Misunderstood:
    """Understand amounts with units from coarse to fine; a bare number counts minutes."""
    total, position, finest = 0, 0, 0
    while match := AMOUNT.match(text, position):
        bare = FINER.get(finest, 0) if finest else MINUTE
        unit = UNITS.get(match["unit"], 0) if match["unit"] else bare
        if unit == 0 or (finest and unit >= finest):
            return Misunderstood(UNKNOWN_DURATION)
        total += int(match["whole"]) * unit + _thousandths(match["parts"]) * (unit // 1000)
        position, finest = match.end(), unit
        if not match["unit"]:
            break
    return total if position == len(text) and finest else Misunderstood(UNKNOWN_DURATION)
