"""A program for tests that kill: takes many made-up steps of a schema, and says so after each."""

import asyncio
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import asyncpg

from bench.postgres import PostgresServer
from persistence.open import SQLITE
from persistence.postgres.connect import open_writer
from persistence.postgres.migrate import STEPS
from persistence.sqlite import connect as sqlite_connect
from persistence.sqlite import migrate as sqlite_migrate

ROOT = Path(__file__).parents[2]
FIRST = len(STEPS)
FIRST_OF_SQLITE = len(sqlite_migrate.STEPS)
MOST = 400
ROWS = 2_000


def made_up(step: int) -> str:
    """Give a step that takes a while and consists of several statements."""
    return f"""
        CREATE TABLE callboard.step_{step} (n INTEGER PRIMARY KEY);
        INSERT INTO callboard.step_{step} SELECT generate_series(1, {ROWS});
        COMMENT ON TABLE callboard.step_{step} IS 'made up';
    """


def made_up_for_sqlite(step: int) -> str:
    """Give the same for SQLite."""
    return f"""
        CREATE TABLE step_{step} (n INTEGER PRIMARY KEY);
        INSERT INTO step_{step}
            WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many LIMIT {ROWS})
            SELECT n FROM many;
        CREATE INDEX step_{step}_index ON step_{step} (n);
    """


def migrate_sqlite(path: Path) -> None:
    path.touch()
    for step in range(FIRST_OF_SQLITE, MOST):
        later = range(FIRST_OF_SQLITE + 1, step + 1)
        steps = (*sqlite_migrate.STEPS, *map(made_up_for_sqlite, later))
        sqlite_connect.open_writer(path, steps).close()
        print(step, flush=True)


async def migrate_postgres(address: str) -> None:
    for step in range(FIRST, MOST):
        steps = (*STEPS, *(made_up(later) for later in range(FIRST + 1, step + 1)))
        connection = await open_writer(address, steps)
        print(step, flush=True)
        connection.terminate()


class MigratingChild:
    """The program as a process; it is killed when its block ends."""

    def __init__(self, address: str) -> None:
        command = [sys.executable, "-m", "tests.persistence.migrating_child", address]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def __enter__(self) -> "MigratingChild":
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()

    def hear(self, lines: int) -> None:
        """Wait until it has taken so many steps, known ones included."""
        assert self._process.stdout is not None
        for _ in range(lines):
            self._process.stdout.readline()


def taken_steps(server: PostgresServer, address: str) -> int:
    """Give how many steps a database has taken, and see that each of them is there as a whole, and nothing more."""
    taken = [
        int(line) for line in server.ask("SELECT step FROM callboard.migration ORDER BY 1", address)
    ]
    assert taken == list(range(1, len(taken) + 1))
    tables = server.ask(
        "SELECT relname FROM pg_class WHERE relnamespace = 'callboard'::regnamespace "
        "AND relname LIKE 'step%' AND relkind = 'r'",
        address,
    )
    assert sorted(tables) == sorted(f"step_{step}" for step in taken[FIRST:])
    for table in tables:
        assert server.ask(f"SELECT count(*) FROM callboard.{table}", address) == [str(ROWS)]
    return len(taken)


def taken_sqlite_steps(path: Path) -> int:
    """The same for SQLite."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (taken,) = connection.execute("PRAGMA user_version").fetchone()
        found = connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'step%'")
        made_up = range(FIRST_OF_SQLITE + 1, taken + 1)
        names = [name for (name,) in found]
        assert sorted(names) == sorted(
            name for step in made_up for name in (f"step_{step}", f"step_{step}_index")
        )
        for step in made_up:
            assert connection.execute(f"SELECT count(*) FROM step_{step}").fetchone() == (ROWS,)
    return int(taken)


if __name__ == "__main__":
    try:
        if sys.argv[1].startswith(SQLITE):
            migrate_sqlite(Path(sys.argv[1].removeprefix(SQLITE)))
        else:
            asyncio.run(migrate_postgres(sys.argv[1]))
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        sys.exit(1)  # the server was killed
