"""Files of spreadsheets: bytes to rows of cells and back, as CSV and as XLSX.

Files come from anywhere. Their size, rows, columns and, for XLSX, what they unpack to are limited
before anything is kept of them (`sheet_limits.py`); a file that cannot be read raises `Unreadable`
with a sentence.

Text that a spreadsheet would take for a formula gets an apostrophe in front in CSV, which reading
takes away again; in XLSX it is marked as text. Where Excel expects semicolons it cuts our cells at
them, quotation marks or not, so a formula is looked for after everything that may end a cell.
XLSX is read row by row: readers that first lay out the whole sheet can be made to take all memory
by one cell in the last row.
"""

import csv
import datetime
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from docs_model.cells import Cell, Clock, Length, text_of
from docs_model.headings import headings_in
from docs_model.sheet_limits import (
    BYTES_LIMIT,
    CELL_LIMIT,
    COLUMNS_LIMIT,
    DAMAGED,
    ROWS_LIMIT,
    TOO_MANY_COLUMNS,
    TOO_MANY_ROWS,
    Unreadable,
    refuse_bombs,
)
from docs_model.table_export import Written
from docs_model.times import HOUR, format_duration, format_time

ENCODINGS: Final = ("utf-8-sig", "cp1252", "latin-1")
DELIMITERS: Final = (",", ";", "\t", "|")

_BEGIN: Final = r"""(?:\A|(?<=[,;|\t\r\n]))(["']*)"""
"""Where a cell begins, or could be taken to begin, up to the first sign that means something."""
_SIGN: Final = r"(?=[=+\-@＝＋－＠\t\r])"
FORMULA: Final = re.compile(_BEGIN + _SIGN)
QUOTED_FORMULA: Final = re.compile(_BEGIN + "'" + _SIGN)

Rows = list[list[Cell]]


def read_sheet(content: bytes) -> Rows:
    """Read a CSV or XLSX file, told apart by its first bytes, as rows of cells."""
    if len(content) > BYTES_LIMIT:
        raise Unreadable(f"The file has more than {BYTES_LIMIT // 1_000_000} MB.")
    if content.startswith(b"PK"):
        return read_xlsx(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(
            "This is an old or locked Excel file: save it as .xlsx without a password."
        )
    return read_csv(content)


def read_csv(content: bytes) -> Rows:
    """Read CSV with any of the usual encodings and delimiters."""
    stated, text = _stated_delimiter(_decoded(content))
    if "\0" in text:
        raise Unreadable("This is not a table: save it as CSV or XLSX.")
    limit = csv.field_size_limit(CELL_LIMIT)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=stated or _delimiter(text))
        return _limited([_unquoted(cell) for cell in row] for row in reader)
    except csv.Error as error:
        raise Unreadable(f"The CSV cannot be read: {error}.") from error
    finally:
        csv.field_size_limit(limit)


def write_csv(rows: Iterable[Sequence[Written]]) -> bytes:
    """Write CSV that every spreadsheet opens rightly: commas, UTF-8 with a byte order mark."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(
        [_csv_text(cell) for cell in row] for row in rows
    )
    return out.getvalue().encode("utf-8-sig")


def read_xlsx(content: bytes) -> Rows:
    """Read the first sheet of an XLSX file that has anything in it."""
    from openpyxl import load_workbook  # a sixth of a server's start

    refuse_bombs(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and charts, which nobody wants here
            book = load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False
            )
            sheets = (_xlsx_rows(sheet) for sheet in book.worksheets)
            return next((rows for rows in sheets if rows), [])
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises whatever a broken file leads it to
        raise Unreadable(DAMAGED) from error


def write_xlsx(rows: Iterable[Sequence[Written]], *, title: str = "Run of show") -> bytes:
    """Write XLSX with real times, so that a spreadsheet can reckon with them."""
    from docs_model.xlsx import written  # its library is a sixth of a server's start

    return written(rows, title)


def _decoded(content: bytes) -> str:
    """Decode text: by its byte order mark, else as UTF-8, else as old Windows text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError("latin-1 decodes everything")


def _stated_delimiter(text: str) -> tuple[str | None, str]:
    """Take off the line by which Excel is told the delimiter: `sep=;`."""
    match = re.match(r"sep=([,;\t|])\r?\n", text)
    return (match[1], text[match.end() :]) if match else (None, text)


def _delimiter(text: str) -> str:
    """Find the delimiter: it brings out the most headings, and cuts the rows most alike."""
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:50]

    def score(delimiter: str) -> tuple[int, int, int]:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1]
        widths = [len(row) for row in rows]
        usual = max(set(widths), key=widths.count, default=0)
        headings = max(map(headings_in, rows), default=0)
        return headings, widths.count(usual) * usual, -DELIMITERS.index(delimiter)

    return max(DELIMITERS, key=score)


def _limited(rows: Iterable[list[Cell]]) -> Rows:
    """Collect rows up to the limits, without blank ones at the end."""
    kept: Rows = []
    for row in rows:
        if len(kept) >= ROWS_LIMIT:
            raise Unreadable(TOO_MANY_ROWS)
        if len(row) > COLUMNS_LIMIT and any(cell not in (None, "") for cell in row[COLUMNS_LIMIT:]):
            raise Unreadable(TOO_MANY_COLUMNS)
        kept.append(row[:COLUMNS_LIMIT])
    while kept and all(cell is None or cell == "" for cell in kept[-1]):
        kept.pop()
    return kept


def _unquoted(text: str) -> str:
    """Take the apostrophes away that keep text from being taken for a formula."""
    return QUOTED_FORMULA.sub(r"\1", text)


def _csv_text(cell: Written) -> str:
    """Write a cell as CSV text that no spreadsheet takes for a formula."""
    if isinstance(cell, Clock):
        return format_time(cell.time)
    if isinstance(cell, Length):
        return _long_duration(cell.duration)
    return FORMULA.sub(r"\1'", text_of(cell))


def _long_duration(duration: int) -> str:
    """Write a duration with hours, always: a spreadsheet takes 1:30 for an hour and a half."""
    hours, below = divmod(duration, HOUR)
    return f"{hours}:{format_duration(HOUR + below).removeprefix('1:')}"


def _xlsx_rows(sheet: Any) -> Rows:
    """Read a sheet, as far as the limits go and one further, so that a larger one is noticed."""
    sheet.reset_dimensions()
    found = sheet.iter_rows(max_row=ROWS_LIMIT + 1, max_col=COLUMNS_LIMIT + 1, values_only=True)
    return _limited(_trimmed(row) for row in _without_tail(found))


def _without_tail(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Hold blank rows back until another row follows: formatting alone makes thousands of them."""
    blank = 0
    for row in rows:
        if all(cell is None for cell in row):
            blank += 1
            continue
        yield from [()] * blank
        blank = 0
        yield row


def _trimmed(row: Sequence[Any]) -> list[Cell]:
    """Give the cells of a row up to the last one with anything in it."""
    cells = [_plain_cell(cell) for cell in row]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _plain_cell(cell: Any) -> Cell:
    """Take a cell as it is, or as text when it is nothing we know."""
    if cell is None or isinstance(
        cell, str | bool | int | float | datetime.date | datetime.time | datetime.timedelta
    ):
        return cell
    return str(cell)
