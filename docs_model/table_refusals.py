"""What is said about a cell that could not be used: what stands in it, and what happens instead.

“half past six” is no time; it follows the one before.
“25:75”: minutes and seconds go from 00 to 59; it follows the one before.
“halfway” is no status (pending, in progress, completed); it is pending.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from docs_model.cells import WORDS, Cell, text_of
from docs_model.times import UNKNOWN_DURATION, UNKNOWN_TIME, Misunderstood
from docs_model.values import Plain

QUOTED: Final = 40
"""So much of a cell is repeated."""

NOUNS: Final = {
    "start": "time",
    "end": "time",
    "duration": "length",
    "status": "status",
    "colour": "colour",
    "count": "way to count",
    "cue_department": "department",
    "updated_at": "moment",
}
"""What a cell of each field should have been."""

TIMES: Final = frozenset(("start", "end", "duration"))
NO_TIME: Final = "it lasts no time"
STAYS: Final = "what the show has stays"
LEFT_OUT: Final = "it is left out"
ROW_LEFT_OUT: Final = "the row is left out"
INSTEAD: Final = {
    "status": "it is pending",
    "colour": "it gets no colour",
    "count": "it lasts its duration",
    "cue_department": "the cue counts as other",
    "updated_at": LEFT_OUT,
}
"""What happens instead, where that does not depend on the rest of the row."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that could not be understood; `column` counts from 0, `said` lacks what happens."""

    column: int
    field: str
    said: str

    def sentence(self, instead: str) -> str:
        """Say what stands there and what happens instead."""
        return f"{self.said}; {instead}."


def refuse(column: int, field: str, cell: Cell, why: Misunderstood) -> Refusal:
    """Say what is wrong with a cell, in its own words."""
    text = " ".join(text_of(cell).split())
    quoted = f"“{text[: QUOTED - 1]}…”" if len(text) > QUOTED else f"“{text}”"
    if field in TIMES and why.sentence not in (UNKNOWN_TIME, UNKNOWN_DURATION):
        reason = why.sentence.removesuffix(".")
        return Refusal(column, field, f"{quoted}: {reason[0].lower()}{reason[1:]}")
    allowed = ", ".join(dict.fromkeys(WORDS.get(field, {}).values())).replace("_", " ")
    choices = f" ({allowed})" if allowed else ""
    return Refusal(column, field, f"{quoted} is no {NOUNS.get(field, 'value')}{choices}")


def instead_of(field: str, values: Mapping[str, Plain], *, is_first: bool) -> str:
    """Say what happens to a segment whose cell was refused; `values` are those understood."""
    if field in INSTEAD and (field == "cue_department" or "id" not in values):
        return INSTEAD[field]
    if "id" in values:
        return STAYS
    if field == "start":
        return "it starts with the show" if is_first else "it follows the one before"
    if field == "end":
        return "its length counts" if "duration" in values else NO_TIME
    return "it lasts until its end" if "end" in values else NO_TIME
