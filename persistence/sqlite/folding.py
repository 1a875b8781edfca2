"""Folding the write-ahead log into the database. Only the writing connection does it."""

from persistence.sqlite.connection import Connection
from persistence.sqlite.faults import Fault, Suspect


def fold(connection: Connection) -> bool:
    """Copy the WAL into the database and cut it to nothing; tell whether nobody's reading stood in the way."""
    busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
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
