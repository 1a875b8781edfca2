"""Load, get and list as SQL; every row is checked against its checksum (P6). Pure over a connection."""

from dataclasses import dataclass
from typing import Any

from persistence.sqlite.checksum import checkpoint_sum, entry_sum, record_sum
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


def load(connection: Connection, document: str) -> Loaded:
    """Give the last checkpoint and what came after it; without a readable checkpoint, all there is."""
    connection.execute("BEGIN")  # one view of both tables
    try:
        found = checkpoint(connection, document)
        upto = connection.execute(
            "SELECT upto_seq FROM checkpoint WHERE document = ?", (document,)
        ).fetchone()
        after = found.upto_seq if isinstance(found, Checkpoint) else 0
        rows = connection.execute(ENTRIES, (document, after)).fetchall()
    finally:
        connection.execute(
            "ROLLBACK"
        )  # nothing was written; and a COMMIT would fail if the file is damaged
    reading = _Reading(document, [], [])
    if isinstance(found, Damaged):
        reading.damaged.append(str(found))
        after = rows[0][0] - 1 if rows else after  # what a lost checkpoint covered may be trimmed
    last = reading.entries_after(after, rows)
    return Loaded(
        found if isinstance(found, Checkpoint) else None,
        tuple(reading.entries),
        max(last, upto[0] if upto else 0),
        tuple(reading.damaged),
    )


def entries(connection: Connection, document: str, after: int, most: int) -> list[Entry]:
    """Give the next sound entries; whether more follow can only be told by asking again."""
    while rows := connection.execute(SOME_ENTRIES, (document, after, most)).fetchall():
        reading = _Reading(document, [], [])
        after = reading.entries_after(after, rows)
        if reading.entries:
            return reading.entries
    return []


def checkpoint(connection: Connection, document: str) -> Checkpoint | Damaged | None:
    """Give the checkpoint of a document, or what is wrong with it."""
    row = connection.execute(CHECKPOINT, (document,)).fetchone()
    if row is None:
        return None
    upto, at, update, total = row
    if not _are_sound((upto, at), (update,)) or total != checkpoint_sum(
        document.encode(), upto, at, update
    ):
        return Damaged(
            f"The checkpoint of {document} (up to entry {upto}) does not match its checksum."
        )
    return Checkpoint(document, upto, update, at)


def record(connection: Connection, collection: str, key: str) -> Record | None:
    """Give one record; raise Damaged if it does not match its checksum."""
    row = connection.execute(RECORD, (collection, key)).fetchone()
    if row is None:
        return None
    found = _record(collection, row)
    if isinstance(found, Damaged):
        raise found
    return found


def records(connection: Connection, collection: str) -> list[Record | Damaged]:
    """Give the records of a collection in the order of their keys, with a Damaged in place of one that is."""
    return [
        _record(collection, row) for row in connection.execute(RECORDS, (collection,)).fetchall()
    ]


@dataclass(slots=True)
class _Reading:
    """A log while it is being read."""

    document: str
    entries: list[Entry]
    damaged: list[str]

    def entries_after(self, last: int, rows: list[Any]) -> int:
        """Sort rows into entries and damage, mind the gaps, and give the last number seen."""
        name = self.document.encode()
        for seq, at, actor, update, total in rows:
            if seq != last + 1:
                self.damaged.append(
                    f"Entries {last + 1} to {seq - 1} of {self.document} are missing."
                )
            last = seq
            if _are_sound((at,), (actor, update)) and total == entry_sum(
                name, seq, at, actor, update
            ):
                self.entries.append(Entry(self.document, seq, update, at, actor.decode()))
            else:
                self.damaged.append(f"Entry {seq} of {self.document} does not match its checksum.")
        return last


def _record(collection: str, row: Any) -> Record | Damaged:
    key, version, value, total = row
    sound = _are_sound((version,), (key, value))
    if not sound or total != record_sum(collection.encode(), key, version, value):
        return Damaged(f"Record {key!r} of {collection} does not match its checksum.")
    return Record(collection, key.decode(), value, version)


def _are_sound(numbers: tuple[Any, ...], texts: tuple[Any, ...]) -> bool:
    """Tell whether values still have their types: SQLite would give back whatever a rotten header says."""
    return all(type(number) is int for number in numbers) and all(
        type(text) is bytes for text in texts
    )
