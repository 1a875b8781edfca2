"""The plain values a document is made of, and what stands for things that have no plain value.

A value that comes out of a document is one of: None, bool, int, float, str, bytes, list, dict (as
in JSON, but with numbers as JavaScript keeps them: floats), a `LiveText` or `LiveRichText` (text
that several people can type into), `Foreign` (a shared type that no field uses), or `MISSING`.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any, Final


class Missing(Enum):
    """The key is not there at all; not the same as a stored null."""

    MISSING = "missing"


MISSING: Final = Missing.MISSING

Plain = Any
"""A value of JSON: None, bool, int, float, str, list or dict of the same."""


class LiveText(str):
    """Text that lives in a Y.Text, so that two people can type into it at once."""

    __slots__ = ()


class MixedText(LiveText):
    """The text of a Y.Text that also has pictures or other things embedded in it."""

    __slots__ = ()


class LiveRichText(str):
    """The plain text of what lives in a Y.XmlFragment, one line per paragraph."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Foreign:
    """Something shared where no field allows it; `what` says it in words ("a shared map")."""

    what: str


NAMES: Final[tuple[tuple[type, str], ...]] = (
    (Missing, "nothing"),
    (type(None), "null"),
    (MixedText, "a live text with other things embedded in it"),
    (LiveText, "a live text"),
    (LiveRichText, "a live rich text"),
    (str, "text"),
    (bool, "true or false"),
    (int, "a number"),
    (float, "a number"),
    (list, "a list"),
    (dict, "an object"),
    (bytes, "bytes"),
    (bytearray, "bytes"),
)


def what(value: object) -> str:
    """Name a value in words without showing it: it may be enormous, endlessly nested or hostile."""
    if isinstance(value, Foreign):
        return value.what
    return next((words for kind, words in NAMES if isinstance(value, kind)), "something unknown")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as declared: where (`segments/<id>/duration`), and a sentence on it."""

    path: str
    sentence: str


def path_of(*parts: str) -> str:
    """Join the parts of a path; a part that somebody made enormous is shown cut."""
    return "/".join(part if len(part) <= 64 else f"{part[:60]}…" for part in parts)
