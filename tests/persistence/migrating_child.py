"""A program for tests that kill: takes many made-up steps of a schema, and says so after each."""

import asyncio
import subprocess
import sys
from pathlib import Path

import asyncpg

from bench.postgres import PostgresServer
from persistence.postgres.connect import open_writer
from persistence.postgres.migrate import STEPS

ROOT = Path(__file__).parents[2]
FIRST = len(STEPS)
MOST = 400
ROWS = 2_000


def made_up(step: int) -> str:
    """Give a step that takes a while and consists of several statements."""
    return f"""
        CREATE TABLE callboard.step_{step} (n INTEGER PRIMARY KEY);
        INSERT INTO callboard.step_{step} SELECT generate_series(1, {ROWS});
        COMMENT ON TABLE callboard.step_{step} IS 'made up';
    """


async def main(address: str) -> None:
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


if __name__ == "__main__":
    try:
        asyncio.run(main(sys.argv[1]))
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        sys.exit(1)  # the server was killed
