"""A whole group of operations in PostgreSQL: one statement if it only appends, else one transaction.

Each statement is held to the workspaces of the documents that its group is about (`persistence/wall.py`).

What is done in which order is decided in `persistence/group.py`; here is what each step is in SQL. The primary key of
the log and row locks see to it that what was decided is still so when it is committed. If it is not, because another
program wrote at the same time, everything is asked and decided anew.
"""

from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any, assert_never

from persistence.checksum import checkpoint_sum, entry_sum, record_sum
from persistence.group import Steps, group
from persistence.heads import Heads
from persistence.operations import Operation, Outcome, documents_of
from persistence.postgres.connection import Connection, Row
from persistence.postgres.faults import FAILURES, UNFIT, Kind, explain, kind_of
from persistence.postgres.statements import (
    ADD_CHECKPOINT,
    ADD_ENTRIES,
    ADD_RECORD,
    CHECKPOINT,
    CLAIM,
    DROP_ENTRIES,
    DROP_RECORD,
    ELSEWHERE,
    FIRST_MISSING,
    FIRST_SEQ,
    FIRST_YOUNG,
    LAST_SEQS,
    MOVE,
    REPLACE_CHECKPOINT,
    REPLACE_RECORD,
    VERSION,
)
from persistence.postgres.within import SAY, within
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
from persistence.wall import Placing, Scope, Wall, Walled

MOST_ATTEMPTS = 8
MOST_BYTES_AT_ONCE = 4 << 20
"""What goes into one statement, so that each is answered soon even over a slow line."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a group is written: the connection, what is remembered of it, and what is said in sentences."""

    connection: Connection
    heads: Heads
    wall: Wall
    where: str


async def commit(desk: Desk, operations: Sequence[Operation]) -> list[Outcome]:
    """Do a group of operations and give the outcome of each; what succeeded is durable when this returns."""
    for _ in range(MOST_ATTEMPTS):
        try:
            return await _together(desk, operations)
        except Walled as error:
            if len(operations) == 1:
                return [error]
            break
        except (*FAILURES, *UNFIT) as error:
            kind = kind_of(error)
            if kind is Kind.FAILED or (kind is Kind.UNFIT and len(operations) == 1):
                return [explain(error, desk.where) for _ in operations]
            if kind is Kind.UNFIT:
                break
    else:
        return [_overtaken(desk.where) for _ in operations]
    # One value could not be stored and spoilt the group: each operation for itself, so that only its caller suffers.
    return [(await commit(desk, [operation]))[0] for operation in operations]


def _overtaken(where: str) -> Conflict:
    return Conflict(
        f"Another program writes to the same documents in {where} all the time; load them and try again."
    )


async def _together(desk: Desk, operations: Sequence[Operation]) -> list[Outcome]:
    try:
        outcomes = await _Drive(desk, operations).run(group(desk.heads, operations))
    except BaseException:
        desk.heads.forget()
        raise
    desk.heads.keep()
    return outcomes


class _Drive:
    """One group on its way into the database."""

    def __init__(self, desk: Desk, operations: Sequence[Operation]) -> None:
        self._connection = desk.connection
        self._wall = desk.wall
        about = {document for one in operations for document in documents_of(one, desk.wall)}
        self._scope: Scope = tuple({desk.wall.place(document) for document in about})

    async def run(self, steps: Steps[Any]) -> list[Outcome]:
        """Perform the steps; a transaction begins only once one statement cannot be all that there is to write.

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
                if not is_begun and not isinstance(step, LastSeqs):
                    await stack.enter_async_context(within(self._connection, self._scope))
                    is_begun = True
                answer = await self._perform(step)
            portions = list(_portions(decided.entries))
            if len(portions) > 1 and not is_begun:
                await stack.enter_async_context(within(self._connection, self._scope))
            await self._add_entries(portions)
        outcomes: list[Outcome] = decided.outcomes
        return outcomes

    async def _perform(self, step: Step) -> Any:
        """Do one step and give its answer."""
        connection = self._connection
        match step:
            case LastSeqs(documents):
                return await self._last_seqs(documents)
            case FirstMissing(entries):
                return await _first_missing(connection, entries)
            case AddEntries(entries):
                await self._add_entries(list(_portions(entries)))
            case FirstSeq(document):
                return await connection.fetchval(FIRST_SEQ, _bytes(document))
            case FirstYoung(document, below, before):
                return await connection.fetchval(FIRST_YOUNG, _bytes(document), below, before)
            case DropEntries(document, below):
                return _count(await connection.execute(DROP_ENTRIES, _bytes(document), below))
            case ReadCheckpoint(document):
                row = await connection.fetchrow(CHECKPOINT, _bytes(document))
                return checkpoint_of(document, row)
            case WriteCheckpoint(checkpoint, is_first):
                sql = ADD_CHECKPOINT if is_first else REPLACE_CHECKPOINT
                await connection.execute(sql, *_checkpoint_row(checkpoint))
            case VersionOf(collection, key):
                return await connection.fetchval(VERSION, _bytes(collection), _bytes(key)) or 0
            case WriteRecord(record):
                await self._write_record(record)
            case DropRecord(collection, key):
                tag = await connection.execute(DROP_RECORD, _bytes(collection), _bytes(key))
                return _count(tag) > 0
            case _:
                assert_never(step)
        return None

    async def _last_seqs(self, documents: Sequence[str]) -> dict[str, int]:
        names = [_bytes(document) for document in documents]
        found = await self._connection.fetch(LAST_SEQS, names, self._scope)
        last_seqs = {document: last for document, (last,) in zip(documents, found, strict=True)}
        await self._claim([document for document, last in last_seqs.items() if last == 0])
        return last_seqs

    async def _claim(self, documents: Sequence[str]) -> None:
        """Say which workspace new documents belong to; Walled if one of them is another's already."""
        names = [_bytes(document) for document in documents]
        places = [self._wall.place(document) for document in documents]
        if not names or len(names) == _count(
            await self._connection.execute(CLAIM, names, places, self._scope)
        ):
            return
        found = await self._connection.fetch(ELSEWHERE, names, self._scope)
        for document, (is_elsewhere,) in zip(documents, found, strict=True):
            if is_elsewhere:
                raise Walled(document)

    async def _add_entries(self, portions: Sequence[Sequence[Entry]]) -> None:
        for portion in portions:
            await self._connection.execute(ADD_ENTRIES, *_columns(portion), self._scope)

    async def _write_record(self, record: Record) -> None:
        await self._write_row(record)
        placing = self._wall.placed_by(record.collection, record.key, record.value)
        if placing is not None:
            await self._move(placing)

    async def _move(self, placing: Placing) -> None:
        """Let documents belong to another workspace from now on; those of which nothing is kept are claimed later."""
        left = {self._wall.place(document) for document in placing.documents}
        self._scope = tuple(sorted({*self._scope, *left, placing.workspace}))
        await self._connection.execute(SAY, self._scope)
        names = [_bytes(document) for document in placing.documents]
        await self._connection.execute(MOVE, names, placing.workspace)

    async def _write_row(self, record: Record) -> None:
        if record.version > 1:
            await self._connection.execute(REPLACE_RECORD, *_record_row(record))
            return
        document = self._wall.document_of(record.collection, record.key)
        if document:
            await self._claim([document])
        await self._connection.execute(ADD_RECORD, *_record_row(record), _bytes(document))


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
