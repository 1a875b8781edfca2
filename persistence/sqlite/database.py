"""The two connections to a database: one writes and checkpoints, the other only reads.

    commit ─▶ the writer's thread: BEGIN IMMEDIATE … COMMIT, one hop there and back
    tidy   ─▶ the writer's thread: fold the write-ahead log in, at 4 MiB when it is quiet, at 64 MiB at once
    read   ─▶ the reader's thread

After a failed write or sync nobody knows what the operating system still holds of the file. So the writing connection
is thrown away; a new one folds in the write-ahead log, which writes it again, and checks the file; only then are
commits accepted again (P10).
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import aiosqlite

from persistence.heads import Heads
from persistence.operations import Operation, Outcome
from persistence.sqlite import apply, files, folding
from persistence.sqlite.connect import connect, open_reader, open_writer, run
from persistence.sqlite.faults import Suspect, explain, explain_damage, is_damage
from persistence.store import StoreError

log = logging.getLogger("callboard")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class WalPolicy:
    """When the write-ahead log is folded into the database: sizes in bytes, quiet in seconds."""

    when_quiet: int = 4 << 20
    at_once: int = 64 << 20
    quiet: float = 0.2


class Database:
    """An open database, which stays usable when its disk fails for a while. `commit` and `tidy` have one caller."""

    def __init__(self, path: Path, lock: files.Lock, policy: WalPolicy) -> None:
        self._path = path
        self._lock = lock
        self._policy = policy
        self._heads = Heads()
        self._writing: aiosqlite.Connection | None = None
        self._reading: aiosqlite.Connection | None = None
        self._reader_opens = asyncio.Lock()
        self._is_suspect = False
        self._is_closed = False
        self._wal_size = 0
        self._wal_left = 0  # what the last fold could not shorten, because somebody was reading

    @classmethod
    async def open(cls, path: Path, policy: WalPolicy) -> "Database":
        """Open a database, making it if need be, and bring it up to date; raise a StoreError if that fails."""
        path, lock = files.claim(path)
        database = cls(path, lock, policy)
        try:
            database._writing = await connect(open_writer, path)
            database._reading = await connect(open_reader, path)
        except BaseException as error:
            await database.close()
            if isinstance(error, sqlite3.Error):
                raise explain(error, str(path)) from error
            raise
        await (
            database.tidy()
        )  # what a failing disk left to the last process is written again before it is built upon
        return database

    async def commit(self, operations: Sequence[Operation]) -> list[Outcome]:
        """Do a group of operations in one transaction; a failure is the outcome of those it concerns."""
        if self._is_suspect:
            try:
                await self._recover()
            except StoreError as error:
                return [type(error)(*error.args) for _ in operations]
        outcomes = await run(
            self._writing, lambda c: apply.commit(c, self._heads, operations, str(self._path))
        )
        self._wal_size = files.wal_size(self._path)
        self._is_suspect = any(isinstance(outcome, Suspect) for outcome in outcomes)
        return outcomes

    async def read(self, what: str, query: Callable[[sqlite3.Connection], T]) -> T:
        """Ask the reading connection; `what` names the thing for an error's sentence."""
        where = str(self._path)
        try:
            return await run(await self._reader(), query)
        except UnicodeEncodeError as error:
            raise StoreError(f"{what} cannot be looked up: its name is not proper text.") from error
        except sqlite3.Error as error:
            await self._drop_reader()  # the next one to read opens it anew
            if is_damage(error):
                raise explain_damage(error, what, where) from error
            raise explain(error, where) from error

    def patience(self) -> float | None:
        """Give the seconds of quiet after which the WAL is to be folded in: None not at all, 0 at once."""
        grown = self._wal_size - self._wal_left
        if grown >= self._policy.at_once:
            return 0
        return self._policy.quiet if grown >= self._policy.when_quiet else None

    async def tidy(self) -> None:
        """Fold the WAL into the database; if that fails the WAL simply goes on growing."""
        if self._writing is None or self._is_suspect:
            return  # the next commit recovers first, and that folds the WAL in
        try:
            await run(self._writing, folding.fold)
        except sqlite3.Error as error:
            failure = explain(error, str(self._path))
            log.warning(
                "The write-ahead log could not be folded in; it is tried again later. %s", failure
            )
            self._is_suspect = self._is_suspect or isinstance(failure, Suspect)
        self._wal_size = self._wal_left = files.wal_size(self._path)

    async def close(self) -> None:
        """Fold the WAL in, close both connections, and let go of the lock."""
        self._is_closed = True
        await self._drop_reader()
        await self.tidy()
        await self._drop_writer()
        self._lock.release()

    async def _recover(self) -> None:
        """Open the writing connection anew, and check the file before anything is trusted to it.

        The reader stays open meanwhile: it keeps the index of the WAL alive, so that a commit that failed, and whose
        callers were told so, does not come back to life.
        """
        try:
            await self._reader()
            await self._drop_writer()
            self._heads.forget()
            self._writing = await connect(open_writer, self._path)
            await run(self._writing, folding.fold_and_check)
        except sqlite3.Error as error:
            raise explain(error, str(self._path)) from error
        self._is_suspect = False
        self._wal_size = self._wal_left = files.wal_size(self._path)
        log.warning("%s works again; it was checked and is in order.", self._path)

    async def _reader(self) -> aiosqlite.Connection:
        async with self._reader_opens:
            if self._is_closed:
                raise StoreError("The store is closed; open it again.")
            if self._reading is None:
                self._reading = await connect(open_reader, self._path)
            return self._reading

    async def _drop_reader(self) -> None:
        reading, self._reading = self._reading, None
        await _close(reading)

    async def _drop_writer(self) -> None:
        writing, self._writing = self._writing, None
        await _close(writing)


async def _close(connection: aiosqlite.Connection | None) -> None:
    if connection is not None:
        with suppress(
            sqlite3.Error
        ):  # there is nothing left to lose: what counts was committed or refused
            await connection.close()
