"""A document as JSON: exporting it, and importing it again by the ids of its records.

The form is what a read gives (`document.py`), deleted records included. Importing the same again
changes nothing, not even an empty update goes out (D5). What is only in the document stays; what is
in both is made as in the file, text stroke by stroke, so that what somebody is typing survives.
What cannot be used is left out and reported with its path; the rest is imported.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, repeat
from typing import Any

from pycrdt import Doc, Map

from docs_model.codes import is_id
from docs_model.document import read, read_root
from docs_model.kind import Kind, Records, Root
from docs_model.rank import ranks_between
from docs_model.values import Finding, Plain, path_of, what
from docs_model.write import editing, new_record, touch, write_all
from docs_model.yjs import NATIVE_MAP, reading

NOT_IMPORTED = ("kind", "version", "epoch")
"""Fields of `meta` that belong to a document itself, not to its contents."""


FAIR = repeat(0.5)
"""Chances for who does not mind that the same import elsewhere draws the same ranks."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: paths of records and fields that changed, and what was of no use."""

    changed: tuple[str, ...]
    problems: tuple[Finding, ...]


def export(doc: Doc[Any], kind: Kind) -> dict[str, Plain]:
    """Give the whole document as JSON values; empty for a free one, which only Yjs can read."""
    return read(doc, kind)


def import_json(
    doc: Doc[Any],
    kind: Kind,
    data: object,
    *,
    now: int,
    chances: Iterator[float] = FAIR,
    origin: object = None,
) -> Imported:
    """Bring what JSON values say into a document, in one transaction.

    New records that come without a rank follow the one before them in the file, the first of them
    the last one of the document; `chances` is what their ranks are drawn with.
    """
    problems = list(_unusable(kind, data))
    if problems or not isinstance(data, dict):
        return Imported((), tuple(problems))
    into = _Import(doc, now, chances)
    with editing(doc, origin):
        for name, value in data.items():
            root = next((root for root in kind.roots if root.name == name), None)
            if root is None:
                into.problem("is not known here", str(name))
            elif isinstance(root, Records):
                into.records(root, value)
            else:
                into.single(root, value)
    return Imported(tuple(into.changed), tuple(into.problems))


def _unusable(kind: Kind, data: object) -> Iterator[Finding]:
    """Say why the whole file cannot be used."""
    if not kind.roots:
        yield Finding("", "A free document has no JSON form; it can be imported as Yjs bytes.")
    elif not isinstance(data, dict):
        yield Finding("", f"must be an object, found {what(data)}")
    else:
        meta = data.get("meta")
        stated = meta.get("kind", kind.name) if isinstance(meta, dict) else kind.name
        if stated != kind.name:
            yield Finding("meta/kind", f"must be {kind.name}: this is another kind of document")


class _Import:
    """One import under way: what it changed and what it could not use, so far."""

    def __init__(self, doc: Doc[Any], now: int, chances: Iterator[float]) -> None:
        self.doc = doc
        self.now = now
        self.chances = chances
        self.changed: list[str] = []
        self.problems: list[Finding] = []

    def problem(self, sentence: str, *path: str) -> None:
        """Note something that cannot be used."""
        self.problems.append(Finding(path_of(*path), sentence))

    def single(self, root: Root, values: object) -> None:
        """Import a root that is one record."""
        if not isinstance(values, dict):
            self.problem(f"must be an object, found {what(values)}", root.name)
            return
        record: Map[Any] = self.doc.get(root.name, type=Map)
        usable = self.usable(root, values, root.name)
        taken = {name: value for name, value in usable.items() if name not in NOT_IMPORTED}
        changed = write_all(record, root.fields, taken)
        self.changed += [path_of(root.name, name) for name in changed]

    def records(self, root: Records, rows: object) -> None:
        """Import a root of records."""
        if not isinstance(rows, list):
            self.problem(f"must be a list, found {what(rows)}", root.name)
            return
        usable: dict[str, dict[str, Plain]] = {}
        for index, row in enumerate(rows):
            if not (path := self.identified(root, index, row)):
                continue
            if row["id"] in usable:
                sentence = f"has the id {row['id']} of a row before it, and is left out"
                self.problem(sentence, root.name, str(index))
                continue
            fields = {name: value for name, value in row.items() if name != "id"}
            usable[row["id"]] = self.usable(root, fields, *path)
        with reading(self.doc) as at:
            held = {record["id"]: record["rank"] for record in read_root(at, root)}
        ranks = places(usable, held, self.chances)
        for identity, values in usable.items():
            self.record(root, identity, values, ranks.get(identity))

    def identified(self, root: Records, index: int, row: object) -> tuple[str, str] | None:
        """Give the path of a row that can be a record."""
        if not isinstance(row, dict):
            self.problem(f"must be an object, found {what(row)}", root.name, str(index))
            return None
        identity = row.get("id")
        if not isinstance(identity, str) or not is_id(identity):
            self.problem(
                "must have an id of 1 to 64 letters, digits, - or _", root.name, str(index)
            )
            return None
        return root.name, identity

    def usable(self, root: Root, values: Mapping[Any, object], *path: str) -> dict[str, Plain]:
        """Give the values that their fields allow, as they read; note the others."""
        taken: dict[str, Plain] = {}
        for name, value in values.items():
            field = root.fields.get(name)
            fault = field.fault(value) if field else "is not known here"
            if field is None or fault:
                self.problem(fault or "", *path, str(name))
            else:
                taken[name] = field.read(value)
        return taken

    def record(
        self, root: Records, identity: str, values: dict[str, Plain], rank: str | None
    ) -> None:
        """Import one record; `rank` is for one that is new and comes without."""
        with reading(self.doc) as at:
            held = at.native(at.root(root.name), identity)
        native: Map[Any] = self.doc.get(root.name, type=Map)
        if isinstance(held, NATIVE_MAP):
            self.update(root, native[identity], identity, values)
        else:
            given = {"updated_at": self.now, "rank": rank, **values}
            native[identity] = new_record(root.fields, given)
            self.changed.append(path_of(root.name, identity))

    def update(
        self, root: Records, record: Map[Any], identity: str, values: dict[str, Plain]
    ) -> None:
        """Make a record that is there as the file says."""
        changed = write_all(record, root.fields, values)
        self.changed += [path_of(root.name, identity, name) for name in changed]
        if changed and "updated_at" not in values:
            touch(record, root, self.now)


def places(
    rows: Mapping[str, Mapping[str, Plain]], held: Mapping[str, str], chances: Iterator[float]
) -> dict[str, str]:
    """Draw ranks, by id, for rows that are new and come without one.

    They follow the row before them in the file, and the first of all the last one held.
    """
    taken = sorted([*held.values(), *(row["rank"] for row in rows.values() if "rank" in row)])
    before = max(held.values(), default=None)
    drawn: dict[str, str] = {}
    waiting: list[str] = []
    for identity, row in [*rows.items(), ("", {"rank": ""})]:
        rank = row.get("rank", held.get(identity))
        if rank is None:
            waiting.append(identity)
            continue
        index = bisect_right(taken, before) if before is not None else len(taken)
        after = taken[index] if index < len(taken) else None
        ranks = ranks_between(before, after, list(islice(chances, len(waiting))))
        drawn |= zip(waiting, ranks, strict=True)
        before, waiting = rank, []
    return drawn
