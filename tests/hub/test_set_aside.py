"""What cannot be digested is kept for a person to look at: each piece once, the oldest, up to a bound (R14)."""

import asyncio
import logging
from typing import Any

import orjson
import pytest

from crdt_server.hub.allowance import MOST_PIECES, Allowance, Verdict
from crdt_server.hub.set_aside import COLLECTION, MOST_WAITING, SetAsideBox
from crdt_server.hub.tasks import Tasks
from crdt_server.room.effects import SetAside
from persistence.memory import MemoryStore
from persistence.store import Record, StoreError
from tests.hub.conftest import FakeClock

pytestmark = pytest.mark.anyio


class Shelf:
    """A box over a store, and what is in the store."""

    def __init__(self, store: MemoryStore, clock: FakeClock) -> None:
        self.store = store
        self.tasks = Tasks()
        self.box = SetAsideBox(store, self.tasks, clock)

    async def put(self, *numbers: int, document: str = "d", size: int = 4) -> None:
        """Set some pieces aside, and wait until they are written."""
        for number in numbers:
            self.box.put(document, SetAside(number.to_bytes(size), "the library failed"))
        async with asyncio.timeout(10):
            while self.box._waiting:
                await asyncio.sleep(0)

    async def numbers(self, document: str = "d") -> list[int]:
        records = [orjson.loads(record.value) for record in await self.store.list(COLLECTION)]
        kept = [record["bytes"] for record in records if record["document"] == document]
        return sorted(int(digits, 16) for digits in kept)


@pytest.fixture
def shelf(store: MemoryStore, clock: FakeClock) -> Shelf:
    return Shelf(store, clock)


async def test_R14_the_oldest_pieces_of_a_document_are_kept(
    shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    await shelf.put(*range(MOST_PIECES - 1))
    with caplog.at_level(logging.ERROR):
        await shelf.put(*range(MOST_PIECES - 1, MOST_PIECES + 20))
        await shelf.put(*range(1_000, 1_020))
    assert await shelf.numbers() == list(range(MOST_PIECES))
    assert sum("left out without being kept" in line for line in caplog.messages) == 1
    await shelf.put(7, document="another")
    assert await shelf.numbers("another") == [7]


async def test_R14_a_server_that_was_started_again_knows_what_is_kept(
    shelf: Shelf, store: MemoryStore, clock: FakeClock
) -> None:
    await shelf.put(*range(MOST_PIECES - 1))
    before = await store.list(COLLECTION)
    clock.time += 1_000
    again = Shelf(store, clock)
    await again.put(*range(5), *range(2_000, 2_010))
    assert await again.numbers() == [*range(MOST_PIECES - 1), 2_000]
    assert set(before) < set(await store.list(COLLECTION))  # nothing was written a second time


async def test_R14_a_flood_does_not_pile_up_in_memory(shelf: Shelf) -> None:
    for number in range(10_000):
        shelf.box.put(f"{number % 300}", SetAside(number.to_bytes(4), "the library failed"))
    assert len(shelf.box._waiting) == MOST_WAITING
    await shelf.tasks.close()


async def test_R8_what_cannot_be_written_now_is_written_later(
    shelf: Shelf, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, failures = store.put, [StoreError("the disk is full"), StoreError("the disk is full")]

    async def fail_twice(*details: Any) -> Record:
        if failures:
            raise failures.pop()
        return await put(*details)

    monkeypatch.setattr(store, "put", fail_twice)
    await shelf.put(1, 2, 3)
    assert await shelf.numbers() == [1, 2, 3]


def test_R14_bytes_are_bounded_too() -> None:
    allowance = Allowance(most_pieces=10, most_bytes=100)
    allowance.note("d", "a", 60)
    assert allowance.verdict("d", "a", 60) is Verdict.KNOWN
    assert allowance.verdict("d", "b", 41) is Verdict.TOO_MUCH
    assert allowance.verdict("d", "b", 40) is Verdict.KEPT
    assert allowance.verdict("e", "b", 100) is Verdict.KEPT
