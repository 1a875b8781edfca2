"""Who somebody says to be, in the presence that applications share: a name and a colour, never verified (H1).

Callboard's own web app says `{"person": {"id", "name", "colour"}}`, most editors built on Yjs say
`{"user": {"name", "color"}}`. Both are read; whatever else is there is not.
"""

import json
from dataclasses import dataclass

LONGEST_NAME = 80
LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class Person:
    """What somebody calls themself; every part may be empty."""

    id: str = ""
    name: str = ""
    colour: str = ""


NOBODY = Person()


def person_in(presence: str | None) -> Person:
    """Read a person out of a presence state (JSON text); one without a name when there is none."""
    try:
        state = json.loads(presence) if presence else None
    except (ValueError, RecursionError):
        return NOBODY
    if not isinstance(state, dict):
        return NOBODY
    return person_of(state.get("person") or state.get("user"))


def person_of(said: object) -> Person:
    """Make a person of whatever was said."""
    if not isinstance(said, dict):
        return NOBODY
    return Person(
        id=_line(said.get("id"), LONGEST_ID),
        name=_line(said.get("name"), LONGEST_NAME),
        colour=_line(said.get("colour") or said.get("color"), LONGEST_ID),
    )


def _line(said: object, most: int) -> str:
    """Put text on one line of whole characters, of a length that can be shown."""
    if not isinstance(said, str):
        return ""
    whole = said.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return " ".join(whole.split())[:most]
