"""SqliteStore and MemoryStore, asked the same things, answer the same (P1, P3–P7)."""

import asyncio
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from persistence.memory import MemoryStore
from persistence.sqlite import SqliteStore
from persistence.sqlite.database import WalPolicy
from persistence.store import Checkpoint, Entry, Store, StoreError

DOCUMENTS = st.sampled_from(["a", "b", "show/ü"])
KEYS = st.sampled_from(["", "k", "l\0m"])
SMALL = st.integers(0, 12)
BYTES = st.one_of(st.binary(max_size=20), st.integers(0, 9_000).map(bytes))
EAGER = WalPolicy(when_quiet=1, at_once=30_000, quiet=0)


class Alike(RuleBasedStateMachine):
    """Two stores side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "callboard.db"
        self.memory = MemoryStore()
        self.sqlite = self.run(SqliteStore.open(self.path, EAGER))

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    def both(self, verb: str, *args: Any) -> None:
        """Ask both, and compare what they say or how they refuse."""

        async def ask(store: Store) -> Any:
            try:
                return await getattr(store, verb)(*args)
            except StoreError as error:
                return type(error)

        assert self.run(ask(self.memory)) == self.run(ask(self.sqlite))

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
        self.run(self.sqlite.close())
        self.sqlite = self.run(SqliteStore.open(self.path, EAGER))

    @invariant()
    def they_hold_the_same(self) -> None:
        for document in ("a", "b", "show/ü", "never written"):
            self.both("load", document)
        self.both("list", "c")
        self.both("get", "c", "k")

    def teardown(self) -> None:
        self.run(self.sqlite.close())
        self.runner.close()
        self.folder.cleanup()


def test_P1_P7_sqlite_and_memory_are_alike() -> None:
    run_state_machine_as_test(
        Alike, settings=settings(max_examples=15, stateful_step_count=25, deadline=None)
    )
