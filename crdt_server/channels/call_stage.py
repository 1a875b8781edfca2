"""Standby, cues and the screens on stage: what a caller says beside moving the show (`TABLE` of call.py has the rest).

A segment or cues stand by until they are called, something else is called to stand by, or another segment is activated:
a standby for what is over would be a trap. The screens on stage are no part of the call: whoever may call the show may
use them, without having the call.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from crdt_server.channels import call_commands as ask
from crdt_server.channels import call_events as event
from crdt_server.channels.call_commands import CallCommand
from crdt_server.channels.call_events import CallEvent
from crdt_server.channels.call_state import CallState, Cue, Situation
from crdt_server.channels.machine import Refused

CUE_VERBS: Final = (ask.StandBy, ask.StandDown, ask.CallCues)
STAGE_VERBS: Final = (ask.ShowMessage, ask.ClearMessage, ask.Blackout)
BOUNCE_MS: Final = 400
"""A second GO within this, from somebody who does not say what is on, is the same press of the same button."""

TOO_SOON: Final = Refused("too_soon", "GO was pressed a moment ago; this press is not counted.")
Decision = tuple[CallEvent, ...] | Refused


def decide_beside(state: CallState, command: CallCommand, situation: Situation) -> Decision:
    """Say what happens because of one of `CUE_VERBS` or `STAGE_VERBS`."""
    return DECIDE[type(command)](state, command, situation)


def _standby(state: CallState, command: ask.StandBy, situation: Situation) -> Decision:
    if command.segment_id is None and not command.cue_ids:
        return Refused("nothing_named", "Name a segment, or cues, that shall stand by.")
    if command.segment_id is not None and (
        fault := fault_of_segment(command.segment_id, situation)
    ):
        return fault
    if command.segment_id is not None and state.is_active(command.segment_id):
        return Refused("active", "This segment is active already.")
    found = _found(command.cue_ids, situation)
    if isinstance(found, Refused):
        return found
    known, cues = state.standby, tuple(cue.id for cue in found)
    if known is not None and (known.segment_id, known.cue_ids) == (command.segment_id, cues):
        return ()
    return (event.StandbyCalled(command.segment_id, cues),)


def _stand_down(state: CallState, command: ask.StandDown, situation: Situation) -> Decision:
    return () if state.standby is None else (event.StoodDown(),)


def _call_cues(state: CallState, command: ask.CallCues, situation: Situation) -> Decision:
    found = _found(command.cue_ids, situation)
    if isinstance(found, Refused):
        return found
    pressed = tuple(cue for cue in found if not _was_just_called(state, cue, situation.now))
    if not pressed:
        return TOO_SOON
    return tuple(event.CueCalled(cue.segment_id, cue.id) for cue in pressed)


def _was_just_called(state: CallState, cue: Cue, now: int) -> bool:
    called = state.called.get(cue.id)
    return called is not None and now - called.at < BOUNCE_MS


def _show_message(state: CallState, command: ask.ShowMessage, situation: Situation) -> Decision:
    text = " ".join(command.text.split())
    if not text:
        return Refused("nothing_said", "The message is empty. To take one away, clear it.")
    shown = state.stage.message
    if shown is not None and (shown.text, shown.urgent) == (text, command.urgent):
        return ()
    return (event.MessageShown(text, command.urgent),)


def _clear_message(state: CallState, command: ask.ClearMessage, situation: Situation) -> Decision:
    return () if state.stage.message is None else (event.MessageCleared(),)


def _blackout(state: CallState, command: ask.Blackout, situation: Situation) -> Decision:
    return () if state.stage.is_black is command.on else (event.StageBlackedOut(command.on),)


DECIDE: Final[Mapping[type[CallCommand], Callable[[CallState, Any, Situation], Decision]]] = {
    ask.StandBy: _standby,
    ask.StandDown: _stand_down,
    ask.CallCues: _call_cues,
    ask.ShowMessage: _show_message,
    ask.ClearMessage: _clear_message,
    ask.Blackout: _blackout,
}


def fault_of_segment(segment: str, situation: Situation) -> Refused | None:
    """Say why nothing can be done with a segment; None: it is there."""
    row = situation.row(segment)
    if row is None:
        return Refused("unknown_segment", "There is no such segment in this show.")
    if row.is_deleted:
        return Refused("deleted", f"“{row.name}” was deleted. Restore it before it is called.")
    return None


def _found(cues: tuple[str, ...], situation: Situation) -> tuple[Cue, ...] | Refused:
    """Find cues, each once, or say which is not there."""
    found = []
    for one in dict.fromkeys(cues):
        cue = situation.cue(one)
        if cue is None:
            return Refused("unknown_cue", "There is no such cue in this show.")
        if cue.is_deleted:
            return Refused("deleted", f"“{cue.name}” was deleted. Restore it before it is called.")
        found.append(cue)
    return tuple(found)
