"""What can happen while a show is called. Kept in the journal as they are; followers get `told`."""

from typing import Any

from msgspec import Struct

from crdt_server.channels.call_state import CallState, Plan
from crdt_server.channels.machine import Person


def _kebab(name: str) -> str:
    """SegmentActivated → segment-activated."""
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)[1:]


class Event(Struct, frozen=True, tag_field="event", tag=_kebab, rename="camel"):
    """Something that has happened; when and by whom stands beside it."""


class SegmentActivated(Event, frozen=True):
    """A segment is on. It started now, or, when somebody went back to it, when it did."""

    segment_id: str
    plan: Plan
    started_at: int
    paused_ms: int = 0
    added_ms: int = 0


class SegmentCompleted(Event, frozen=True):
    """A segment is over."""

    segment_id: str


class SegmentSkipped(Event, frozen=True):
    """A segment will not take place."""

    segment_id: str


class SegmentReopened(Event, frozen=True):
    """A segment is to come, whatever was said of it."""

    segment_id: str


class ActiveCleared(Event, frozen=True):
    """Nothing is on any more, and what was is to come again."""

    segment_id: str


class CallStartedOver(Event, frozen=True):
    """Everything is to come again, as if the show had not been called."""


class CallPaused(Event, frozen=True):
    """The show stands still."""


class CallResumed(Event, frozen=True):
    """The show goes on."""


class TimeAdded(Event, frozen=True):
    """What is on has more time, or less."""

    ms: int


class StandbyCalled(Event, frozen=True):
    """A segment, or cues, stand by."""

    segment_id: str | None = None
    cue_ids: tuple[str, ...] = ()


class StoodDown(Event, frozen=True):
    """Nothing stands by any more."""


class CueCalled(Event, frozen=True):
    """GO for a cue."""

    segment_id: str
    cue_id: str


class MessageShown(Event, frozen=True):
    """The screens on stage say something."""

    text: str
    urgent: bool = False


class MessageCleared(Event, frozen=True):
    """The screens on stage say nothing any more."""


class StageBlackedOut(Event, frozen=True):
    """The screens on stage are black, or are shown again."""

    on: bool


class CallAsked(Event, frozen=True):
    """Somebody asks whoever has the call for it."""


class CallRefused(Event, frozen=True):
    """Whoever has the call keeps it."""


class CallTaken(Event, frozen=True):
    """Somebody has the call now; `reason` is why they took it without being given it."""

    reason: str = ""


class CallHandedOver(Event, frozen=True):
    """Whoever had the call has given it to somebody."""

    to: Person


class CallReleased(Event, frozen=True):
    """Nobody has the call."""


CallEvent = (
    SegmentActivated
    | SegmentCompleted
    | SegmentSkipped
    | SegmentReopened
    | ActiveCleared
    | CallStartedOver
    | CallPaused
    | CallResumed
    | TimeAdded
    | StandbyCalled
    | StoodDown
    | CueCalled
    | MessageShown
    | MessageCleared
    | StageBlackedOut
    | CallAsked
    | CallRefused
    | CallTaken
    | CallHandedOver
    | CallReleased
)


def name_of(event: CallEvent) -> str:
    """Give what an event is called on the wire."""
    return _kebab(type(event).__name__)


def name_of_type(event: type[CallEvent]) -> str:
    """Give what a sort of event is called on the wire."""
    return _kebab(event.__name__)


def told(event: CallEvent, state: CallState, by: Person) -> dict[str, Any]:
    """Give what followers are told of an event; those two that others listen for have exactly these members."""
    match event:
        case SegmentActivated(segment_id=segment):
            return {"sessionId": state.session_id, "segmentId": segment, "updatedBy": by.id}
        case SegmentCompleted(segment_id=segment):
            return {"sessionId": state.session_id, "segmentId": segment}
        case SegmentSkipped(segment_id=segment) | SegmentReopened(segment_id=segment):
            return {"sessionId": state.session_id, "segmentId": segment, "updatedBy": by.id}
        case ActiveCleared(segment_id=segment):
            return {"sessionId": state.session_id, "segmentId": segment, "updatedBy": by.id}
        case TimeAdded(ms=ms):
            return {"sessionId": state.session_id, "ms": ms, "updatedBy": by.id}
        case StandbyCalled(segment_id=segment, cue_ids=cues):
            what = {"cueIds": cues} if segment is None else {"segmentId": segment, "cueIds": cues}
            return {"sessionId": state.session_id, **what, "updatedBy": by.id}
        case CueCalled(segment_id=segment, cue_id=cue):
            at = {"segmentId": segment, "cueId": cue}
            return {"sessionId": state.session_id, **at, "updatedBy": by.id}
        case MessageShown(text=text, urgent=urgent):
            said = {"text": text, "urgent": urgent}
            return {"sessionId": state.session_id, **said, "updatedBy": by.id}
        case StageBlackedOut(on=on):
            return {"sessionId": state.session_id, "on": on, "updatedBy": by.id}
        case CallTaken(reason=reason):
            return {"sessionId": state.session_id, "by": by.id, "name": by.name, "reason": reason}
        case CallHandedOver(to=to):
            return {"sessionId": state.session_id, "by": by.id, "to": to.id, "name": to.name}
        case _:
            return {"sessionId": state.session_id, "by": by.id, "name": by.name}
