"""Where two people changed the same thing and neither knew of the other, so that one of them wrote in vain (C1, C2).

    value     both set the same field; one value stands, the other is nowhere in the document any more
    twice     both made a record under one id (an import on two machines); one of the two copies is hidden
    deleted   one deleted a record while the other was still changing it; the change is in a record nobody sees

Letters that two people type into the same text are never lost and no conflict. What somebody writes over what they saw
is none either, and settles one that was there: they have decided. Everything follows from the log, so that a conflict
is found again, the same, whenever a timeline is made.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from crdt_server.protocol.structs import GONE, Id, Item
from crdt_server.room.overwrites import Overwrite, Overwrites, Source, Written, is_shared
from crdt_server.room.places import path_to
from docs_model.conflict import Path, Sort, contents
from docs_model.differences import DELETED, RANK, SILENT, WHOLE
from docs_model.document import Record
from docs_model.kind import Kind, Records, Root
from docs_model.values import Plain

UPDATED = SILENT[0]
STILL_AT_IT_MS = 3 * 60_000
"""Who goes on changing what they just wrote has not looked at what it replaced."""

NEARLY_AT_ONCE_MS = 3_000
"""Two people who are both connected cannot have seen of each other what is younger than this."""

MOST_KEPT = 1_000
MOST_EDITS_NOTED = 8

Touched = Mapping[tuple[str, str], set[str]]
"""Root and record → the fields that were changed in it."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two did: the value they gave, a whole record's fields, or the names of those they changed."""

    value: Plain
    source: Source


@dataclass(slots=True)
class Conflict:
    """One such meeting: `stands` is what is in the document, `other` what is not, or not in sight."""

    id: str
    sort: Sort
    path: Path
    stands: Side
    other: Side
    settled: bool = False


@dataclass(slots=True)
class _Edit:
    """What somebody lately changed in a record, and how far their work goes in it."""

    source: Source
    ends: dict[int, int]
    fields: set[str]


