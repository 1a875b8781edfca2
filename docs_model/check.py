"""Checking a whole document against its declaration: a path and a sentence for everything amiss.

A check never raises, whatever the document holds, and never looks deeper than a declared field
(D3). Three things are no fault: a missing plain value, which reads as its default; whatever the
declaration does not know, which a newer version may; and a reference to a record that is not there,
which may still arrive. A free document has no declaration and hence no faults (D11).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pycrdt import Doc

from docs_model.codes import is_id
from docs_model.document import is_record, place
from docs_model.kind import Kind, Records, Root
from docs_model.values import Finding, Plain, path_of, what
from docs_model.yjs import NATIVE_MAP, Reading, reading


def check(doc: Doc[Any], kind: Kind) -> list[Finding]:
    """Give all findings in a document, in the order of the declaration and then of ids."""
    with reading(doc) as at:
        return list(findings(at, kind))


def findings(at: Reading, kind: Kind) -> Iterator[Finding]:
    """Find what is not as declared, one thing after the other."""
    for root in kind.roots:
        native = at.root(root.name)
        if isinstance(root, Records):
            yield from _in_records(at, native, root)
        else:
            yield from _in_fields(at, native, root, root.name)


def _in_fields(at: Reading, native: Any, root: Root, path: str) -> Iterator[Finding]:
    """Find what is wrong in a single record."""
    held = at.values(native, root.fields)
    yield from _faults(root, dict(zip(root.fields, held, strict=True)), path)


def _faults(root: Root, held: Mapping[str, object], path: str) -> Iterator[Finding]:
    """Find what is wrong with the values of a record."""
    for name, value in held.items():
        if fault := root.fields[name].stored_fault(value):
            yield Finding(path_of(path, name), fault)


def _in_records(at: Reading, native: Any, root: Records) -> Iterator[Finding]:
    """Find what is wrong with the records of a root, and between them."""
    usable: list[dict[str, Plain]] = []
    for key, content in at.records(native):
        path = path_of(root.name, key)
        if not is_id(key):
            yield Finding(path, "must be named by 1 to 64 letters, digits, - or _")
        elif not is_record(content):
            yield Finding(path, f"must be a shared map, found {what(at.plain(content))}")
        elif not isinstance(content, NATIVE_MAP):
            yield Finding(path, "must be a shared map, found an object")
        else:
            held = dict(zip(root.fields, at.values(content, root.fields), strict=True))
            yield from _faults(root, held, path)
            usable.append(_placed(key, held, root))
    yield from _equal_ranks(usable, root)


def _placed(key: str, held: Mapping[str, object], root: Records) -> dict[str, Plain]:
    """Give what decides on a record's place; no rank when it is unusable, as found before."""
    unusable = root.fields["rank"].fault(held["rank"]) is not None
    group = root.fields[root.within].read(held[root.within]) if root.within else ""
    return {"id": key, "rank": "" if unusable else held["rank"], "group": group}


def _equal_ranks(records: list[dict[str, Plain]], root: Records) -> Iterator[Finding]:
    """Find records of one group with the same rank: they are in order by id, but cannot stay so."""
    seen: dict[tuple[str, str], str] = {}
    for record in sorted(records, key=place):
        if not record["rank"]:
            continue
        first = seen.setdefault((record["group"], record["rank"]), record["id"])
        if first != record["id"]:
            path = path_of(root.name, record["id"], "rank")
            yield Finding(path, f"must differ from that of {first}")
