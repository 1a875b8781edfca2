"""A show as a table: what is printed, mailed around, worked on in a spreadsheet and imported again.

Above the headings stand the title and what holds for the whole evening. Each segment is a row, its
cues are the rows below it. Starts and ends are as planned; the column "Fixed" says which of them
are fixed, "Counts" whether a segment finishes at its end, so that an import gives the same show
again (D12). Deleted records are left out. Private notes come only when they are asked for, in
columns that no import takes for anything else.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from docs_model.cells import Cell, Clock, Length, write_instant
from docs_model.document import grouped, live
from docs_model.schedule import Row, schedule
from docs_model.values import Plain

Written = Cell | Clock | Length
"""A cell to be written; times know that they are times."""

HEADERS: Final = (
    "Order",
    "Name",
    "Start",
    "End",
    "Duration",
    "Type",
    "Status",
    "Notes",
    "Cues",
    "Created by",
    "Updated at",
    "Colour",
    "Fixed",
    "Counts",
    "Cue number",
    "Department",
    "Cue label",
    "Cue note",
    "Id",
    "Cue id",
)
CUE_COLUMN: Final = HEADERS.index("Cue number")
"""Rows of cues begin here; the cells before belong to segments."""


PRIVATE: Final = "Private: "
"""What the heading of private notes begins with."""

Private = Sequence[Mapping[str, Plain]]
"""Private notes, as they are read from their documents."""


def table_of(show: Mapping[str, Plain], private: Private = ()) -> list[list[Written]]:
    """Give a show, as it is read from a document, as rows of cells, and private notes beside it."""
    titles = [PRIVATE + notes["meta"]["title"] for notes in private]
    texts = [_texts(notes) for notes in private]
    return [*_above(show), [], [*HEADERS, *titles], *_rows(show, texts)]


def _texts(notes: Mapping[str, Plain]) -> dict[str, str]:
    """Give the text of each row that has a note."""
    return {note["id"]: note["text"] for note in live(notes["notes"])}


def _above(show: Mapping[str, Plain]) -> Iterator[list[Written]]:
    """Give what holds for the whole evening, a word and its value per row."""
    info = show["show"]
    yield ["Show", show["meta"]["title"]]
    yield ["Date", info["date"]]
    yield ["Venue", info["venue"]]
    yield ["Time zone", info["time_zone"]]
    planned = info["planned_start"]
    yield ["Planned start", None if planned is None else Clock(planned)]


def _rows(show: Mapping[str, Plain], texts: Sequence[Mapping[str, str]]) -> Iterator[list[Written]]:
    """Give the rows of segments, each with the rows of its cues below."""
    segments = live(show["segments"])
    cues_by_segment = grouped(live(show["cues"]), "segment")
    rows = schedule(segments, show["show"]["planned_start"]).rows
    for order, (segment, row) in enumerate(zip(segments, rows, strict=True), 1):
        cues = cues_by_segment.get(segment["id"], [])
        beside = [text.get(segment["id"]) for text in texts]
        yield [*_segment(order, segment, row, len(cues)), *beside]
        yield from (_cue(cue) for cue in cues)


def _segment(order: int, segment: Mapping[str, Plain], row: Row, cues: int) -> list[Written]:
    """Give the row of a segment; a fixed end is given as it is, even before its start."""
    fixed = [name for name in ("start", "end") if segment[name] is not None]
    return [
        order,
        segment["name"],
        Clock(row.start),
        Clock(row.end if segment["end"] is None else segment["end"]),
        Length(segment["duration"]),
        segment["type"],
        segment["status"],
        segment["notes"],
        cues,
        segment["created_by"],
        write_instant(segment["updated_at"]),
        segment["colour"],
        ", ".join(fixed),
        segment["count"].replace("_", " "),
        *[None] * (HEADERS.index("Id") - CUE_COLUMN),
        segment["id"],
        None,
    ]


def _cue(cue: Mapping[str, Plain]) -> list[Written]:
    """Give the row of a cue."""
    said = [cue[name] for name in ("number", "department", "label", "note")]
    return [*[None] * CUE_COLUMN, *said, None, cue["id"]]
