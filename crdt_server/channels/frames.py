"""What travels on `/live`: JSON, one object in each WebSocket text message, told apart by `type`.

    client → server    hello · subscribe · unsubscribe · command · probe
    server → client    welcome · snapshot · events · answer · refused · ended · clock · fault

    hello        who one says to be; counts only where nobody signs in
    subscribe    follow a channel; with `after` only what was missed since comes, if it is still there
    command      ask for something; `id` is made up by the client, and a command that is sent again with it is answered
                 again, and done once
    probe        ask for the time: the answer has `t0` as it came, `t1` and `t2` of the server in Unix ms

Members are camelCase. A member that is absent is null. Unknown members are ignored, so that either side may be newer.
"""

from typing import Annotated, Any

from msgspec import Meta, Raw, Struct, field

Name = Annotated[str, Meta(min_length=1, max_length=200)]
CommandId = Annotated[str, Meta(min_length=1, max_length=64)]


class Position(Struct, frozen=True):
    """How far a follower is: the last event it has seen, and the generation of its channel then."""

    generation: int
    seq: int


class Hello(Struct, frozen=True, tag_field="type", tag="hello"):
    """Who one says to be, on a server on which nobody signs in."""

    id: Annotated[str, Meta(max_length=64)]
    name: Annotated[str, Meta(max_length=80)]


class Subscribe(Struct, frozen=True, tag_field="type", tag="subscribe"):
    """Follow a channel."""

    channel: Name
    after: Position | None = None


class Unsubscribe(Struct, frozen=True, tag_field="type", tag="unsubscribe"):
    """Follow it no more."""

    channel: Name


class Command(Struct, frozen=True, tag_field="type", tag="command"):
    """Ask for something."""

    channel: Name
    id: CommandId
    command: Annotated[str, Meta(max_length=40)]
    args: Raw = field(default_factory=lambda: Raw(b"{}"))


class Probe(Struct, frozen=True, tag_field="type", tag="probe"):
    """Ask for the time; `t0` comes back as it is."""

    t0: float
    id: int = 0


FromClient = Hello | Subscribe | Unsubscribe | Command | Probe


class Welcome(Struct, frozen=True, tag_field="type", tag="welcome", rename="camel"):
    """The first frame: whose clock this is (another `clock_id`: measure anew), and the time in Unix ms."""

    clock_id: str
    now: float
    poll_ms: int
    you: str


class Snapshot(Struct, frozen=True, tag_field="type", tag="snapshot"):
    """All of a channel as it is now."""

    channel: str
    generation: int
    seq: int
    now: float
    state: Raw
    may: tuple[str, ...] = ()


class Told(Struct, frozen=True):
    """One event; `payload` is what it is about."""

    event: str
    payload: dict[str, Any]


class Events(Struct, frozen=True, tag_field="type", tag="events"):
    """What one command made happen, and what that changes in the state: a JSON Merge Patch (RFC 7396)."""

    channel: str
    generation: int
    seq: int
    at: int
    events: tuple[Told, ...]
    patch: Any


class Answer(Struct, frozen=True, tag_field="type", tag="answer"):
    """A command is done; `seq` is the event after which everybody sees that."""

    channel: str
    id: str
    generation: int
    seq: int


class Refusal(Struct, frozen=True, tag_field="type", tag="refused"):
    """A command is not done, or a channel is not given."""

    channel: str
    code: str
    reason: str
    id: str | None = None


class Ended(Struct, frozen=True, tag_field="type", tag="ended"):
    """A channel is not given any more."""

    channel: str
    code: str
    reason: str


class ClockAnswer(Struct, frozen=True, tag_field="type", tag="clock"):
    """The time at which a probe came, and at which this was sent."""

    id: int
    t0: float
    t1: float
    t2: float


class Fault(Struct, frozen=True, tag_field="type", tag="fault"):
    """A frame was not understood; nothing was done."""

    reason: str


FromServer = Welcome | Snapshot | Events | Answer | Refusal | Ended | ClockAnswer | Fault
