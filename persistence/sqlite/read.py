"""Load, get and list as SQL. Pure over a connection."""

from persistence import rows
from persistence.sqlite.connection import Connection
from persistence.store import Checkpoint, Damaged, Entry, Loaded, Record

# Text is read as bytes: a rotten letter must not keep the rest of a log from being read.
CHECKPOINT = "SELECT upto_seq, at, bytes, crc32 FROM checkpoint WHERE document = ?"
ENTRIES = """
SELECT seq, at, CAST(actor AS BLOB), bytes, crc32 FROM log WHERE document = ? AND seq > ? ORDER BY seq
"""
SOME_ENTRIES = ENTRIES + "LIMIT ?"
RECORD = (
    "SELECT CAST(key AS BLOB), version, bytes, crc32 FROM record WHERE collection = ? AND key = ?"
)
RECORDS = (
    "SELECT CAST(key AS BLOB), version, bytes, crc32 FROM record WHERE collection = ? ORDER BY key"
)


def load(connection: Connection, document: str, *, covered: bool = False) -> Loaded:
    """Give the last checkpoint and what came after it; without a readable checkpoint, all there is.

    With `covered` the entries that are part of the checkpoint come, too, as far as they were not trimmed.
    """
    connection.execute("BEGIN")  # one view of both tables
    try:
        row = connection.execute(CHECKPOINT, (document,)).fetchone()
        found = rows.checkpoint_of(document, row)
        after = found.upto_seq if isinstance(found, Checkpoint) and not covered else 0
        entries = connection.execute(ENTRIES, (document, after)).fetchall()
    finally:
        connection.execute(
            "ROLLBACK"
        )  # nothing was written; and a COMMIT would fail if the file is damaged
    return rows.loaded(document, found, row[0] if row else 0, entries)


def entries(connection: Connection, document: str, after: int, most: int) -> list[Entry]:
    """Give the next sound entries; whether more follow can only be told by asking again."""
    while found := connection.execute(SOME_ENTRIES, (document, after, most)).fetchall():
        if sound := rows.sound_entries(document, found):
            return sound
        after = found[-1][0]
    return []


def checkpoint(connection: Connection, document: str) -> Checkpoint | Damaged | None:
    """Give the checkpoint of a document, or what is wrong with it."""
    return rows.checkpoint_of(document, connection.execute(CHECKPOINT, (document,)).fetchone())


def record(connection: Connection, collection: str, key: str) -> Record | None:
    """Give one record; raise Damaged if it does not match its checksum."""
    row = connection.execute(RECORD, (collection, key)).fetchone()
    if row is None:
        return None
    found = rows.record_of(collection, row)
    if isinstance(found, Damaged):
        raise found
    return found


def records(connection: Connection, collection: str) -> list[Record | Damaged]:
    """Give the records of a collection in the order of their keys, with a Damaged in place of one that is."""
    return [
        rows.record_of(collection, row)
        for row in connection.execute(RECORDS, (collection,)).fetchall()
    ]
