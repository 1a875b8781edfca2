"""A whole group of operations in PostgreSQL: one statement if it only appends, else one transaction.

What is done in which order is decided in `persistence/group.py`; here is what each step is in SQL. The primary key of
the log and row locks see to it that what was decided is still so when it is committed. If it is not, because another
program wrote at the same time, everything is asked and decided anew.
"""

from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from typing import Any, assert_never

from persistence.checksum import checkpoint_sum, entry_sum, record_sum
from persistence.group import Steps, group
from persistence.heads import Heads
from persistence.operations import Operation, Outcome
from persistence.postgres.connection import Connection, Row
from persistence.postgres.faults import FAILURES, UNFIT, Kind, explain, kind_of
from persistence.rows import checkpoint_of
from persistence.steps import (
    AddEntries,
    DropEntries,
    DropRecord,
    FirstMissing,
    FirstSeq,
    FirstYoung,
    LastSeqs,
    ReadCheckpoint,
    Step,
    VersionOf,
    WriteCheckpoint,
    WriteRecord,
)
from persistence.store import Checkpoint, Conflict, Entry, Record

MOST_ATTEMPTS = 8
MOST_BYTES_AT_ONCE = 4 << 20
"""What goes into one statement, so that each is answered soon even over a slow line."""

ADD_ENTRIES = """
INSERT INTO callboard.log (document, seq, at, actor, bytes, crc32)
SELECT * FROM unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::bytea[], $5::bytea[], $6::bigint[])
"""
FIRST_MISSING = """
SELECT place
FROM unnest($1::bytea[], $2::bigint[], $3::bigint[], $4::bytea[], $5::bytea[], $6::bigint[])
    WITH ORDINALITY AS asked (document, seq, at, actor, bytes, crc32, place)
WHERE NOT EXISTS (
    SELECT FROM callboard.log
    WHERE log.document = asked.document AND log.seq = asked.seq AND log.at = asked.at
        AND log.actor = asked.actor AND log.bytes = asked.bytes AND log.crc32 = asked.crc32
)
ORDER BY place LIMIT 1
"""
LAST_SEQS = """
SELECT greatest(
    (SELECT max(seq) FROM callboard.log WHERE log.document = asked.document),
    (SELECT upto_seq FROM callboard.checkpoint WHERE checkpoint.document = asked.document),
    0
)
FROM unnest($1::bytea[]) WITH ORDINALITY AS asked (document, place) ORDER BY place
"""
FIRST_SEQ = "SELECT min(seq) FROM callboard.log WHERE document = $1"
FIRST_YOUNG = """
SELECT seq FROM callboard.log WHERE document = $1 AND seq < $2 AND at >= $3 ORDER BY seq LIMIT 1
"""
DROP_ENTRIES = "DELETE FROM callboard.log WHERE document = $1 AND seq < $2"
CHECKPOINT = (
    "SELECT upto_seq, at, bytes, crc32 FROM callboard.checkpoint WHERE document = $1 FOR UPDATE"
)
ADD_CHECKPOINT = """
INSERT INTO callboard.checkpoint (document, upto_seq, at, bytes, crc32) VALUES ($1, $2, $3, $4, $5)
"""
REPLACE_CHECKPOINT = """
UPDATE callboard.checkpoint SET upto_seq = $2, at = $3, bytes = $4, crc32 = $5 WHERE document = $1
"""
VERSION = "SELECT version FROM callboard.record WHERE collection = $1 AND key = $2 FOR UPDATE"
ADD_RECORD = """
INSERT INTO callboard.record (collection, key, version, bytes, crc32) VALUES ($1, $2, $3, $4, $5)
"""
REPLACE_RECORD = """
UPDATE callboard.record SET version = $3, bytes = $4, crc32 = $5 WHERE collection = $1 AND key = $2
"""
DROP_RECORD = "DELETE FROM callboard.record WHERE collection = $1 AND key = $2"


async def commit(
    connection: Connection, heads: Heads, operations: Sequence[Operation], where: str
) -> list[Outcome]:
    """Do a group of operations and give the outcome of each; what succeeded is durable when this returns."""
    for _ in range(MOST_ATTEMPTS):
        try:
            return await _together(connection, heads, operations)
        except (*FAILURES, *UNFIT) as error:
            kind = kind_of(error)
            if kind is Kind.FAILED or (kind is Kind.UNFIT and len(operations) == 1):
                return [explain(error, where) for _ in operations]
            if kind is Kind.UNFIT:
                break
    else:
        return [_overtaken(where) for _ in operations]
    # One value could not be stored and spoilt the group: each operation for itself, so that only its caller suffers.
    return [(await commit(connection, heads, [operation], where))[0] for operation in operations]


def _overtaken(where: str) -> Conflict:
    return Conflict(
        f"Another program writes to the same documents in {where} all the time; load them and try again."
    )


async def _together(
    connection: Connection, heads: Heads, operations: Sequence[Operation]
) -> list[Outcome]:
    try:
        outcomes = await _drive(connection, group(heads, operations))
    except BaseException:
        heads.forget()
        raise
    heads.keep()
    return outcomes


