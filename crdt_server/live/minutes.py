"""What is written into the audit log of a channel: who, what, on what, before, after, when (S000-50)."""

from typing import Any

from crdt_server.accounts.audit import Deed
from crdt_server.channels.call_events import CallTaken, name_of
from crdt_server.channels.call_state import CallState
from crdt_server.channels.kept import Kept


def deed_of(
    channel: str, workspace: str, before: CallState, after: CallState, kept: Kept[Any]
) -> Deed:
    """Put one decision in a line; the last of its events names it."""
    reason = next((one.reason for one in kept.events if isinstance(one, CallTaken)), "")
    return Deed(
        at=kept.at,
        who=kept.by.id,
        what=f"show.{name_of(kept.events[-1])}",
        on=channel,
        before=_shown(before),
        after=f"{_shown(after)}{f'; because: {reason}' if reason else ''}",
        workspace=workspace,
        name=kept.by.name,
    )


def _shown(state: CallState) -> str:
    """Say in a line what is on and who has the call."""
    active = state.active_segment_id or "no segment"
    caller = state.caller.name or state.caller.id if state.caller is not None else "nobody"
    return f"{active}, {state.phase.value}; called by {caller}"
