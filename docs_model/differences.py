"""What differs between two moments of a document: values of fields, records, and places in an order.

    differences(kind, state_of(kind, read(doc, kind)), …) → [Difference("segments", "a", "start", …)]

Differences of moments that follow each other can be added up, so that many small edits read as the
one change they amount to.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from docs_model.document import Record
from docs_model.json import NOT_IMPORTED
from docs_model.kind import Kind, Records, Root
from docs_model.moves import moves
from docs_model.values import Plain, path_of

State = Mapping[str, Mapping[str, Record]]
"""A document by root and record id; a root that is one record has it under "" ."""

Touched = Mapping[str, Collection[str]]
"""Root → ids of records that may differ; all others are known to be the same."""

WHOLE: Final = ""
"""In place of a field: the record itself came or went."""

RANK: Final = "rank"
DELETED: Final = "deleted_at"
SILENT: Final = ("updated_at", RANK)
"""Fields that change along with others, or say more as a place than as a value."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was; for the field `rank` the values are `Place`s.

    `record` is "" in a root that is one record; `field` is `WHOLE` when the record came (before is
    None) or went (after is None).
    """

    root: str
    record: str
    field: str
    before: Plain
    after: Plain

    @property
    def path(self) -> str:
        """Name the place: `show/venue`, `segments/<id>`, `segments/<id>/start`."""
        return path_of(*(part for part in (self.root, self.record, self.field) if part))


def state_of(kind: Kind, content: Mapping[str, Plain]) -> dict[str, dict[str, Record]]:
    """Sort what a read gave by the ids of records."""
    return {
        root.name: {record["id"]: record for record in content[root.name]}
        if isinstance(root, Records)
        else {"": content[root.name]}
        for root in kind.roots
    }


def differences(
    kind: Kind, before: State, after: State, touched: Touched | None = None
) -> list[Difference]:
    """Find everything that differs, in the order of the declaration; ids in their old order."""
    found: list[Difference] = []
    for root in kind.roots:
        old, new = before[root.name], after[root.name]
        ids = [*old, *(key for key in new if key not in old)] if touched is None else None
        if ids is None and touched is not None:
            ids = sorted(touched.get(root.name, ()))
        found += _in_root(root, old, new, ids or [])
    return found


Total = dict[tuple[str, str, str], Difference]
"""What differs over a stretch of time, by root, record and field."""


def add_up(total: Total, later: Iterable[Difference]) -> None:
    """Add what differs over the next stretch of time; what came to nothing is not in it any more."""
    for one in later:
        key = (one.root, one.record, one.field)
        new = total.get((one.root, one.record, WHOLE))
        if new is not None and one.field != WHOLE:
            total[one.root, one.record, WHOLE] = _filled(new, one)
            continue
        known = total.get(key)
        joined = replace(one, before=known.before) if known is not None else one
        if joined.before != joined.after:
            total[key] = joined
        else:
            total.pop(key, None)


def _in_root(
    root: Root, old: Mapping[str, Record], new: Mapping[str, Record], ids: Iterable[str]
) -> Iterator[Difference]:
    changed = [key for key in ids if old.get(key) != new.get(key)]
    places = moves(root, old, new, changed) if isinstance(root, Records) else {}
    for key in changed:
        was, now = old.get(key), new.get(key)
        if was is None or now is None:
            yield Difference(root.name, key, WHOLE, was, now)
            continue
        for name in _spoken_of(root):
            if was[name] != now[name]:
                yield Difference(root.name, key, name, was[name], now[name])
        if key in places:
            yield Difference(root.name, key, RANK, *places[key])


def _spoken_of(root: Root) -> Iterator[str]:
    """Give the fields whose values are compared one by one."""
    unsaid = NOT_IMPORTED if root.name == "meta" else SILENT
    within = root.within if isinstance(root, Records) else None
    return (name for name in root.fields if name not in unsaid and name != within)


def _filled(new: Difference, detail: Difference) -> Difference:
    """Let a record that came as a whole have what was written into it since."""
    if detail.field == RANK:
        return new
    return replace(new, after={**new.after, detail.field: detail.after})