async def _drive(connection: Connection, steps: Steps[Any]) -> list[Outcome]:
    """Perform the steps of a group; a transaction begins only once one statement cannot be all that there is to write.

    What an append asks beforehand needs no transaction: the log's key refuses what is not so any more.
    """
    async with AsyncExitStack() as stack:
        is_begun, answer = False, None
        while True:
            try:
                step = steps.send(answer)
            except StopIteration as end:
                decided = end.value
                break
            if not is_begun and not isinstance(step, LastSeqs | FirstMissing):
                await stack.enter_async_context(connection.transaction())
                is_begun = True
            answer = await _perform(connection, step)
        portions = list(_portions(decided.entries))
        if len(portions) > 1 and not is_begun:
            await stack.enter_async_context(connection.transaction())
        await _add_entries(connection, portions)
    outcomes: list[Outcome] = decided.outcomes
    return outcomes


async def _perform(connection: Connection, step: Step) -> Any:
    """Do one step and give its answer."""
    match step:
        case LastSeqs(documents):
            return await _last_seqs(connection, documents)
        case FirstMissing(entries):
            return await _first_missing(connection, entries)
        case AddEntries(entries):
            await _add_entries(connection, list(_portions(entries)))
        case FirstSeq(document):
            return await connection.fetchval(FIRST_SEQ, _bytes(document))
        case FirstYoung(document, below, before):
            return await connection.fetchval(FIRST_YOUNG, _bytes(document), below, before)
        case DropEntries(document, below):
            return _count(await connection.execute(DROP_ENTRIES, _bytes(document), below))
        case ReadCheckpoint(document):
            return checkpoint_of(document, await connection.fetchrow(CHECKPOINT, _bytes(document)))
        case WriteCheckpoint(checkpoint, is_first):
            await _write_checkpoint(connection, checkpoint, is_first=is_first)
        case VersionOf(collection, key):
            return await connection.fetchval(VERSION, _bytes(collection), _bytes(key)) or 0
        case WriteRecord(record):
            await _write_record(connection, record)
        case DropRecord(collection, key):
            tag = await connection.execute(DROP_RECORD, _bytes(collection), _bytes(key))
            return _count(tag) > 0
        case _:
            assert_never(step)
    return None


async def _last_seqs(connection: Connection, documents: Sequence[str]) -> dict[str, int]:
    found = await connection.fetch(LAST_SEQS, [_bytes(document) for document in documents])
    return {document: last for document, (last,) in zip(documents, found, strict=True)}


async def _add_entries(connection: Connection, portions: Sequence[Sequence[Entry]]) -> None:
    for portion in portions:
        await connection.execute(ADD_ENTRIES, *_columns(portion))


async def _write_checkpoint(
    connection: Connection, checkpoint: Checkpoint, *, is_first: bool
) -> None:
    sql = ADD_CHECKPOINT if is_first else REPLACE_CHECKPOINT
    await connection.execute(sql, *_checkpoint_row(checkpoint))


async def _write_record(connection: Connection, record: Record) -> None:
    sql = ADD_RECORD if record.version == 1 else REPLACE_RECORD
    await connection.execute(sql, *_record_row(record))


async def _first_missing(connection: Connection, entries: Sequence[Entry]) -> Entry | None:
    for portion in _portions(entries):
        place: int | None = await connection.fetchval(FIRST_MISSING, *_columns(portion))
        if place is not None:
            return portion[place - 1]
    return None


def _portions(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """Cut entries into runs that fit into one statement; a large one goes alone."""
    portion: list[Entry] = []
    size = 0
    for entry in entries:
        if portion and size + len(entry.update) > MOST_BYTES_AT_ONCE:
            yield portion
            portion, size = [], 0
        portion.append(entry)
        size += len(entry.update)
    if portion:
        yield portion


def _columns(entries: Sequence[Entry]) -> tuple[list[Any], ...]:
    """Give entries as the arrays that a statement takes apart again."""
    return tuple(map(list, zip(*map(_row, entries), strict=True)))


def _row(entry: Entry) -> Row:
    document, actor = _bytes(entry.document), _bytes(entry.actor)
    total = entry_sum(document, entry.seq, entry.at, actor, entry.update)
    return document, entry.seq, entry.at, actor, entry.update, total


def _checkpoint_row(checkpoint: Checkpoint) -> Row:
    document, upto, at = _bytes(checkpoint.document), checkpoint.upto_seq, checkpoint.at
    total = checkpoint_sum(document, upto, at, checkpoint.update)
    return document, upto, at, checkpoint.update, total


def _record_row(record: Record) -> Row:
    collection, key = _bytes(record.collection), _bytes(record.key)
    total = record_sum(collection, key, record.version, record.value)
    return collection, key, record.version, record.value, total


def _bytes(text: str) -> bytes:
    """Give a name as it is stored; a TypeError for what is no text, a ValueError for a lone surrogate."""
    return str.encode(text)


def _count(tag: str) -> int:
    """Read how many rows a statement changed from its tag, as `DELETE 3`."""
    return int(tag.rpartition(" ")[2])
