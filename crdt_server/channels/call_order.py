"""Which segment comes next, and which was before: by the running order of the document as it is now."""

from crdt_server.channels.call_state import CallState, Row, Situation, Status


def after(state: CallState, situation: Situation) -> Row | None:
    """Give the next segment that is still to come, after what is on or was on last."""
    here = _here(state, situation)
    behind = situation.rows[here + 1 :] if here is not None else situation.rows
    return next((row for row in behind if not row.is_deleted and row.id not in state.done), None)


def before(state: CallState, situation: Situation) -> Row | None:
    """Give the segment before what is on; while nothing is on, the one that was on last."""
    here = _here(state, situation)
    if here is None:
        return None
    ahead = situation.rows[: here if state.active is not None else here + 1]
    return next((row for row in reversed(ahead) if _can_be_on(state, row)), None)


def _here(state: CallState, situation: Situation) -> int | None:
    """Give the place of what is on, or was on last."""
    if state.active is not None:
        return situation.place(state.active.segment_id)
    ended = [(done.ended_at, segment) for segment, done in state.done.items() if done.ended_at]
    return situation.place(max(ended)[1]) if ended else None


def _can_be_on(state: CallState, row: Row) -> bool:
    done = state.done.get(row.id)
    return not row.is_deleted and (done is None or done.status is not Status.SKIPPED)
