"""Writing XLSX: real times and lengths, and text that is never a formula; loaded when one is written (`sheets.py`)."""

import datetime
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from docs_model.cells import Clock, Length
from docs_model.fields import DAY
from docs_model.sheet_limits import CELL_LIMIT
from docs_model.table_export import Written

NOT_IN_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(rows: Iterable[Sequence[Written]], title: str) -> bytes:
    """Write rows as the only sheet of a file."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(
        re.sub(r"[\\/*?:\[\]]", " ", NOT_IN_XML.sub("", title))[:31] or "Show"
    )
    for row in rows:
        sheet.append([_xlsx_cell(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xlsx_cell(sheet: Any, cell: Written) -> Any:
    """Make a cell: times and lengths as such, everything else as text or number."""
    if isinstance(cell, Clock):
        return _timed(sheet, cell.time, "hh:mm" if cell.time < DAY else "[hh]:mm")
    if isinstance(cell, Length):
        return _timed(sheet, cell.duration, "[h]:mm:ss")
    if isinstance(cell, str):
        text = WriteOnlyCell(sheet, NOT_IN_XML.sub("", cell)[:CELL_LIMIT])
        text.data_type = "s"  # never a formula, whatever it begins with
        return text
    return cell


def _timed(sheet: Any, milliseconds: int, shape: str) -> Any:
    """Make a cell of time; seconds are shown when there are any."""
    length: Any = datetime.timedelta(milliseconds=milliseconds)
    made = WriteOnlyCell(sheet, length)
    seconds = milliseconds % 60_000 and not shape.endswith("ss")
    made.number_format = f"{shape}:ss" if seconds else shape
    return made
