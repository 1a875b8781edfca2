"""A program for tests that kill: appends to four documents for ever, and prints each acknowledgement as it comes.

Each document is appended to by a task of its own, in groups of random size; now and then everything so far becomes a
checkpoint and the log is trimmed. What entry n of a document contains can be told from its name and n. What the store
could not do is simply asked again.
"""

import asyncio
import os
import random
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

from persistence.open import SQLITE, open_store
from persistence.sqlite import SqliteStore
from persistence.sqlite.database import WalPolicy
from persistence.store import Checkpoint, Conflict, Entry, Store, StoreError

T = TypeVar("T")

DOCUMENTS = ("a", "b", "show/c", "show/d")


def content(document: str, seq: int) -> bytes:
    """Give what entry `seq` of a document contains."""
    return f"{document} {seq};".encode() * (1 + seq * 7919 % 40)


async def until_done(ask: Callable[[], Awaitable[T]]) -> T:
    """Ask until the store can do it; nobody else writes, so a Conflict is a bug."""
    while True:
        try:
            return await ask()
        except Conflict:
            raise
        except StoreError:
            await asyncio.sleep(0.01)


async def write_for_ever(store: Store, document: str) -> None:
    loaded = await until_done(lambda: store.load(document))
    last = loaded.last_seq
    whole = (loaded.checkpoint.update if loaded.checkpoint else b"") + b"".join(
        e.update for e in loaded.entries
    )
    while True:
        group = [
            Entry(document, last + n, content(document, last + n), 0)
            for n in range(1, random.randint(2, 9))
        ]
        await until_done(lambda group=group: store.append(group))  # type: ignore[misc]
        last = group[-1].seq
        os.write(
            1, f"{document} {last}\n".encode()
        )  # one system call: never half a line, nothing in a buffer
        whole += b"".join(entry.update for entry in group)
        if random.random() < 0.05:
            kept = Checkpoint(document, last, whole, 0)
            await until_done(lambda kept=kept: store.checkpoint(kept))  # type: ignore[misc]
            await until_done(lambda: store.trim(document, before=1))


async def opened(address: str) -> Store:
    """Open a store; SQLite folds its write-ahead log in all the time."""
    if address.startswith(SQLITE):
        eager = WalPolicy(when_quiet=1, at_once=100_000, quiet=0.01)
        return await SqliteStore.open(address.removeprefix(SQLITE), eager)
    return await open_store(address)


async def main() -> None:
    store = await until_done(lambda: opened(sys.argv[1]))
    async with asyncio.TaskGroup() as tasks:
        for document in DOCUMENTS:
            tasks.create_task(write_for_ever(store, document))


if __name__ == "__main__":
    asyncio.run(main())
