"""Load, get and list as SQL; each is one statement, and so sees one moment."""

from operator import itemgetter

from persistence import rows
from persistence.postgres.connection import Connection, Row
from persistence.store import Damaged, Entry, Loaded, Record
from persistence.wall import Walled

LOAD = """
SELECT 0 AS part, upto_seq AS seq, at, ''::bytea AS actor, bytes, crc32
FROM callboard.checkpoint WHERE document = $1
UNION ALL
(SELECT 1, seq, at, actor, bytes, crc32 FROM callboard.log
WHERE document = $1 AND seq > CASE WHEN $2 THEN 0 ELSE
    (SELECT coalesce(max(upto_seq), 0) FROM callboard.checkpoint WHERE document = $1)
END ORDER BY seq)
"""
ELSEWHERE = "SELECT callboard.belongs_elsewhere($1)"
SOME_ENTRIES = """
SELECT seq, at, actor, bytes, crc32 FROM callboard.log WHERE document = $1 AND seq > $2 ORDER BY seq LIMIT $3
"""
RECORD = (
    "SELECT key, version, bytes, crc32 FROM callboard.record WHERE collection = $1 AND key = $2"
)
RECORDS = (
    "SELECT key, version, bytes, crc32 FROM callboard.record WHERE collection = $1 ORDER BY key"
)


async def load(connection: Connection, document: str, *, covered: bool = False) -> Loaded:
    """Give the last checkpoint and what came after it; without a readable checkpoint, all there is.

    With `covered` the entries that are part of the checkpoint come, too, as far as they were not trimmed. Walled if
    there is such a document, but out of reach: it must not be taken for a new one.
    """
    found = await connection.fetch(LOAD, document.encode(), covered)
    if not found and await connection.fetchval(ELSEWHERE, document.encode()):
        raise Walled(document)
    kept, entries = _sorted(found)
    checkpoint = rows.checkpoint_of(document, kept)
    if isinstance(checkpoint, Damaged) and not covered:
        return await load(connection, document, covered=True)
    return rows.loaded(document, checkpoint, kept[0] if kept else 0, entries)


async def entries(connection: Connection, document: str, after: int, most: int) -> list[Entry]:
    """Give the next sound entries; whether more follow can only be told by asking again."""
    while found := await connection.fetch(SOME_ENTRIES, document.encode(), after, most):
        if sound := rows.sound_entries(document, found):
            return sound
        after = found[-1][0]
    return []


def _sorted(found: list[Row]) -> tuple[Row | None, list[Row]]:
    """Take the row of the checkpoint and those of the log apart; the latter come in order, almost certainly."""
    kept: Row | None = None
    entries: list[Row] = []
    for part, seq, at, actor, update, total in found:
        if part == 0:
            kept = (seq, at, update, total)
        else:
            entries.append((seq, at, actor, update, total))
    entries.sort(key=itemgetter(0))
    return kept, entries


async def record(connection: Connection, collection: str, key: str) -> Record | None:
    """Give one record; raise Damaged if it does not match its checksum."""
    row = await connection.fetchrow(RECORD, collection.encode(), key.encode())
    if row is None:
        return None
    found = rows.record_of(collection, row)
    if isinstance(found, Damaged):
        raise found
    return found


async def records(connection: Connection, collection: str) -> list[Record | Damaged]:
    """Give the records of a collection in the order of their keys, with a Damaged in place of one that is."""
    return [
        rows.record_of(collection, row)
        for row in await connection.fetch(RECORDS, collection.encode())
    ]
