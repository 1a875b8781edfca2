"""How many acknowledged appends a second, and how long each waits: `python -m bench.store [--database URL]`.

Producers append one update of 200 bytes at a time and wait for its acknowledgement, as a person's socket does; once
all to one document, once each to its own. A last row appends in groups, as the server's journal does: one call for
whatever arrived meanwhile. Then documents are opened, one after the other. The first lines say what this machine can
do at best: SQLite by itself, without asyncio.

`--database postgresql` starts a PostgreSQL server of its own, and measures everything twice, turn by turn: as the owner
of the tables, whom row-level security does not hold, and as a user who serves and is held. The ratio is that of the
medians of `--rounds`.
"""

import argparse
import asyncio
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from time import perf_counter, process_time

import uvloop

from bench.postgres import SERVING, PostgresServer
from persistence.open import open_store
from persistence.postgres.prepare import prepare
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


Producers = list[Callable[[], Iterator[list[Entry]]]]


def sharing_one(producers: int, mark: str) -> Producers:
    """Make producers that all append to one document."""
    return [to_one_document(mark)] * producers


def with_their_own(producers: int, mark: str) -> Producers:
    """Make producers with a document each."""
    return [to_its_own(f"{mark}/{number}") for number in range(producers)]


def in_groups(mark: str) -> Producers:
    """Make one that appends as the server's journal does."""
    return [to_many(mark, 100)]


def to_nothing(mark: str) -> Producers:
    """Nothing is appended where documents are opened."""
    return []


ROWS: dict[str, Callable[[str], Producers]] = {
    **{f"{n} producers, one document": partial(sharing_one, n) for n in (1, 10, 100, 1000)},
    **{f"{n} producers, a document each": partial(with_their_own, n) for n in (10, 100, 1000)},
    "1 journal, one update to 100 documents a call": in_groups,
    "1 reader, a document of 1,000 entries opened": to_nothing,
}


async def opened(run: Run, seconds: float, store: Store, document: str) -> Run:
    """Open a document of a thousand entries again and again."""
    await store.append([Entry(document, seq, UPDATE, 0, "ann") for seq in range(1, 1001)])
    begin, cpu_begin = perf_counter(), process_time()
    while perf_counter() - begin < seconds:
        asked = perf_counter()
        await store.load(document)
        run.latencies.append(perf_counter() - asked)
        run.acknowledged += 1
    run.seconds, run.cpu_seconds = perf_counter() - begin, process_time() - cpu_begin
    return run


async def bench(stores: dict[str, Store], seconds: float, rounds: int) -> None:
    """Run everything against each store, turn by turn, and print a line for each, and the ratio of two."""
    for number, (title, producers) in enumerate(ROWS.items()):
        runs: dict[str, list[Run]] = {name: [] for name in stores}
        for turn in range(rounds):
            for name, store in stores.items():
                run = Run(f"{title}{name and f' ({name})'}")
                mark = f"{number}/{turn}/{os.urandom(4).hex()}"
                made = producers(mark)
                if made:
                    await measured(run, seconds, made, store)
                else:
                    await opened(run, seconds, store, mark)
                runs[name].append(run)
        middle = [sorted(those, key=_rate)[rounds // 2] for those in runs.values()]
        for run in middle:
            print(run, flush=True)
        if len(middle) > 1:
            ratio = _rate(middle[1]) / _rate(middle[0])
            cpu = middle[1].cpu_seconds / middle[1].acknowledged * middle[0].acknowledged
            said = f"{ratio:.2f} of the rate, {cpu / middle[0].cpu_seconds:.2f} of our CPU an ack"
            print(f"{'':<46} {said}", flush=True)
    for store in stores.values():
        await store.close()


def _rate(run: Run) -> float:
    return run.acknowledged / run.seconds


async def on_a_server_of_its_own(seconds: float, rounds: int) -> None:
    """Measure PostgreSQL with and without row-level security, on a server that is gone afterwards."""
    server = PostgresServer()
    try:
        owner, serving = server.new_owned_database()
        await prepare(owner, SERVING)
        other, _ = server.new_owned_database()
        stores = {"not held": await open_store(other), "held": await open_store(serving)}
        await bench(stores, seconds, rounds)
    finally:
        server.close()


async def on_one(url: str, seconds: float, rounds: int) -> None:
    """Measure one store."""
    await bench({"": await open_store(url)}, seconds, rounds)


def main() -> None:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m bench.store", description=__doc__)
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each run lasts")
    parser.add_argument("--rounds", type=int, default=1, help="how often each is measured")
    parser.add_argument(
        "--database",
        help="a store to use, or `postgresql`; otherwise SQLite in a folder that is removed afterwards",
    )
    arguments = parser.parse_args()
    seconds, rounds = arguments.seconds, arguments.rounds
    if arguments.database == "postgresql":
        uvloop.run(on_a_server_of_its_own(seconds, rounds))
        return
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        for batch in (1, 100, 1000):
            path = Path(folder) / f"bare{batch}.db"
            print(bare_sqlite(path, batch, min(1.0, seconds)), flush=True)
        url = arguments.database or f"sqlite:///{folder}/callboard.db"
        uvloop.run(on_one(url, seconds, rounds))


if __name__ == "__main__":
    main()
