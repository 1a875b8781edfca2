"""What somebody can ask for while a show is called; members are as on the wire. Every verb is in `VERBS`.

`term` says who one believes to have the call (`CallState.term`), `from` what one believes to be on: with them a press
of GO that comes late, or twice, moves nothing.
"""

from typing import Annotated

from msgspec import Meta, Struct, field

Id = Annotated[str, Meta(min_length=1, max_length=64)]
Reason = Annotated[str, Meta(min_length=3, max_length=500)]
Ids = Annotated[tuple[Id, ...], Meta(max_length=50)]
Words = Annotated[str, Meta(min_length=1, max_length=200)]
LONGEST = 24 * 60 * 60 * 1000
Ms = Annotated[int, Meta(ge=-LONGEST, le=LONGEST)]


class Command(Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Something that is asked for."""

    term: int | None = None


class Activate(Command, frozen=True):
    """Put a segment on: Set Active (S000-25). What is on until then is completed."""

    segment_id: Id


class Complete(Command, frozen=True):
    """The segment is over; by default the one that is on."""

    segment_id: Id | None = None


class Next(Command, frozen=True):
    """GO: what is on is completed, and the next segment that is still to come is on."""

    from_: Id | None = field(name="from", default=None)


class Previous(Command, frozen=True):
    """Back: the segment before is on again, as if GO had not been pressed."""

    from_: Id | None = field(name="from", default=None)


class Pause(Command, frozen=True):
    """Stand still."""


class Resume(Command, frozen=True):
    """Go on."""


class AddTime(Command, frozen=True):
    """Give what is on more time, or less: milliseconds."""

    ms: Ms


class Skip(Command, frozen=True):
    """A segment that is to come will not take place."""

    segment_id: Id


class Reopen(Command, frozen=True):
    """A segment that was skipped or completed is to come again."""

    segment_id: Id


class Clear(Command, frozen=True):
    """Nothing is on; what was is to come again."""


class StartOver(Command, frozen=True):
    """Everything is to come again, for another run of the show: after a rehearsal. How the last one went is gone."""


class StandBy(Command, frozen=True):
    """Call a segment that is to come, or single cues, to stand by, in place of what stood by before."""

    segment_id: Id | None = None
    cue_ids: Ids = ()


class StandDown(Command, frozen=True):
    """Nothing stands by any more."""


class CallCues(Command, frozen=True):
    """GO for cues; the segment stays."""

    cue_ids: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=50)]


class ShowMessage(Command, frozen=True):
    """Say something on the screens on stage; `urgent` is for what must be noticed."""

    text: Words
    urgent: bool = False


class ClearMessage(Command, frozen=True):
    """Take the message from the screens on stage."""


class Blackout(Command, frozen=True):
    """Make the screens on stage black, or show them again."""

    on: bool


class Take(Command, frozen=True):
    """Take the call. Whoever has it is asked; a `reason` takes it from somebody who does not answer."""

    reason: Reason | None = None


class Withhold(Command, frozen=True):
    """Keep the call, whoever asks for it."""


class HandOver(Command, frozen=True):
    """Give the call to somebody who is here, by default to whoever has asked for it."""

    to: Id | None = None


class Release(Command, frozen=True):
    """Let go of the call."""


CallCommand = (
    Activate
    | Complete
    | Next
    | Previous
    | Pause
    | Resume
    | AddTime
    | Skip
    | Reopen
    | Clear
    | StartOver
    | StandBy
    | StandDown
    | CallCues
    | ShowMessage
    | ClearMessage
    | Blackout
    | Take
    | Withhold
    | HandOver
    | Release
)

VERBS: dict[str, type[CallCommand]] = {
    "activate": Activate,
    "complete": Complete,
    "next": Next,
    "previous": Previous,
    "pause": Pause,
    "resume": Resume,
    "add-time": AddTime,
    "skip": Skip,
    "reopen": Reopen,
    "clear": Clear,
    "start-over": StartOver,
    "standby": StandBy,
    "stand-down": StandDown,
    "cue": CallCues,
    "message": ShowMessage,
    "clear-message": ClearMessage,
    "blackout": Blackout,
    "take": Take,
    "withhold": Withhold,
    "hand-over": HandOver,
    "release": Release,
}
