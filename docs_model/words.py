"""Values and records in the words of a stage manager: 18:30, 5 min, Segment ‘Doors’, Cue LX 14.

One table says how the values of each shape of field are said; what is not in it says itself.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from docs_model.codes import Date
from docs_model.document import Record
from docs_model.fields import Duration, Field, Flag, Instant, Number, TimeOfDay
from docs_model.kind import Records, Root
from docs_model.texts import Choice, Fixed, OpenChoice, Text
from docs_model.times import format_time, say_duration
from docs_model.values import Plain

LONGEST_NAME: Final = 40
LONGEST_TEXT: Final = 80
AROUND: Final = 24
"""How much of a long text is shown around the place where it changed."""

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def field_words(name: str) -> str:
    """Name a field: planned start."""
    return name.replace("_", " ")


def say(field: Field, value: Plain) -> str:
    """Say one value."""
    for shape in type(field).__mro__:
        if shape in SAYINGS:
            return SAYINGS[shape](value)
    return str(value)


def say_both(field: Field, before: Plain, after: Plain) -> tuple[str, str]:
    """Say two values of a field; of long texts only what is around the difference."""
    if type(field) in PLAIN_WORDS or not (isinstance(before, str) and isinstance(after, str)):
        return say(field, before), say(field, after)
    if max(len(before), len(after)) <= LONGEST_TEXT:
        return quoted(before), quoted(after)
    start, end = _alike(before, after)
    return quoted(_cut(before, start, end)), quoted(_cut(after, start, end))


def called(root: Root, record: Record | None) -> str:
    """Name a record as people do; a root that is one record needs no name."""
    if not isinstance(root, Records):
        return ""
    for name in root.called:
        value = str((record or {}).get(name) or "").strip()
        if value:
            plain = isinstance(root.fields[name], Text)
            return f"{root.interface} {value if plain else quoted(shortened(value))}"
    return f"{root.interface} without a name" if record else f"{root.interface} that is gone"


def quoted(text: str) -> str:
    """Put text in quotes; an empty one is called so."""
    return f"‘{text}’" if text else "empty"


def shortened(text: str, most: int = LONGEST_NAME) -> str:
    """Cut a name that is too long to be read in passing."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _alike(before: str, after: str) -> tuple[int, int]:
    """Count the letters that two texts have in common at their beginnings and at their ends."""
    most = min(len(before), len(after))
    start = next((at for at in range(most) if before[at] != after[at]), most)
    most -= start
    end = next((at for at in range(most) if before[-1 - at] != after[-1 - at]), most)
    return start, end


def _cut(text: str, start: int, end: int) -> str:
    first = max(0, start - AROUND)
    last = min(len(text), len(text) - end + AROUND)
    middle = text[first:last]
    if len(middle) > LONGEST_TEXT:
        half = LONGEST_TEXT // 2
        middle = f"{middle[:half]} … {middle[-half:]}"
    middle = " ".join(middle.split())
    return f"{'…' if first else ''}{middle}{'…' if last < len(text) else ''}"


def _say_time(value: Any) -> str:
    return "not fixed" if value is None else format_time(value)


def _say_instant(value: Any) -> str:
    if value is None:
        return "never"
    try:
        return f"{EPOCH + timedelta(milliseconds=value):%Y-%m-%d %H:%M} UTC"
    except OverflowError:
        return "beyond the calendar"


SAYINGS: Final[Mapping[type, Callable[[Any], str]]] = {
    TimeOfDay: _say_time,
    Duration: say_duration,
    Instant: _say_instant,
    Number: lambda value: "none" if value is None else str(value),
    Flag: lambda value: "yes" if value else "no",
    Date: lambda value: value or "no date",
    Choice: field_words,
    OpenChoice: field_words,
    Text: quoted,
    Field: lambda value: quoted(value) if isinstance(value, str) else str(value),
}
PLAIN_WORDS: Final = (Choice, OpenChoice, Fixed, Date)
