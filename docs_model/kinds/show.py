"""The run of show: the segments of one event in order, with their planned times and their cues."""

from typing import Final

from docs_model.codes import Date, Rank, Reference, TimeZone
from docs_model.fields import Duration, TimeOfDay
from docs_model.kind import KEPT, Kind, Records, Single, meta
from docs_model.texts import Choice, OpenChoice, Prose, Text

TYPES: Final = (
    "talk",
    "keynote",
    "panel",
    "performance",
    "music",
    "video",
    "break",
    "changeover",
    "ceremony",
    "doors",
    "technical",
    "other",
)
STATUSES: Final = ("pending", "in_progress", "completed")
COUNTS: Final = ("duration", "to_end")
COLOURS: Final = ("none", "red", "amber", "yellow", "green", "teal", "blue", "violet", "pink")
DEPARTMENTS: Final = (
    "lighting",
    "sound",
    "video",
    "graphics",
    "stage",
    "talent",
    "effects",
    "other",
)

INFO: Final = Single(
    "show",
    "ShowInfo",
    "What holds for the whole evening.",
    {
        "date": Date(about="The day the show begins on."),
        "time_zone": TimeZone(about="The time zone all times of day are meant in."),
        "venue": Text(about="Where it takes place.", limit=200),
        "planned_start": TimeOfDay(
            about="When the first segment starts, unless it says so itself."
        ),
    },
)

SEGMENTS: Final = Records(
    "segments",
    "Segment",
    "The rows of the run of show.",
    {
        "rank": Rank(about="Its place in the order."),
        "name": Prose(about="What happens.", limit=500),
        "type": OpenChoice(
            about="What sort of thing it is.", limit=40, default="other", suggestions=TYPES
        ),
        "start": TimeOfDay(about="The fixed start; null: it follows the segment before."),
        "duration": Duration(about="How long it is planned to last."),
        "end": TimeOfDay(about="The fixed end; null: start plus duration."),
        "count": Choice(
            about="Whether it lasts its time even when it begins late, or finishes at its end.",
            values=COUNTS,
            default="duration",
        ),
        "status": Choice(
            about="How far it has got on the night.", values=STATUSES, default="pending"
        ),
        "notes": Prose(about="Anything worth knowing.", limit=20_000, lines="many"),
        "colour": Choice(about="The colour of its row.", values=COLOURS, default="none"),
        "created_by": Text(about="Who added it.", limit=200),
        **KEPT,
    },
    called=("name",),
)

CUES: Final = Records(
    "cues",
    "Cue",
    "What departments do at a moment of a segment.",
    {
        "segment": Reference(about="The segment it belongs to.", to="segments"),
        "rank": Rank(about="Its place within the segment."),
        "number": Text(about="What it is called over the headset, such as LX 12.", limit=20),
        "label": Prose(about="What it does.", limit=500),
        "department": Choice(about="Who does it.", values=DEPARTMENTS, default="other"),
        "note": Prose(about="When and how.", limit=5_000, lines="many"),
        **KEPT,
    },
    within="segment",
    called=("number", "label"),
)

SHOW: Final = Kind(
    "show",
    1,
    "Run of show",
    "The segments of one event in order, with their planned times and their cues.",
    (meta(kind="show", version=1), INFO, SEGMENTS, CUES),
)
