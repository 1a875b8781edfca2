"""Bringing back what a document was: a whole moment, one record, or one field, always as new edits.

What is already so is not written again, so bringing the same back twice changes nothing, and the
moment before can be brought back the same way. Every wish is well defined, whatever happened since:

    a field of a deleted record      the record comes back with it
    a field of a record that is gone the record comes back whole
    a record that was not there yet  it is deleted
    a record that was deleted then   it is deleted again, as it was
"""

from collections.abc import Mapping
from typing import Any

from pycrdt import Doc, Map

from docs_model.differences import DELETED, RANK, SILENT, State
from docs_model.document import Record
from docs_model.edit import delete
from docs_model.json import NOT_IMPORTED
from docs_model.kind import Kind, Records, Root
from docs_model.write import editing, new_record, touch, write_all
from docs_model.yjs import NATIVE_MAP, reading

UPDATED: str = SILENT[0]


class NotThere(LookupError):
    """A path leads to nothing that could be brought back; the text says why."""


def bring_back(doc: Doc[Any], kind: Kind, past: State, *, now: int, path: str = "") -> None:
    """Make a document, or what `path` names in it, as it was; `past` is the state of then.

    `path` is "" for everything, a root, `segments/<id>`, or `segments/<id>/start`.
    """
    parts = path.split("/") if path else []
    with editing(doc):
        for root in _roots(kind, parts[:1]):
            if isinstance(root, Records):
                _bring_back_records(doc, root, past[root.name], parts[1:], now)
            else:
                _bring_back_single(doc, root, past[root.name][""], parts[1:])


def _roots(kind: Kind, named: list[str]) -> tuple[Root, ...]:
    if not named:
        return kind.roots
    try:
        return (kind.root(named[0]),)
    except KeyError:
        raise NotThere(f"A {kind.name} has nothing that is called {named[0]!r}.") from None


def _bring_back_single(doc: Doc[Any], root: Root, past: Record, named: list[str]) -> None:
    own = NOT_IMPORTED if root.name == "meta" else ()
    names = [name for name in root.fields if name not in own]
    if named:
        names = [_field(root, named, allowed=names)]
    native: Map[Any] = doc.get(root.name, type=Map)
    write_all(native, root.fields, {name: past[name] for name in names})


def _bring_back_records(
    doc: Doc[Any], root: Records, past: Mapping[str, Record], named: list[str], now: int
) -> None:
    if not named:
        later = [key for key in _ids(doc, root) if key not in past]
        delete(doc, root, later, now=now)
        for key, record in past.items():
            _bring_back_record(doc, root, key, record, _contents(root), now)
        return
    key = named[0]
    then = past.get(key)
    if len(named) == 1 and then is None and key in _ids(doc, root):
        delete(doc, root, [key], now=now)
    elif then is None:
        raise NotThere(f"There was no such {root.interface.lower()} at that moment.")
    else:
        names = _contents(root) if len(named) == 1 else [*_written_for(root, named[1:]), DELETED]
        alive = len(named) > 1 and named[1] != DELETED
        _bring_back_record(doc, root, key, {**then, DELETED: None} if alive else then, names, now)


def _bring_back_record(
    doc: Doc[Any], root: Records, key: str, then: Record, names: list[str], now: int
) -> None:
    native: Map[Any] = doc.get(root.name, type=Map)
    with reading(doc) as at:
        held = at.native(at.root(root.name), key)
    if not isinstance(held, NATIVE_MAP):
        values = {name: then[name] for name in root.fields}
        native[key] = new_record(root.fields, {**values, UPDATED: now})
    elif write_all(native[key], root.fields, {name: then[name] for name in names}):
        touch(native[key], root, now)


def _contents(root: Records) -> list[str]:
    return [name for name in root.fields if name != UPDATED]


def _written_for(root: Records, named: list[str]) -> list[str]:
    """Give the fields that one wish is about: a place is a rank and what it is within."""
    name = _field(root, named, allowed=_contents(root))
    return [name, root.within] if name == RANK and root.within else [name]


def _field(root: Root, named: list[str], *, allowed: list[str]) -> str:
    if len(named) != 1 or named[0] not in allowed:
        raise NotThere(f"There is no field {'/'.join(named)!r} that could be brought back.")
    return named[0]


def _ids(doc: Doc[Any], root: Records) -> list[str]:
    """Give the ids of all records there are, deleted ones included."""
    with reading(doc) as at:
        return at.keys(at.root(root.name))
