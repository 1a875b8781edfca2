"""How large a table may be, and an XLSX file on the way to one.

A small archive can unpack to a great deal of XML, and a library that reads it builds an object of
every element. So each part of an archive is first looked through here, element by element, with
nothing kept: what has more elements, or longer rows, than any run sheet is refused before anything
is built of it. Every part is looked through, whatever its name, because the archive itself says
which of them is the sheet; a part that is no XML stops here where it would stop any reader.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import IO, Final
from xml.parsers import expat

BYTES_LIMIT: Final = 10_000_000
UNPACKED_LIMIT: Final = 30_000_000
PARTS_LIMIT: Final = 1_000
ELEMENTS_LIMIT: Final = 600_000
"""In one part. A cell takes two or three, so 5,000 rows of 40 cells fit."""
ROW_CELLS_LIMIT: Final = 16_384
"""As many as a spreadsheet has columns: formatting alone can fill a row to its end."""
ROWS_LIMIT: Final = 5_000
COLUMNS_LIMIT: Final = 200
CELL_LIMIT: Final = 32_767
"""The most characters a spreadsheet keeps in a cell."""

PIECE: Final = 65_536


class Unreadable(ValueError):
    """A file could not be read as a table; the text says why and what to do."""


TOO_MANY_ROWS: Final = f"The table has more than {ROWS_LIMIT} rows."
TOO_MANY_COLUMNS: Final = f"The table has more than {COLUMNS_LIMIT} columns."
TOO_MUCH: Final = "The file unpacks to far more than a run sheet."
DAMAGED: Final = "The file is damaged, or it is no XLSX file."


def refuse_bombs(content: bytes) -> None:
    """Raise `Unreadable` when an archive unpacks to more than any run sheet has."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
                raise Unreadable(TOO_MUCH)
            for part in parts:
                with archive.open(part) as unpacked:
                    _Census(unpacked).take()
    except Unreadable:
        raise
    except Exception as error:  # zipfile raises whatever a broken archive leads it to
        raise Unreadable(DAMAGED) from error


class _Census:
    """One part of an archive being counted: its elements, and the cells of the row it is in."""

    def __init__(self, unpacked: IO[bytes]) -> None:
        self._pieces: Iterator[bytes] = iter(lambda: unpacked.read(PIECE), b"")
        self._elements = 0
        self._cells = 0
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._element
        self._parser.EntityDeclHandler = self._entity

    def take(self) -> None:
        """Count up to the end of the part, or to where it stops being XML."""
        try:
            for piece in self._pieces:
                self._parser.Parse(piece)
        except expat.ExpatError:
            return

    def _element(self, name: str, attributes: object) -> None:
        self._elements += 1
        if self._elements > ELEMENTS_LIMIT:
            raise Unreadable(TOO_MUCH)
        kind = name.rpartition(":")[2]
        if kind == "row":
            self._cells = 0
        elif kind == "c":
            self._cells += 1
            if self._cells > ROW_CELLS_LIMIT:
                raise Unreadable(TOO_MANY_COLUMNS)

    def _entity(self, *_: object) -> None:
        """No spreadsheet program writes an abbreviation; whoever does means them to multiply."""
        raise Unreadable(DAMAGED)
