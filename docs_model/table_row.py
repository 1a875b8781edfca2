"""One row of a run sheet: the values of a segment, its cues, and what was not understood."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from docs_model.cells import (
    Cell,
    date_of,
    duration_of,
    fixed_of,
    instant_of,
    is_blank,
    text_of,
    time_of,
    type_of,
    word_of,
)
from docs_model.headings import Column, plain
from docs_model.kind import Fields
from docs_model.kinds.show import CUES, SEGMENTS
from docs_model.table_refusals import TIMES, Refusal, refuse
from docs_model.texts import one_line
from docs_model.times import Misunderstood
from docs_model.values import Plain

Understood = Plain | Misunderstood
Reader = Callable[[Cell, Column], Understood]


def _text(cell: Cell, _column: Column) -> Understood:
    return one_line(text_of(cell).strip())


def _lines(cell: Cell, column: Column) -> Understood:
    text = text_of(cell).strip()
    return f"{column.label}: {text}" if column.label else text


READERS: Final[dict[str, Reader]] = {
    "id": _text,
    "name": _text,
    "start": lambda cell, _: time_of(cell),
    "end": lambda cell, _: time_of(cell),
    "duration": lambda cell, column: duration_of(cell, column.unit),
    "type": lambda cell, _: type_of(cell),
    "status": lambda cell, _: word_of("status", cell),
    "notes": _lines,
    "colour": lambda cell, _: word_of("colour", cell),
    "created_by": _text,
    "updated_at": lambda cell, _: instant_of(cell),
    "fixed": lambda cell, _: fixed_of(cell),
    "count": lambda cell, _: word_of("count", cell),
    "cue_id": _text,
    "cue_number": _text,
    "cue_label": _text,
    "cue_department": lambda cell, _: word_of("cue_department", cell),
    "cue_note": lambda cell, _: text_of(cell).strip(),
}
"""How the cells of each field are read; order and number of cues are counted anew instead."""

SEGMENT_MARKS: Final = frozenset(("id", "name", "start", "end", "duration"))
"""A row with any of these is a segment."""

CUE_FIELDS: Final = {
    "cue_id": "id",
    "cue_number": "number",
    "cue_label": "label",
    "cue_department": "department",
    "cue_note": "note",
}
NO_CUE: Final = frozenset(("-", "\u2013", "\u2014", "n/a", "na", "none", "no"))
"""What people write into the column of a department that does nothing."""

INFO: Final[dict[str, tuple[str, Reader]]] = {
    "show": ("title", _text),
    "title": ("title", _text),
    "event": ("title", _text),
    "date": ("date", lambda cell, _: date_of(cell)),
    "venue": ("venue", _text),
    "time zone": ("time_zone", _text),
    "planned start": ("planned_start", lambda cell, _: time_of(cell)),
}
"""What may stand above the headings, as a word with its value in the next cell."""


@dataclass(slots=True)
class Row:
    """One row as understood; `problems` pairs a column with a sentence, `refused` lacks its end."""

    number: int
    values: dict[str, Plain] = field(default_factory=dict)
    cues: list[dict[str, Plain]] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    @property
    def refused_times(self) -> set[str]:
        """Give the times that have a cell which could not be understood, and no other that could."""
        return ({refusal.field for refusal in self.refused} & TIMES) - self.values.keys()

    @property
    def is_segment(self) -> bool:
        """Tell whether the row is about a segment, rather than about a cue of the one above."""
        return not SEGMENT_MARKS.isdisjoint(self.values)


def read_row(number: int, columns: Sequence[Column], cells: Sequence[Cell]) -> Row:
    """Understand one row, cell by cell; blank cells say nothing."""
    row = Row(number)
    for column, cell in zip(columns, cells, strict=False):
        if column.field is None or is_blank(cell):
            continue
        if column.field.startswith("cue:"):
            _department_cue(row, column, cell)
        elif column.field in READERS:
            _value(row, column, cell)
    cue = {CUE_FIELDS[name]: row.values.pop(name) for name in CUE_FIELDS if name in row.values}
    if cue:
        row.cues.insert(0, cue)
    return row


def _value(row: Row, column: Column, cell: Cell) -> None:
    """Keep the value of one cell, or what is wrong with it."""
    name = column.field or ""
    value = READERS[name](cell, column)
    if isinstance(value, Misunderstood):
        row.refused.append(refuse(column.index, name, cell, value))
        return
    if name == "notes" and "notes" in row.values:
        value = f"{row.values['notes']}\n{value}"
    row.values[name] = _fitting(row, column, value)


def _fitting(row: Row, column: Column, value: Plain) -> Plain:
    """Cut a value to what its field allows, and say so."""
    name = column.field or ""
    fields: Fields = CUES.fields if name in CUE_FIELDS else SEGMENTS.fields
    declared = fields.get(CUE_FIELDS.get(name, name))
    fault = declared.fault(value) if declared and value is not None else None
    if declared is None or fault is None:
        return value
    row.problems.append((column.index, f"It {fault}; the rest is left out."))
    return declared.read(value)


def _department_cue(row: Row, column: Column, cell: Cell) -> None:
    """Add a cue from the column of a department: its first line is the label, the rest the note."""
    label, _, note = text_of(cell).strip().partition("\n")
    if label.strip().lower() in NO_CUE:
        return
    cue = {"department": (column.field or "")[4:], "label": one_line(label), "note": note.strip()}
    for name, value in cue.items():
        if fault := CUES.fields[name].fault(value):
            row.problems.append((column.index, f"It {fault}; the rest is left out."))
        cue[name] = CUES.fields[name].read(value)
    row.cues.append(cue)


def read_info(rows: Sequence[Sequence[Cell]]) -> dict[str, Plain]:
    """Understand what stands above the headings: words with a value beside them, and a title."""
    info: dict[str, Plain] = {}
    column = Column(0, "", None, "")
    for cells in rows:
        filled = [cell for cell in cells if not is_blank(cell)]
        name, reader = INFO.get(plain(text_of(filled[0])), ("", _text)) if filled else ("", _text)
        if name and len(filled) > 1:
            value = reader(filled[1], column)
            if not isinstance(value, Misunderstood):
                info.setdefault(name, value)
        elif len(filled) == 1 and isinstance(filled[0], str):
            info.setdefault("title", one_line(filled[0].strip())[:200])
    return info
