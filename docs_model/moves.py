"""Which records were moved, and from where to where: what a change of ranks means to a person.

A move writes one rank, but neighbours may have to give way; and of two rows that changed places one
or the other could be said to have moved. Whoever kept the rank stayed; of the others those that
still follow the same rows stayed as well, and of what is left as many as can.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from docs_model.document import Record, live, place
from docs_model.kind import Records


@dataclass(frozen=True, slots=True)
class Place:
    """Behind which record something stands (None: at the beginning), and within which."""

    after: str | None
    within: str | None = None


Orders = dict[str | None, list[str]]
"""The ids of live records in order, by the record they are within."""


def moves(
    root: Records, old: Mapping[str, Record], new: Mapping[str, Record], changed: Iterable[str]
) -> dict[str, tuple[Place, Place]]:
    """Give where the records that moved were and where they are; deleted ones have no place."""
    suspects = {key for key in changed if _is_suspect(root, old.get(key), new.get(key))}
    if not suspects:
        return {}
    was, now = _orders(root, old), _orders(root, new)
    moved: set[str] = set()
    for group, order in now.items():
        before = set(was.get(group, ()))
        moved |= {key for key in suspects & set(order) if key not in before}
        moved |= _displaced(was.get(group, []), order, suspects)
    old_places, new_places = _places(was), _places(now)
    return {key: (old_places[key], new_places[key]) for key in sorted(moved)}


def _is_suspect(root: Records, was: Record | None, now: Record | None) -> bool:
    if was is None or now is None or was["deleted_at"] is not None or now["deleted_at"] is not None:
        return False
    return was["rank"] != now["rank"] or _group(root, was) != _group(root, now)


def _group(root: Records, record: Record) -> str | None:
    return str(record[root.within]) if root.within else None


def _orders(root: Records, records: Mapping[str, Record]) -> Orders:
    orders: Orders = {}
    for record in sorted(live(records.values()), key=place):
        orders.setdefault(_group(root, record), []).append(record["id"])
    return orders


def _places(orders: Orders) -> dict[str, Place]:
    return {
        key: Place(before, group)
        for group, order in orders.items()
        for key, before in zip(order, [None, *order], strict=False)
    }


def _displaced(was: list[str], now: list[str], suspects: set[str]) -> set[str]:
    """Tell which of the suspects stand elsewhere among the records that were in both orders."""
    both = set(was) & set(now)
    old_gaps = _gaps(was, both, suspects)
    new_gaps = _gaps(now, both, suspects)
    displaced = {key for key, gap in new_gaps.items() if old_gaps[key] != gap}
    index = {key: number for number, key in enumerate(was)}
    for gap in set(new_gaps.values()):
        left = [key for key, at in new_gaps.items() if at == gap and key not in displaced]
        stayed = _longest_ascending([index[key] for key in left])
        displaced |= {key for key in left if index[key] not in stayed}
    return displaced


def _gaps(order: list[str], both: set[str], suspects: set[str]) -> dict[str, int]:
    """Count for each suspect how many records that surely stayed stand before it."""
    gaps: dict[str, int] = {}
    stayed = 0
    for key in order:
        if key in both:
            if key in suspects:
                gaps[key] = stayed
            else:
                stayed += 1
    return gaps


def _longest_ascending(numbers: list[int]) -> set[int]:
    """Give the members of a longest ascending subsequence of different numbers."""
    tails: list[int] = []
    tail_values: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tail_values, number)
        before[number] = tails[at - 1] if at else None
        tails[at:] = [number] if at == len(tails) else [number, *tails[at + 1 :]]
        tail_values = tails
    chosen: set[int] = set()
    last = tails[-1] if tails else None
    while last is not None:
        chosen.add(last)
        last = before[last]
    return chosen
