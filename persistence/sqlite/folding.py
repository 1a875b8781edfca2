"""Folding the write-ahead log into the database. Only the writing connection does it."""

import ctypes
import sys

from persistence.sqlite.connection import Connection
from persistence.sqlite.faults import Fault, Suspect

# glibc keeps what was freed for its own next use, here some megabytes in a thread that is quiet now.
_trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None


def fold(connection: Connection) -> bool:
    """Copy the WAL into the database and cut it to nothing; tell whether nobody's reading stood in the way."""
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    _forget_pages(connection)
    return not busy


def fold_and_check(connection: Connection) -> None:
    """Write everything again and look at every page; raise a Fault if the database cannot be trusted."""
    if not fold(connection):
        raise Fault("The database is being read while it should be checked; it is tried again.")
    found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise Suspect(
            f"The database is damaged ({found}). Stop the program, keep a copy of the file, restore a backup."
        )


def _forget_pages(connection: Connection) -> None:
    """Let go of the pages that SQLite remembers for writing on: it is quiet, or they were written to the last."""
    connection.execute("PRAGMA shrink_memory").fetchall()
    if _trim is not None:
        _trim(0)
