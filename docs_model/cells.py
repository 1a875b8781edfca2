"""What a cell of a table says: a time, a length, a status, a colour, or text.

A cell is what a spreadsheet gives: text, a number, a time, a date, a length of time, yes or no, or
nothing. Every reader gives the plain value, or `Misunderstood` with a sentence for whoever made the
table.
"""

import datetime
import re
from dataclasses import dataclass
from typing import Final

from docs_model.codes import is_date
from docs_model.fields import DAY, LAST_INSTANT, LAST_TIME, LONGEST
from docs_model.kinds.show import COLOURS, DEPARTMENTS, STATUSES, TYPES
from docs_model.times import (
    TOO_LATE,
    TOO_LONG,
    UNKNOWN_DURATION,
    UNKNOWN_TIME,
    Misunderstood,
    parse_duration,
    parse_time,
)

Cell = str | float | int | bool | datetime.date | datetime.time | datetime.timedelta | None
"""What a spreadsheet holds in one place; a datetime is a date, too."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day to be written into a table; milliseconds since midnight of the first day."""

    time: int


@dataclass(frozen=True, slots=True)
class Length:
    """A duration to be written into a table, in milliseconds."""

    duration: int


EPOCH: Final = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
SPREADSHEET_DAY_ZERO: Final = datetime.datetime(1899, 12, 31)  # noqa: DTZ001
"""A spreadsheet keeps 24:30 as half an hour into the first day of January 1900."""

STATUS_WORDS: Final = {
    **{status: status for status in STATUSES},
    **dict.fromkeys(("", "open", "planned", "to do", "todo", "not started", "no"), "pending"),
    **dict.fromkeys(("in progress", "live", "running", "active", "on", "current"), "in_progress"),
    **dict.fromkeys(("done", "complete", "finished", "yes", "x", "✓", "✔"), "completed"),
}
COLOUR_WORDS: Final = {
    **{colour: colour for colour in COLOURS},
    **{"": "none", "orange": "amber", "purple": "violet", "magenta": "pink", "cyan": "teal"},
    **{"turquoise": "teal", "lime": "green", "gold": "yellow", "navy": "blue", "white": "none"},
}
COUNT_WORDS: Final = {
    **dict.fromkeys(("", "duration", "length"), "duration"),
    **dict.fromkeys(("to end", "end", "to its end"), "to_end"),
}
DEPARTMENT_WORDS: Final = {
    **{department: department for department in DEPARTMENTS},
    **dict.fromkeys(("lx", "elx", "light", "lights"), "lighting"),
    **dict.fromkeys(("audio", "snd", "sq", "music"), "sound"),
    **dict.fromkeys(("vt", "vtr", "vid", "playback"), "video"),
    **dict.fromkeys(("gfx", "slides", "screens", "screen"), "graphics"),
    **dict.fromkeys(("sm", "deck", "stage management", "props"), "stage"),
    **dict.fromkeys(("presenter", "speaker", "host", "cast"), "talent"),
    **dict.fromkeys(("fx", "sfx", "pyro", "special effects"), "effects"),
    "": "other",
}
WORDS: Final = {
    "status": STATUS_WORDS,
    "colour": COLOUR_WORDS,
    "count": COUNT_WORDS,
    "cue_department": DEPARTMENT_WORDS,
}
TRUE_WORDS: Final = frozenset(("x", "yes", "y", "true", "hard", "fixed", "1", "✓", "✔"))


def text_of(cell: Cell) -> str:
    """Give a cell as text, as a person would type it; lines end with a line feed."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ", "minutes")
    return str(cell).replace("\r\n", "\n").replace("\r", "\n")


def is_blank(cell: Cell) -> bool:
    """Tell whether there is nothing in a cell."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def time_of(cell: Cell) -> int | Misunderstood | None:
    """Give a time of day; None when the cell is blank."""
    if isinstance(cell, bool):
        return Misunderstood(UNKNOWN_TIME)
    if isinstance(cell, int | float):
        return _time_number(cell)
    whole = _milliseconds(cell)
    if whole is None:
        return Misunderstood(UNKNOWN_TIME) if isinstance(cell, datetime.date) else _typed_time(cell)
    return whole if 0 <= whole <= LAST_TIME else Misunderstood(TOO_LATE)


