"""Putting a document right by edits that go forward: nothing that was written is taken out again.

The same document gives the same repair everywhere, a second repair finds nothing to do, and a
repaired document has no findings (D4). What can be read stays as it reads: numbers are brought into
their range, text that is not live becomes live, rows keep the order they are shown in. Only what
cannot be read at all as a record is removed.
"""

from typing import Any

from pycrdt import Doc, Map

from docs_model.check import check
from docs_model.codes import is_id
from docs_model.document import is_record, place, read_fields
from docs_model.kind import Kind, Records, Root
from docs_model.rank import RANK_LIMIT, ranks_between
from docs_model.values import Finding, Plain
from docs_model.write import editing, new_record, stored_form, write
from docs_model.yjs import NATIVE_MAP, NATIVE_TEXT, reading


def repair(doc: Doc[Any], kind: Kind, *, origin: object = None) -> list[Finding]:
    """Put right what a check finds, in one transaction; give what was found."""
    found = check(doc, kind)
    if found:
        with editing(doc, origin):
            for root in kind.roots:
                _repair_root(doc, root)
    return found


def _repair_root(doc: Doc[Any], root: Root) -> None:
    """Put one root right."""
    native: Map[Any] = doc.get(root.name, type=Map)
    if not isinstance(root, Records):
        _repair_fields(native, root)
        return
    with reading(doc) as at:
        contents = list(at.records(native.integrated))
    for key, content in contents:
        if not is_id(key) or not is_record(content):
            del native[key]
        elif not isinstance(content, NATIVE_MAP):
            native[key] = new_record(root.fields, _readable(doc, content, root))
        else:
            _repair_fields(native[key], root)
    _repair_ranks(doc, native, root)


def _readable(doc: Doc[Any], content: Any, root: Root) -> dict[str, Plain]:
    """Give what can be read of a record."""
    with reading(doc) as at:
        return read_fields(at, content, root)


def _repair_fields(record: Map[Any], root: Root) -> None:
    """Put the fields of one record right, each as it reads; ranks have their turn later."""
    with reading(record.doc) as at:
        held = list(at.values(record.integrated, root.fields))
        natives = [at.native(record.integrated, name) for name in root.fields]
    for (name, field), value, native in zip(root.fields.items(), held, natives, strict=True):
        if name == "rank" or field.stored_fault(value) is None:
            continue
        if isinstance(native, NATIVE_TEXT):
            write(record, name, field, field.read(value))
        else:
            record[name] = stored_form(field, field.read(value))


def _repair_ranks(doc: Doc[Any], native: Map[Any], root: Records) -> None:
    """Give a new rank to every record whose own is unusable or taken; the order stays as it is."""
    groups: dict[str, list[tuple[dict[str, Plain], bool]]] = {}
    with reading(doc) as at:
        for key, content in at.records(at.root(root.name)):
            fields = {"id": key, **read_fields(at, content, root)}
            (stored,) = at.values(content, ["rank"])
            usable = root.fields["rank"].stored_fault(stored) is None
            group = fields[root.within] if root.within else ""
            groups.setdefault(group, []).append((fields, usable))
    for rows in groups.values():
        rows.sort(key=lambda row: place(row[0]))
        for key, rank in _new_ranks(rows).items():
            native[key]["rank"] = rank


def _new_ranks(rows: list[tuple[dict[str, Plain], bool]]) -> dict[str, str]:
    """Spread rows without a rank of their own evenly between the ones that keep theirs.

    When that would take ranks longer than allowed, all rows are ranked anew.
    """
    drawn: dict[str, str] = {}
    lower: str | None = None
    waiting: list[str] = []
    for row, usable in rows:
        if not usable or row["rank"] == lower:
            waiting.append(row["id"])
            continue
        drawn |= _spread(waiting, lower, row["rank"])
        lower, waiting = row["rank"], []
    drawn |= _spread(waiting, lower, None)
    fits = all(len(rank) <= RANK_LIMIT for rank in drawn.values())
    return drawn if fits else _spread([row["id"] for row, _ in rows], None, None)


def _spread(ids: list[str], lower: str | None, upper: str | None) -> dict[str, str]:
    """Give ranks without any chance in them, by id."""
    return dict(zip(ids, ranks_between(lower, upper, [0.5] * len(ids)), strict=True))
