"""Who has the call: one person at a time, visibly, and nobody loses it without being asked (S000-47).

nobody ──take──▶ held ──release──▶ nobody
                 held ──take by another──▶ asked ──hand over──▶ held by the other
                                           asked ──withhold──▶ held
                 held, asked ──take with a reason, while the holder is silent──▶ held by the other
"""

from typing import Final

from crdt_server.channels import call_commands as ask
from crdt_server.channels import call_events as event
from crdt_server.channels.call_events import CallEvent
from crdt_server.channels.call_state import CallState, Situation
from crdt_server.channels.machine import Person, Refused

SILENT_MS: Final = 10_000
"""Whoever has the call and has not been connected for this long can be relieved of it, with a reason."""

ANSWER_MS: Final = 15_000
"""The same for whoever is connected and has not answered for this long."""

HOLDER_VERBS: Final = (ask.Take, ask.Withhold, ask.HandOver, ask.Release)
Decision = tuple[CallEvent, ...] | Refused


def must_hold(state: CallState, situation: Situation) -> tuple[CallEvent, ...] | Refused:
    """Refuse whoever does not have the call; give what makes it theirs if nobody has it."""
    if state.caller is None:
        return (event.CallTaken(),)
    if state.caller.id == situation.actor.id:
        return ()
    return Refused("not_caller", f"{state.caller.name} has the call. Ask for it first.")


def decide_holder(
    state: CallState,
    command: ask.Take | ask.Withhold | ask.HandOver | ask.Release,
    situation: Situation,
) -> Decision:
    """Say what happens to the call itself."""
    if isinstance(command, ask.Take):
        return _take(state, command, situation)
    if state.caller is None or state.caller.id != situation.actor.id:
        return Refused("not_caller", "You do not have the call.")
    match command:
        case ask.Release():
            return (event.CallReleased(),)
        case ask.Withhold():
            return (event.CallRefused(),) if state.request is not None else ()
        case ask.HandOver(to=to):
            return _hand_over(state, to, situation)


def _take(state: CallState, command: ask.Take, situation: Situation) -> Decision:
    holder, actor = state.caller, situation.actor
    if holder is None:
        return (event.CallTaken(),)
    if holder.id == actor.id:
        return ()
    asked = state.request is not None and state.request.id == actor.id
    if not _is_silent(state, situation):
        return () if asked else (event.CallAsked(),)
    if command.reason is None:
        return Refused(
            "reason_needed", f"{holder.name} does not answer. Say why you take the call."
        )
    return (event.CallTaken(command.reason),)


def _is_silent(state: CallState, situation: Situation) -> bool:
    if situation.holder_silent_ms >= SILENT_MS:
        return True
    request = state.request
    asked = request is not None and request.id == situation.actor.id
    return asked and request is not None and situation.now - request.at >= ANSWER_MS


def _hand_over(state: CallState, to: str | None, situation: Situation) -> Decision:
    request = state.request
    if to is None or (request is not None and request.id == to):
        if request is None:
            return Refused("nobody_asked", "Nobody has asked for the call. Say to whom it goes.")
        return (event.CallHandedOver(Person(request.id, request.name)),)
    found = next((person for person in situation.callers if person.id == to), None)
    if found is None:
        return Refused("not_here", "Whoever is to have the call is not here, or may not call.")
    return (event.CallHandedOver(found),)
