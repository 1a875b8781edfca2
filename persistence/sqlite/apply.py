"""A whole group of operations in one SQLite transaction.

What is done in which order is decided in `persistence/group.py`; here is what each step is in SQL. Pure over a
connection, so that the power-cut test drives these very statements through a simulated disk.
"""

import sqlite3
from collections.abc import Sequence
from itertools import chain
from typing import Any, assert_never

from persistence.checksum import checkpoint_sum, entry_sum, record_sum
from persistence.group import Decided, group
from persistence.heads import Heads
from persistence.operations import Operation, Outcome
from persistence.sqlite.connection import Connection, Row
from persistence.sqlite.faults import explain, is_fault
from persistence.sqlite.read import checkpoint as read_checkpoint
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
from persistence.store import Checkpoint, Entry, Record

UNFIT = (sqlite3.Error, TypeError, ValueError, OverflowError)
"""What Python and SQLite raise for a value that cannot be stored: wrong type, lone surrogate, too big."""

LAST_SEQ = """
SELECT max(coalesce((SELECT max(seq) FROM log WHERE document = ?), 0),
           coalesce((SELECT upto_seq FROM checkpoint WHERE document = ?), 0))
"""
ADD = "INSERT INTO log (document, seq, at, actor, bytes, crc32) VALUES "
ADD_ENTRIES = {rows: ADD + ", ".join(["(?, ?, ?, ?, ?, ?)"] * rows) for rows in (64, 8, 1)}
"""Rows a statement → its SQL. Python's lock is let go and fought for once a statement: the fewer, the better when the
event loop is busy (half the time of `executemany`, which counts as one statement a row)."""
SAME_ENTRY = "SELECT 1 FROM log WHERE document = ? AND seq = ? AND at = ? AND actor = ? AND bytes = ? AND crc32 = ?"
FIRST_SEQ = "SELECT seq FROM log WHERE document = ? ORDER BY seq LIMIT 1"
FIRST_YOUNG = "SELECT seq FROM log WHERE document = ? AND seq < ? AND at >= ? ORDER BY seq LIMIT 1"
DROP_ENTRIES = "DELETE FROM log WHERE document = ? AND seq < ?"
WRITE_CHECKPOINT = (
    "REPLACE INTO checkpoint (document, upto_seq, at, bytes, crc32) VALUES (?, ?, ?, ?, ?)"
)
VERSION = "SELECT version FROM record WHERE collection = ? AND key = ?"
WRITE_RECORD = "REPLACE INTO record (collection, key, version, bytes, crc32) VALUES (?, ?, ?, ?, ?)"
DROP_RECORD = "DELETE FROM record WHERE collection = ? AND key = ?"


def commit(
    connection: Connection,
    heads: Heads,
    operations: Sequence[Operation],
    where: str = "the database",
) -> list[Outcome]:
    """Do a group of operations and give the outcome of each; what succeeded is durable when this returns."""
    try:
        return _together(connection, heads, operations)
    except UNFIT as error:
        if is_fault(error) or len(operations) == 1:
            return [explain(error, where) for _ in operations]
    # One value could not be stored and spoilt the group: each operation for itself, so that only its caller suffers.
    return [commit(connection, heads, [operation], where)[0] for operation in operations]


def last_seq(connection: Connection, document: str) -> int:
    """Give the last number given out for a document; 0 if none."""
    return int(connection.execute(LAST_SEQ, (document, document)).fetchone()[0])


def _together(
    connection: Connection, heads: Heads, operations: Sequence[Operation]
) -> list[Outcome]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        decided = _drive(connection, heads, operations)
        _add_entries(connection, decided.entries)
        connection.execute("COMMIT")
    except BaseException:
        heads.forget()
        _roll_back(connection)
        raise
    heads.keep()
    return decided.outcomes


def _drive(connection: Connection, heads: Heads, operations: Sequence[Operation]) -> Decided:
    """Perform the steps of a group, one after the other."""
    steps, answer = group(heads, operations), None
    while True:
        try:
            step = steps.send(answer)
        except StopIteration as end:
            decided: Decided = end.value
            return decided
        answer = _perform(connection, step)


def _roll_back(connection: Connection) -> None:
    try:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    except sqlite3.Error:
        pass  # the error that brought us here tells more; the connection is opened anew after it


def _perform(connection: Connection, step: Step) -> Any:
    """Do one step and give its answer."""
    match step:
        case LastSeqs(documents):
            return {document: last_seq(connection, document) for document in documents}
        case FirstMissing(entries):
            return next((entry for entry in entries if not _has(connection, entry)), None)
        case AddEntries(entries):
            _add_entries(connection, entries)
        case FirstSeq(document):
            return _number(connection, FIRST_SEQ, (document,))
        case FirstYoung(document, below, before):
            return _number(connection, FIRST_YOUNG, (document, below, before))
        case DropEntries(document, below):
            return _change(connection, DROP_ENTRIES, (document, below))
        case ReadCheckpoint(document):
            return read_checkpoint(connection, document)
        case WriteCheckpoint(checkpoint):
            connection.execute(WRITE_CHECKPOINT, _checkpoint_row(checkpoint))
        case VersionOf(collection, key):
            return _number(connection, VERSION, (collection, key)) or 0
        case WriteRecord(record):
            connection.execute(WRITE_RECORD, _record_row(record))
        case DropRecord(collection, key):
            return _change(connection, DROP_RECORD, (collection, key)) > 0
        case _:
            assert_never(step)
    return None


def _add_entries(connection: Connection, entries: Sequence[Entry]) -> None:
    rows = [_row(entry) for entry in entries]
    start = 0
    for size, sql in ADD_ENTRIES.items():
        while len(rows) - start >= size:
            connection.execute(sql, tuple(chain.from_iterable(rows[start : start + size])))
            start += size


def _has(connection: Connection, entry: Entry) -> bool:
    return connection.execute(SAME_ENTRY, _row(entry)).fetchone() is not None


def _number(connection: Connection, sql: str, parameters: Row) -> int | None:
    row = connection.execute(sql, parameters).fetchone()
    return None if row is None else row[0]


def _change(connection: Connection, sql: str, parameters: Row) -> int:
    connection.execute(sql, parameters)
    return int(connection.execute("SELECT changes()").fetchone()[0])


def _row(entry: Entry) -> Row:
    document, seq, at, actor, update = (
        entry.document,
        entry.seq,
        entry.at,
        entry.actor,
        entry.update,
    )
    return (
        document,
        seq,
        at,
        actor,
        update,
        entry_sum(document.encode(), seq, at, actor.encode(), update),
    )


def _checkpoint_row(checkpoint: Checkpoint) -> Row:
    document, upto, at, update = (
        checkpoint.document,
        checkpoint.upto_seq,
        checkpoint.at,
        checkpoint.update,
    )
    return document, upto, at, update, checkpoint_sum(document.encode(), upto, at, update)


def _record_row(record: Record) -> Row:
    collection, key, version, value = record.collection, record.key, record.version, record.value
    total = record_sum(collection.encode(), key.encode(), version, value)
    return collection, key, version, value, total
