"""From stored rows to what a store gives; every row is checked against its checksum (P6). Pure.

Names, keys and actors come as the bytes they were stored as: a rotten letter must not keep the rest from being read.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from persistence.checksum import checkpoint_sum, entry_sum, record_sum
from persistence.store import Checkpoint, Damaged, Entry, Loaded, Record

Row = Sequence[Any]


def checkpoint_of(document: str, row: Row | None) -> Checkpoint | Damaged | None:
    """Make a checkpoint of its row (upto_seq, at, bytes, crc32), or tell what is wrong with it."""
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


def loaded(
    document: str, found: Checkpoint | Damaged | None, upto: int, rows: Sequence[Row]
) -> Loaded:
    """Put together what is kept of a document: its checkpoint, the one stored number of it, and rows of the log.

    A row is (seq, at, actor, bytes, crc32). Rows that the checkpoint covers may begin anywhere, because what it covers
    may be trimmed; after the first of them none may be missing.
    """
    after = found.upto_seq if isinstance(found, Checkpoint) else 0
    if rows and (isinstance(found, Damaged) or rows[0][0] <= after):
        after = rows[0][0] - 1
    entries: list[Entry] = []
    damaged = [str(found)] if isinstance(found, Damaged) else []
    for found_or_damage in _entries_after(after, document, rows):
        if isinstance(found_or_damage, Entry):
            entries.append(found_or_damage)
        else:
            damaged.append(found_or_damage)
    return Loaded(
        found if isinstance(found, Checkpoint) else None,
        tuple(entries),
        max(rows[-1][0] if rows else after, upto),
        tuple(damaged),
    )


def sound_entries(document: str, rows: Iterable[Row]) -> list[Entry]:
    """Make entries of rows of the log; damaged ones are left out."""
    found = _entries_after(0, document, rows)
    return [entry for entry in found if isinstance(entry, Entry)]


def record_of(collection: str, row: Row) -> Record | Damaged:
    """Make a record of its row (key, version, bytes, crc32), or tell what is wrong with it."""
    key, version, value, total = row
    sound = _are_sound((version,), (key, value))
    if not sound or total != record_sum(collection.encode(), key, version, value):
        return Damaged(f"Record {key!r} of {collection} does not match its checksum.")
    return Record(collection, key.decode(), value, version)


def _entries_after(last: int, document: str, rows: Iterable[Row]) -> Iterable[Entry | str]:
    """Turn rows into entries, and damage and gaps into sentences."""
    name = document.encode()
    for seq, at, actor, update, total in rows:
        if seq != last + 1:
            yield f"Entries {last + 1} to {seq - 1} of {document} are missing."
        last = seq
        if _are_sound((at,), (actor, update)) and total == entry_sum(name, seq, at, actor, update):
            yield Entry(document, seq, update, at, actor.decode())
        else:
            yield f"Entry {seq} of {document} does not match its checksum."


def _are_sound(numbers: tuple[Any, ...], texts: tuple[Any, ...]) -> bool:
    """Tell whether values still have their types: SQLite would give back whatever a rotten header says."""
    return all(type(number) is int for number in numbers) and all(
        type(text) is bytes for text in texts
    )
