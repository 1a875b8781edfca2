"""What was written over what, in the maps of a document: and whether whoever wrote had seen what stood there.

Every item of a map names the one that its writer saw in that place (its origin). So when an item arrives whose writer
had not seen what stands there, two people wrote at once, and one value is about to vanish without a word. Which of the
two stands is decided by the CRDT alone, and here the same way: items form a tree by origin, in which younger siblings
are ordered by client id, and the rightmost one stands (Yjs, `Item.integrate`).

    overwrites.take(items, source) → [Overwrite(slot, stood, came, unseen=True, …), …]
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from crdt_server.protocol.structs import GONE, Id, Item, Parent, Shared

MOST_STEPS = 20_000
"""How far to look in one update; whoever piles up more than that is told of less, and holds nobody up."""

Slot = tuple[Parent, str]
"""A place in a map: whose map it is, and the key."""


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of the log: its number, when it came (Unix ms), who brought it, and what that one knew then.

    `missed` is of whose work they had only a beginning when they wrote it, and how much; None if they were connected.
    """

    seq: int
    at: int
    author: str
    missed: Mapping[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a place: its id, its value, and where it came from."""

    id: Id
    value: Any
    source: Source


@dataclass(frozen=True, slots=True)
class Overwrite:
    """Something came where something stood already.

    `unseen`: whoever wrote it had not seen what stood there. `came_to_stand`: it stands there now.
    """

    slot: Slot
    stood: Written
    came: Written
    unseen: bool
    came_to_stand: bool


class _Link(NamedTuple):
    """Where an item is, what it was written over, and how many are below it."""

    slot: Slot
    origin: Id | None
    depth: int


@dataclass(slots=True)
class Overwrites:
    """Everything that stands in the maps of one document, and what it was written over."""

    standing: dict[Slot, Written] = field(default_factory=dict)
    texts: dict[Id, str] = field(default_factory=dict)
    """How texts began: those that were made together with what they are in have it all."""

    _links: dict[Id, _Link] = field(default_factory=dict)
    _steps_left: int = 0

    def begin(self, items: Iterable[Item], source: Source) -> None:
        """Take in a whole document, in which everything has been decided already."""
        for _ in self._note_in_order(items, source):
            pass

    def take(self, items: Iterable[Item], source: Source) -> list[Overwrite]:
        """Take in an update that the document has integrated, and tell what it was written over."""
        return list(self._note_in_order(items, source))

    def slot_of(self, item: Id) -> Slot | None:
        """Give the place that an item is in."""
        link = self._links.get(item)
        return None if link is None else link.slot

    def _note_in_order(self, items: Iterable[Item], source: Source) -> Iterator[Overwrite]:
        """Note every item after the one that it was written over, whatever the order of clients in the update.

        Of what one person wrote there one after the other, unheard, only the last counts.
        """
        fresh = self._fresh(items)
        self._steps_left = MOST_STEPS + 4 * len(fresh)
        over = {item.origin for item in fresh.values()}
        for last in list(fresh):
            chain = []
            at: Id | None = last
            while at is not None and at in fresh:
                chain.append((at, fresh.pop(at)))
                at = chain[-1][1].origin
            for identity, item in reversed(chain):
                slot = self._link(identity, item)
                if slot is not None and identity not in over:
                    yield from self._write(slot, identity, item, source)

    def _fresh(self, items: Iterable[Item]) -> dict[Id, Item]:
        """Give what is not known yet, each item by itself; remember how texts begin."""
        fresh: dict[Id, Item] = {}
        most = MOST_STEPS
        for item in items:
            if item.key is None and item.parent is not None:
                if isinstance(item.content, str) and not isinstance(item.parent, str):
                    self.texts.setdefault(item.parent, item.content)
                continue
            end, origin = item.clock + item.length, item.origin
            most -= item.length - 1
            start = item.clock if most > 0 else end - 1
            for clock in range(start, end):
                identity = (item.client, clock)
                if identity not in self._links:
                    fresh[identity] = item._replace(clock=clock, length=1, origin=origin)
                origin = identity
        return fresh

    def _link(self, identity: Id, item: Item) -> Slot | None:
        """Note what an item was written over; None for an item of a list or a text, which replaces nothing."""
        below = self._links.get(item.origin) if item.origin is not None else None
        if item.origin is not None:
            slot = None if below is None else below.slot
        elif item.parent is not None and item.key is not None:
            slot = (item.parent, item.key)
        else:
            slot = None
        if slot is not None:
            self._links[identity] = _Link(slot, item.origin, below.depth + 1 if below else 0)
        return slot

    def _write(self, slot: Slot, identity: Id, item: Item, source: Source) -> Iterator[Overwrite]:
        came = Written(identity, item.content, source)
        stood = self.standing.get(slot)
        if stood is None:
            self.standing[slot] = came
            return
        is_over = self._is_over(identity, stood.id)
        unseen = not is_over and self._steps_left > 0
        wins = is_over or (unseen and self._is_right_of(identity, stood.id))
        if wins:
            self.standing[slot] = came
        yield Overwrite(slot, stood, came, unseen, wins)

    def _is_over(self, identity: Id, below: Id) -> bool:
        """Tell whether an item was written over another, directly or with others in between."""
        link = self._links[identity]
        return link.origin == below or self._up(identity, self._links[below].depth) == below

    def _is_right_of(self, one: Id, other: Id) -> bool:
        """Tell which of two items stands: where their lines part, that of the larger client id."""
        depth, other_depth = self._links[one].depth, self._links[other].depth
        here, there = self._up(one, other_depth), self._up(other, depth)
        if here == there:
            return depth > other_depth  # one was written over the other
        while self._steps_left > 0:
            below, other_below = self._links[here].origin, self._links[there].origin
            if below is None or other_below is None or below == other_below:
                break
            here, there = below, other_below
            self._steps_left -= 1
        return here[0] > there[0]

    def _up(self, identity: Id, depth: int) -> Id:
        """Go from an item to what it was written over, until a depth."""
        at = identity
        for _ in range(min(self._links[identity].depth - depth, self._steps_left)):
            origin = self._links[at].origin
            if origin is None:
                break
            at = origin
            self._steps_left -= 1
        return at


def is_shared(value: object) -> bool:
    """Tell whether what stands in a place is a shared type."""
    return isinstance(value, Shared)


def is_told(value: object) -> bool:
    """Tell whether a value is still known."""
    return value is not GONE
