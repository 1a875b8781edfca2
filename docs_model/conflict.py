"""A conflict in the document's own words, and taking the value that does not stand, as a new edit.

told(SHOW, "value", ("segments", "a", "start"), 66_300_000, 67_500_000, state)
→ Told(label="Segment ‘Doors’", what="start", stands="18:25", other="18:45")
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from pycrdt import Doc

from docs_model import edit
from docs_model.codes import Reference
from docs_model.differences import DELETED, RANK, SILENT, WHOLE, State
from docs_model.document import Record
from docs_model.kind import Kind, Records, Root, Single
from docs_model.values import Plain
from docs_model.words import called, field_words, say_both

Sort = Literal["value", "twice", "deleted"]
"""Both set the same field; both made a record under one id; one deleted what the other changed."""

Path = tuple[str, str, str]
"""Root, record and field; "" for the record of a root that is one, and `WHOLE` for a record itself."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a conflict is about: `label` names the record, `what` the field, and both values are in words."""

    label: str
    what: str
    stands: str
    other: str


def told(kind: Kind, sort: Sort, path: Path, stands: Plain, other: Plain, state: State) -> Told:
    """Put a conflict into words, with the names that things have now."""
    root = kind.root(path[0])
    label = called(root, state.get(root.name, {}).get(path[1]))
    if sort == "deleted":
        return Told(label, "", "deleted", in_a_row([field_words(name) for name in other]))
    if sort == "twice":
        pairs = [
            (name, *say_both(root.fields[name], stands[name], other[name]))
            for name in contents(root)
            if stands[name] != other[name]
        ]
        ours = "; ".join(f"{field_words(name)} {said}" for name, said, _ in pairs)
        theirs = "; ".join(f"{field_words(name)} {said}" for name, _, said in pairs)
        return Told(label, "", ours, theirs)
    if path[2] == RANK:
        return Told(label, "place", "", "")
    if path[2] == DELETED:
        return Told(label, "", *("deleted" if value else "kept" for value in (stands, other)))
    field = root.fields[path[2]]
    if isinstance(field, Reference):
        return Told(
            label,
            field_words(path[2]),
            *(_named(kind, field, value, state) for value in (stands, other)),
        )
    return Told(label, field_words(path[2]), *say_both(field, stands, other))


def take_other(
    doc: Doc[Any], kind: Kind, sort: Sort, path: Path, other: Plain, *, now: int
) -> None:
    """Write what does not stand, so that it does; what is so already is not written again."""
    root = kind.root(path[0])
    if isinstance(root, Single):
        edit.change_single(doc, root, {path[2]: other})
        return
    assert isinstance(root, Records)
    if sort == "deleted" or (path[2] == DELETED and other is None):
        edit.restore(doc, root, [path[1]], now=now)
    elif path[2] == DELETED:
        edit.delete(doc, root, [path[1]], now=now)
    else:
        values = (
            {name: other[name] for name in contents(root)} if path[2] == WHOLE else {path[2]: other}
        )
        edit.change(doc, root, path[1], values, now=now)


def contents(root: Root) -> list[str]:
    """Give the fields in which two copies of a record can differ for a person."""
    return [name for name in root.fields if name not in NOT_CONTENTS]


NOT_CONTENTS: Final = (*SILENT, DELETED, "created_by")


def in_a_row(words: list[str]) -> str:
    """Join words as one says them: start, notes and colour."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _named(
    kind: Kind, field: Reference, value: Plain, state: Mapping[str, Mapping[str, Record]]
) -> str:
    return called(kind.root(field.to), state.get(field.to, {}).get(value))
