"""What is on in a show, for whoever wants no more than to show it: names, numbers and what is left, in one answer."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from crdt_server.channels.call_order import after
from crdt_server.channels.call_state import CallState, Row, Situation
from crdt_server.channels.machine import Person
from crdt_server.live.report import call_of
from crdt_server.live.situation import rows_of
from docs_model.call import plan_of
from docs_model.document import read_root
from docs_model.kinds.show import INFO, SEGMENTS
from docs_model.timing import Timing, timing
from docs_model.yjs import reading

NOBODY = Person("", "")


class Named(Struct, frozen=True):
    """A segment as people speak of it; `number` counts from 1 in the running order."""

    id: str
    name: str
    number: int


class Now(Struct, frozen=True):
    """One look at a show; times are milliseconds, `remaining_ms` is below 0 in overtime, `late_ms` when ahead."""

    document: str
    seq: int
    at: int
    phase: str
    active: Named | None
    upcoming: Named | None
    caller: str
    remaining_ms: int | None
    late_ms: int
    ends_at: int


def named(identity: str | None, rows: Sequence[Row]) -> Named | None:
    """Find a segment in the running order; None if it is not in it any more."""
    there = (row for row in rows if not row.is_deleted)
    found = ((row, number) for number, row in enumerate(there, 1) if row.id == identity)
    return next((Named(row.id, row.name, number) for row, number in found), None)


def upcoming(state: CallState, rows: Sequence[Row]) -> Named | None:
    """Give what GO would put on."""
    row = after(state, Situation(NOBODY, 0, tuple(rows)))
    return named(row.id, rows) if row is not None else None


def timing_of(doc: Any, state: CallState, now: int) -> Timing:
    """Reckon the times of a show as they stand."""
    with reading(doc) as at:
        plan = plan_of({root.name: read_root(at, root) for root in (INFO, SEGMENTS)})
    return timing(plan, call_of(state), now)


def look_at(name: str, doc: Any, state: CallState, seq: int, now: int) -> Now:
    """Look at a show."""
    rows, times = rows_of(doc), timing_of(doc, state, now)
    return Now(
        name,
        seq,
        now,
        state.phase.value,
        named(state.active_segment_id, rows),
        upcoming(state, rows),
        state.caller.name if state.caller is not None else "",
        times.active.remaining if times.active is not None else None,
        times.offset.absolute,
        times.expected.end,
    )
