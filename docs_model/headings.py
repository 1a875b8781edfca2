"""What the columns of a run sheet mean, by the many things people write above them.

A heading may mean several things: "Item" is the name of a row, unless there is a "Title" as well,
then it is its number. So every heading has its meanings in order of preference, and each meaning
goes to one column only; notes may have several columns.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from docs_model.kinds.show import DEPARTMENTS
from docs_model.times import HOUR, MINUTE, SECOND

MEANINGS: Final[dict[str, str]] = {
    "order": "the order of the rows",
    "name": "the name of a segment",
    "start": "the start",
    "end": "the end",
    "duration": "the duration",
    "type": "the type",
    "status": "the status",
    "notes": "notes",
    "colour": "the colour",
    "created_by": "who added it",
    "updated_at": "when it was changed",
    "cues_count": "the number of cues, which is counted anew",
    "fixed": "whether start or end is fixed",
    "count": "whether it counts to its end",
    "id": "the id of a segment",
    "cue_number": "the number of a cue",
    "cue_label": "what a cue does",
    "cue_department": "the department of a cue",
    "cue_note": "the note of a cue",
    "cue_id": "the id of a cue",
    **{f"cue:{department}": f"cues for {department}" for department in DEPARTMENTS},
}
"""What a column can mean, and how that is said."""

HEADINGS: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (("order",), "#, no, nr, num, number, order, order no, item no, item #, item number, row, seq"),
    (("order",), "sequence, pos, position"),
    (("cue_number", "order"), "cue, cue no, cue #, cue number, q, q no, q #"),
    (("name", "order"), "item"),
    (("name",), "name, title, segment, segment name, event, what, activity, agenda, agenda item"),
    (("name",), "item title, item name, programme, program, programme item, session, element, act"),
    (("name", "notes"), "description, desc, details, detail, content, item description"),
    (("start",), "start, start time, starts, tod, time of day, from, begin, begins, clock"),
    (
        ("start",),
        "planned start, scheduled start, clock time, hit, hit time, in, on air, start tod",
    ),
    (("start", "duration"), "time"),
    (("end",), "end, end time, ends, finish, finishes, to, until, out, off, planned end, end tod"),
    (("duration",), "duration, dur, length, len, trt, time allotted, run time, runtime, est"),
    (("duration",), "running time, minutes, mins, min, seconds, secs, planned duration, est time"),
    (("duration",), "segment time, segment length, item length, total time"),
    (("type",), "type, kind, category, segment type, item type, format, class"),
    (("status",), "status, state, progress"),
    (("notes",), "notes, note, comments, comment, remarks, remark, info, information"),
    (("notes",), "additional notes, production notes, general notes"),
    (("notes",), "speaker, speakers, presenter, presenters, who, host, hosts, people, talent"),
    (("notes",), "location, room, place, props, requirements, technical, tech, responsible"),
    (("colour",), "colour, color, row colour, row color"),
    (("created_by",), "created by, author, added by"),
    (("updated_at",), "updated at, updated, last updated, modified, last modified, changed"),
    (("cues_count",), "cues, cues count, cue count, # cues, number of cues"),
    (("fixed",), "fixed, hard, hard start, fixed start, hard time"),
    (("count",), "counts, counts to, count to end"),
    (("id",), "id, segment id, record id"),
    (("cue_label",), "cue label, cue name, cue description, cue text, action"),
    (("cue_department", "notes"), "department, dept, cue department"),
    (("cue_note",), "cue note, cue notes"),
    (("cue_id",), "cue id"),
    (("cue:lighting",), "lighting, lights, light, lx, elx, lighting cue, lighting cues, lx cue"),
    (("cue:lighting",), "lx cues"),
    (("cue:sound",), "sound, audio, snd, sq, sound cue, sound cues, audio cue, audio cues"),
    (("cue:video",), "video, vid, vt, vtr, playback, video cue, video cues"),
    (("cue:graphics",), "graphics, gfx, slides, screen, screens, graphics cue, graphics cues"),
    (("cue:stage",), "stage, deck, sm, stage cue, stage cues, stage management"),
    (("cue:effects",), "effects, fx, sfx, special effects, pyro, effects cue, effects cues"),
)
"""Meanings in order of preference, and the headings that have them."""

BY_HEADING: Final[dict[str, tuple[str, ...]]] = {
    heading: meanings for meanings, headings in HEADINGS for heading in headings.split(", ")
}

UNIT: Final = re.compile(r"\b(?:in )?(?P<unit>h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?)\b")
UNITS: Final = {"h": HOUR, "m": MINUTE, "s": SECOND}

PLAIN_NOTES: Final = frozenset(
    heading
    for meanings, headings in HEADINGS
    for heading in headings.split(", ")
    if "notes" in meanings and re.search("note|comment|remark|info|desc|detail|content", heading)
)
"""Headings over notes that say no more than that; others are repeated in front: "Speaker: …"."""

HEADING_ROWS: Final = 30
"""The heading row is looked for in so many rows from the top."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column and how it was understood: `field` is a key of MEANINGS, None when left out.

    `index` counts from 0; `reason` says in words why; `unit` is what a bare number in it counts.
    """

    index: int
    header: str
    field: str | None
    reason: str
    unit: int = MINUTE

    @property
    def label(self) -> str:
        """What goes in front of a note from here: nothing when the heading just says "Notes"."""
        return "" if plain(self.header) in PLAIN_NOTES else self.header.strip()


def plain(header: str) -> str:
    """Reduce a heading to what it says: small letters, no brackets, no punctuation."""
    without_brackets = re.sub(r"[(\[].*?[)\]]", " ", header.lower())
    words = re.sub(r"[^\w#]+|_", " ", without_brackets.replace("#", " # ")).split()
    return " ".join(words)


def meanings_of(header: str) -> tuple[str, ...]:
    """Give what a heading can mean, the likeliest first."""
    words = plain(header)
    return BY_HEADING.get(words) or BY_HEADING.get(UNIT.sub("", words).strip(), ())


def unit_of(header: str) -> int:
    """Give what a bare number under a heading counts: minutes unless it says so, as "Dur (sec)"."""
    match = UNIT.search(header.lower())
    return UNITS[match["unit"][0]] if match else MINUTE


def headings_in(row: Sequence[str]) -> int:
    """Count the headings in a row that mean different things."""
    return len({meanings[0] for cell in row if (meanings := meanings_of(cell))})


def heading_row(rows: Sequence[Sequence[str]]) -> int | None:
    """Find the row with the most headings among the first ones; at least two that differ."""
    scores = [headings_in(row) for row in rows[:HEADING_ROWS]]
    best = max(scores, default=0)
    return scores.index(best) if best >= 2 else None


def understand(
    headers: Sequence[str], mapping: Mapping[int, str | None] | None = None
) -> tuple[Column, ...]:
    """Say what each column means; `mapping` from index to field (or None) has the last word."""
    mapping = mapping or {}
    taken = {field for field in mapping.values() if field}
    columns: dict[int, Column] = {}
    # Headings with one meaning choose before those that could also mean something else.
    for index in sorted(range(len(headers)), key=lambda i: len(meanings_of(headers[i]))):
        columns[index] = _column(index, headers[index], mapping, taken)
        if columns[index].field:
            taken.add(columns[index].field or "")
    return tuple(columns[index] for index in range(len(headers)))


def _column(index: int, header: str, mapping: Mapping[int, str | None], taken: set[str]) -> Column:
    """Understand one column after others have taken their meanings."""
    if index in mapping:
        chosen = mapping[index]
        reason = f"You chose {MEANINGS[chosen]}." if chosen else "You chose to leave it out."
        return Column(index, header, chosen, reason, unit_of(header))
    meanings = meanings_of(header)
    if not meanings:
        said = "It has no heading" if not header.strip() else "The heading is not known"
        return Column(index, header, None, f"{said}: it is left out.")
    free = [meaning for meaning in meanings if _is_free(meaning, taken)]
    if not free:
        reason = f"Another column already is {MEANINGS[meanings[0]]}: this one is left out."
        return Column(index, header, None, reason)
    reason = f"The heading means {MEANINGS[free[0]]}."
    return Column(index, header, free[0], reason, unit_of(header))


def _is_free(meaning: str, taken: set[str]) -> bool:
    """Tell whether a column may still have this meaning; a cue's number needs other cue columns."""
    if meaning == "notes" or meaning.startswith("cue:"):
        return True
    if meaning == "cue_number" and not taken & {"order", "cue_label", "cue_department"}:
        return False
    return meaning not in taken and not (meaning == "cue_department" and "cue_label" not in taken)
