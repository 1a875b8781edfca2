"""A program for `test_disk.py`: its disk fails to sync for a while; run with `failing_sync.c` loaded."""

import asyncio
import sys
from pathlib import Path

from persistence.sqlite import SqliteStore
from persistence.store import StoreError
from tests.persistence.contract import entries


async def refused(store: SqliteStore, first: int) -> str:
    """Ask for an append that must fail, and give the sentence."""
    try:
        await store.append(entries("a", first, first + 1))
    except StoreError as error:
        return str(error)
    raise AssertionError("acknowledged though nothing could be synced")


async def main(database: Path, failing: Path) -> None:
    store = await SqliteStore.open(database)
    await store.append(entries("a", 1, 10))
    failing.touch()
    assert "disk failed" in await refused(store, 11)
    assert "disk failed" in await refused(store, 11)
    assert (await store.load("a")).last_seq == 10
    failing.unlink()
    await store.append(entries("a", 11, 20))
    assert (await store.load("a")).entries == tuple(entries("a", 1, 20))
    await store.close()
    print("well")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), Path(sys.argv[2])))
