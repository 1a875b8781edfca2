"""What statements are held to: the workspaces they are for (P15).

A transaction that writes says it for itself, and that ends with it. The connection that reads keeps what was said last,
which saves two ways there and back for each question; whoever asks says it first.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from persistence.postgres.connection import Connection

SAY = "SELECT set_config('callboard.workspaces', $1::text[]::text, true)"
SAY_ON = "SELECT set_config('callboard.workspaces', $1::text[]::text, false)"


@asynccontextmanager
async def within(connection: Connection, scope: Sequence[str]) -> AsyncIterator[None]:
    """Hold a transaction to some workspaces."""
    async with connection.transaction():
        await connection.execute(SAY, scope)
        yield


async def from_now_on(connection: Connection, scope: Sequence[str]) -> None:
    """Hold a connection to some workspaces, until something else is said."""
    await connection.execute(SAY_ON, scope)
