"""From the address of a database to an open store.

memory:                        nothing is kept
sqlite:///data/callboard.db    a path relative to the working folder
sqlite:////var/lib/callboard.db    an absolute path: `sqlite:///` and then the path, as it is
"""

from persistence.memory import MemoryStore
from persistence.sqlite import SqliteStore
from persistence.store import Store, StoreError

SQLITE = "sqlite:///"


async def open_store(url: str) -> Store:
    """Open the store that an address names; raise a StoreError that says what an address looks like."""
    if url == "memory:":
        return MemoryStore()
    if url.startswith(SQLITE) and url != SQLITE:
        return await SqliteStore.open(url.removeprefix(SQLITE))
    raise StoreError(
        f"{url!r} names no database; use sqlite:///path/to/callboard.db, or memory: to keep nothing."
    )
