"""The shapes of text: a plain line, prose that people type into together, words from a list."""

import re
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

from docs_model.fields import Field, Schema, plain_text_fault
from docs_model.values import MISSING, LiveRichText, LiveText, MixedText, what

LINE_BREAK: Final = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
"""What ends a line anywhere; the browser uses the same expression."""


HALF_A_CHARACTER: Final = re.compile("[\ud800-\udfff]")
"""JSON can carry half of a surrogate pair; no document can."""


def whole(text: str) -> str:
    """Make text of whole characters."""
    return HALF_A_CHARACTER.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Put text on one line: each line break becomes one space."""
    if text.isprintable():  # quick, and true of nearly everything
        return text
    return LINE_BREAK.sub(" ", whole(text))


def length_fault(text: str, limit: int) -> str | None:
    """Say that text is broken or too long."""
    if HALF_A_CHARACTER.search(text):
        return "must be text, found half a character"
    return None if len(text) <= limit else f"must have at most {limit} characters, has {len(text)}"


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """One plain line; when two people change it at once, one of them wins."""

    limit: int
    default: str = ""
    shape = "text"
    typescript = "string"

    def read(self, value: object) -> str:
        return one_line(value)[: self.limit] if isinstance(value, str) else self.default

    def fault(self, value: object) -> str | None:
        if fault := plain_text_fault(value):
            return fault
        assert isinstance(value, str)
        if LINE_BREAK.search(value):
            return "must be one line"
        return length_fault(value, self.limit)

    def json_schema(self) -> Schema:
        return {"type": "string", "maxLength": self.limit, "default": self.default}


@dataclass(frozen=True, kw_only=True)
class OpenChoice(Text):
    """A word of one's own, with suggestions for the usual ones."""

    suggestions: tuple[str, ...]
    shape = "open_choice"

    def json_schema(self) -> Schema:
        return {**super().json_schema(), "examples": list(self.suggestions)}


@dataclass(frozen=True, kw_only=True)
class Prose(Field):
    """Text in a Y.Text: people type into it at once and every letter is kept (U1)."""

    limit: int
    lines: Literal["one", "many"] = "one"
    shape = "prose"
    typescript = "string"
    missing_is_a_fault: ClassVar[bool] = True

    def read(self, value: object) -> str:
        if not isinstance(value, str):
            return ""
        text = one_line(value) if self.lines == "one" else whole(value)
        return text[: self.limit]

    def fault(self, value: object) -> str | None:
        if not isinstance(value, str) or isinstance(value, LiveRichText | MixedText):
            return f"must be text, found {what(value)}"
        if self.lines == "one" and LINE_BREAK.search(value):
            return "must be one line"
        return length_fault(value, self.limit)

    def stored_fault(self, value: object) -> str | None:
        if value is MISSING:
            return "is missing; it must be a live text, even when empty"
        if isinstance(value, str) and not isinstance(value, LiveText):
            return f"must be a live text, found {what(value)}"
        return self.fault(value)

    def json_schema(self) -> Schema:
        return {"type": "string", "maxLength": self.limit, "default": ""}


@dataclass(frozen=True, kw_only=True)
class RichText(Prose):
    """Paragraphs with formatting in a Y.XmlFragment; outside the editor it is its plain text."""

    lines: Literal["one", "many"] = "many"
    shape = "rich_text"

    def fault(self, value: object) -> str | None:
        if not isinstance(value, str) or isinstance(value, LiveText):
            return f"must be text, found {what(value)}"
        return length_fault(value, self.limit)

    def stored_fault(self, value: object) -> str | None:
        if value is MISSING:
            return "is missing; it must be a live rich text, even when empty"
        if not isinstance(value, LiveRichText):
            return f"must be a live rich text, found {what(value)}"
        return self.fault(value)


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One word out of a closed list."""

    values: tuple[str, ...]
    default: str
    shape = "choice"

    @property
    def typescript(self) -> str:  # type: ignore[override]
        return " | ".join(f'"{value}"' for value in self.values)

    def read(self, value: object) -> str:
        return str(value) if isinstance(value, str) and value in self.values else self.default

    def fault(self, value: object) -> str | None:
        if fault := plain_text_fault(value):
            return fault
        return None if value in self.values else f"must be one of {', '.join(self.values)}"

    def json_schema(self) -> Schema:
        return {"enum": list(self.values), "default": self.default}


@dataclass(frozen=True, kw_only=True)
class Fixed(Field):
    """A word that is the same in every document of a kind."""

    value: str
    shape = "fixed"
    typescript = "string"

    def read(self, value: object) -> str:
        return self.value

    def fault(self, value: object) -> str | None:
        right = plain_text_fault(value) is None and value == self.value
        return None if right else f"must be {self.value}"

    def json_schema(self) -> Schema:
        return {"const": self.value}
