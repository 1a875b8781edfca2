"""What is said in a webhook: an event as followers get it, and beside it the names that a person would want to read."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import msgspec

from crdt_server.channels.call_state import Row
from crdt_server.channels.kept import Kept
from crdt_server.live.kind import ChannelKind
from crdt_server.live.now import named
from crdt_server.webhooks.deliveries import Delivery

TEST: Final = "test"
TEST_DATA: Final = {"sentence": "This is a test from Callboard. Nothing has happened in a show."}


@dataclass(frozen=True, slots=True)
class About:
    """The show that something happened in, as far as its document can be read."""

    title: str = ""
    rows: Sequence[Row] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a decision: its name, its payload, which of the decision's events it is."""

    name: str
    payload: Mapping[str, Any]
    place: int


def events_of(kind: ChannelKind, channel: str, kept: Kept[Any]) -> list[Event]:
    """Give the events of a decision as followers get them."""
    state = kind.machine.begin(channel, kept.at)
    told = (kind.told(one, state, kept.by) for one in kept.events)
    return [Event(name, payload, place) for place, (name, payload) in enumerate(told)]


def delivery_of(
    hook: str, channel: str, seq: int, at: int, event: Event, about: About, now: int
) -> Delivery:
    """Make the message for one hook; made again from the same event it has the same id."""
    body: dict[str, Any] = {
        "type": event.name,
        "timestamp": written(at),
        "data": event.payload,
        "show": {"title": about.title},
        "seq": seq,
    }
    segment = named(event.payload.get("segmentId"), about.rows)
    if segment is not None:
        body["segment"] = {"name": segment.name, "number": segment.number}
    text = msgspec.json.encode(body).decode()
    identity = _id(f"{hook} {channel} {seq} {event.place}")
    return Delivery(identity, hook, event.name, channel, seq, event.place, now, text)


def trial_of(hook: str, chance: str, now: int) -> Delivery:
    """Make a message that says only that it arrives."""
    body = {"type": TEST, "timestamp": written(now), "data": TEST_DATA}
    text = msgspec.json.encode(body).decode()
    return Delivery(_id(f"{hook} test {chance}"), hook, TEST, "", 0, 0, now, text)


def written(at: int) -> str:
    """Write a moment as ISO 8601 in UTC, with milliseconds."""
    moment = datetime.fromtimestamp(at / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _id(what: str) -> str:
    return f"msg_{hashlib.sha256(what.encode()).hexdigest()[:32]}"
