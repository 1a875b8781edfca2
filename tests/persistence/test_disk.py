"""A disk that is full, fails or turns read-only: appends fail with a sentence, and work again when it does (P10)."""

import asyncio
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from persistence.sqlite import SqliteStore
from persistence.sqlite.connect import run
from persistence.sqlite.database import WalPolicy
from persistence.store import Checkpoint, Entry, StoreError
from tests.persistence.conftest import Opening
from tests.persistence.contract import entries

ROOT = Path(__file__).parents[2]
EAGER = WalPolicy(when_quiet=10**9, at_once=1)
pytestmark = pytest.mark.anyio


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let every write beyond this size fail, as a broken or overfull disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def set_pragma(store: SqliteStore, text: str) -> None:
    await run(
        store._database._writing, lambda connection: connection.execute(f"PRAGMA {text}").fetchall()
    )


async def fill(store: SqliteStore, first: int, size: int = 20_000) -> tuple[int, StoreError]:
    """Append until it fails; give the first number that was refused, and the error."""
    for seq in range(first, first + 1_000):
        try:
            await store.append([Entry("a", seq, bytes(size), 0)])
        except StoreError as error:
            return seq, error
    raise AssertionError("the disk never filled up")


async def test_P10_a_full_disk_refuses_and_recovers(store: SqliteStore) -> None:
    await store.append(entries("b", 1, 3))
    await set_pragma(store, "max_page_count = 100")
    refused, error = await fill(store, 1)
    assert "full" in str(error)
    assert "Free some space" in str(error)
    assert (await store.load("a")).last_seq == refused - 1
    with pytest.raises(StoreError, match="full"):
        await store.checkpoint(Checkpoint("a", 1, bytes(100_000), 0))
    await set_pragma(store, "max_page_count = 100000")
    await store.append([Entry("a", refused, bytes(20_000), 0)])
    loaded = await store.load("a")
    assert (loaded.last_seq, len(loaded.entries), loaded.damaged) == (refused, refused, ())
    assert (await store.load("b")).entries == tuple(entries("b", 1, 3))


async def test_P10_what_is_small_enough_is_still_stored_on_a_full_disk(store: SqliteStore) -> None:
    await set_pragma(store, "max_page_count = 100")
    await fill(store, 1)
    await store.put("documents", "small", b"x")


async def test_P10_everybody_in_a_failed_group_is_told(store: SqliteStore) -> None:
    await set_pragma(store, "max_page_count = 20")
    asked = [store.append([Entry(name, 1, bytes(50_000), 0)]) for name in "abcde"]
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert all(isinstance(outcome, StoreError) for outcome in outcomes)
    assert len({id(outcome) for outcome in outcomes}) == 5  # each gets an exception of its own
    assert [(await store.load(name)).last_seq for name in "abcde"] == [0] * 5


async def test_P10_a_failing_write_refuses_and_recovers(
    store: SqliteStore, open_it: Opening
) -> None:
    with largest_file(300_000):
        refused, error = await fill(store, 1)
        assert "disk failed" in str(error)
        assert (await store.load("a")).last_seq == refused - 1
        again, _ = await fill(store, refused)
    await store.append([Entry("a", again, b"works", 0)])
    assert (await store.load("a")).entries[-1].update == b"works"
    await store.close()
    store = await open_it()
    loaded = await store.load("a")
    assert (loaded.last_seq, len(loaded.entries), loaded.damaged) == (again, again, ())
    await store.close()


async def test_P10_a_wal_that_cannot_be_folded_in_keeps_nobody_from_writing(
    path: Path, open_it: Opening
) -> None:
    store = await open_it()
    await fill_to(store, 1_000_000)
    await store.close()
    store = await open_it(EAGER)
    last = (await store.load("a")).last_seq
    with largest_file(600_000):  # room in the WAL, none at the end of the database
        await store.append([Entry("a", last + 1, bytes(20_000), 0)])
    await store.append([Entry("a", last + 2, bytes(20_000), 0)])
    assert (await store.load("a")).last_seq == last + 2
    await store.close()
    assert not path.with_name("callboard.db-wal").exists()


async def fill_to(store: SqliteStore, size: int) -> None:
    await store.append([Entry("a", seq, bytes(20_000), 0) for seq in range(1, size // 20_000)])


async def test_P10_a_disk_that_turned_read_only_refuses_and_recovers(store: SqliteStore) -> None:
    await store.append(entries("a", 1, 3))
    await set_pragma(store, "query_only = 1")
    with pytest.raises(StoreError, match="read-only"):
        await store.append(entries("a", 4, 4))
    await store.append(entries("a", 4, 4))
    assert (await store.load("a")).last_seq == 4


async def test_P10_a_stranger_who_holds_the_database_is_named_as_the_cause(
    store: SqliteStore, path: Path
) -> None:
    shell = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(shell, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as stranger:
        assert stranger.stdout is not None
        assert stranger.stdin is not None
        stranger.stdout.readline()
        with pytest.raises(StoreError, match="Another program"):
            await store.append(entries("a", 1, 1))
        stranger.stdin.close()
        stranger.wait()
    await store.append(entries("a", 1, 1))


HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
connection.close()
"""


async def test_P10_after_a_failure_a_damaged_file_is_not_written_to(
    store: SqliteStore, path: Path
) -> None:
    await store.append([Entry("a", seq, bytes(300), 0) for seq in range(1, 400)])
    await store._database.tidy()
    content = bytearray(path.read_bytes())
    content[3 * 4096 : 3 * 4096 + 100] = bytes(100)
    path.write_bytes(content)
    await set_pragma(store, "query_only = 1")
    with pytest.raises(StoreError, match="read-only"):
        await store.append(entries("b", 1, 1))
    with pytest.raises(StoreError, match="damaged"):
        await store.append(entries("b", 1, 1))


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("cc") is None or sys.platform != "linux", reason="needs a C compiler on Linux"
)
def test_P10_a_failing_sync_refuses_and_recovers(tmp_path: Path, path: Path) -> None:
    library, failing = tmp_path / "failing_sync.so", tmp_path / "failing"
    source = Path(__file__).with_name("failing_sync.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    child = subprocess.run(
        [sys.executable, "-m", "tests.persistence.failing_child", path, failing],
        cwd=ROOT,
        env={**os.environ, "LD_PRELOAD": str(library), "FAIL_SYNC": str(failing)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert child.stdout == "well\n", child.stderr
