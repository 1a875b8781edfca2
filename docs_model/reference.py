"""The declaration of every kind as a page to read.

    python -m docs_model.reference      writes docs/reference/<kind>.md

`tests/docs_model/test_reference.py` fails when a written page is not what this would write.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from docs_model.codes import Date, Rank, Reference, TimeZone
from docs_model.fields import Duration, Field, Flag, Instant, Number, TimeOfDay
from docs_model.kind import Kind, Records, Root
from docs_model.kinds import KINDS
from docs_model.texts import Choice, Fixed, OpenChoice, Prose, RichText, Text
from docs_model.values import Plain

COMMAND: Final = "python -m docs_model.reference"
FOLDER: Final = Path(__file__).parent.parent / "docs" / "reference"

Say = Callable[[Plain], str]

SHAPES: Final[dict[type[Field], Say]] = {
    Number: lambda f: f"integer, {f.least} … {f.most}",
    TimeOfDay: lambda f: "time of day, or null",
    Duration: lambda f: "duration",
    Instant: lambda f: "instant, or null",
    Flag: lambda f: "true or false",
    Text: lambda f: f"text, one line, at most {f.limit}",
    OpenChoice: lambda f: f"text, at most {f.limit}; usual: {', '.join(f.suggestions)}",
    Prose: lambda f: f"live text, {f.lines} line{'s' * (f.lines == 'many')}, at most {f.limit}",
    RichText: lambda f: f"live rich text, at most {f.limit}",
    Choice: lambda f: f"one of {', '.join(f.values)}",
    Fixed: lambda f: f"always `{f.value}`",
    Date: lambda f: "date as YYYY-MM-DD, or null",
    TimeZone: lambda f: "name of a time zone",
    Reference: lambda f: f"id of one of the {f.to}",
    Rank: lambda f: "rank",
}
"""How each shape is said in a table."""

SHOWN_AS: Final = """\
Times of day are milliseconds since midnight of the show's date in its time zone, up to seven days;
from 24 hours on they are on a later day. Durations are milliseconds, instants Unix milliseconds.
Ranks are digits and letters that sort as ASCII text; equal ones are ordered by id. Live text is a
Y.Text, everything else a plain value. Limits of text count characters (code points).

A missing or unusable value reads as its default, a number outside its range as the nearest bound.
A record is deleted by setting its `deleted_at` and restored by clearing it. Keys that are not
listed here are left alone.
"""


def page(kind: Kind) -> str:
    """Give the page of one kind."""
    return "\n".join(_lines(kind)) + "\n"


def _lines(kind: Kind) -> Iterator[str]:
    yield f"<!-- Written by `{COMMAND}` from docs_model/kinds. Do not edit. -->"
    yield f"# {kind.title} (`{kind.name}`, version {kind.version})"
    yield ""
    yield kind.about
    yield ""
    if not kind.roots:
        yield "It has no schema, no JSON form and no checks; it is exported as Yjs bytes."
        return
    yield SHOWN_AS
    for root in kind.roots:
        yield from _root(root)


def _root(root: Root) -> Iterator[str]:
    form = "a Y.Map"
    if isinstance(root, Records):
        form = "a Y.Map of records by id, each a Y.Map, ordered by `rank`"
        form += f" within the same `{root.within}`" if root.within else ""
    yield f"## `{root.name}`"
    yield ""
    yield f"{root.about} In Yjs: {form}."
    yield ""
    yield "| field | what | value | default |"
    yield "| --- | --- | --- | --- |"
    for name, field in root.fields.items():
        yield f"| `{name}` | {field.about} | {_shape(field)} | {_default(field)} |"
    yield ""


def _shape(field: Field) -> str:
    return SHAPES[type(field)](field)


def _default(field: Field) -> str:
    if isinstance(field, Rank | Reference):
        return "none: always given"
    return {"": "empty", None: "null"}.get(field.initial, f"`{field.initial}`")


def main() -> None:
    """Write all pages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for kind in KINDS.values():
        (FOLDER / f"{kind.name}.md").write_text(page(kind), encoding="utf-8")


if __name__ == "__main__":
    main()
