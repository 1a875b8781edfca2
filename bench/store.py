"""How many acknowledged appends a second, and how long each waits: `python -m bench.store [--seconds 3] [--url URL]`.

Producers append one update of 200 bytes at a time and wait for its acknowledgement, as a person's socket does; once
all to one document, once each to its own. A last row appends in groups, as the server's journal does: one call for
whatever arrived meanwhile. The first lines say what this machine can do at best: SQLite by itself, without asyncio.
"""

import argparse
import asyncio
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from time import perf_counter, process_time

import uvloop

from persistence.open import open_store
from persistence.sqlite import migrate, pragmas
from persistence.store import Entry, Store

UPDATE = os.urandom(200)
INSERT = "INSERT INTO log (document, seq, at, actor, bytes, crc32) VALUES (?, ?, 0, '', ?, 0)"


@dataclass
class Run:
    """What one run measured; latencies in seconds."""

    title: str
    latencies: list[float] = field(default_factory=list)
    acknowledged: int = 0
    seconds: float = 0.0
    cpu_seconds: float = 0.0

    def __str__(self) -> str:
        ordered = sorted(self.latencies)
        p50, p99 = (ordered[int(len(ordered) * share)] * 1000 for share in (0.50, 0.99))
        rate = self.acknowledged / self.seconds
        cpu = self.cpu_seconds / self.acknowledged * 1e6
        times = f"p50 {p50:7.2f} ms   p99 {p99:7.2f} ms   CPU {cpu:6.1f} µs an ack"
        return f"{self.title:<46} {rate:>9,.0f} acks/s   {times}"


def bare_sqlite(path: Path, batch: int, seconds: float) -> str:
    """Commit groups of rows in a plain loop: the ceiling for everything below."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        pragmas.prepare(connection, pragmas.WRITER)
        migrate.migrate(connection)
        rows, begin = 0, perf_counter()
        while perf_counter() - begin < seconds:
            group = [("a", rows + n, UPDATE) for n in range(batch)]
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(INSERT, group)
            connection.execute("COMMIT")
            rows += batch
        return f"{f'sqlite3 alone, {batch} rows a commit':<46} {rows / (perf_counter() - begin):>9,.0f} rows/s"


async def measured(
    run: Run, seconds: float, producers: list[Callable[[], Iterator[list[Entry]]]], store: Store
) -> Run:
    """Let producers append for a while, each waiting for its acknowledgement."""
    begin, cpu_begin = perf_counter(), process_time()

    async def produce(groups: Iterator[list[Entry]]) -> None:
        while perf_counter() - begin < seconds:
            group = next(groups)
            asked = perf_counter()
            await store.append(group)
            run.latencies.append(perf_counter() - asked)
            run.acknowledged += len(group)

    await asyncio.gather(*(produce(producer()) for producer in producers))
    run.seconds = perf_counter() - begin
    run.cpu_seconds = process_time() - cpu_begin
    return run


def to_one_document(name: str) -> Callable[[], Iterator[list[Entry]]]:
    """Make producers that share a document and its numbers."""
    numbers = count(1)
    return lambda: ([Entry(name, next(numbers), UPDATE, 0, "ann")] for _ in count())


def to_its_own(name: str) -> Callable[[], Iterator[list[Entry]]]:
    """Make a producer with a document to itself."""
    return lambda: ([Entry(name, seq, UPDATE, 0, "ann")] for seq in count(1))


def to_many(name: str, documents: int) -> Callable[[], Iterator[list[Entry]]]:
    """Make a producer that appends to many documents in one call."""
    return lambda: (
        [Entry(f"{name}/{n}", seq, UPDATE, 0, "ann") for n in range(documents)] for seq in count(1)
    )


async def bench(url: str, seconds: float) -> None:
    """Run everything against one store and print a line for each."""
    store = await open_store(url)
    for producers in (1, 10, 100, 1000):
        title = f"{producers} producers, one document"
        print(
            await measured(Run(title), seconds, [to_one_document(title)] * producers, store),
            flush=True,
        )
    for producers in (10, 100, 1000):
        title = f"{producers} producers, a document each"
        own = [to_its_own(f"{title}/{n}") for n in range(producers)]
        print(await measured(Run(title), seconds, own, store), flush=True)
    title = "1 journal, one update to 100 documents a call"
    print(await measured(Run(title), seconds, [to_many(title, 100)], store), flush=True)
    await store.close()


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m bench.store", description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each run lasts")
    parser.add_argument(
        "--url", help="a store to use; otherwise SQLite in a folder that is removed afterwards"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        for batch in (1, 100, 1000):
            print(
                bare_sqlite(Path(folder) / f"bare{batch}.db", batch, min(1.0, arguments.seconds)),
                flush=True,
            )
        uvloop.run(bench(arguments.url or f"sqlite:///{folder}/callboard.db", arguments.seconds))


if __name__ == "__main__":
    main()
