"""The schema, one numbered step after the other (P8).

Steps are the files `migrations/NNNN_*.sql`: never edited once released, only added to. The table `callboard.migration`
lists the steps a database has taken; a step and its line there are one transaction. Programs that start at once take
turns: an advisory lock of PostgreSQL, which ends with the transaction, however that ends.
"""

from collections.abc import Sequence
from importlib.resources import files

from persistence.postgres.connection import Connection
from persistence.store import Newer, StoreError

LOCK = int.from_bytes(b"Callboar")
PATIENCE_SECONDS = 3_600
"""A step may have to rewrite a large table, or to wait for another program that does."""


def known_steps() -> tuple[str, ...]:
    """Give the SQL of all steps, the first one first."""
    folder = files(__package__).joinpath("migrations")
    found = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".sql")),
        key=lambda file: file.name,
    )
    assert [int(file.name[:4]) for file in found] == list(range(1, len(found) + 1)), (
        "steps are numbered 1, 2, 3 …"
    )
    return tuple(file.read_text("utf-8") for file in found)


STEPS = known_steps()


async def examine(connection: Connection, steps: Sequence[str] = STEPS) -> int:
    """Give the number of steps a database has taken; refuse a newer one and one not ours. Changes nothing."""
    if await connection.fetchval("SELECT to_regclass('callboard.migration')::text") is None:
        await _assert_unused(connection)
        return 0
    version = int(
        await connection.fetchval("SELECT coalesce(max(step), 0) FROM callboard.migration")
    )
    if version > len(steps):
        raise Newer(
            f"This database has format {version}, this program knows formats up to {len(steps)}; "
            "install the newer Callboard, or restore a backup made by this one. Nothing was changed."
        )
    return version


async def _assert_unused(connection: Connection) -> None:
    strangers = await connection.fetchval(
        "SELECT count(*) FROM pg_catalog.pg_class WHERE relnamespace = to_regnamespace('callboard')"
    )
    if strangers:
        raise StoreError(
            "The schema callboard of this PostgreSQL database was not made by Callboard; name another database."
        )


async def migrate(connection: Connection, steps: Sequence[str] = STEPS) -> None:
    """Bring a database up to date; each step is a transaction of its own."""
    while await examine(connection, steps) < len(steps):
        async with connection.transaction():
            await connection.execute(
                "SELECT pg_advisory_xact_lock($1)", LOCK, timeout=PATIENCE_SECONDS
            )
            taken = await examine(connection, steps)  # another program may have been faster
            if taken < len(steps):
                await connection.execute(steps[taken], timeout=PATIENCE_SECONDS)
                await connection.execute(
                    "INSERT INTO callboard.migration (step) VALUES ($1)", taken + 1
                )
