"""From the address of a database to an open store.

memory:                                        nothing is kept
sqlite:///data/callboard.db                    a path relative to the working folder
sqlite:////var/lib/callboard.db                an absolute path: `sqlite:///` and then the path, as it is
postgresql://user:password@host:5432/database  a PostgreSQL database; parameters as in every PostgreSQL client
"""

from persistence.address import shown
from persistence.memory import MemoryStore
from persistence.sqlite import SqliteStore
from persistence.store import Store, StoreError
from persistence.wall import Wall

SQLITE = "sqlite:///"
POSTGRES = ("postgresql://", "postgres://")


async def open_store(url: str, wall: Wall | None = None) -> Store:
    """Open the store that an address names; raise a StoreError that says what an address looks like.

    `wall` says what belongs to which workspace; only PostgreSQL can hold statements to that.
    """
    if url == "memory:":
        return MemoryStore()
    if url.startswith(SQLITE) and url != SQLITE:
        return await SqliteStore.open(url.removeprefix(SQLITE))
    if url.startswith(POSTGRES):
        from persistence.postgres import (
            PostgresStore,
        )  # the driver is loaded only by whoever uses it

        return await PostgresStore.open(url, wall)
    raise StoreError(
        f"{shown(url)!r} names no database; use sqlite:///path/to/callboard.db, "
        "postgresql://user:password@host/database, or memory: to keep nothing."
    )
