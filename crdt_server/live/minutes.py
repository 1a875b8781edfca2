"""What is written into the audit log of a channel: who, what, on what, before, after, when (S000-50)."""

from typing import Any, Final

from crdt_server.accounts.audit import Deed
from crdt_server.channels.call_events import (
    CallEvent,
    CallTaken,
    CueCalled,
    SegmentCompleted,
    SegmentReopened,
    SegmentSkipped,
    TimeAdded,
    name_of,
)
from crdt_server.channels.call_state import CallState
from crdt_server.channels.kept import Kept

LONGEST: Final = 500


def deed_of(
    channel: str, workspace: str, before: CallState, after: CallState, kept: Kept[Any]
) -> Deed:
    """Put one decision in a line; the last of its events names it, and says what the state does not show."""
    last = kept.events[-1]
    details = (_details(one) for one in kept.events if type(one) is type(last))
    return Deed(
        at=kept.at,
        who=kept.by.id,
        what=f"show.{name_of(last)}",
        on=channel,
        before=_shown(before)[:LONGEST],
        after="; ".join(filter(None, (_shown(after), *details)))[:LONGEST],
        workspace=workspace,
        name=kept.by.name,
    )


def _details(event: CallEvent) -> str:
    match event:
        case SegmentCompleted() | SegmentSkipped() | SegmentReopened():
            return event.segment_id
        case CueCalled(cue_id=cue):
            return cue
        case TimeAdded(ms=ms):
            return f"{ms:+} ms"
        case CallTaken(reason=reason) if reason:
            return f"because: {reason}"
        case _:
            return ""


def _shown(state: CallState) -> str:
    """Say in a line what is on, who has the call, what stands by, and what the screens on stage show."""
    active = state.active_segment_id or "no segment"
    caller = state.caller.name or state.caller.id if state.caller is not None else "nobody"
    said = [f"{active}, {state.phase.value}; called by {caller}"]
    if state.standby is not None:
        waiting = filter(None, (state.standby.segment_id, *state.standby.cue_ids))
        said.append(f"standing by: {', '.join(waiting)}")
    if state.stage.message is not None:
        said.append(f"on stage: “{state.stage.message.text}”")
    if state.stage.is_black:
        said.append("screens black")
    return "; ".join(said)
