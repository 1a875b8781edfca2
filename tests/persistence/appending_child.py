"""A program for tests that kill: appends to four documents for ever, and prints each acknowledgement as it comes.

Each document is appended to by a task of its own, in groups of random size; now and then everything so far becomes a
checkpoint and the log is trimmed. What entry n of a document contains can be told from its name and n. Others take over
whole documents, as copying from another database does, and keep versions that they bring back by a new entry. What the
store could not do is simply asked again.
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
RESTORED = "show/restored"
VERSIONS = f"versions {RESTORED}"


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


def adopted(number: int) -> str:
    """Name the documents that are taken over, in order."""
    return f"adopted/{number}"


def length(document: str) -> int:
    """Give how many entries a document has that is taken over."""
    return 5 + len(document) * 13 % 40


async def adopt_for_ever(store: Store) -> None:
    """Take over one document after the other, each with a checkpoint in the middle of its log."""
    number = 0
    while await last_seq(store, adopted(number)):
        number += 1
    while True:
        document, last = adopted(number), length(adopted(number))
        middle = last // 2
        whole = b"".join(content(document, seq) for seq in range(1, middle + 1))
        rest = [Entry(document, n, content(document, n), 0) for n in range(middle + 1, last + 1)]
        kept = Checkpoint(document, middle, whole, 0)
        await until_adopted(store, document, kept, rest)
        os.write(1, f"{document} {last}\n".encode())
        number += 1
        await asyncio.sleep(0.01)


async def last_seq(store: Store, document: str) -> int:
    """Give how far a document goes."""
    return (await until_done(lambda: store.load(document))).last_seq


async def until_adopted(
    store: Store, document: str, checkpoint: Checkpoint, entries: list[Entry]
) -> None:
    """Take over a document; after a failure it may have been done all the same."""
    while True:
        try:
            return await store.adopt(document, checkpoint, entries)
        except Conflict:
            assert await last_seq(store, document) == entries[-1].seq
            return None
        except StoreError:
            await asyncio.sleep(0.01)


async def restore_for_ever(store: Store, document: str) -> None:
    """Keep the state after each entry as a version, and bring it back as the next entry."""
    last = await last_seq(store, document)
    while True:
        version = content(document, last + 1)
        await until_done(
            lambda version=version, key=str(last + 1): store.put(VERSIONS, key, version)  # type: ignore[misc]
        )
        entry = Entry(document, last + 1, version, 0)
        await until_done(lambda entry=entry: store.append([entry]))  # type: ignore[misc]
        last += 1
        os.write(1, f"{document} {last}\n".encode())
        await asyncio.sleep(0.001)


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
        tasks.create_task(adopt_for_ever(store))
        tasks.create_task(restore_for_ever(store, RESTORED))


if __name__ == "__main__":
    asyncio.run(main())
