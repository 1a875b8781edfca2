"""What the SQL of this package needs of a connection; asyncpg has it, without saying so in types."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

Row = Sequence[Any]


class Connection(Protocol):
    """A connection in autocommit mode: transactions begin and end only where our code says so."""

    async def execute(self, sql: str, /, *parameters: Any, timeout: float | None = ...) -> str:
        """Run a statement, or a script of several without parameters; give the tag of the last, as `DELETE 3`."""
        ...

    async def fetch(self, sql: str, /, *parameters: Any, timeout: float | None = ...) -> list[Row]:
        """Run one statement and give all its rows."""
        ...

    async def fetchrow(
        self, sql: str, /, *parameters: Any, timeout: float | None = ...
    ) -> Row | None:
        """Run one statement and give its first row, or None."""
        ...

    async def fetchval(self, sql: str, /, *parameters: Any, timeout: float | None = ...) -> Any:
        """Run one statement and give the first value of its first row, or None."""
        ...

    def transaction(self) -> AbstractAsyncContextManager[object]:
        """Give a transaction that commits when its block ends well and rolls back otherwise."""
        ...

    def is_closed(self) -> bool:
        """Tell whether the connection is known to be gone."""
        ...

    async def close(self, *, timeout: float | None = ...) -> None:
        """Say goodbye and close."""
        ...

    def terminate(self) -> None:
        """Close without saying goodbye."""
        ...
