"""Operations as SQL: a whole group in one transaction, all-or-none for each operation.

Pure over a connection, so that the power-cut test drives these very statements through a simulated disk.
An operation checks everything before its first write; hence one that is refused has written nothing, and the others of
its group are committed without savepoints.
"""

import sqlite3
from collections.abc import Sequence
from itertools import chain
from typing import assert_never

from persistence.operations import Append, Delete, Keep, Operation, Outcome, Put, Trim
from persistence.sqlite.checksum import checkpoint_sum, entry_sum, record_sum
from persistence.sqlite.connection import Connection, Row
from persistence.sqlite.faults import explain, is_fault
from persistence.sqlite.heads import Heads
from persistence.sqlite.read import checkpoint as read_checkpoint
from persistence.store import Checkpoint, Conflict, Damaged, Entry, Record, StoreError

UNFIT = (sqlite3.Error, TypeError, ValueError, OverflowError)
"""What Python and SQLite raise for a value that cannot be stored: wrong type, lone surrogate, too big."""

ADD = "INSERT INTO log (document, seq, at, actor, bytes, crc32) VALUES "
ADD_ENTRIES = {rows: ADD + ", ".join(["(?, ?, ?, ?, ?, ?)"] * rows) for rows in (64, 8, 1)}
"""Rows a statement → its SQL. Python's lock is let go and fought for once a statement: the fewer, the better when the
event loop is busy (half the time of `executemany`, which counts as one statement a row)."""
SAME_ENTRY = "SELECT 1 FROM log WHERE document = ? AND seq = ? AND at = ? AND actor = ? AND bytes = ? AND crc32 = ?"
FIRST_SEQ = "SELECT seq FROM log WHERE document = ? ORDER BY seq LIMIT 1"
FIRST_YOUNG = "SELECT seq FROM log WHERE document = ? AND seq < ? AND at >= ? ORDER BY seq LIMIT 1"
DROP_ENTRIES = "DELETE FROM log WHERE document = ? AND seq < ?"
KEEP_CHECKPOINT = (
    "REPLACE INTO checkpoint (document, upto_seq, at, bytes, crc32) VALUES (?, ?, ?, ?, ?)"
)
VERSION = "SELECT version FROM record WHERE collection = ? AND key = ?"
PUT_RECORD = "REPLACE INTO record (collection, key, version, bytes, crc32) VALUES (?, ?, ?, ?, ?)"
DELETE_RECORD = "DELETE FROM record WHERE collection = ? AND key = ?"


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


def _together(
    connection: Connection, heads: Heads, operations: Sequence[Operation]
) -> list[Outcome]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        group = _Group(connection, heads)
        outcomes = [group.outcome(operation) for operation in operations]
        group.flush()
        connection.execute("COMMIT")
    except BaseException:
        heads.forget()
        _roll_back(connection)
        raise
    heads.keep()
    return outcomes


def _roll_back(connection: Connection) -> None:
    try:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    except sqlite3.Error:
        pass  # the error that brought us here tells more; the connection is opened anew after it


class _Group:
    """One transaction in the making; entries are gathered and written in one go."""

    def __init__(self, connection: Connection, heads: Heads) -> None:
        self._connection = connection
        self._heads = heads
        self._rows: list[Row] = []

    def outcome(self, operation: Operation) -> Outcome:
        """Do one operation, or tell why not."""
        try:
            return self._do(operation)
        except StoreError as error:
            return error

    def _do(self, operation: Operation) -> Outcome:
        match operation:
            case Append():
                self._append(operation)
            case Keep():
                self._keep(operation.checkpoint)
            case Trim():
                return self._trim(operation)
            case Put():
                return self._put(operation)
            case Delete():
                return self._delete(operation)
            case _:
                assert_never(operation)
        return None

    def flush(self) -> None:
        """Write the entries gathered so far."""
        rows, self._rows = self._rows, []
        start = 0
        for size, sql in ADD_ENTRIES.items():
            while len(rows) - start >= size:
                self._connection.execute(
                    sql, tuple(chain.from_iterable(rows[start : start + size]))
                )
                start += size

    def _append(self, operation: Append) -> None:
        last_seqs: dict[str, int] = {}
        rows = []
        for entry in operation.entries:
            document = entry.document
            last = last_seqs.get(document)
            if last is None:
                last = self._heads.last_seq(self._connection, document)
            if entry.seq == last + 1:
                rows.append(_row(entry))
                last_seqs[document] = entry.seq
            elif not self._has(entry):
                raise Conflict(
                    f"Entry {entry.seq} of {document} does not follow the last one, {last}; "
                    "load the document and number the entries anew."
                )
        self._rows += rows
        self._heads.move(last_seqs)

    def _has(self, entry: Entry) -> bool:
        """Tell whether this very entry is stored: then this is a retry of an append whose answer got lost."""
        self.flush()
        return self._connection.execute(SAME_ENTRY, _row(entry)).fetchone() is not None

    def _keep(self, checkpoint: Checkpoint) -> None:
        document, upto = checkpoint.document, checkpoint.upto_seq
        last = self._heads.last_seq(self._connection, document)
        older = read_checkpoint(self._connection, document)
        if not 0 <= upto <= last:
            raise Conflict(
                f"A checkpoint of {document} up to {upto} goes beyond its log, which ends at {last}."
            )
        if isinstance(older, Checkpoint) and older.upto_seq > upto:
            raise Conflict(
                f"{document} has a checkpoint up to {older.upto_seq}; one up to {upto} would lose edits."
            )
        total = checkpoint_sum(document.encode(), upto, checkpoint.at, checkpoint.update)
        self._connection.execute(
            KEEP_CHECKPOINT, (document, upto, checkpoint.at, checkpoint.update, total)
        )

    def _trim(self, operation: Trim) -> int:
        """Drop a run from the beginning, so that what is left has no holes (P1)."""
        document = operation.document
        covering = read_checkpoint(self._connection, document)
        if isinstance(covering, Damaged):
            raise covering  # the log may be all that is left (P5)
        self.flush()
        first = self._number(FIRST_SEQ, (document,))
        if covering is None or first is None:
            return 0
        stop = min(covering.upto_seq + 1, first + operation.most)
        stop = self._number(FIRST_YOUNG, (document, stop, operation.before)) or stop
        return self._change(DROP_ENTRIES, (document, stop))

    def _put(self, operation: Put) -> Record:
        collection, key, value, expected = (
            operation.collection,
            operation.key,
            operation.value,
            operation.expected,
        )
        found = self._number(VERSION, (collection, key)) or 0
        if expected is not None and expected != found:
            raise Conflict(
                f"Record {key!r} of {collection} has version {found}, not {expected}: "
                "somebody else wrote it; read it again and repeat the change."
            )
        total = record_sum(collection.encode(), key.encode(), found + 1, value)
        self._connection.execute(PUT_RECORD, (collection, key, found + 1, value, total))
        return Record(collection, key, value, found + 1)

    def _delete(self, operation: Delete) -> bool:
        return self._change(DELETE_RECORD, (operation.collection, operation.key)) > 0

    def _number(self, sql: str, parameters: Row) -> int | None:
        row = self._connection.execute(sql, parameters).fetchone()
        return None if row is None else row[0]

    def _change(self, sql: str, parameters: Row) -> int:
        self._connection.execute(sql, parameters)
        return int(self._connection.execute("SELECT changes()").fetchone()[0])


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
