"""The show call as a machine: one segment is on, or none, and one person has the call, or nobody (S000-16 … S000-28).

What is on is in one of three phases; which verb leads where is `TABLE`. Who has the call is beside that
(`call_holder.py`): whoever uses a verb of this table has it, or takes it if nobody does. Standby, cues and the screens
on stage are beside it, too (`call_stage.py`).
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from crdt_server.channels import call_commands as ask
from crdt_server.channels import call_events as event
from crdt_server.channels.call_commands import CallCommand
from crdt_server.channels.call_events import CallEvent
from crdt_server.channels.call_evolve import evolved
from crdt_server.channels.call_holder import HOLDER_VERBS, decide_holder, must_hold
from crdt_server.channels.call_order import after, before
from crdt_server.channels.call_stage import (
    BOUNCE_MS,
    CUE_VERBS,
    STAGE_VERBS,
    TOO_SOON,
    decide_beside,
    fault_of_segment,
)
from crdt_server.channels.call_state import CallState, Phase, Situation, Status
from crdt_server.channels.machine import Happened, Refused

IDLE, RUNNING, PAUSED = Phase.IDLE, Phase.RUNNING, Phase.PAUSED
TABLE: Final[Mapping[type[CallCommand], Mapping[Phase, Phase]]] = MappingProxyType(
    {
        ask.Activate: {IDLE: RUNNING, RUNNING: RUNNING, PAUSED: RUNNING},
        ask.Next: {IDLE: RUNNING, RUNNING: RUNNING, PAUSED: RUNNING},
        ask.Previous: {IDLE: RUNNING, RUNNING: RUNNING, PAUSED: RUNNING},
        ask.Complete: {IDLE: IDLE, RUNNING: IDLE, PAUSED: IDLE},
        ask.Pause: {RUNNING: PAUSED, PAUSED: PAUSED},
        ask.Resume: {RUNNING: RUNNING, PAUSED: RUNNING},
        ask.AddTime: {RUNNING: RUNNING, PAUSED: PAUSED},
        ask.Skip: {IDLE: IDLE, RUNNING: RUNNING, PAUSED: PAUSED},
        ask.Reopen: {IDLE: IDLE, RUNNING: RUNNING, PAUSED: PAUSED},
        ask.Clear: {IDLE: IDLE, RUNNING: IDLE, PAUSED: IDLE},
        ask.StartOver: {IDLE: IDLE},
    }
)
"""From which phase to which; a verb that is not possible in a phase is refused. A segment that is not on can be
completed as well: then the phase stays."""

NOTHING_ON: Final = Refused("nothing_on", "No segment is active.")
STILL_ON: Final = Refused("active", "A segment is active. Complete it, or clear it, first.")
Decision = tuple[CallEvent, ...] | Refused


class ShowCall:
    """The machine of the channels `show/<id>`."""

    def begin(self, channel: str, at: int) -> CallState:
        """Give the state of a show that nobody has called yet."""
        return CallState(session_id=channel, created_at=at)

    def decide(self, state: CallState, command: CallCommand, situation: Situation) -> Decision:
        """Say what happens because of a command."""
        if command.term is not None and command.term != state.term:
            return Refused("stale", f"The call has changed hands: {_holder(state)}.")
        if isinstance(command, HOLDER_VERBS):
            return decide_holder(state, command, situation)
        if isinstance(command, STAGE_VERBS):
            return decide_beside(state, command, situation)
        holding = must_hold(state, situation)
        if isinstance(holding, Refused):
            return holding
        if isinstance(command, CUE_VERBS):
            beside = decide_beside(state, command, situation)
            return beside if isinstance(beside, Refused) or not beside else holding + beside
        if state.phase not in TABLE[type(command)]:
            return NOTHING_ON if state.active is None else STILL_ON
        decided = DECIDE[type(command)](state, command, situation)
        return decided if isinstance(decided, Refused) or not decided else holding + decided

    def evolve(self, state: CallState, event: CallEvent, happened: Happened) -> CallState:
        """Give the state after an event."""
        return evolved(state, event, happened)


def _activate(state: CallState, command: ask.Activate, situation: Situation) -> Decision:
    fault = fault_of_segment(command.segment_id, situation)
    if fault is not None or state.is_active(command.segment_id):
        return fault or ()
    return _on(state, command.segment_id, situation)


def _next(state: CallState, command: ask.Next, situation: Situation) -> Decision:
    if fault := _moved_on(state, command.from_, situation):
        return fault
    if command.from_ is None and _has_just_begun(state, situation.now):
        return TOO_SOON
    row = after(state, situation)
    if row is None:
        last = "This is the last segment. Complete it when it is over."
        return Refused("no_next", last if state.active is not None else "There is nothing left.")
    return _on(state, row.id, situation)


def _previous(state: CallState, command: ask.Previous, situation: Situation) -> Decision:
    if fault := _moved_on(state, command.from_, situation):
        return fault
    row = before(state, situation)
    if row is None:
        return Refused("no_previous", "There is nothing before this.")
    left = () if state.active is None else (event.ActiveCleared(state.active.segment_id),)
    was = state.done.get(row.id)
    if was is None or was.started_at is None:
        return *left, event.SegmentActivated(row.id, row.plan, situation.now)
    again = event.SegmentActivated(
        row.id, was.plan or row.plan, was.started_at, was.paused_ms, was.added_ms
    )
    return *left, again


def _complete(state: CallState, command: ask.Complete, situation: Situation) -> Decision:
    segment = command.segment_id or state.active_segment_id
    if segment is None:
        return NOTHING_ON
    if not state.is_active(segment):
        if fault := fault_of_segment(segment, situation):
            return fault
        done = state.done.get(segment)
        if done is not None and done.status is Status.COMPLETED:
            return ()
    return (event.SegmentCompleted(segment),)


def _pause(state: CallState, command: ask.Pause, situation: Situation) -> Decision:
    return () if state.phase is PAUSED else (event.CallPaused(),)


def _resume(state: CallState, command: ask.Resume, situation: Situation) -> Decision:
    return () if state.phase is RUNNING else (event.CallResumed(),)


def _add_time(state: CallState, command: ask.AddTime, situation: Situation) -> Decision:
    if state.active is not None and abs(state.active.added_ms + command.ms) > ask.LONGEST:
        return Refused("too_much", "More than a day cannot be added or taken.")
    return (event.TimeAdded(command.ms),) if command.ms else ()


def _skip(state: CallState, command: ask.Skip, situation: Situation) -> Decision:
    if fault := fault_of_segment(command.segment_id, situation):
        return fault
    if state.is_active(command.segment_id):
        return Refused("active", "This segment is active. Complete it, or go on to the next.")
    done = state.done.get(command.segment_id)
    if done is None:
        return (event.SegmentSkipped(command.segment_id),)
    if done.status is Status.SKIPPED:
        return ()
    return Refused("over", "This segment is completed. Reopen it first.")


def _reopen(state: CallState, command: ask.Reopen, situation: Situation) -> Decision:
    known = command.segment_id in state.done
    return (event.SegmentReopened(command.segment_id),) if known else ()


def _clear(state: CallState, command: ask.Clear, situation: Situation) -> Decision:
    return () if state.active is None else (event.ActiveCleared(state.active.segment_id),)


def _start_over(state: CallState, command: ask.StartOver, situation: Situation) -> Decision:
    is_new = not state.done and not state.called and state.standby is None
    return () if is_new else (event.CallStartedOver(),)


DECIDE: Final[Mapping[type[CallCommand], Callable[[CallState, Any, Situation], Decision]]] = {
    ask.Activate: _activate,
    ask.Next: _next,
    ask.Previous: _previous,
    ask.Complete: _complete,
    ask.Pause: _pause,
    ask.Resume: _resume,
    ask.AddTime: _add_time,
    ask.Skip: _skip,
    ask.Reopen: _reopen,
    ask.Clear: _clear,
    ask.StartOver: _start_over,
}


def _on(state: CallState, segment: str, situation: Situation) -> tuple[CallEvent, ...]:
    """Put a segment on that is known to be there; what is on until then is over."""
    row = situation.row(segment)
    assert row is not None
    on = event.SegmentActivated(segment, row.plan, situation.now)
    return (on,) if state.active is None else (event.SegmentCompleted(state.active.segment_id), on)


def _moved_on(state: CallState, believed: str | None, situation: Situation) -> Refused | None:
    """Refuse whoever has not seen yet what is on."""
    if believed is None or state.is_active(believed):
        return None
    row = situation.row(state.active_segment_id or "")
    now = f"“{row.name}” is active" if row is not None else "another segment is active, or none"
    return Refused("moved_on", f"The show has moved on: {now}.")


def _has_just_begun(state: CallState, now: int) -> bool:
    return state.active is not None and now - state.active.started_at < BOUNCE_MS


def _holder(state: CallState) -> str:
    return "nobody has it" if state.caller is None else f"{state.caller.name} has it"
