"""Every store, asked the same things as MemoryStore, answers the same (P1, P3–P7, P11)."""

import asyncio
import tempfile
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bench.postgres import PostgresServer
from persistence.memory import MemoryStore
from persistence.postgres import PostgresStore
from persistence.sqlite import SqliteStore
from persistence.sqlite.database import WalPolicy
from persistence.store import Checkpoint, Entry, Store, StoreError
from tests.effort import effort

DOCUMENTS = st.sampled_from(["a", "b", "show/ü"])
KEYS = st.sampled_from(["", "k", "l\0m"])
SMALL = st.integers(0, 12)
BYTES = st.one_of(st.binary(max_size=20), st.integers(0, 9_000).map(bytes))
EAGER = WalPolicy(when_quiet=1, at_once=30_000, quiet=0)


class Alike(RuleBasedStateMachine):
    """Two stores side by side: one in memory, and one under test."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.memory = MemoryStore()
        self.prepare()
        self.other = self.run(self.open())

    def prepare(self) -> None:
        """Make room for the store under test."""
        raise NotImplementedError

    async def open(self) -> Store:
        """Open the store under test, for the first time or again."""
        raise NotImplementedError

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    def both(self, verb: str, *args: Any, **options: Any) -> None:
        """Ask both, and compare what they say or how they refuse."""

        async def ask(store: Store) -> Any:
            try:
                return await getattr(store, verb)(*args, **options)
            except StoreError as error:
                return type(error)

        assert self.run(ask(self.memory)) == self.run(ask(self.other))

    def last(self, document: str) -> int:
        return int(self.run(self.memory.load(document)).last_seq)

    @rule(
        document=DOCUMENTS,
        updates=st.lists(BYTES, max_size=5),
        off=st.sampled_from([0] * 8 + [-2, -1, 1]),
    )
    def append(self, document: str, updates: list[bytes], off: int) -> None:
        first = self.last(document) + 1 + off
        self.both(
            "append",
            [Entry(document, first + n, u, len(u) % 13, "ann") for n, u in enumerate(updates)],
        )

    @rule(updates=st.dictionaries(DOCUMENTS, BYTES))
    def append_to_many(self, updates: dict[str, bytes]) -> None:
        self.both("append", [Entry(name, self.last(name) + 1, u, 5) for name, u in updates.items()])

    @rule(document=DOCUMENTS)
    def append_again(self, document: str) -> None:
        self.both("append", list(self.run(self.memory.load(document)).entries))

    @rule(document=DOCUMENTS, update=BYTES, back=SMALL)
    def checkpoint(self, document: str, update: bytes, back: int) -> None:
        self.both("checkpoint", Checkpoint(document, self.last(document) - back, update, 7))

    @rule(document=DOCUMENTS, taker=DOCUMENTS)
    def adopt(self, document: str, taker: str) -> None:
        kept = self.run(self.memory.load(document, covered=True))
        checkpoint = kept.checkpoint and replace(kept.checkpoint, document=taker)
        entries = [msgspec.structs.replace(entry, document=taker) for entry in kept.entries]
        self.both("adopt", taker, checkpoint, entries)

    @rule(document=DOCUMENTS, before=st.integers(0, 14))
    def trim(self, document: str, before: int) -> None:
        self.both("trim", document, before)

    @rule(key=KEYS, value=BYTES, expected=st.one_of(st.none(), st.integers(0, 3)))
    def put(self, key: str, value: bytes, expected: int | None) -> None:
        self.both("put", "c", key, value, expected)

    @rule(key=KEYS)
    def delete(self, key: str) -> None:
        self.both("delete", "c", key)

    @rule()
    def reopen(self) -> None:
        self.run(self.other.close())
        self.other = self.run(self.open())

    @invariant()
    def they_hold_the_same(self) -> None:
        for document in ("a", "b", "show/ü", "never written"):
            self.both("load", document)
            self.both("load", document, covered=True)
        self.both("list", "c")
        self.both("get", "c", "k")

    def teardown(self) -> None:
        self.run(self.other.close())
        self.runner.close()


class SqliteAlike(Alike):
    """SQLite, folding its write-ahead log in all the time."""

    def prepare(self) -> None:
        self.folder = tempfile.TemporaryDirectory()

    async def open(self) -> Store:
        return await SqliteStore.open(Path(self.folder.name) / "callboard.db", EAGER)

    def teardown(self) -> None:
        super().teardown()
        self.folder.cleanup()


class PostgresAlike(Alike):
    """PostgreSQL, an empty database each time."""

    server: ClassVar[PostgresServer]

    def prepare(self) -> None:
        self.url = self.server.new_database()

    async def open(self) -> Store:
        return await PostgresStore.open(self.url)


def test_P1_P7_P11_sqlite_and_memory_are_alike() -> None:
    run_state_machine_as_test(
        SqliteAlike,
        settings=settings(max_examples=effort(15), stateful_step_count=25),
    )


@pytest.mark.slow
def test_P1_P7_P11_postgres_and_memory_are_alike(postgres: PostgresServer) -> None:
    PostgresAlike.server = postgres
    run_state_machine_as_test(
        PostgresAlike,
        settings=settings(max_examples=effort(12), stateful_step_count=25),
    )
