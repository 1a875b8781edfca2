"""What is told over OSC of a decision: what happened, and then what is on now, for a label that shows the last word.

    /active <segmentId> <name> <number>      what is on, "" and 0 if nothing is
    /upcoming <segmentId> <name> <number>    what comes when GO is pressed
    /phase idle|running|paused
    /caller <name>
    /completed, /skipped, /reopened <segmentId> <name> <number> …
    /standby-called <segmentId> <name> <number> <cueId> …
    /<event> <values>                        everything else, by its name in the reference

Before each stands /callboard/show/<id>, or /callboard for the show of the setting `osc_show`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, get_args

from crdt_server.channels.call_events import CallEvent, name_of, name_of_type, told
from crdt_server.channels.call_state import CallState, Row
from crdt_server.live.channel import Decided
from crdt_server.live.now import named, upcoming
from crdt_server.osc.packet import Value

SHORTER: Final[Mapping[str, str]] = {
    "segment-completed": "completed",
    "segment-skipped": "skipped",
    "segment-reopened": "reopened",
}
SHOWN: Final = ("active", "upcoming", "phase", "caller", "remaining")
EVENTS: Final = frozenset(name_of_type(event) for event in get_args(CallEvent))
TOLD: Final = frozenset(("done", "refused", *SHOWN, *SHORTER.values())) | EVENTS
"""What this server says itself. None of it is a verb, so that two servers which tell each other never press GO."""

Told = tuple[str, tuple[Value, ...]]


def told_of(decided: Decided, rows: Sequence[Row]) -> Iterator[Told]:
    """Give what is told of a decision: the last part of the address, and the values."""
    for happened in decided.kept.events:
        name = name_of(happened)
        payload = told(happened, decided.after, decided.kept.by)
        if name != "segment-activated":  # what is on now is told below
            yield SHORTER.get(name, name), tuple(_values(payload, rows))
    yield from shown(decided.after, rows)


def shown(state: CallState, rows: Sequence[Row]) -> Iterator[Told]:
    """Give what is on."""
    following = upcoming(state, rows)
    yield "active", _segment(state.active_segment_id, rows)
    yield "upcoming", _segment(following.id if following is not None else None, rows)
    yield "phase", (state.phase.value,)
    yield "caller", (state.caller.name if state.caller is not None else "",)


def remaining(ms: int) -> Told:
    """Give what is left of a segment: whole seconds, below 0 when it is over its time, and the same to read."""
    seconds = -(-ms // 1000)  # 0:00 is shown when it is over, not a second before
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return "remaining", (seconds, f"-{clock}" if seconds < 0 else clock)


def _segment(identity: str | None, rows: Sequence[Row]) -> tuple[Value, ...]:
    """Give a segment's id, name and number in the running order."""
    found = named(identity, rows)
    return (found.id, found.name, found.number) if found is not None else (identity or "", "", 0)


def _values(payload: Mapping[str, Any], rows: Sequence[Row]) -> Iterator[Value]:
    """Give the values of an event in their order, without what stands in the address; lists are spread."""
    if "cueIds" in payload:
        payload = {
            "segmentId": "",
            **payload,
        }  # cues alone may stand by: what follows keeps its place
    for name, value in payload.items():
        if name == "segmentId":
            yield from _segment(value, rows)
        elif isinstance(value, list | tuple):
            yield from value
        elif name != "sessionId":
            yield value
