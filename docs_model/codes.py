"""The shapes of text that follows a rule: dates, time zones, references to records, and ranks."""

import datetime
import re
from dataclasses import dataclass
from typing import ClassVar, Final

from docs_model.fields import Field, Schema, plain_text_fault
from docs_model.rank import LAST_RANK, RANK_LIMIT, RANK_PATTERN, is_rank

DATE_PATTERN: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
ID_PATTERN: Final = r"^[0-9A-Za-z_-]{1,64}$"
ID: Final = re.compile(ID_PATTERN[1:-1])
ZONE_PATTERN: Final = r"^[A-Za-z][A-Za-z0-9_+-]{0,31}(/[A-Za-z0-9_+-]{1,31}){0,2}$"


def is_id(text: str) -> bool:
    """Tell whether text can name a record: new ones are UUIDs, imported ones any short word."""
    return ID.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Tell whether text is a day that the calendar has."""
    if re.fullmatch(DATE_PATTERN, text) is None:
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, kw_only=True)
class Date(Field):
    """A day of the calendar as YYYY-MM-DD, or null while it is not known."""

    shape = "date"
    typescript = "string | null"

    def read(self, value: object) -> str | None:
        return str(value) if isinstance(value, str) and is_date(value) else None

    def fault(self, value: object) -> str | None:
        if value is None:
            return None
        if fault := plain_text_fault(value):
            return fault
        return None if self.read(value) else "must be a day of the calendar such as 2026-11-21"

    def json_schema(self) -> Schema:
        return {"type": ["string", "null"], "format": "date", "default": None}


@dataclass(frozen=True, kw_only=True)
class TimeZone(Field):
    """The name of a time zone, such as Europe/Berlin.

    Only its form is checked: which names exist depends on how old a machine's tables are, and the
    same document must be right on all of them (D4).
    """

    default: str = "UTC"
    shape = "time_zone"
    typescript = "string"

    def read(self, value: object) -> str:
        return self.default if self.fault(value) else str(value)

    def fault(self, value: object) -> str | None:
        if fault := plain_text_fault(value):
            return fault
        if re.fullmatch(ZONE_PATTERN, str(value)):
            return None
        return "must be the name of a time zone such as Europe/Berlin"

    def json_schema(self) -> Schema:
        return {"type": "string", "pattern": ZONE_PATTERN, "default": self.default}


@dataclass(frozen=True, kw_only=True)
class Reference(Field):
    """The id of a record in another root, which may not be there (yet): readers show it as missing."""

    to: str
    shape = "reference"
    typescript = "string"
    missing_is_a_fault: ClassVar[bool] = True

    def read(self, value: object) -> str:
        return "" if self.fault(value) else str(value)

    def fault(self, value: object) -> str | None:
        if fault := plain_text_fault(value):
            return fault
        if value == "" or is_id(str(value)):
            return None
        return f"must be the id of one of the {self.to}"

    def json_schema(self) -> Schema:
        return {"type": "string", "maxLength": 64, "default": ""}


@dataclass(frozen=True, kw_only=True)
class Rank(Field):
    """The place of a record among its neighbours (see `rank.py`); an unusable one comes last."""

    shape = "rank"
    typescript = "string"
    missing_is_a_fault: ClassVar[bool] = True

    def read(self, value: object) -> str:
        return LAST_RANK if self.fault(value) else str(value)

    def fault(self, value: object) -> str | None:
        if fault := plain_text_fault(value):
            return fault
        if is_rank(str(value)):
            return None
        return f"must be 1 to {RANK_LIMIT} digits and letters, the last one not 0"

    def json_schema(self) -> Schema:
        return {"type": "string", "pattern": RANK_PATTERN, "maxLength": RANK_LIMIT}
