"""What the SQL of this package needs of a connection: `sqlite3` has it, and `apsw`, which the power-cut test uses."""

from collections.abc import Sequence
from typing import Any, Protocol

Row = Sequence[Any]


class Cursor(Protocol):
    """The rows of one statement."""

    def fetchone(self) -> Any:
        """Give the next row, or None."""
        ...

    def fetchall(self) -> list[Any]:
        """Give all rows that are left."""
        ...


class Connection(Protocol):
    """A connection in autocommit mode: transactions begin and end only where our SQL says so."""

    @property
    def in_transaction(self) -> bool:
        """Tell whether a transaction is open."""
        ...

    def execute(self, sql: str, parameters: Row = ..., /) -> Cursor:
        """Run one statement."""
        ...