def duration_of(cell: Cell, unit: int) -> int | Misunderstood | None:
    """Give a length; None when the cell is blank. A bare number counts units, in ms."""
    if is_blank(cell):
        return None
    if isinstance(cell, str) and re.fullmatch(r"\s*[0-9]{1,6}\s*", cell):
        cell = int(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if not 0 <= cell * unit <= LONGEST:
            return Misunderstood(TOO_LONG)
        return round(cell * unit)
    whole = _milliseconds(cell)
    if whole is None:
        return parse_duration(cell) if isinstance(cell, str) else Misunderstood(UNKNOWN_DURATION)
    return whole if 0 <= whole <= LONGEST else Misunderstood(TOO_LONG)


def word_of(field: str, cell: Cell) -> str | Misunderstood:
    """Give the word of a closed list that a cell means."""
    known = WORDS[field]
    said = " ".join(re.sub(r"[_\s-]+", " ", text_of(cell).lower()).split())
    word = known.get(said) or known.get(said.replace(" ", "_"))
    if word:
        return word
    allowed = ", ".join(dict.fromkeys(known.values()))
    return Misunderstood(f"This can be {allowed}.")


def type_of(cell: Cell) -> str:
    """Give the type of a segment: the usual ones in their usual spelling, others as they are."""
    said = text_of(cell).strip()
    return said.lower() if said.lower() in TYPES else said or "other"


def fixed_of(cell: Cell) -> frozenset[str]:
    """Give which of start and end are fixed; a mere mark means the start."""
    said = text_of(cell).strip().lower()
    return frozenset({"start"} if said in TRUE_WORDS else re.findall("start|end", said))


def date_of(cell: Cell) -> str | Misunderstood:
    """Give a day of the calendar."""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    said = cell.isoformat() if isinstance(cell, datetime.date) else text_of(cell).strip()
    return said if is_date(said) else Misunderstood("Write the date as 2026-11-21.")


def instant_of(cell: Cell) -> int | Misunderstood:
    """Give a moment in the world, written as 2026-11-21T17:30:00.000Z."""
    try:
        moment = datetime.datetime.fromisoformat(text_of(cell).strip())
        milliseconds = (_in_utc(moment) - EPOCH) / datetime.timedelta(milliseconds=1)
    except (ValueError, OverflowError):
        return Misunderstood("Write the moment as 2026-11-21T17:30:00Z.")
    return min(max(0, round(milliseconds)), LAST_INSTANT)


def write_instant(instant: int | None) -> str:
    """Write a moment as it is read back; nothing for never, or for one beyond the calendar."""
    if instant is None:
        return ""
    try:
        moment = EPOCH + datetime.timedelta(milliseconds=instant)
    except OverflowError:
        return ""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _in_utc(moment: datetime.datetime) -> datetime.datetime:
    """Take a moment without a zone as UTC."""
    return moment.replace(tzinfo=datetime.UTC) if moment.tzinfo is None else moment


def _milliseconds(cell: Cell) -> int | None:
    """Give the milliseconds since midnight of what a spreadsheet keeps as a time or a length."""
    if isinstance(cell, datetime.timedelta):
        return round(cell / datetime.timedelta(milliseconds=1))
    if isinstance(cell, datetime.time):
        past = datetime.timedelta(
            hours=cell.hour,
            minutes=cell.minute,
            seconds=cell.second,
            microseconds=cell.microsecond,
        )
        return _milliseconds(past)
    if isinstance(cell, datetime.datetime):
        if cell.year <= 1900:
            return _milliseconds(cell.replace(tzinfo=None) - SPREADSHEET_DAY_ZERO)
        return _milliseconds(cell.time())
    return None


def _time_number(cell: float) -> int | Misunderstood | None:
    """Understand a number as a time: 0.5 is noon in a spreadsheet; 9.3 and 930 are half past nine."""
    if 0 < cell < 1:
        return round(cell * DAY)
    if not 0 <= cell < 1_000_000:
        return Misunderstood(UNKNOWN_TIME)
    return _typed_time(str(int(cell)) if float(cell).is_integer() else f"{cell:.2f}")


def _typed_time(cell: Cell) -> int | Misunderstood | None:
    """Understand text as a time; in a table there is nothing that "+15" could count from."""
    return parse_time(text_of(cell))
