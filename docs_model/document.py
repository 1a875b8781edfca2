"""Reading a document of a known kind: plain values with defaults, records in their order.

    read(doc, SHOW) → {"meta": {…}, "show": {…}, "segments": [{"id": …, …}, …], "cues": […]}

A read never fails (D2), and replicas that have seen the same updates read the same (D8). Deleted
records are among the others, with `deleted_at` set; `live` leaves them out. What the declaration
does not know, from a newer version or another application, is left alone and not shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from pycrdt import Doc

from docs_model.codes import is_id
from docs_model.kind import Kind, Records, Root
from docs_model.values import Plain
from docs_model.yjs import NATIVE_MAP, Reading, reading

Record = dict[str, Plain]


def read(doc: Doc[Any], kind: Kind) -> dict[str, Plain]:
    """Give the whole document: a dict for a single record, a list of dicts in order for records."""
    with reading(doc) as at:
        return {root.name: read_root(at, root) for root in kind.roots}


def read_root(at: Reading, root: Root) -> Plain:
    """Give one root of a document."""
    native = at.root(root.name)
    if not isinstance(root, Records):
        return read_fields(at, native, root)
    return _read_records(at, root, at.records(native))


def read_some(at: Reading, root: Records, ids: Iterable[str]) -> list[Record]:
    """Give the records of a root that have one of these ids: quick where there are many others."""
    native = at.root(root.name)
    return _read_records(at, root, ((key, at.native(native, key)) for key in set(ids)))


def _read_records(at: Reading, root: Records, contents: Iterable[tuple[str, Any]]) -> list[Record]:
    found = (
        {"id": key, **read_fields(at, content, root)}
        for key, content in contents
        if is_id(key) and is_record(content)
    )
    return sorted(found, key=place)


def read_fields(at: Reading, native: Any, root: Root) -> Record:
    """Give the fields of one record."""
    values = at.values(native, root.fields)
    return {
        name: field.read(value)
        for (name, field), value in zip(root.fields.items(), values, strict=True)
    }


def is_record(content: object) -> bool:
    """Tell whether something can be read as a record: a shared map, or a plain object for one."""
    return isinstance(content, NATIVE_MAP | dict)


def place(record: Mapping[str, Plain]) -> tuple[str, str]:
    """Give what records are ordered by: rank, then id (D6)."""
    return record["rank"], record["id"]


def live(records: Iterable[Record]) -> list[Record]:
    """Leave out deleted records."""
    return [record for record in records if record["deleted_at"] is None]


def grouped(records: Iterable[Record], field: str) -> dict[str, list[Record]]:
    """Sort records into groups by one of their fields, in order: cues by their segment."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        groups[record[field]].append(record)
    return dict(groups)
