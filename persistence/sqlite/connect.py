"""Opening connections, each with a thread of its own, and running functions there.

A commit is one function run in that thread: one hop there and one back. aiosqlite's public coroutines take a hop for
every statement, which costs up to half of the throughput (docs/decisions/0002-sqlite-log.md). It keeps the method that
runs a function to itself; so its minor version is pinned, and nothing outside this file knows.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

import aiosqlite

from persistence.sqlite import migrate, pragmas
from persistence.store import StoreError

T = TypeVar("T")


async def connect(opened: Callable[[Path], sqlite3.Connection], path: Path) -> aiosqlite.Connection:
    """Start a thread that opens a connection and keeps it."""
    connection = aiosqlite.Connection(partial(opened, path), iter_chunk_size=64)
    # A program that fails before it can close its store must end, not hang; what was acknowledged is safe regardless.
    connection._thread.daemon = True
    try:
        return await connection
    except BaseException:
        # aiosqlite tells its thread to stop but does not wait; the thread must not outlive the event loop.
        await asyncio.to_thread(connection._thread.join)
        raise


async def run(
    connection: aiosqlite.Connection | None, work: Callable[[sqlite3.Connection], T]
) -> T:
    """Run a function in a connection's thread and give what it returns."""
    if connection is None:
        raise StoreError("The database is not open.")
    return cast(T, await connection._execute(work, connection._conn))  # type: ignore[no-untyped-call]


def open_writer(path: Path, steps: Sequence[str] = migrate.STEPS) -> sqlite3.Connection:
    """Open the connection that writes: settings asserted, schema up to date. A newer database is left untouched."""
    _glance(path, steps)
    connection = _open(path, "rw")
    try:
        migrate.examine(connection, steps)
        pragmas.prepare(connection, pragmas.WRITER)
        migrate.migrate(connection, steps)
    except BaseException:
        connection.close()
        raise
    return connection


def _glance(path: Path, steps: Sequence[str]) -> None:
    """Refuse a database that is not for us while nothing can be changed: even closing it could fold its WAL in."""
    with closing(_open(path, "ro")) as connection:
        try:
            migrate.examine(connection, steps)
        except sqlite3.OperationalError as error:
            # The power failed while the database was being made, before it went over to WAL: a rollback journal waits
            # to be played back, and only a connection that may write can do that.
            if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
                raise


def open_reader(path: Path) -> sqlite3.Connection:
    """Open a connection that can only read."""
    connection = _open(path, "ro")
    try:
        pragmas.prepare(connection, pragmas.READER)
        # The first reading opens the WAL; from now on this connection keeps its index alive (see Database._recover).
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _open(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, isolation_level=None)
