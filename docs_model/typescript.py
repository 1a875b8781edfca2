"""The declaration of all kinds for the browser: as interfaces, and as data for generic reads.

    python -m docs_model.typescript      writes web/src/model/schema.gen.ts

`tests/docs_model/test_typescript.py` fails when the written file is not what this would write (D1).
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from docs_model.codes import DATE_PATTERN, ID_PATTERN, ZONE_PATTERN
from docs_model.fields import DAY, LAST_TIME, LONGEST, Field
from docs_model.kind import Kind, Records, Root
from docs_model.kinds import KINDS
from docs_model.rank import LAST_RANK, RANK_LIMIT, RANK_PATTERN
from docs_model.texts import Choice
from docs_model.values import Plain

COMMAND: Final = "python -m docs_model.typescript"
PATH: Final = Path(__file__).parent.parent / "web" / "src" / "model" / "schema.gen.ts"
WIDTH: Final = 110

CONSTANTS: Final[dict[str, tuple[str, Plain]]] = {
    "DAY": ("Milliseconds of a day.", DAY),
    "LAST_TIME": ("The latest time of day: times from 24 hours on are on a later day.", LAST_TIME),
    "LONGEST": ("The longest duration.", LONGEST),
    "LAST_RANK": ("What an unusable rank reads as.", LAST_RANK),
    "RANK_LIMIT": (
        "The longest rank; when there is no shorter one, the rows are ranked anew.",
        RANK_LIMIT,
    ),
    "RANK_PATTERN": ("What a rank looks like.", RANK_PATTERN),
    "ID_PATTERN": ("What the id of a record looks like.", ID_PATTERN),
    "DATE_PATTERN": ("What a date looks like.", DATE_PATTERN),
    "ZONE_PATTERN": ("What the name of a time zone looks like.", ZONE_PATTERN),
}

HEADER: Final = f"""\
// Generated from docs_model/kinds by `{COMMAND}`.
// Do not edit: change the declaration instead.
//
// Times of day and durations are milliseconds, instants are Unix milliseconds.
// Limits of text count code points.
"""


def literal(value: Plain) -> str:
    """Write a JSON value as a TypeScript literal on one line."""
    if isinstance(value, dict):
        parts = ", ".join(f"{key}: {literal(part)}" for key, part in value.items())
        return f"{{ {parts} }}" if parts else "{}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    return json.dumps(value)


def folded(start: str, value: Plain, indent: str) -> Iterator[str]:
    """Write `start value,` on one line, or a long object or list with a line for each part."""
    line = f"{indent}{start}{literal(value)},"
    if len(line) <= WIDTH or not isinstance(value, dict | list | tuple):
        yield line
        return
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    parts = value.items() if isinstance(value, dict) else (("", item) for item in value)
    yield f"{indent}{start}{opening}"
    for key, part in parts:
        yield from folded(f"{key}: " if key else "", part, indent + "  ")
    yield f"{indent}{closing},"


def type_name(root: Root, name: str, field: Field) -> str:
    """Give a field's type: closed choices have a name of their own, such as SegmentStatus."""
    return (
        root.interface + name.title().replace("_", "")
        if isinstance(field, Choice)
        else field.typescript
    )


def choices(kind: Kind) -> Iterator[str]:
    """Write the named types of a kind's closed choices."""
    for root in kind.roots:
        for name, field in root.fields.items():
            if isinstance(field, Choice):
                yield f"export type {type_name(root, name, field)} ="
                yield from (f'  | "{value}"' for value in field.values[:-1])
                yield f'  | "{field.values[-1]}"'
                yield ""


def interface(root: Root) -> Iterator[str]:
    """Write what a record of a root reads as."""
    yield f"/** {root.about} */"
    yield f"export interface {root.interface} {{"
    if isinstance(root, Records):
        yield "  /** Names the record for good. */"
        yield "  readonly id: string"
    for name, field in root.fields.items():
        yield f"  /** {field.about} */"
        yield f"  readonly {name}: {type_name(root, name, field)}"
    yield from ("}", "")


def declared(kind: Kind) -> dict[str, Plain]:
    """Give a kind as data."""
    return {
        "name": kind.name,
        "version": kind.version,
        "title": kind.title,
        "roots": {root.name: declared_root(root) for root in kind.roots},
    }


def declared_root(root: Root) -> dict[str, Plain]:
    """Give a root as data: `keyed` tells records by id from a single record."""
    keyed = isinstance(root, Records)
    return {
        "keyed": keyed,
        "within": root.within if isinstance(root, Records) else None,
        "fields": {name: field.declared() for name, field in root.fields.items()},
    }


def lines() -> Iterator[str]:
    """Write the whole file."""
    yield HEADER
    for name, (about, value) in CONSTANTS.items():
        yield f"/** {about} */"
        yield f"export const {name} = {literal(value)}"
    yield ""
    interfaces: dict[str, Root] = {}
    for kind in KINDS.values():
        yield from choices(kind)
        interfaces.update({root.interface: root for root in kind.roots})
    for root in interfaces.values():
        yield from interface(root)
    yield "/**"
    yield " * All kinds by name. `keyed` roots hold records by id, ordered by rank among those with the"
    yield " * same value of the field `within`."
    yield " */"
    yield "export const KINDS = {"
    for kind in KINDS.values():
        yield from folded(f"{kind.name}: ", declared(kind), "  ")
    yield from ("} as const", "")
    for kind in KINDS.values():
        yield f"export const {kind.name.upper()} = KINDS.{kind.name}"


def text() -> str:
    """Give the whole file."""
    return "\n".join(lines()) + "\n"


def main() -> None:
    """Write the file."""
    PATH.parent.mkdir(parents=True, exist_ok=True)
    PATH.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
