"""What happened in a document, in steps that a person recognises: who, from when to when, and what it came to (H1, H2).

    entries of the log ─▶ runs (one author after the other) ─▶ steps (one author, pauses left out) ─▶ changes in words

Two people who type at the same time alternate from letter to letter. So a run is looked at by itself, and what an
author changed in several runs is put together, which keeps the two apart.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from pycrdt import Map

from crdt_server.room.replay import Replay
from docs_model.codes import is_id
from docs_model.compare import Change, tell
from docs_model.differences import Difference, Total, add_up, differences, state_of
from docs_model.document import Record, is_record, read, read_fields
from docs_model.kind import Kind, Records, Root
from docs_model.yjs import Reading, reading

PAUSE_MS = 3 * 60_000
"""Whoever does nothing for longer than this begins a new step."""

LONGEST_STEP_MS = 20 * 60_000
MOST_TOLD = 100
"""So many changes of a step are put into words; an import can have thousands."""

States = dict[str, dict[str, Record]]


@dataclass(slots=True)
class Step:
    """What one author did without a long pause.

    `first` and `last` are sequence numbers: the document before the step is the moment `first - 1`, after it `last`.
    `began` and `ended` are Unix milliseconds. `amount` is how many changes there are, of which `changes` has the first.
    """

    author: str
    first: int
    last: int
    began: int
    ended: int
    entries: int = 0
    size: int = 0
    amount: int = 0
    changes: list[Change] = field(default_factory=list)
    found: Total = field(default_factory=dict)


class Timeline:
    """The steps of one document, as far as its log was followed; the newest is the last."""

    def __init__(self, kind: Kind, base: bytes = b"", last: int = 0) -> None:
        """`base` is the document as of entry `last`, where the log begins; nothing for a new document."""
        self.last = last
        self.begins_after = last
        self.marks: list[tuple[int, int]] = []
        self.steps: list[Step] = []
        self._kind = kind
        self._open: dict[str, Step] = {}
        self._run: Step | None = None
        self._untold: set[str] = set()
        self._watch = _Watch(kind, base) if kind.roots else None

    def add(self, seq: int, update: bytes, at: int, author: str) -> None:
        """Take in the next entry of the log."""
        step = self._step_for(seq, at, author)
        if step is not self._run:
            self._end_run()
            self._run = step
        step.last, step.ended = seq, max(step.ended, at)
        step.entries += 1
        step.size += len(update)
        self.last = seq
        self.marks.append((seq, at))
        if self._watch is not None:
            self._watch.add(update)

    def rest(self) -> None:
        """Put into words what was taken in so far."""
        self._end_run()
        for author in self._untold:
            self._tell(self._open[author])
        self._untold.clear()

    def seq_at(self, time: int) -> int:
        """Give the number of the last entry that was written by then; what `begins_after` says if none was."""
        found = self.begins_after
        for seq, at in self.marks:
            if at > time:
                break
            found = seq
        return found

    def time_of(self, seq: int) -> int | None:
        """Give when an entry was written; None for one that is not known here."""
        index = bisect_left(self.marks, (seq, 0))
        known = index < len(self.marks) and self.marks[index][0] == seq
        return self.marks[index][1] if known else None

    def _end_run(self) -> None:
        """Add what was done since the last look to the step of whoever did it."""
        step, self._run = self._run, None
        if step is not None and self._watch is not None:
            add_up(step.found, self._watch.look())
            self._untold.add(step.author)

    def _tell(self, step: Step) -> None:
        """Put a step into words, with the names that things have now."""
        if self._watch is None:
            return
        state = self._watch.state
        first = list(islice(step.found.values(), MOST_TOLD))
        step.changes = tell(self._kind, first, state, state)
        step.amount = len(step.found) - len(first) + len(step.changes)

    def _step_for(self, seq: int, at: int, author: str) -> Step:
        step = self._open.get(author)
        if step is not None:
            if at - step.ended <= PAUSE_MS and at - step.began <= LONGEST_STEP_MS:
                return step
            if step is self._run:
                self._end_run()
            self._tell(step)
            step.found = {}  # told for good
            self._untold.discard(author)
        step = self._open[author] = Step(author, seq, seq, at, at)
        self.steps.append(step)
        return step


class _Watch:
    """A replayed document, and what of it was touched since the last look."""

    def __init__(self, kind: Kind, base: bytes) -> None:
        self._kind = kind
        self._replay = Replay([base] if base else [])
        self._touched: dict[str, set[str]] = {}
        self._subscriptions: list[object] = []
        self.state: States = state_of(kind, read(self._replay.doc, kind))
        self._observe()

    def add(self, update: bytes) -> None:
        """Take in an update."""
        if not self._replay.add(update):
            self._observe()
            self._touch_everything()

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
                    touched.add(str(path[0]))
                else:
                    touched.update(event.keys)  # type: ignore[attr-defined]

        return listen

    def _touch_everything(self) -> None:
        fresh = state_of(self._kind, read(self._replay.doc, self._kind))
        for name, records in self.state.items():
            self._touched.setdefault(name, set()).update(records, fresh[name])


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
