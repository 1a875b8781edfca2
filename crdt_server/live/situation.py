"""What a decision about a show depends on: its running order as the document has it now, and who is there."""

from collections.abc import Collection
from typing import Any

from msgspec import Struct

from crdt_server.channels.call_commands import CallCues, StandBy
from crdt_server.channels.call_state import CallState, Cue, Plan, Row, Situation
from crdt_server.channels.machine import Person
from crdt_server.live.attendance import Attendance
from docs_model.document import Record, live, read_root, read_some
from docs_model.kinds.show import CUES, INFO, SEGMENTS
from docs_model.schedule import schedule
from docs_model.yjs import reading


def situation_of(
    doc: Any,
    state: CallState,
    command: Struct,
    actor: Person,
    attendance: Attendance,
    channel: str,
    now: int,
) -> Situation:
    """Find it out; of the cues, of which a show has many, only those that the command names."""
    holder = state.caller
    cues = command.cue_ids if isinstance(command, CallCues | StandBy) else ()
    return Situation(
        actor,
        now,
        rows_of(doc),
        cues_of(doc, cues),
        tuple(attendance.callers(channel)),
        attendance.silent_ms(channel, holder.id) if holder is not None else 0,
    )


def rows_of(doc: Any) -> tuple[Row, ...]:
    """Read the running order of a show, deleted segments in their places, with what is planned for each."""
    with reading(doc) as at:
        info: Any = read_root(at, INFO)
        segments: Any = read_root(at, SEGMENTS)
    planned = schedule(live(segments), info["planned_start"])
    plans = {row.id: Plan(row.start, row.duration) for row in planned.rows}
    return tuple(_row(segment, plans) for segment in segments)


def cues_of(doc: Any, ids: Collection[str]) -> tuple[Cue, ...]:
    """Read some cues of a show, deleted or not, as far as they are there."""
    if not ids:
        return ()
    with reading(doc) as at:
        cues: Any = read_some(at, CUES, ids)
    return tuple(
        Cue(cue["id"], cue["segment"], cue["number"] or cue["label"], cue["deleted_at"] is not None)
        for cue in cues
        if cue["segment"] is not None
    )


def _row(segment: Record, plans: dict[str, Plan]) -> Row:
    is_deleted = segment["deleted_at"] is not None
    plan = plans.get(segment["id"], Plan(0, segment["duration"]))
    return Row(segment["id"], segment["name"], plan, is_deleted)
