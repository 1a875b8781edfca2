"""A document built again from its log, read anew only where it was touched, and what people did to it unawares.

watch.add(update, source) → the conflicts that came with it
watch.look()              → what differs from the last look
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pycrdt import Map

from crdt_server.protocol.errors import Malformed
from crdt_server.protocol.structs import Item, items_of
from crdt_server.protocol.update import inspect
from crdt_server.room.conflicts import Conflict, Conflicts
from crdt_server.room.overwrites import Source
from crdt_server.room.replay import Replay
from docs_model.codes import is_id
from docs_model.differences import Difference, differences, state_of
from docs_model.document import Record, is_record, read, read_fields
from docs_model.kind import Kind, Records, Root
from docs_model.yjs import Reading, reading

States = dict[str, dict[str, Record]]

SOMEBODY = "?"
"""Whoever wrote what the kept log begins with."""


@dataclass(frozen=True, slots=True)
class _Arrival:
    """An update that came, and what it did; it may wait for others to come first (R7)."""

    update: bytes
    items: list[Item]
    source: Source
    touched: dict[tuple[str, str], set[str]]
    replaced: dict[tuple[str, str], Record]


class Watch:
    """A replayed document, and what of it was touched since the last look."""

    def __init__(self, kind: Kind, base: bytes, last: int) -> None:
        self.conflicts = Conflicts(kind)
        self.conflicts.begin(_items(base), Source(last, 0, SOMEBODY))
        self._kind = kind
        self._replay = Replay([base] if base else [])
        self._touched: dict[str, set[str]] = {}
        self._just_touched: dict[tuple[str, str], set[str]] = {}
        self._waiting: list[_Arrival] = []
        self._subscriptions: list[object] = []
        self.state: States = state_of(kind, read(self._replay.doc, kind))
        self._observe()

    def add(self, update: bytes, source: Source) -> list[Conflict]:
        """Take in an update; give the conflicts that came with it."""
        items = _items(update)
        replaced = self._read_now(self.conflicts.replaced_by(items))
        self._just_touched = {}
        if not self._replay.add(update):
            self._observe()
            self._touch_everything()
            return []
        self._waiting.append(_Arrival(update, items, source, self._just_touched, replaced))
        return [conflict for arrival in self._ready() for conflict in self._meet(arrival)]

    def look(self) -> list[Difference]:
        """Read what was touched and tell what differs from the last look."""
        touched, self._touched = self._touched, {}
        before = self.state
        with reading(self._replay.doc) as at:
            fresh = {
                root.name: _read_again(at, root, before[root.name], touched[root.name])
                for root in self._kind.roots
                if touched.get(root.name)
            }
        self.state = {**before, **fresh}
        return differences(self._kind, before, self.state, touched)

    def _ready(self) -> list[_Arrival]:
        """Give the updates that the document has integrated, in the order in which they came."""
        waiting, self._waiting = self._waiting, []
        if not self._replay.has_gaps:
            return waiting
        ready = [arrival for arrival in waiting if self._replay.holds(arrival.update)]
        self._waiting = [arrival for arrival in waiting if arrival not in ready]
        return ready

    def _meet(self, arrival: _Arrival) -> list[Conflict]:
        ends = _ends(arrival.update) if arrival.touched else {}
        return self.conflicts.take(
            arrival.items, arrival.source, arrival.touched, ends, arrival.replaced
        )

    def _read_now(self, places: set[tuple[str, str]]) -> dict[tuple[str, str], Record]:
        """Read records as they are before an update hides them behind another copy."""
        found: dict[tuple[str, str], Record] = {}
        for name, key in places:
            with reading(self._replay.doc) as at:
                records = _read_again(at, self._kind.root(name), {}, {key})
            if key in records:
                found[name, key] = records[key]
        return found

    def _observe(self) -> None:
        """Follow which records are touched; the library tells their keys within each root."""
        self._subscriptions = [
            self._replay.doc.get(root.name, type=Map).observe_deep(self._listener(root))
            for root in self._kind.roots
        ]

    def _listener(self, root: Root) -> Callable[[list[object]], None]:
        is_single = not isinstance(root, Records)

        def listen(events: list[object]) -> None:
            touched = self._touched.setdefault(root.name, set())
            for event in events:
                path = event.path  # type: ignore[attr-defined]
                if is_single:
                    touched.add("")
                elif path:
                    record = str(path[0])
                    touched.add(record)
                    fields = self._just_touched.setdefault((root.name, record), set())
                    fields.update((str(path[1]),) if len(path) > 1 else event.keys)  # type: ignore[attr-defined]
                else:
                    touched.update(event.keys)  # type: ignore[attr-defined]

        return listen

    def _touch_everything(self) -> None:
        fresh = state_of(self._kind, read(self._replay.doc, self._kind))
        for name, records in self.state.items():
            self._touched.setdefault(name, set()).update(records, fresh[name])


def _items(update: bytes) -> list[Item]:
    try:
        return items_of(update) if update else []
    except Malformed:
        return []  # let in by an older program: what is in it is not told of


def _ends(update: bytes) -> Mapping[int, int]:
    try:
        return {client: end for client, (_, end) in inspect(update).structs.items()}
    except Malformed:
        return {}


def _read_again(
    at: Reading, root: Root, records: Mapping[str, Record], touched: set[str]
) -> dict[str, Record]:
    """Give the records of a root with those anew that were touched."""
    native = at.root(root.name)
    if not isinstance(root, Records):
        return {"": read_fields(at, native, root)}
    fresh = dict(records)
    for key in touched:
        found = at.native(native, key)
        if is_id(key) and is_record(found):
            fresh[key] = {"id": key, **read_fields(at, found, root)}
        else:
            fresh.pop(key, None)
    return fresh
