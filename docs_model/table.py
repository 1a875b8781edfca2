"""A run sheet as a table: how it is understood, shown as a preview, and then imported (D12).

    rows of cells ──▶ preview() ──▶ Preview ──▶ show_json() ──▶ the JSON import
                         ▲        (what somebody looked at)
                    mapping: column index → field or None, chosen by hand

A row with a name or a time begins a segment; a row that only has cue columns adds a cue to the
segment above. A column for a department ("LX", "Sound") adds a cue for it from every cell.
Rows are counted from 1 as spreadsheets do, columns from 0.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any, Final

from pycrdt import Doc

from docs_model.cells import Cell, is_blank, text_of
from docs_model.codes import is_id
from docs_model.headings import HEADING_ROWS, Column, heading_row, understand
from docs_model.json import FAIR, Imported, import_json
from docs_model.kinds.show import INFO, SHOW
from docs_model.table_refusals import INSTEAD, LEFT_OUT, ROW_LEFT_OUT, instead_of
from docs_model.table_row import Row, read_info, read_row
from docs_model.table_times import Placed, Written, place_in_time
from docs_model.values import Plain

TOTAL: Final = re.compile(r"((grand|sub|show) ?)?totals?\b.*", re.IGNORECASE)
NO_HEADINGS: Final = "No row with headings was found: choose what each column is."
NO_NAMES: Final = "No column has the names of the segments: choose one."
NO_ROWS: Final = "There is nothing to import."
NO_NAME: Final = "It has no name."
NOT_A_ROW: Final = "It has neither a name nor a time: it is left out."
NO_SEGMENT: Final = "There is no segment above this cue: it is left out."
A_TOTAL: Final = "Totals are counted anew: the row is left out."
NEW_ID: Final = "This id is not usable or there already: it gets a new one."


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the table that could not be used, or that somebody should look at."""

    row: int | None
    column: int | None
    message: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment as it will be imported, and its cues; an id only where the table has one."""

    row: int
    values: dict[str, Plain]
    cues: tuple[dict[str, Plain], ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """How a table is understood.

    `header_row` counts from 1 and is 0 when there are no headings; `info` is what stands above
    them: title, date, venue, time_zone, planned_start.
    """

    header_row: int
    columns: tuple[Column, ...]
    info: dict[str, Plain]
    rows: tuple[Segment, ...]
    problems: tuple[Problem, ...]

    def to_plain(self) -> dict[str, Plain]:
        """Give the preview as JSON values."""
        return asdict(self)


def preview(
    rows: Sequence[Sequence[Cell]],
    *,
    mapping: Mapping[int, str | None] | None = None,
    header_row: int | None = None,
) -> Preview:
    """Understand a table. `header_row`: which one has the headings, 0 for none, None to find it."""
    if header_row is None:
        found = heading_row([[text_of(cell) for cell in row] for row in rows[:HEADING_ROWS]])
        header_row = 0 if found is None else found + 1
    header_row = max(0, min(header_row, len(rows)))
    width = max((len(row) for row in rows), default=0)
    headers = [text_of(cell) for cell in rows[header_row - 1]] if header_row else []
    columns = understand([*headers, *[""] * (width - len(headers))], mapping)
    reading = _TableReading(columns)
    for number, cells in enumerate(rows[header_row:], header_row + 1):
        if not all(is_blank(cell) for cell in cells):
            reading.take(read_row(number, columns, cells))
    segments = tuple(reading.segments())
    info = read_info(rows[: max(0, header_row - 1)])
    told = sorted(reading.problems, key=lambda problem: problem.row or 0)
    problems = (*_about_all(columns, segments, header_row), *told)
    return Preview(header_row, columns, info, segments, problems)


def _about_all(
    columns: Sequence[Column], segments: Sequence[Segment], header_row: int
) -> Iterator[Problem]:
    """Say what is wrong with the table as a whole."""
    fields = {column.field for column in columns}
    if header_row == 0 and fields <= {None}:
        yield Problem(None, None, NO_HEADINGS)
    elif "name" not in fields:
        yield Problem(None, None, NO_NAMES)
    if not segments:
        yield Problem(None, None, NO_ROWS)


class _TableReading:
    """A table while it is read: the segments so far, and what could not be used."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.index_of = {column.field: column.index for column in reversed(columns)}
        self.rows: list[Row] = []
        self.problems: list[Problem] = []

    def take(self, row: Row) -> None:
        """Take in one row: as a segment, as cues of the one above, or not at all."""
        name = row.values.get("name", "")
        if TOTAL.fullmatch(name) and "start" not in row.values:
            self.problems.append(Problem(row.number, None, A_TOTAL))
            return
        self.problems += [Problem(row.number, *problem) for problem in row.problems]
        if row.is_segment:
            self.rows.append(row)
            if not name and "id" not in row.values:
                self.tell(row, "name", NO_NAME)
            return
        self.tell_refused(
            row, lambda field: INSTEAD.get(field, LEFT_OUT) if row.cues else ROW_LEFT_OUT
        )
        if row.cues and self.rows:
            self.rows[-1].cues += row.cues
        elif row.cues or row.values:
            self.problems.append(Problem(row.number, None, NO_SEGMENT if row.cues else NOT_A_ROW))

    def tell(self, row: Row, field: str, message: str) -> None:
        """Note a problem in the column of a field."""
        self.problems.append(Problem(row.number, self.index_of.get(field), message))

    def tell_refused(self, row: Row, instead: Callable[[str], str]) -> None:
        """Note the cells of a row that could not be understood, each with what happens instead."""
        for refusal in row.refused:
            sentence = refusal.sentence(instead(refusal.field))
            self.problems.append(Problem(row.number, refusal.column, sentence))

    def segments(self) -> Iterator[Segment]:
        """Give the segments with their times decided and their ids made sure of."""
        states_fixed = "fixed" in self.index_of
        written = [
            Written(
                row.values.get("start"),
                row.values.get("end"),
                row.values.get("duration"),
                row.values.get("fixed", frozenset()) if states_fixed else None,
                refused=bool(row.refused_times),
            )
            for row in self.rows
        ]
        placed = place_in_time(written, lambda i, *problem: self.tell(self.rows[i], *problem))
        seen: set[str] = set()
        for index, (row, times) in enumerate(zip(self.rows, placed, strict=True)):
            values = {**row.values, **self.stated(times)}
            values.pop("fixed", None)
            for name in row.refused_times if "id" in values else ():
                values.pop(name, None)  # the document has one already, which is better than a guess
            self.tell_refused(row, partial(instead_of, values=row.values, is_first=index == 0))
            self.sure_of_id(row, "id", values, seen)
            for cue in row.cues:
                self.sure_of_id(row, "cue_id", cue, seen)
            yield Segment(row.number, values, tuple(row.cues))

    def stated(self, times: Placed) -> dict[str, Plain]:
        """Give the times that the table has columns for: others stay in a segment it knows."""
        columns = {"start": {"start"}, "end": {"end"}, "duration": {"start", "end", "duration"}}
        known = set(self.index_of)
        return {name: value for name, value in asdict(times).items() if columns[name] & known}

    def sure_of_id(self, row: Row, field: str, record: dict[str, Plain], seen: set[str]) -> None:
        """Take an id away that cannot be one or was there before: somebody copied the row."""
        identity = record.get("id")
        if identity is None:
            return
        if not is_id(identity) or identity in seen:
            self.tell(row, field, NEW_ID)
            del record["id"]
        seen.add(identity)


def show_json(
    table: Preview, *, new_id: Callable[[], str], created_by: str = ""
) -> dict[str, Plain]:
    """Give what a preview shows as JSON for the import; rows without an id get a new one."""
    data: dict[str, Plain] = {"segments": [], "cues": []}
    if "title" in table.info:
        data["meta"] = {"title": table.info["title"]}
    data["show"] = {name: table.info[name] for name in INFO.fields if name in table.info}
    for row in table.rows:
        segment = dict(row.values)
        if "id" not in segment:
            segment = {"id": new_id(), "created_by": created_by, **segment}
        data["segments"].append(segment)
        for cue in row.cues:
            identity = cue.get("id") or new_id()
            data["cues"].append({**cue, "id": identity, "segment": segment["id"]})
    return data


def import_table(
    doc: Doc[Any],
    table: Preview,
    *,
    new_id: Callable[[], str],
    now: int,
    created_by: str = "",
    chances: Iterator[float] = FAIR,
    origin: object = None,
) -> Imported:
    """Bring the rows of a preview into a show: known ids are changed, others come at the end."""
    data = show_json(table, new_id=new_id, created_by=created_by)
    return import_json(doc, SHOW, data, now=now, chances=chances, origin=origin)
