"""A program for `test_kill.py`: appends to four documents for ever, and prints each acknowledgement as it comes.

Each document is appended to by a task of its own, in groups of random size; now and then everything so far becomes a
checkpoint and the log is trimmed. What entry n of a document contains can be told from its name and n.
"""

import asyncio
import os
import random
import sys

from persistence.sqlite import SqliteStore
from persistence.sqlite.database import WalPolicy
from persistence.store import Checkpoint, Entry

DOCUMENTS = ("a", "b", "show/c", "show/d")


def content(document: str, seq: int) -> bytes:
    """Give what entry `seq` of a document contains."""
    return f"{document} {seq};".encode() * (1 + seq * 7919 % 40)


async def write_for_ever(store: SqliteStore, document: str) -> None:
    loaded = await store.load(document)
    last = loaded.last_seq
    whole = (loaded.checkpoint.update if loaded.checkpoint else b"") + b"".join(
        e.update for e in loaded.entries
    )
    while True:
        group = [
            Entry(document, last + n, content(document, last + n), 0)
            for n in range(1, random.randint(2, 9))
        ]
        await store.append(group)
        last = group[-1].seq
        os.write(
            1, f"{document} {last}\n".encode()
        )  # one system call: never half a line, nothing in a buffer
        whole += b"".join(entry.update for entry in group)
        if random.random() < 0.05:
            await store.checkpoint(Checkpoint(document, last, whole, 0))
            await store.trim(document, before=1)


async def main() -> None:
    store = await SqliteStore.open(
        sys.argv[1], WalPolicy(when_quiet=1, at_once=100_000, quiet=0.01)
    )
    async with asyncio.TaskGroup() as tasks:
        for document in DOCUMENTS:
            tasks.create_task(write_for_ever(store, document))


if __name__ == "__main__":
    asyncio.run(main())
