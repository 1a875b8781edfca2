"""The shapes a field of a document can have: what is allowed in it, and how anything else is read.

A field is a frozen value. All of them answer the same five questions:

    read(value)          the plain value, whatever is stored; never raises (D2)
    fault(value)         a sentence that says why a plain value is not allowed, or None
    stored_fault(value)  the same for a value inside a document, where prose must be live text (D3)
    json_schema()        the same rule for other programs
    typescript           the type in the browser

Numbers are read as JavaScript keeps them: a float without a fraction is an integer, everything else
is rounded half up; NaN is unusable. Limits of text count code points.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import ClassVar, Final

from docs_model.values import MISSING, LiveRichText, LiveText, Plain, what

DAY: Final = 86_400_000
LAST_TIME: Final = 7 * DAY - 1
LONGEST: Final = 7 * DAY
LAST_INSTANT: Final = 8_640_000_000_000_000
"""The last instant a JavaScript Date can hold, in Unix milliseconds."""

Schema = dict[str, Plain]


@dataclass(frozen=True, kw_only=True)
class Field:
    """One named place in a record; `about` tells a stage manager what belongs there."""

    about: str

    shape: ClassVar[str]
    typescript: ClassVar[str]
    missing_is_a_fault: ClassVar[bool] = False

    def read(self, value: object) -> Plain:
        """Give the plain value for whatever is stored."""
        raise NotImplementedError

    def fault(self, value: object) -> str | None:
        """Say why a plain value is not allowed here, or None."""
        raise NotImplementedError

    def stored_fault(self, value: object) -> str | None:
        """Say why a value in a document is not allowed; a missing one reads as the default."""
        if value is MISSING:
            return "is missing" if self.missing_is_a_fault else None
        return self.fault(value)

    def json_schema(self) -> Schema:
        """Give the rule in JSON Schema (2020-12)."""
        raise NotImplementedError

    @property
    def initial(self) -> Plain:
        """What a new record starts with."""
        return self.read(MISSING)

    def declared(self) -> Mapping[str, Plain]:
        """Give what the browser needs to know of this field, as JSON."""
        own = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "about"}
        return {"shape": self.shape, "default": self.initial, **own}


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """A whole number between two bounds; null where `nullable`."""

    least: int
    most: int
    default: int | None = 0
    nullable: bool = False
    shape = "integer"

    @property
    def typescript(self) -> str:  # type: ignore[override]
        return "number | null" if self.nullable else "number"

    def read(self, value: object) -> int | None:
        if isinstance(value, bool) or not isinstance(value, int | float) or math.isnan(value):
            return None if self.nullable and value is None else self.default
        if not self.least <= value <= self.most:
            return self.least if value < self.least else self.most
        return min(math.floor(value + 0.5), self.most) if isinstance(value, float) else value

    def fault(self, value: object) -> str | None:
        if self.nullable and value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            return f"must be a whole number, found {what(value)}"
        if math.isnan(value):
            return "must be a whole number, found one that is not a number"
        if not self.least <= value <= self.most:
            return f"must be between {self.least} and {self.most}"
        return None if value == math.floor(value) else "must be a whole number, found a fraction"

    def json_schema(self) -> Schema:
        kind = ["integer", "null"] if self.nullable else "integer"
        return {"type": kind, "minimum": self.least, "maximum": self.most, "default": self.default}


@dataclass(frozen=True, kw_only=True)
class TimeOfDay(Number):
    """Milliseconds since midnight of the show's date in its time zone; 24 hours is the next day."""

    least: int = 0
    most: int = LAST_TIME
    default: int | None = None
    nullable: bool = True
    shape = "time"


@dataclass(frozen=True, kw_only=True)
class Duration(Number):
    """How long something lasts, in milliseconds, up to seven days."""

    least: int = 0
    most: int = LONGEST
    shape = "duration"


@dataclass(frozen=True, kw_only=True)
class Instant(Number):
    """A moment in the world, in Unix milliseconds, or null for never."""

    least: int = 0
    most: int = LAST_INSTANT
    default: int | None = None
    nullable: bool = True
    shape = "instant"


@dataclass(frozen=True, kw_only=True)
class Flag(Field):
    """Yes or no."""

    default: bool = False
    shape = "flag"
    typescript = "boolean"

    def read(self, value: object) -> bool:
        return value if isinstance(value, bool) else self.default

    def fault(self, value: object) -> str | None:
        return None if isinstance(value, bool) else f"must be true or false, found {what(value)}"

    def json_schema(self) -> Schema:
        return {"type": "boolean", "default": self.default}


def plain_text_fault(value: object) -> str | None:
    """Say that a value is not plain text: a live text has its place in prose only."""
    if isinstance(value, str) and not isinstance(value, LiveText | LiveRichText):
        return None
    return f"must be text, found {what(value)}"