@dataclass(slots=True)
class Conflicts:
    """The conflicts of one document, as far as its log was followed; the newest is the last."""

    kind: Kind
    found: dict[str, Conflict] = field(default_factory=dict)
    _roots: dict[str, Root] = field(init=False)
    _writes: Overwrites = field(default_factory=Overwrites)
    _open: dict[Path, list[Conflict]] = field(default_factory=dict)
    _edits: dict[tuple[str, str], list[_Edit]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._roots = {root.name: root for root in self.kind.roots}

    def begin(self, items: Iterable[Item], source: Source) -> None:
        """Take in the document that the log begins with."""
        self._writes.begin(items, source)

    def replaced_by(self, items: Iterable[Item]) -> set[tuple[str, str]]:
        """Tell which records an update brings another copy of, before it is applied."""
        return {
            (item.parent, item.key)
            for item in items
            if isinstance(item.parent, str)
            and item.key is not None
            and isinstance(self._roots.get(item.parent), Records)
            and self._is_other_copy(item.parent, item.key, item)
        }

    def take(
        self,
        items: Iterable[Item],
        source: Source,
        touched: Touched,
        ends: Mapping[int, int],
        replaced: Mapping[tuple[str, str], Record],
    ) -> list[Conflict]:
        """Take in an update that was integrated; `replaced` has the records of which it brings another copy.

        `ends` is how far the work of each client goes that is in it. Give the conflicts that are new.
        """
        new: list[Conflict] = []
        for one in self._writes.take(items, source):
            new += self._meet(one, replaced)
        for (root, record), names in touched.items():
            names = names - {UPDATED, DELETED, RANK}
            if names and source.author:
                new += self._edit_of_deleted(root, record, names, source)
                self._note_edit(root, record, names, source, ends)
        return [conflict for conflict in new if self._keep(conflict)]

    # ── two values ───────────────────────────────────────────────────────────────────────────────────────────────

    def _meet(
        self, one: Overwrite, replaced: Mapping[tuple[str, str], Record]
    ) -> Iterator[Conflict]:
        path = path_to(self.kind, one.slot, self._writes.slot_of)
        if path is None or not (one.unseen or one.came_to_stand):
            return
        root = self._roots[path[0]]
        if not one.unseen:
            self._settle(path, root, one.came)
        elif path[2] == WHOLE:
            yield from self._twice(path, root, one, replaced)
        else:
            yield from self._two_values(path, root, one)
        if path[2] == DELETED and one.came_to_stand and one.came.value is not None:
            yield from self._deletion_of_edited(path, one.came)

    def _two_values(self, path: Path, root: Root, one: Overwrite) -> Iterator[Conflict]:
        stood, came = self._side(root, path[2], one.stood), self._side(root, path[2], one.came)
        winner, loser = (came, stood) if one.came_to_stand else (stood, came)
        for earlier in self._open.get(path, ()):
            earlier.stands = winner
        if GONE in (one.stood.value, one.came.value) or _alike(path[2], stood.value, came.value):
            return
        yield Conflict(_name(one.stood.id, one.came.id), "value", path, winner, loser)

    def _twice(
        self,
        path: Path,
        root: Root,
        one: Overwrite,
        replaced: Mapping[tuple[str, str], Record],
    ) -> Iterator[Conflict]:
        if not (is_shared(one.stood.value) and is_shared(one.came.value)):
            return
        stood = replaced.get(path[:2]) or self._copy(root, one.stood.id)
        came = self._copy(root, one.came.id)
        if all(stood[name] == came[name] for name in contents(root)):
            return
        sides = Side(came, one.came.source), Side(stood, one.stood.source)
        winner, loser = sides if one.came_to_stand else sides[::-1]
        yield Conflict(_name(one.stood.id, one.came.id), "twice", path, winner, loser)

    def _settle(self, path: Path, root: Root, came: Written) -> None:
        """Somebody wrote over what stands, having seen it: they have decided, unless they only go on."""
        now = self._side(root, path[2], came)
        still_open = []
        for conflict in self._open.pop(path, ()):
            before = conflict.stands.source
            goes_on = (
                conflict.sort == "value"
                and before.author == came.source.author
                and came.source.at - before.at <= STILL_AT_IT_MS
                and now.value != conflict.other.value
            )
            if goes_on:
                conflict.stands = now
                still_open.append(conflict)
            else:
                conflict.settled = True
        if still_open:
            self._open[path] = still_open

    # ── deleted by one, changed by the other ─────────────────────────────────────────────────────────────────────

    def _deletion_of_edited(self, path: Path, deletion: Written) -> Iterator[Conflict]:
        """Somebody deletes a record: what had others done in it that they had not seen?"""
        for edit in self._edits.get(path[:2], ()):
            if _is_unseen(edit, deletion.source):
                yield self._vain(path, deletion, edit.fields, edit.source, min(edit.ends))

    def _edit_of_deleted(
        self, root: str, record: str, names: set[str], source: Source
    ) -> Iterator[Conflict]:
        """Somebody changes a record that another one has deleted, and that nobody would change who knew."""
        deletion = self._deletion(root, record)
        if deletion is None or deletion.value is None:
            return
        before = deletion.source
        if before.seq < source.seq and before.author not in ("", source.author):
            path = (root, record, DELETED)
            for known in self._open.get(path, ()):
                if known.other.source.author == source.author:
                    known.other = Side(sorted({*known.other.value, *names}), source)
                    return
            yield self._vain(path, deletion, names, source, source.seq)

    def _vain(
        self, path: Path, deletion: Written, names: set[str], source: Source, by: int
    ) -> Conflict:
        stands = Side(deletion.value, deletion.source)
        name = f"{deletion.id[0]}.{deletion.id[1]}-x{by}"
        return Conflict(name, "deleted", path, stands, Side(sorted(names), source))

    def _note_edit(
        self, root: str, record: str, names: set[str], source: Source, ends: Mapping[int, int]
    ) -> None:
        """Remember who lately changed a record: somebody may have deleted it without knowing."""
        if not ends:
            return  # letters were only taken out; nobody could tell by a clock whether that was seen
        edits = self._edits.setdefault((root, record), [])
        for edit in edits:
            if edit.source.author == source.author:
                recent = source.at - edit.source.at <= STILL_AT_IT_MS
                edit.fields = edit.fields | names if recent else names
                edit.source, edit.ends = source, {**edit.ends, **ends} if recent else dict(ends)
                return
        edits.append(_Edit(source, dict(ends), names))
        del edits[:-MOST_EDITS_NOTED]

    # ── what stands ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _is_other_copy(self, root: str, record: str, item: Item) -> bool:
        stood = self._writes.standing.get((root, record))
        return stood is not None and stood.id != (item.client, item.clock)

    def _deletion(self, root: str, record: str) -> Written | None:
        stands = self._writes.standing.get((root, record))
        return None if stands is None else self._writes.standing.get((stands.id, DELETED))

    def _side(self, root: Root, name: str, written: Written) -> Side:
        if name == WHOLE:
            return Side(None, written.source)
        value = (
            self._writes.texts.get(written.id, "") if is_shared(written.value) else written.value
        )
        return Side(root.fields[name].read(None if value is GONE else value), written.source)

    def _copy(self, root: Root, record: Id) -> Record:
        """Give a record as it was made, which nobody can read in the document any more, or not yet."""
        copy: Record = {}
        for name, declared in root.fields.items():
            written = self._writes.standing.get((record, name))
            copy[name] = (
                declared.initial if written is None else self._side(root, name, written).value
            )
        return copy

    def _keep(self, conflict: Conflict) -> bool:
        """Keep a conflict that is new; of very many the oldest are dropped."""
        if conflict.id in self.found:
            return False
        self.found[conflict.id] = conflict
        self._open.setdefault(conflict.path, []).append(conflict)
        for oldest in list(islice(self.found, max(0, len(self.found) - MOST_KEPT))):
            dropped = self.found.pop(oldest)
            still = [one for one in self._open.get(dropped.path, ()) if one is not dropped]
            self._open[dropped.path] = still
        return True


def _is_unseen(edit: _Edit, deletion: Source) -> bool:
    if edit.source.author in ("", deletion.author):
        return False
    if deletion.missed is None:
        return deletion.at - edit.source.at <= NEARLY_AT_ONCE_MS
    missed = deletion.missed
    return any(client in missed and missed[client] < end for client, end in edit.ends.items())


def _alike(name: str, one: Plain, other: Plain) -> bool:
    """Tell whether two values come to the same; a deletion is one, whenever it was."""
    return (one is None) == (other is None) if name == DELETED else bool(one == other)


def _name(one: Id, other: Id) -> str:
    return f"{one[0]}.{one[1]}-{other[0]}.{other[1]}"
