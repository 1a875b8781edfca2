"""The call of a show: what is on, since when, what has been, and who has the call. Times are Unix milliseconds."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from crdt_server.channels.machine import Person


class Phase(StrEnum):
    """Whether something is on."""

    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"


class Plan(Struct, frozen=True, rename="camel"):
    """What was planned for a segment when it began, in ms: start since midnight of the show's date, and duration."""

    start: int
    duration: int


class Row(Struct, frozen=True):
    """One segment of the show's document, as the machine has to know it; deleted ones keep their place."""

    id: str
    name: str
    plan: Plan
    is_deleted: bool = False


class Cue(Struct, frozen=True, rename="camel"):
    """One cue of the show's document, as the machine has to know it."""

    id: str
    segment_id: str
    name: str
    is_deleted: bool = False


class Active(Struct, frozen=True, rename="camel"):
    """The segment that is on; `paused_ms` are pauses that are over, `added_ms` is time given to it, or taken."""

    segment_id: str
    started_at: int
    plan: Plan
    paused_at: int | None = None
    paused_ms: int = 0
    added_ms: int = 0


class Status(StrEnum):
    """How a segment came to its end."""

    COMPLETED = "completed"
    SKIPPED = "skipped"


class Done(Struct, frozen=True, rename="camel"):
    """A segment that is over; one that was skipped has neither start nor end."""

    status: Status
    started_at: int | None = None
    ended_at: int | None = None
    plan: Plan | None = None
    paused_ms: int = 0
    added_ms: int = 0


class Caller(Struct, frozen=True, rename="camel"):
    """Who has the call, since when."""

    id: str
    name: str
    since: int


MOST_CALLERS = 50
"""So many people who had the call are remembered, for the report; the latest."""


class Request(Struct, frozen=True, rename="camel"):
    """Who asks for the call, since when."""

    id: str
    name: str
    at: int


class Standby(Struct, frozen=True, rename="camel"):
    """What has been called to stand by: a segment that is to come, cues of any segment, or both.

    `at` is when something was added last, `since` when each of them was, by its id.
    """

    at: int
    segment_id: str | None = None
    cue_ids: tuple[str, ...] = ()
    since: Mapping[str, int] = field(default_factory=dict)


class CalledCue(Struct, frozen=True, rename="camel"):
    """A cue that was called: of which segment, when."""

    segment_id: str
    at: int


class Message(Struct, frozen=True, rename="camel"):
    """What the screens on stage say, by whom, since when; one that is `urgent` asks to be noticed."""

    text: str
    by: str
    at: int
    urgent: bool = False


class Stage(Struct, frozen=True, rename="camel"):
    """What the screens on stage show besides the time."""

    message: Message | None = None
    is_black: bool = False


class CallState(Struct, frozen=True, rename="camel"):
    """All of it, and the record that says which segment is active (S000-16).

    `term` counts how often the call has changed hands: a command that names an older one comes from somebody who does
    not know yet. `updated_by` set the active segment at `updated_at`. `callers` are those who have had the call, each
    once, in the order in which they had it first.
    """

    session_id: str
    created_at: int
    active: Active | None = None
    updated_by: Person | None = None
    updated_at: int | None = None
    first_started_at: int | None = None
    done: Mapping[str, Done] = field(default_factory=dict)
    caller: Caller | None = None
    callers: tuple[Person, ...] = ()
    term: int = 0
    request: Request | None = None
    standby: Standby | None = None
    called: Mapping[str, CalledCue] = field(default_factory=dict)
    stage: Stage = Stage()

    @property
    def active_segment_id(self) -> str | None:
        """Give the segment that is on, or None (S000-20)."""
        return self.active.segment_id if self.active is not None else None

    @property
    def phase(self) -> Phase:
        """Tell whether something is on."""
        if self.active is None:
            return Phase.IDLE
        return Phase.RUNNING if self.active.paused_at is None else Phase.PAUSED

    def is_active(self, segment: str) -> bool:
        """Tell whether it is this segment that is on (S000-41)."""
        return self.active is not None and self.active.segment_id == segment


class Situation(Struct, frozen=True):
    """What a decision depends on besides the state: who, when, and the show's document as it is now.

    `callers` are those who could have the call and are connected. `holder_silent_ms` is how long nothing has been heard
    of whoever has it; 0 while they are connected.
    """

    actor: Person
    now: int
    rows: tuple[Row, ...] = ()
    cues: tuple[Cue, ...] = ()
    callers: tuple[Person, ...] = ()
    holder_silent_ms: int = 0

    def row(self, segment: str) -> Row | None:
        """Find a segment, deleted or not."""
        return next((row for row in self.rows if row.id == segment), None)

    def cue(self, cue: str) -> Cue | None:
        """Find a cue, deleted or not."""
        return next((one for one in self.cues if one.id == cue), None)

    def place(self, segment: str) -> int | None:
        """Give where a segment stands in the running order, from 0."""
        return next((place for place, row in enumerate(self.rows) if row.id == segment), None)
