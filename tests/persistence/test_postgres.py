"""PostgresStore keeps the contract, and what is its own: settings, rights, addresses, group commit, damage."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest

from bench.postgres import PASSWORD, QUOTED, USER, PostgresServer
from persistence.address import shown
from persistence.open import open_store
from persistence.operations import Append
from persistence.postgres import PostgresStore, connect
from persistence.store import Checkpoint, Damaged, Entry, Loaded, StoreError
from persistence.wall import Wall
from tests.persistence.contract import StoreContract, entries

pytestmark = pytest.mark.anyio


@pytest.fixture
async def store(postgres_url: str) -> AsyncIterator[PostgresStore]:
    store = await PostgresStore.open(postgres_url)
    yield store
    await store.close()


class TestPostgresStore(StoreContract):
    """The contract as a server with several workspaces is set up: held by row-level security (P15)."""

    @pytest.fixture
    async def store(self, walled: tuple[str, str]) -> AsyncIterator[PostgresStore]:
        wall = Wall(lambda document: f"home {len(document)}", lambda collection, key: collection)
        store = await PostgresStore.open(walled[1], wall)
        yield store
        await store.close()


# -- opening ----------------------------------------------------------------------------------------------------


async def test_P2_everything_is_there_after_reopening(
    store: PostgresStore, postgres_url: str
) -> None:
    await store.append(entries("a", 1, 5))
    await store.checkpoint(Checkpoint("a", 2, b"whole", 9))
    record = await store.put("documents", "a", b"x")
    before = await store.load("a")
    await store.close()
    again = await PostgresStore.open(postgres_url)
    assert await again.load("a") == before
    assert await again.get("documents", "a") == record
    await again.append(entries("a", 6, 6))
    await again.close()


async def test_P9_a_commit_waits_for_the_disk_whatever_the_user_is_set_to(
    postgres: PostgresServer, postgres_url: str
) -> None:
    name = postgres_url.rpartition("/")[2]
    postgres.ask(f"ALTER DATABASE {name} SET synchronous_commit = off")
    postgres.ask(f"ALTER DATABASE {name} SET default_transaction_isolation = serializable")
    store = await PostgresStore.open(postgres_url)
    writing = store._database._writing
    assert writing is not None
    assert await writing.fetchval("SHOW synchronous_commit") == "on"
    assert await writing.fetchval("SHOW transaction_isolation") == "read committed"
    await store.close()


async def test_P9_a_stronger_setting_is_left_alone(
    postgres: PostgresServer, postgres_url: str
) -> None:
    name = postgres_url.rpartition("/")[2]
    postgres.ask(f"ALTER DATABASE {name} SET synchronous_commit = remote_apply")
    store = await PostgresStore.open(postgres_url)
    writing = store._database._writing
    assert writing is not None
    assert await writing.fetchval("SHOW synchronous_commit") == "remote_apply"
    await store.close()


@pytest.fixture
def careless(postgres: PostgresServer) -> Iterator[PostgresServer]:
    """A server that does not wait for its disk."""
    postgres.stop()
    postgres.start("fsync=off")
    yield postgres
    postgres.stop()


async def test_P9_a_server_that_does_not_wait_for_its_disk_is_refused(
    careless: PostgresServer,
) -> None:
    url = careless.new_database()
    with pytest.raises(StoreError, match=r"fsync at 'off'.*postgresql\.conf"):
        await PostgresStore.open(url)
    assert careless.ask("SELECT nspname FROM pg_namespace WHERE nspname = 'callboard'", url) == []


async def test_the_reader_cannot_write(store: PostgresStore) -> None:
    reading = store._database._reading
    assert reading is not None
    with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
        await reading.execute("DELETE FROM callboard.log")


async def test_a_user_with_no_more_rights_than_the_documentation_names_is_enough(
    postgres: PostgresServer,
) -> None:
    postgres.ask("DROP ROLE IF EXISTS modest; CREATE ROLE modest LOGIN PASSWORD 'm'")
    own, shared = (postgres.new_database().rpartition("/")[2] for _ in range(2))
    postgres.ask(f"ALTER DATABASE {own} OWNER TO modest")
    postgres.ask("CREATE SCHEMA callboard AUTHORIZATION modest", postgres.url(shared))
    for name in (own, shared):
        store = await PostgresStore.open(postgres.url(name, "modest", "m"))
        await store.append(entries("a", 1, 3))
        await store.close()


# -- what cannot be opened, and passwords -----------------------------------------------------------------------


async def refusal(address: str) -> str:
    """Give what is said to somebody who names this address, with everything that a log would show of it."""
    with pytest.raises(StoreError) as caught:
        await open_store(address)
    text, error = "", caught.value
    while error is not None:
        text += f"{error!r} {error}\n"
        error = (
            error.__cause__ if error.__cause__ or error.__suppress_context__ else error.__context__
        )  # type: ignore[assignment]
    assert PASSWORD not in text
    assert QUOTED not in text
    assert "secret" not in text
    return str(caught.value)


async def test_P12_whoever_is_not_let_in_is_told_why_without_the_password(
    postgres: PostgresServer,
) -> None:
    postgres.ask("DROP ROLE IF EXISTS guest; CREATE ROLE guest LOGIN PASSWORD 'secret'")
    port = postgres.port
    assert "pg_hba.conf" in await refusal(postgres.url("postgres", USER, "wrong-secret"))
    assert "no such database" in await refusal(postgres.url("nowhere"))
    assert "rights" in await refusal(postgres.url("postgres", "guest", "secret"))
    assert "cannot be reached" in await refusal("postgresql://u:secret@127.0.0.1:1/x")
    assert "cannot be reached" in await refusal("postgresql://u:secret@no-such-host.invalid/x")
    for unreadable in (
        f"postgresql://u:se@cret/secret@127.0.0.1:{port}/x",
        "postgresql://u:/secret@h/x",
        "postgresql://u:secret@h:port/x",
        "postgresql://u:secret@[h/x",
        "postgresql://h/x?sslmode=secret",
        "postgresql://h:secret/x",
    ):
        assert "looks like" in await refusal(unreadable)
    for unknown in ("mysql://u:secret@h/x", "postgres:u:secret@h", "postgresql:/u:secret@h/x"):
        assert "names no database" in await refusal(unknown)


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("memory:", "memory:"),
        ("sqlite:////var/lib/a@b?c", "sqlite:////var/lib/a@b?c"),
        ("postgresql://u:p@h:5432/d", "postgresql://u@h:5432/d"),
        ("postgres://u@h/d?password=p", "postgres://u@h/d"),
        ("postgresql:///d?host=/run&user=u&password=p", "postgresql:///d"),
        ("postgresql://u:p@a:1,b:2/d", "postgresql://u@a:1,b:2/d"),
        ("postgresql://u:p@[::1]:5432/d", "postgresql://u@[::1]:5432/d"),
        ("postgresql://u:p@p@h/d", "postgresql:…"),
        ("postgresql://u:p/p?p@h/d", "postgresql:…"),
        ("postgresql://u:p/d", "postgresql:…"),
        ("postgresql:u:p@h", "postgresql:…"),
        ("p@h", "…"),
        ("/a/file", "/a/file"),
    ],
)
async def test_P12_an_address_is_shown_without_its_password(address: str, wanted: str) -> None:
    assert shown(address) == wanted


async def test_a_server_that_takes_no_changes_is_refused(
    postgres: PostgresServer, postgres_url: str
) -> None:
    name = postgres_url.rpartition("/")[2]
    postgres.ask(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with pytest.raises(StoreError, match="standby"):
        await PostgresStore.open(postgres_url)


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
    store: PostgresStore, unfit: Entry
) -> None:
    asked = [
        store.append(batch)
        for batch in (entries("a", 1, 2), [unfit], entries("a", 3, 3), entries("b", 1, 1))
    ]
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert [outcome is None for outcome in outcomes] == [True, False, True, True]
    assert isinstance(outcomes[1], StoreError)
    assert (await store.load("a")).last_seq == 3


async def test_P3_a_name_that_the_index_cannot_hold_harms_only_its_own_caller(
    store: PostgresStore,
) -> None:
    name = "".join(chr(0x4E00 + n) for n in range(5_000))  # too long, and not to be compressed
    asked = [store.append(entries(document, 1, 2)) for document in ("a", name, "b")]
    outcomes = await asyncio.gather(*asked, return_exceptions=True)
    assert [outcome is None for outcome in outcomes] == [True, False, True]
    assert isinstance(outcomes[1], StoreError)


async def test_a_name_that_is_no_text_cannot_be_looked_up(store: PostgresStore) -> None:
    with pytest.raises(StoreError, match="not proper text"):
        await store.load("\ud800")
    await store.append(entries("a", 1, 1))


# -- group commit -----------------------------------------------------------------------------------------------


async def test_P3_what_waits_is_committed_together(store: PostgresStore) -> None:
    statements: list[str] = []
    writing = store._database._writing
    writing.add_query_logger(lambda query: statements.append(query.query))  # type: ignore[union-attr]
    await asyncio.gather(*(store.append(entries("a", seq, seq)) for seq in range(1, 101)))
    assert sum("INSERT" in statement for statement in statements) <= 2
    assert not any("BEGIN" in statement for statement in statements)  # one statement commits itself


async def test_P3_what_is_too_large_for_one_statement_is_still_all_or_none(
    store: PostgresStore,
) -> None:
    statements: list[str] = []
    writing = store._database._writing
    writing.add_query_logger(lambda query: statements.append(query.query))  # type: ignore[union-attr]
    large = [Entry("a", seq, bytes(3 << 20), 0) for seq in range(1, 5)]
    await store.append(large)
    words = [statement.split()[0] for statement in statements if "belonging" not in statement]
    assert [word for word in words if word in ("BEGIN;", "INSERT", "COMMIT;")] == [
        "BEGIN;", "INSERT", "INSERT", "INSERT", "INSERT", "COMMIT;",
    ]  # fmt: skip
    assert (await store.load("a")).entries == tuple(large)
    await store.append(large)  # again, after an answer that got lost


async def test_if_the_writer_falls_over_a_bug_nobody_waits_for_ever(
    store: PostgresStore, caplog: pytest.LogCaptureFixture
) -> None:
    bug = store._writer.ask(Append((None,)))  # type: ignore[arg-type]
    outcomes = await asyncio.gather(bug, store.append(entries("a", 1, 1)), return_exceptions=True)
    assert all(isinstance(outcome, StoreError) for outcome in outcomes)
    with pytest.raises(StoreError, match="AttributeError"):
        await store.append(entries("b", 1, 1))
    assert (await store.load("a")).last_seq == 0


async def test_many_read_at_once_while_others_write(store: PostgresStore) -> None:
    await store.append(entries("a", 1, 50))
    loads = [store.load("a") for _ in range(30)]
    writes = [store.append(entries(f"b{n}", 1, 3)) for n in range(30)]
    outcomes = await asyncio.gather(*loads, *writes)
    assert outcomes[:30] == [Loaded(None, tuple(entries("a", 1, 50)), 50)] * 30


async def test_a_reader_who_goes_away_leaves_the_connection_usable(store: PostgresStore) -> None:
    await store.append([Entry("a", 1, bytes(20 << 20), 0)])
    for _ in range(5):
        loading = asyncio.create_task(store.load("a"))
        await asyncio.sleep(0.002)
        loading.cancel()
        await asyncio.gather(loading, return_exceptions=True)
    assert (await store.load("a")).last_seq == 1


# -- stored bytes that rotted -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "damage",
    [
        "bytes = '\\x00'",
        "at = at + 1",
        "actor = '\\xff'",
        "crc32 = 0",
        "bytes = (SELECT bytes FROM callboard.log WHERE document = 'b' AND seq = 3)",
    ],
)
async def test_P6_a_damaged_entry_is_reported_with_its_place(
    store: PostgresStore, postgres: PostgresServer, postgres_url: str, damage: str
) -> None:
    await store.append([*entries("a", 1, 5), *entries("b", 1, 5)])
    postgres.ask(
        f"UPDATE callboard.log SET {damage} WHERE document = 'a' AND seq = 3", postgres_url
    )
    loaded = await store.load("a")
    assert [entry.seq for entry in loaded.entries] == [1, 2, 4, 5]
    assert (loaded.last_seq, loaded.damaged) == (
        5,
        ("Entry 3 of a does not match its checksum.",),
    )
    assert (await store.load("b")).entries == tuple(entries("b", 1, 5))


async def test_P6_P5_a_damaged_checkpoint_gives_the_whole_log_and_keeps_it(
    store: PostgresStore, postgres: PostgresServer, postgres_url: str
) -> None:
    await store.append(entries("a", 1, 5))
    await store.checkpoint(Checkpoint("a", 3, b"whole", 9))
    postgres.ask("UPDATE callboard.checkpoint SET bytes = '\\x00'", postgres_url)
    loaded = await store.load("a")
    assert (loaded.checkpoint, loaded.entries) == (None, tuple(entries("a", 1, 5)))
    assert "checkpoint of a" in loaded.damaged[0]
    with pytest.raises(Damaged):
        await store.trim("a", 10**15)
    await store.checkpoint(Checkpoint("a", 3, b"whole", 9))
    assert (await store.load("a")).damaged == ()


async def test_P6_a_damaged_record_is_reported_and_left_out_of_the_list(
    store: PostgresStore,
    postgres: PostgresServer,
    postgres_url: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    for key in "abc":
        await store.put("documents", key, key.encode())
    postgres.ask("UPDATE callboard.record SET bytes = 'x' WHERE key = 'b'", postgres_url)
    with pytest.raises(Damaged):
        await store.get("documents", "b")
    with caplog.at_level(logging.ERROR):
        assert [record.key for record in await store.list("documents")] == ["a", "c"]
    assert "left out" in caplog.text


async def test_the_time_to_wait_for_an_answer_is_bounded(store: PostgresStore) -> None:
    writing = store._database._writing
    assert writing._config.command_timeout == connect.COMMIT_SECONDS  # type: ignore[union-attr]
