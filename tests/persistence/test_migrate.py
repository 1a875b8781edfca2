"""The steps of the schema are taken once, in order, whole or not at all; a newer one is left alone (P8; S000-37)."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from persistence.sqlite import SqliteStore
from persistence.sqlite.migrate import APPLICATION_ID, STEPS, examine, migrate
from persistence.store import Newer, StoreError
from tests.persistence.contract import entries

SECOND = "CREATE TABLE second (name TEXT);\nINSERT INTO second\nVALUES ('a;b');"
THIRD = "INSERT INTO second VALUES ('c');"
BROKEN = "CREATE TABLE third (name TEXT);\nINSERT INTO nowhere VALUES (1);"


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(tmp_path / "callboard.db", isolation_level=None)
    yield connection
    connection.close()


def tables(connection: sqlite3.Connection) -> set[str]:
    return {
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }


def test_P8_a_new_database_takes_all_steps(connection: sqlite3.Connection) -> None:
    migrate(connection)
    assert tables(connection) == {"log", "checkpoint", "record"}
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert examine(connection) == len(STEPS)


def test_P8_steps_are_taken_once_and_in_order(connection: sqlite3.Connection) -> None:
    for steps in (STEPS, STEPS, (*STEPS, SECOND), (*STEPS, SECOND, THIRD), (*STEPS, SECOND, THIRD)):
        migrate(connection, steps)
        assert examine(connection, steps) == len(steps)
    assert connection.execute("SELECT name FROM second ORDER BY name").fetchall() == [
        ("a;b",),
        ("c",),
    ]


def test_P8_a_step_that_fails_leaves_nothing_behind(connection: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate(connection, (*STEPS, SECOND, BROKEN))
    assert "second" in tables(connection)
    assert "third" not in tables(connection)
    migrate(connection, (*STEPS, SECOND, THIRD))
    assert examine(connection, (*STEPS, SECOND, THIRD)) == len(STEPS) + 2


def test_P8_somebody_elses_database_is_refused(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE guests (name TEXT)")
    with pytest.raises(StoreError, match="not made by Callboard"):
        migrate(connection)
    assert tables(connection) == {"guests"}


@pytest.mark.anyio
@pytest.mark.parametrize("journal", ["wal", "delete"])
async def test_P8_a_newer_database_is_refused_and_not_touched(tmp_path: Path, journal: str) -> None:
    path = tmp_path / "callboard.db"
    store = await SqliteStore.open(path)
    await store.append(entries("a", 1, 3))
    await store.close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"PRAGMA journal_mode = {journal}")
    connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(Newer, match="install the newer Callboard"):
        await SqliteStore.open(path)
    assert path.read_bytes() == before
