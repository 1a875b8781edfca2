"""Comparing two moments of a document, in the document's own words.

    compare(SHOW, read(earlier, SHOW), read(later, SHOW))
    → Change(sentence="Segment ‘Doors’ start 18:30 → 18:45", path="segments/<id>/start", …)

Everything follows from the declaration: which fields there are, what their values are called, and
what a record is called by.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from docs_model.differences import (
    DELETED,
    RANK,
    WHOLE,
    Difference,
    State,
    differences,
    state_of,
)
from docs_model.document import Record, live, place
from docs_model.kind import Kind, Records, Root
from docs_model.moves import Place
from docs_model.values import Plain
from docs_model.words import called, field_words, say_both

Action = Literal["added", "removed", "deleted", "restored", "moved", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change as a person would tell it.

    `sentence` is `label`, `what` and the rest in one line. `before` and `after` are the plain values
    of a changed field, `said_before` and `said_after` the same in words; for all other actions they
    are None and "".
    """

    action: Action
    path: str
    label: str
    what: str
    sentence: str
    said_before: str = ""
    said_after: str = ""
    before: Plain = None
    after: Plain = None


def compare(kind: Kind, before: Mapping[str, Plain], after: Mapping[str, Plain]) -> list[Change]:
    """Tell what changed between two reads of a document; nothing for a free one (D11)."""
    old, new = state_of(kind, before), state_of(kind, after)
    return tell(kind, differences(kind, old, new), old, new)


def tell(kind: Kind, found: Iterable[Difference], before: State, after: State) -> list[Change]:
    """Put differences into words; records are called as they are now, or as they were last."""
    telling = _Telling(kind, before, after)
    changes = (telling.change(kind.root(one.root), one) for one in found)
    return [change for change in changes if change is not None]


@dataclass(frozen=True, slots=True)
class _Telling:
    kind: Kind
    before: State
    after: State
    orders: dict[str, dict[str, str | None]] = field(default_factory=dict)

    def change(self, root: Root, one: Difference) -> Change | None:
        """Give one change, or None for what nobody could see: a record that came already deleted."""
        if one.field == WHOLE:
            return self.coming_or_going(root, one)
        label = called(root, self.record(root, one.record))
        if one.field == DELETED:
            action: Action = "restored" if one.after is None else "deleted"
            if (one.before is None) == (one.after is None):
                return None
            return Change(action, one.path, label, action, f"{label} {action}")
        if one.field == RANK:
            return self.move(root, one, label)
        what = field_words(one.field)
        was, now = say_both(root.fields[one.field], one.before, one.after)
        label = self.owner(root, one, label) if label else ""
        name = f"{label} {what}" if label else what[:1].upper() + what[1:]
        sentence = f"{name} {was} → {now}"
        return Change("changed", one.path, label, what, sentence, was, now, one.before, one.after)

    def owner(self, root: Root, one: Difference, label: str) -> str:
        """Name the record of a field; not by that very field, whose values are told anyway."""
        own = called(root, {one.field: one.after})
        return root.interface if label in (own, called(root, None), called(root, {})) else label

    def coming_or_going(self, root: Root, one: Difference) -> Change | None:
        """Tell of a record that came or went as a whole."""
        record: Record = one.after if one.before is None else one.before
        if isinstance(root, Records) and record.get(DELETED) is not None:
            return None
        label = called(root, record)
        action: Action = "added" if one.before is None else "removed"
        where = f" {self.standing(root, one.record)}" if action == "added" else ""
        return Change(action, one.path, label, action, f"{label} {action}{where}".strip())

    def standing(self, root: Root, identity: str) -> str:
        """Say where a record stands now."""
        record = self.after[root.name].get(identity)
        if not isinstance(root, Records) or record is None:
            return ""
        if root.within:
            return f"in {self.called_within(root, str(record[root.within]))}"
        return self.behind(root, self.neighbours(root).get(identity))

    def neighbours(self, root: Root) -> dict[str, str | None]:
        """Give for each live record the one before it; worked out once, as there may be thousands."""
        if root.name not in self.orders:
            order = [row["id"] for row in sorted(live(self.after[root.name].values()), key=place)]
            self.orders[root.name] = dict(zip(order, [None, *order], strict=False))
        return self.orders[root.name]

    def move(self, root: Root, one: Difference, label: str) -> Change | None:
        """Tell where a record was moved to."""
        was, now = one.before, one.after
        if not isinstance(root, Records):
            return None
        assert isinstance(was, Place)
        assert isinstance(now, Place)
        where = self.behind(root, now.after) if now.after else "to the beginning"
        if root.within and was.within != now.within:
            where = f"to {self.called_within(root, now.within or '')}"
        elif root.within and now.after is None:
            where += f" of {self.called_within(root, now.within or '')}"
        sentence = f"{label} moved {where}"
        return Change("moved", one.path, label, f"moved {where}", sentence)

    def behind(self, root: Records, identity: str | None) -> str:
        """Say behind which record something stands."""
        if identity is None:
            return "at the beginning"
        return (
            f"after {called(root, self.record(root, identity)).removeprefix(root.interface + ' ')}"
        )

    def called_within(self, root: Records, identity: str) -> str:
        """Name the record that another one belongs to."""
        to = getattr(root.fields[root.within or ""], "to", "")
        for other in self.after, self.before:
            if identity in other.get(to, {}):
                return called(self.kind.root(to), other[to][identity])
        return f"a {root.within} that is gone"

    def record(self, root: Root, identity: str) -> Record | None:
        """Give a record as it is now, else as it was."""
        return self.after[root.name].get(identity) or self.before[root.name].get(identity)
