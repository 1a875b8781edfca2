"""What the call of a show is after something has happened. Never refuses: whatever is in the journal has happened."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from msgspec.structs import replace

from crdt_server.channels import call_events as event
from crdt_server.channels.call_events import CallEvent
from crdt_server.channels.call_state import (
    MOST_CALLERS,
    Active,
    CalledCue,
    Caller,
    CallState,
    Done,
    Message,
    Request,
    Standby,
    Status,
)
from crdt_server.channels.machine import Happened, Person

V = TypeVar("V")


def evolved(state: CallState, what: CallEvent, happened: Happened) -> CallState:
    """Give the state after an event."""
    return EVOLVE[type(what)](state, what, happened)


def _activated(state: CallState, what: event.SegmentActivated, happened: Happened) -> CallState:
    is_anew = what.segment_id in state.done and what.started_at == happened.at
    activated = replace(
        state,
        active=Active(
            what.segment_id,
            what.started_at,
            what.plan,
            paused_ms=what.paused_ms,
            added_ms=what.added_ms,
        ),
        done=_without(state.done, what.segment_id),
        called=_uncalled(state.called, what.segment_id) if is_anew else state.called,
        standby=None,
        updated_by=happened.by,
        updated_at=happened.at,
    )
    return _begun(activated)


def _completed(state: CallState, what: event.SegmentCompleted, happened: Happened) -> CallState:
    active, segment = state.active, what.segment_id
    if active is None or active.segment_id != segment:
        done = Done(Status.COMPLETED, ended_at=happened.at)
        return replace(state, done={**state.done, segment: done})
    done = Done(
        Status.COMPLETED,
        active.started_at,
        happened.at,
        active.plan,
        _paused_ms(state, happened.at),
        active.added_ms,
    )
    return replace(
        state,
        active=None,
        done={**state.done, segment: done},
        updated_by=happened.by,
        updated_at=happened.at,
    )


def _skipped(state: CallState, what: event.SegmentSkipped, happened: Happened) -> CallState:
    return replace(state, done={**state.done, what.segment_id: Done(Status.SKIPPED)})


def _reopened(state: CallState, what: event.SegmentReopened, happened: Happened) -> CallState:
    done = _without(state.done, what.segment_id)
    return _begun(replace(state, done=done, called=_uncalled(state.called, what.segment_id)))


def _cleared(state: CallState, what: event.ActiveCleared, happened: Happened) -> CallState:
    called = _uncalled(state.called, what.segment_id)
    cleared = replace(
        state, active=None, called=called, updated_by=happened.by, updated_at=happened.at
    )
    return _begun(cleared)


def _started_over(state: CallState, what: event.CallStartedOver, happened: Happened) -> CallState:
    holder = state.caller
    callers = () if holder is None else (Person(holder.id, holder.name),)
    return replace(state, done={}, called={}, standby=None, callers=callers, first_started_at=None)


def _paused(state: CallState, what: event.CallPaused, happened: Happened) -> CallState:
    return _with_active(state, paused_at=happened.at)


def _resumed(state: CallState, what: event.CallResumed, happened: Happened) -> CallState:
    return _with_active(state, paused_at=None, paused_ms=_paused_ms(state, happened.at))


def _time_added(state: CallState, what: event.TimeAdded, happened: Happened) -> CallState:
    added = state.active.added_ms if state.active is not None else 0
    return _with_active(state, added_ms=added + what.ms)


def _standby(state: CallState, what: event.StandbyCalled, happened: Happened) -> CallState:
    known = state.standby.since if state.standby is not None else {}
    named = (*filter(None, (what.segment_id,)), *what.cue_ids)
    since = {one: known.get(one, happened.at) for one in named}
    return replace(state, standby=Standby(happened.at, what.segment_id, what.cue_ids, since))


def _stood_down(state: CallState, what: event.StoodDown, happened: Happened) -> CallState:
    return replace(state, standby=None)


def _cue_called(state: CallState, what: event.CueCalled, happened: Happened) -> CallState:
    called = {**state.called, what.cue_id: CalledCue(what.segment_id, happened.at)}
    standby = state.standby
    if standby is None or what.cue_id not in standby.cue_ids:
        return replace(state, called=called)
    waiting = tuple(cue for cue in standby.cue_ids if cue != what.cue_id)
    left = replace(standby, cue_ids=waiting, since=_without(standby.since, what.cue_id))
    nothing = not waiting and standby.segment_id is None
    return replace(state, called=called, standby=None if nothing else left)


def _message_shown(state: CallState, what: event.MessageShown, happened: Happened) -> CallState:
    message = Message(what.text, happened.by.name, happened.at, what.urgent)
    return replace(state, stage=replace(state.stage, message=message))


def _message_cleared(state: CallState, what: event.MessageCleared, happened: Happened) -> CallState:
    return replace(state, stage=replace(state.stage, message=None))


def _blacked_out(state: CallState, what: event.StageBlackedOut, happened: Happened) -> CallState:
    return replace(state, stage=replace(state.stage, is_black=what.on))


def _asked(state: CallState, what: event.CallAsked, happened: Happened) -> CallState:
    return replace(state, request=Request(happened.by.id, happened.by.name, happened.at))


def _refused(state: CallState, what: event.CallRefused, happened: Happened) -> CallState:
    return replace(state, request=None)


def _taken(state: CallState, what: event.CallTaken, happened: Happened) -> CallState:
    return _held_by(state, Caller(happened.by.id, happened.by.name, happened.at))


def _handed_over(state: CallState, what: event.CallHandedOver, happened: Happened) -> CallState:
    return _held_by(state, Caller(what.to.id, what.to.name, happened.at))


def _released(state: CallState, what: event.CallReleased, happened: Happened) -> CallState:
    return _held_by(state, None)


EVOLVE: Final[Mapping[type[CallEvent], Callable[[CallState, Any, Happened], CallState]]] = {
    event.SegmentActivated: _activated,
    event.SegmentCompleted: _completed,
    event.SegmentSkipped: _skipped,
    event.SegmentReopened: _reopened,
    event.ActiveCleared: _cleared,
    event.CallStartedOver: _started_over,
    event.CallPaused: _paused,
    event.CallResumed: _resumed,
    event.TimeAdded: _time_added,
    event.StandbyCalled: _standby,
    event.StoodDown: _stood_down,
    event.CueCalled: _cue_called,
    event.MessageShown: _message_shown,
    event.MessageCleared: _message_cleared,
    event.StageBlackedOut: _blacked_out,
    event.CallAsked: _asked,
    event.CallRefused: _refused,
    event.CallTaken: _taken,
    event.CallHandedOver: _handed_over,
    event.CallReleased: _released,
}


def _held_by(state: CallState, caller: Caller | None) -> CallState:
    callers = state.callers if caller is None else _with_caller(state.callers, caller)
    return replace(state, caller=caller, callers=callers, term=state.term + 1, request=None)


def _with_caller(callers: tuple[Person, ...], caller: Caller) -> tuple[Person, ...]:
    if any(one.id == caller.id for one in callers):
        return callers
    return (*callers, Person(caller.id, caller.name))[-MOST_CALLERS:]


def _with_active(state: CallState, **news: object) -> CallState:
    return replace(state, active=replace(state.active, **news)) if state.active else state


def _paused_ms(state: CallState, at: int) -> int:
    """Give how long what is on has stood still, up to now."""
    active = state.active
    if active is None:
        return 0
    return active.paused_ms + (0 if active.paused_at is None else max(0, at - active.paused_at))


def _begun(state: CallState) -> CallState:
    """Say when the show began: with the first of what is on or over. What was taken back is no beginning."""
    known = (state.active, *state.done.values())
    started = [one.started_at for one in known if one is not None and one.started_at is not None]
    return replace(state, first_started_at=min(started, default=None))


def _without(these: Mapping[str, V], one: str) -> dict[str, V]:
    return {key: value for key, value in these.items() if key != one}


def _uncalled(called: Mapping[str, CalledCue], segment: str) -> dict[str, CalledCue]:
    """Forget which cues of a segment were called: it is to come again."""
    return {cue: one for cue, one in called.items() if one.segment_id != segment}
