"""SqliteStore keeps the contract, and what is its own: settings, modes, the lock, group commit, the write-ahead log."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from persistence.operations import Append
from persistence.sqlite import SqliteStore, pragmas
from persistence.sqlite.connect import run
from persistence.sqlite.connection import Connection
from persistence.sqlite.database import WalPolicy
from persistence.store import Checkpoint, Entry, StoreError
from tests.persistence.conftest import Opening, spoil
from tests.persistence.contract import StoreContract, entries

pytestmark = pytest.mark.anyio


class TestSqliteStore(StoreContract):
    pass


# -- opening ----------------------------------------------------------------------------------------------------


async def test_P2_everything_is_there_after_reopening(store: SqliteStore, open_it: Opening) -> None:
    await store.append(entries("a", 1, 5))
    await store.checkpoint(Checkpoint("a", 2, b"whole", 9))
    record = await store.put("documents", "a", b"x")
    before = await store.load("a")
    await store.close()
    again = await open_it()
    assert await again.load("a") == before
    assert await again.get("documents", "a") == record
    await again.append(entries("a", 6, 6))


async def test_P9_wal_with_full_sync_is_in_force(store: SqliteStore) -> None:
    def settings(connection: Connection) -> dict[str, object]:
        return {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas.WRITER}

    found = await run(store._database._writing, settings)
    assert (found["journal_mode"], found["synchronous"], found["wal_autocheckpoint"]) == (
        "wal",
        2,
        0,
    )
    assert found == dict(pragmas.WRITER)


async def test_P9_a_setting_that_does_not_take_stops_the_opening() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)  # memory cannot do WAL
    with pytest.raises(StoreError, match="journal_mode"):
        pragmas.prepare(connection, pragmas.WRITER)
    connection.close()


async def test_the_reader_cannot_write_and_never_folds_the_wal(store: SqliteStore) -> None:
    reading = store._database._reading
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await run(reading, lambda connection: connection.execute("DELETE FROM log"))
    assert await run(
        reading, lambda connection: connection.execute("PRAGMA wal_autocheckpoint").fetchone()
    ) == (0,)


async def test_a_new_database_is_its_owners_only(path: Path, store: SqliteStore) -> None:
    await store.append(entries("a", 1, 1))
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}


async def test_a_second_program_is_kept_out(store: SqliteStore, open_it: Opening) -> None:
    with pytest.raises(StoreError, match="in use"):
        await open_it()
    await store.close()
    await open_it()


async def test_a_closed_store_leaves_one_file_behind(store: SqliteStore, path: Path) -> None:
    await store.append(entries("a", 1, 5))
    await store.close()
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "callboard.db",
        "callboard.db.lock",
    ]


async def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "callboard.db"
    path.write_bytes(b"cue 1, lights go\n" * 100)
    with pytest.raises(StoreError, match="not an SQLite database"):
        await SqliteStore.open(path)


async def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="Name a file in a folder"):
        await SqliteStore.open(tmp_path / "file" / "callboard.db")


# -- values that cannot be stored -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "unfit",
    [
        Entry("x", 1, b"", 2**63),
        Entry("x", 1, b"", 0, "\ud800"),
        Entry("\ud800", 1, b"", 0),
        Entry("x", 1, "text", 0),  # type: ignore[arg-type]
        Entry("x", 1, b"", None),  # type: ignore[arg-type]
        Entry(("x",), 1, b"", 0),  # type: ignore[arg-type]
    ],
)
async def test_P3_an_unfit_value_harms_only_its_own_caller(
    store: SqliteStore, unfit: Entry
) -> None:
    asked = [
        store.append(batch)
        for batch in (entries("a", 1, 2), [unfit], entries("a", 3, 3), entries("b", 1, 1))
    ]
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert [outcome is None for outcome in outcomes] == [True, False, True, True]
    assert isinstance(outcomes[1], StoreError)
    assert (await store.load("a")).last_seq == 3


async def test_a_name_that_is_no_text_cannot_be_looked_up(store: SqliteStore) -> None:
    with pytest.raises(StoreError, match="not proper text"):
        await store.load("\ud800")
    await store.append(entries("a", 1, 1))


# -- group commit -----------------------------------------------------------------------------------------------


async def test_P3_what_waits_is_committed_together_and_answered_after(store: SqliteStore) -> None:
    statements: list[str] = []
    await store._database._writing.set_trace_callback(statements.append)  # type: ignore[union-attr]
    await asyncio.gather(*(store.append(entries("a", seq, seq)) for seq in range(1, 101)))
    commits = [place for place, statement in enumerate(statements) if statement == "COMMIT"]
    assert len(commits) <= 2
    assert commits[-1] == len(statements) - 1


async def test_P3_nobody_hears_before_the_commit(store: SqliteStore) -> None:
    loop = asyncio.get_running_loop()
    heard: list[str] = []

    def notice(statement: str) -> None:
        if statement == "COMMIT":
            loop.call_soon_threadsafe(heard.append, "commit")

    await store._database._writing.set_trace_callback(notice)  # type: ignore[union-attr]
    await store.append(entries("a", 1, 1))
    heard.append("answer")
    assert heard == ["commit", "answer"]


async def test_a_stranger_who_writes_is_noticed(store: SqliteStore, path: Path) -> None:
    await store.append(entries("a", 1, 2))
    spoil(
        path, "INSERT INTO log SELECT document, 3, at, actor, bytes, crc32 FROM log WHERE seq = 2"
    )
    outcomes = await asyncio.gather(
        store.append(entries("a", 3, 3)), store.append(entries("b", 1, 1)), return_exceptions=True
    )
    assert isinstance(outcomes[0], StoreError)
    assert outcomes[1] is None
    await store.append(entries("a", 4, 4))


async def test_if_the_writer_falls_over_a_bug_nobody_waits_for_ever(
    store: SqliteStore, caplog: pytest.LogCaptureFixture
) -> None:
    bug = store._writer.ask(Append((None,)))  # type: ignore[arg-type]
    outcomes = await asyncio.gather(bug, store.append(entries("a", 1, 1)), return_exceptions=True)
    assert all(isinstance(outcome, StoreError) for outcome in outcomes)
    with pytest.raises(StoreError, match="AttributeError"):
        await store.append(entries("b", 1, 1))
    assert (await store.load("a")).last_seq == 0
    assert "writer of the store failed" in caplog.text


# -- the write-ahead log ----------------------------------------------------------------------------------------


async def test_the_wal_is_folded_in_at_once_when_it_is_large(path: Path, open_it: Opening) -> None:
    store = await open_it(WalPolicy(when_quiet=10**9, at_once=200_000))
    sizes = []
    for seq in range(1, 40):
        await store.append([Entry("a", seq, bytes(20_000), 0)])
        sizes.append(path.with_name("callboard.db-wal").stat().st_size)
    assert max(sizes) < 300_000
    assert (await store.load("a")).last_seq == 39


async def test_the_wal_is_folded_in_when_it_is_quiet(open_it: Opening) -> None:
    store = await open_it(WalPolicy(when_quiet=1, at_once=10**9, quiet=0.01))
    folded, loop = asyncio.Event(), asyncio.get_running_loop()

    def notice(statement: str) -> None:
        if "wal_checkpoint" in statement:
            loop.call_soon_threadsafe(folded.set)

    await store._database._writing.set_trace_callback(notice)  # type: ignore[union-attr]
    await store.append(entries("a", 1, 3))
    await asyncio.wait_for(folded.wait(), 5)
    await store.append(entries("a", 4, 4))
    assert (await store.load("a")).last_seq == 4


async def test_a_long_reading_does_not_hold_up_the_writer_for_ever(
    path: Path, open_it: Opening
) -> None:
    store = await open_it(WalPolicy(when_quiet=10**9, at_once=1))
    await store.append(entries("a", 1, 1))
    stranger = sqlite3.connect(path, isolation_level=None)
    stranger.execute("BEGIN")
    stranger.execute("SELECT count(*) FROM log").fetchone()
    await store.append(entries("a", 2, 2))
    stranger.close()
    await store.append(entries("a", 3, 3))
    assert (await store.load("a")).last_seq == 3
    await store.close()
    assert not path.with_name("callboard.db-wal").exists()
