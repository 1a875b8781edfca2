"""The two connections to a database: one writes, the other only reads.

    commit ─▶ the writing connection: one statement, or BEGIN … COMMIT
    read   ─▶ the reading connection, one question at a time

After a failure nobody knows what became of the transaction that was under way, so its connection is thrown away, and
what was remembered of the logs is forgotten. The next commit opens a new one. If the old transaction is still running
over there, the log's key makes the new one wait for it and then see what it wrote (P1, P10).
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import TypeVar

import asyncpg

from persistence.address import is_readable, shown
from persistence.heads import Heads
from persistence.operations import Operation, Outcome
from persistence.postgres import apply
from persistence.postgres.connect import open_reader, open_writer
from persistence.postgres.connection import Connection
from persistence.postgres.faults import (
    FAILURES,
    UNFIT,
    Fault,
    explain,
    explain_address,
    explain_damage,
    is_damage,
)
from persistence.postgres.standing import standing
from persistence.postgres.within import from_now_on
from persistence.store import StoreError
from persistence.wall import Scope, Wall

log = logging.getLogger("callboard")
T = TypeVar("T")

GOODBYE_SECONDS = 5


class Database:
    """An open database, which stays usable when its server goes away for a while. `commit` has one caller."""

    def __init__(self, address: str, wall: Wall) -> None:
        self._address = address
        self._wall = wall
        self._where = shown(address)
        self._heads = Heads()
        self._writing: Connection | None = None
        self._reading: Connection | None = None
        self._said: Scope | None = None
        self._one_reads = asyncio.Lock()
        self._is_closed = False
        self._was_lost = False

    @classmethod
    async def open(cls, address: str, wall: Wall) -> "Database":
        """Connect, and bring the schema up to date; raise a StoreError if that fails."""
        database = cls(address, wall)
        if not is_readable(address):
            raise explain_address(
                database._where
            )  # half a password must not be looked up as a host's name
        try:
            await database._look_at_the_wall(await database._writer())
            await database._reader()
        except BaseException:
            await database.close()
            raise
        return database

    async def commit(self, operations: Sequence[Operation]) -> list[Outcome]:
        """Do a group of operations together; a failure is the outcome of those it concerns."""
        try:
            connection = await self._writer()
        except StoreError as error:
            return [type(error)(*error.args) for _ in operations]
        desk = apply.Desk(connection, self._heads, self._wall, self._where)
        outcomes = await apply.commit(desk, operations)
        if any(isinstance(outcome, Fault) for outcome in outcomes):
            self._drop_writer()
        return outcomes

    def patience(self) -> float | None:
        """There is nothing to tidy up: PostgreSQL does that by itself."""
        return None

    async def tidy(self) -> None:
        """Nothing was put off."""

    async def read(self, what: str, scope: Scope, query: Callable[[Connection], Awaitable[T]]) -> T:
        """Ask the reading connection, held to some workspaces; `what` names the thing for an error's sentence."""
        async with self._one_reads:
            was_open = self._reading is not None
            try:
                return await self._ask(what, scope, query)
            except Fault:
                if not was_open:
                    raise
            return await self._ask(
                what, scope, query
            )  # the server was restarted since; this one is new

    async def close(self) -> None:
        """Close both connections."""
        self._is_closed = True
        async with self._one_reads:
            for connection in (self._reading, self._writing):
                await _say_goodbye(connection)
            self._reading = self._writing = None

    async def _look_at_the_wall(self, writer: Connection) -> None:
        try:
            found = await standing(writer)
        except FAILURES as error:
            raise explain(error, self._where) from error
        if not found.holds:
            self._wall.gap = f"{self._where}: {found.said} {found.advice}"

    async def _ask(self, what: str, scope: Scope, query: Callable[[Connection], Awaitable[T]]) -> T:
        connection = await self._reader()
        try:
            await self._hold(connection, scope)
            return await query(connection)
        except UnicodeEncodeError as error:
            raise StoreError(f"{what} cannot be looked up: its name is not proper text.") from error
        except FAILURES as error:
            self._drop_reader()
            if is_damage(error):
                raise explain_damage(error, what, self._where) from error
            raise explain(error, self._where) from error

    async def _hold(self, reader: Connection, scope: Scope) -> None:
        if scope != self._said:
            self._said = None  # whoever goes away in the middle leaves it open what was said
            await from_now_on(reader, scope)
            self._said = scope

    async def _writer(self) -> Connection:
        if self._writing is None or self._writing.is_closed():
            self._drop_writer()
            self._writing = await self._open(open_writer)
            if self._was_lost:
                log.warning("%s is connected again.", self._where)
        return self._writing

    async def _reader(self) -> Connection:
        if self._is_closed:
            raise StoreError("The store is closed; open it again.")
        if self._reading is None or self._reading.is_closed():
            self._drop_reader()
            self._reading = await self._open(open_reader)
            self._said = None
        return self._reading

    async def _open(self, opened: Callable[[str], Awaitable[Connection]]) -> Connection:
        try:
            return await opened(self._address)
        except (asyncpg.ClientConfigurationError, *UNFIT):
            raise explain_address(self._where) from None  # its text may quote the password
        except FAILURES as error:
            raise explain(error, self._where) from error

    def _drop_writer(self) -> None:
        """Forget the connection, and what was remembered while it lasted."""
        if self._writing is not None:
            self._writing.terminate()
            self._was_lost = True
        self._writing = None
        self._heads.forget()

    def _drop_reader(self) -> None:
        if self._reading is not None:
            self._reading.terminate()
        self._reading = None


async def _say_goodbye(connection: Connection | None) -> None:
    if connection is not None:
        with suppress(*FAILURES):  # there is nothing left to lose: what counts was committed
            await connection.close(timeout=GOODBYE_SECONDS)
