"""What happened in a document, in steps that a person recognises: who, from when to when, and what it came to (H1, H2).

    entries of the log ─▶ runs (one author after the other) ─▶ steps (one author, pauses left out) ─▶ changes in words

Two people who type at the same time alternate from letter to letter. So a run is looked at by itself, and what an
author changed in several runs is put together, which keeps the two apart.
"""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from crdt_server.room.conflicts import Conflict
from crdt_server.room.overwrites import Source
from crdt_server.room.watch import Watch
from docs_model.beginnings import begun
from docs_model.compare import Change, tell
from docs_model.differences import Total, add_up
from docs_model.document import Record
from docs_model.kind import Kind

PAUSE_MS = 3 * 60_000
"""Whoever does nothing for longer than this begins a new step."""

LONGEST_STEP_MS = 20 * 60_000
MOST_TOLD = 100
"""So many changes of a step are put into words; an import can have thousands."""


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
    conflicts: list[Conflict] = field(default_factory=list)


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
        self._watch = Watch(kind, base, last) if kind.roots else None

    def add(
        self,
        seq: int,
        update: bytes,
        at: int,
        author: str,
        missed: Mapping[int, int] | None = None,
    ) -> None:
        """Take in the next entry of the log; `missed` is what its author had not heard of (`Source`)."""
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
            step.conflicts += self._watch.add(update, Source(seq, at, author, missed))
            if len(self.marks) == 1 and self.begins_after == 0:
                self._end_beginning(step)

    def rest(self) -> None:
        """Put into words what was taken in so far."""
        self._end_run()
        for author in self._untold:
            self._tell(self._open[author])
        self._untold.clear()

    @property
    def conflicts(self) -> list[Conflict]:
        """Give what people wrote without knowing of each other, the newest last (C1)."""
        return [] if self._watch is None else list(self._watch.conflicts.found.values())

    @property
    def state(self) -> Mapping[str, Mapping[str, Record]]:
        """Give the document as it was at the last `rest`."""
        return {} if self._watch is None else self._watch.state

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

    def _end_beginning(self, step: Step) -> None:
        """Tell what a document was made with in one sentence, in a step of its own."""
        self._end_run()
        beginning = begun(self._kind, step.found.values())
        if beginning is not None:
            step.changes, step.amount, step.found = [beginning], 1, {}
            self._untold.discard(step.author)
            del self._open[step.author]

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
