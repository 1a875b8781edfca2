"""How deeply shared types are nested in a document: a bound that no single update could keep (L9).

Each of sixty thousand updates may put one type into the one before and harm nobody; but the delete of the outermost
makes every browser walk all the way down, and from some thousand on it runs out of stack. So the depth of every type is
remembered, and an update that goes below the bound is refused.

What a new type is in is told by its parent, or by what it stands beside. That may be a letter or a plain value, of
which nothing is remembered; then it counts as one deeper than the deepest, which is too much at worst, and the document
is measured anew before anybody is refused for that.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from crdt_server.protocol.errors import TooLarge
from crdt_server.protocol.structs import Id, Parent, Struct, structs_of
from crdt_server.protocol.update import TYPE, Summary

MOST_DEEP = 200
MOST_ROUNDS = 8
"""Types may be told by others that come later in the same update, from another client."""

PATIENCE = 32
"""Guesses between two measurements of the whole document: one takes some milliseconds."""


class Depths:
    """The depths of the shared types in one document; one right below a root has depth 1."""

    def __init__(self, whole: Callable[[], bytes]) -> None:
        """`whole` gives the document as one update; it is read when it is first needed."""
        self._whole = whole
        self._depths: dict[Id, int] | None = None
        self._deepest = 0
        self._guesses = 0

    def check(self, update: bytes, summary: Summary) -> None:
        """Take note of the types that an update is about to bring; TooLarge if one would be too deep."""
        if not summary.has_types:
            return
        types = [each for each in structs_of(update) if each.kind == TYPE]
        known = self._measured() if self._depths is None else self._depths
        new, guesses = _depths_of(types, known, self._deepest)
        deepest = max(new.values(), default=0)
        if deepest > MOST_DEEP and self._guesses + guesses >= PATIENCE:
            known = self._measured()
            new, guesses = _depths_of(types, known, self._deepest)
            deepest = max(new.values(), default=0)
        if deepest > MOST_DEEP:
            raise TooLarge(
                f"shared types nested more than {MOST_DEEP} deep; no browser could delete them again"
            )
        known.update(new)
        self._deepest = max(self._deepest, deepest)
        self._guesses += guesses

    def _measured(self) -> dict[Id, int]:
        self._guesses = 0
        self._depths = known = measure(self._whole())
        self._deepest = max(known.values(), default=0)
        return known


def _depths_of(
    types: list[Struct], known: Mapping[Id, int], deepest: int
) -> tuple[dict[Id, int], int]:
    """Give the depths of new types, and how many of them were guessed: those that nothing known tells of."""
    new: dict[Id, int] = {}
    for _ in range(MOST_ROUNDS):
        waiting = []
        for each in types:
            depth = _depth_of(each, new, known)
            if depth is None:
                waiting.append(each)
            else:
                new[each.client, each.clock] = depth
        if not waiting or len(waiting) == len(types):
            break
        types = waiting
    guess = max(deepest, max(new.values(), default=0)) + 1
    return {**new, **{(each.client, each.clock): guess for each in waiting}}, len(waiting)


def _depth_of(struct: Struct, new: Mapping[Id, int], known: Mapping[Id, int]) -> int | None:
    """Tell the depth of a type by its parent or by the type beside it; None if neither is known."""
    if isinstance(struct.parent, str):
        return 1
    around = struct.parent or struct.origin or struct.right
    if around is None:
        return None
    depth = new.get(around) or known.get(around)
    return depth if depth is None or struct.parent is None else depth + 1


def measure(whole: bytes) -> dict[Id, int]:
    """Give the exact depth of every type in a whole document; what was deleted with its surroundings is left out."""
    return _Ground(structs_of(whole)).depths()


class _Ground:
    """All structs of a document, each findable by any of its units."""

    def __init__(self, structs: Iterable[Struct]) -> None:
        self._structs: dict[int, list[Struct]] = defaultdict(list)
        for each in structs:
            self._structs[each.client].append(each)
        self._starts = {
            client: [each.clock for each in ours] for client, ours in self._structs.items()
        }
        self._parents: dict[Id, Parent | None] = {}

    def depths(self) -> dict[Id, int]:
        depths: dict[Id, int] = {}
        types = [each for ours in self._structs.values() for each in ours if each.kind == TYPE]
        for each in types:
            way: list[Id] = []
            at: Parent | None = (each.client, each.clock)
            while isinstance(at, tuple) and at not in depths and at not in way[-1:]:
                way.append(at)
                at = self._parent(at)
            depth = depths.get(at, 0) if isinstance(at, tuple) else 0
            for identity in reversed(way):
                depth += 1
                depths[identity] = depth
        return depths

    def _parent(self, identity: Id) -> Parent | None:
        """Give what a unit is in: its own struct tells, or one of those that it stands beside, in turn."""
        way: list[Id] = []
        at: Id | None = identity
        parent: Parent | None = None
        while at is not None:
            found = self._find(at)
            if found is None:
                break
            start = (found.client, found.clock)
            if start in self._parents:
                parent = self._parents[start]
                break
            self._parents[start] = None  # whoever comes here again went in a circle
            way.append(start)
            parent = found.parent
            at = None if parent is not None else found.origin or found.right
        for start in way:
            self._parents[start] = parent
        return parent

    def _find(self, identity: Id) -> Struct | None:
        client, clock = identity
        index = bisect_right(self._starts.get(client, ()), clock) - 1
        found = self._structs[client][index] if index >= 0 else None
        return found if found is not None and clock < found.clock + found.length else None
