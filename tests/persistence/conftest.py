"""What the tests of the stores share: a path, an SQLite store there, and assertions that explain themselves."""

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from persistence.sqlite import SqliteStore
from persistence.sqlite.database import WalPolicy

pytest.register_assert_rewrite("tests.persistence.contract")

Opening = Callable[..., Awaitable[SqliteStore]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "down" / "callboard.db"


@pytest.fixture
async def open_it(path: Path) -> AsyncIterator[Opening]:
    """Opens the database, as often as wanted; what is still open in the end is closed."""
    async with AsyncExitStack() as stack:

        async def opening(policy: WalPolicy | None = None) -> SqliteStore:
            store = await SqliteStore.open(path, policy)
            stack.push_async_callback(store.close)
            return store

        yield opening


@pytest.fixture
async def store(open_it: Opening) -> SqliteStore:
    return await open_it()


def spoil(path: Path, sql: str) -> None:
    """Change the file behind the store's back."""
    connection = sqlite3.connect(path)
    with connection:
        assert connection.execute(sql).rowcount > 0
    connection.close()
