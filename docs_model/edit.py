"""The edits that programs make to a document, each by a name and in one transaction.

Time (`now`, Unix milliseconds), ids and chance (0 ≤ chance < 1) are passed in. An edit that names a
record which is not there changes nothing: somebody may have taken it away meanwhile. A value that
its field does not allow raises `NotAllowed` before anything is written.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pycrdt import Doc, Map

from docs_model.document import is_record, place
from docs_model.kind import Kind, Records, Single
from docs_model.kinds.show import CUES, SEGMENTS
from docs_model.rank import make_room
from docs_model.values import Plain
from docs_model.write import NotAllowed, editing, new_record, require, touch, write, write_all
from docs_model.yjs import NATIVE_MAP, reading

Values = Mapping[str, Plain]


def start(doc: Doc[Any], kind: Kind, *, title: str, epoch: str) -> None:
    """Make an empty document one of a kind, with a title; a free one is left empty."""
    for root in kind.roots:
        if root.name == "meta":
            values = {"kind": kind.name, "version": kind.version, "epoch": epoch, "title": title}
            require(root.fields, values)
            meta: Map[Any] = doc.get("meta", type=Map)
            with editing(doc):
                for name, value in values.items():
                    meta[name] = value


def renew(doc: Doc[Any], epoch: str) -> None:
    """Begin a new history with what the document holds now."""
    meta: Map[Any] = doc.get("meta", type=Map)
    with editing(doc):
        meta["epoch"] = epoch


def rename(doc: Doc[Any], kind: Kind, title: str) -> None:
    """Give the document another title."""
    meta = kind.root("meta")
    assert isinstance(meta, Single)
    change_single(doc, meta, {"title": title})


def change_single(doc: Doc[Any], root: Single, values: Values) -> None:
    """Change fields of a root that is one record: the venue of the show."""
    require(root.fields, values)
    with editing(doc):
        write_all(doc.get(root.name, type=Map), root.fields, values)


def insert(
    doc: Doc[Any],
    root: Records,
    identity: str,
    values: Values,
    *,
    chance: float,
    now: int,
    before: str | None = None,
) -> None:
    """Add a record before another one, or at the end; everything in it is made at once."""
    values = {"updated_at": now, **values}
    require(root.fields, values)
    with editing(doc):
        if identity in _map(doc, root):
            raise NotAllowed(f"{root.name} already has a record {identity}")
        group = values.get(root.within) if root.within else None
        (rank,) = _room(doc, root, [chance], before=before, group=group)
        _map(doc, root)[identity] = new_record(root.fields, {**values, "rank": rank})


def change(doc: Doc[Any], root: Records, identity: str, values: Values, *, now: int) -> None:
    """Change fields of a record; text is changed stroke by stroke."""
    require(root.fields, values)
    with editing(doc):
        record = _record(doc, root, identity)
        if record is not None and write_all(record, root.fields, values):
            touch(record, root, now)


def move(
    doc: Doc[Any],
    root: Records,
    identities: Sequence[str],
    *,
    chances: Sequence[float],
    now: int,
    before: str | None = None,
    into: str | None = None,
) -> None:
    """Move records, in the given order, before another one or to the end; `into` another group.

    Only their ranks change, so a move never loses or doubles a row, whatever others do (U7).
    """
    with editing(doc):
        moved = [(key, record) for key in identities if (record := _record(doc, root, key))]
        if root.within and into is None and moved:
            into = _group(doc, root, moved[0][0])
        keys = {key for key, _ in moved}
        ranks = _room(doc, root, chances[: len(moved)], before=before, group=into, without=keys)
        for (_, record), rank in zip(moved, ranks, strict=True):
            if root.within and into is not None:
                write(record, root.within, root.fields[root.within], into)
            write(record, "rank", root.fields["rank"], rank)
            touch(record, root, now)


def delete(doc: Doc[Any], root: Records, identities: Iterable[str], *, now: int) -> None:
    """Delete records: they keep their contents, and what others still write into them (D7)."""
    _mark(doc, root, identities, deleted_at=now, now=now)


def restore(doc: Doc[Any], root: Records, identities: Iterable[str], *, now: int) -> None:
    """Bring deleted records back to where they were."""
    _mark(doc, root, identities, deleted_at=None, now=now)


def insert_segment(
    doc: Doc[Any],
    identity: str,
    values: Values,
    *,
    chance: float,
    now: int,
    before: str | None = None,
) -> None:
    """Add a segment to a show, before another one or at the end."""
    insert(doc, SEGMENTS, identity, values, chance=chance, now=now, before=before)


def insert_cue(
    doc: Doc[Any],
    identity: str,
    segment: str,
    values: Values,
    *,
    chance: float,
    now: int,
    before: str | None = None,
) -> None:
    """Add a cue to a segment, before another one or at the end."""
    within = {**values, "segment": segment}
    insert(doc, CUES, identity, within, chance=chance, now=now, before=before)


def _map(doc: Doc[Any], root: Records) -> Map[Any]:
    """Give the root map."""
    root_map: Map[Any] = doc.get(root.name, type=Map)
    return root_map


def _record(doc: Doc[Any], root: Records, identity: str) -> Map[Any] | None:
    """Give a record to write into, or None when there is none (any more)."""
    with reading(doc) as at:
        found = at.native(at.root(root.name), identity)
    return _map(doc, root)[identity] if isinstance(found, NATIVE_MAP) else None


def _group(doc: Doc[Any], root: Records, identity: str) -> str:
    """Give the group a record is ordered in: the segment of a cue."""
    assert root.within is not None
    with reading(doc) as at:
        native = at.native(at.root(root.name), identity)
        value = next(at.values(native, [root.within]))
    return str(root.fields[root.within].read(value))


def _mark(
    doc: Doc[Any], root: Records, identities: Iterable[str], *, deleted_at: int | None, now: int
) -> None:
    """Set or clear the mark of deletion on records that do not have it so already."""
    with editing(doc):
        for identity in identities:
            record = _record(doc, root, identity)
            if record is None or (record.get("deleted_at") is None) == (deleted_at is None):
                continue
            write(record, "deleted_at", root.fields["deleted_at"], deleted_at)
            touch(record, root, now)


def _room(
    doc: Doc[Any],
    root: Records,
    chances: Sequence[float],
    *,
    before: str | None,
    group: str | None,
    without: Iterable[str] = (),
) -> list[str]:
    """Draw ranks for records before another one, or last; neighbours may have to give way."""
    rows = [row for row in _ranked(doc, root, group) if row["id"] not in without]
    ids = [row["id"] for row in rows]
    index = ids.index(before) if before in ids else len(rows)
    drawn, yielding = make_room([row["rank"] for row in rows], index, chances)
    for position, rank in yielding.items():
        if (record := _record(doc, root, ids[position])) is not None:
            write(record, "rank", root.fields["rank"], rank)
    return drawn


def _ranked(doc: Doc[Any], root: Records, group: str | None) -> list[dict[str, Plain]]:
    """Give id and rank of the records of a group in order, deleted ones included."""
    names = [name for name in ("rank", root.within) if name]
    rows: list[dict[str, Plain]] = []
    with reading(doc) as at:
        for key, content in at.records(at.root(root.name)):
            if is_record(content):
                values = zip(names, at.values(content, names), strict=True)
                row = {name: root.fields[name].read(value) for name, value in values}
                rows.append({"id": key, **row})
    if root.within:
        rows = [row for row in rows if row[root.within] == group]
    return sorted(rows, key=place)
