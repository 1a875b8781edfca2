"""Two programs at one PostgreSQL database, and databases that are not ours: nothing is overwritten (P1, P8, P13)."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest

from bench.postgres import PostgresServer
from persistence.postgres import PostgresStore
from persistence.postgres.migrate import STEPS
from persistence.store import Checkpoint, Conflict, Entry, Newer, StoreError
from tests.persistence.contract import entries

pytestmark = pytest.mark.anyio

ROW = "INSERT INTO callboard.log VALUES ('a', {seq}, 0, '', 'theirs', 0)"


@pytest.fixture
async def store(postgres_url: str) -> AsyncIterator[PostgresStore]:
    store = await PostgresStore.open(postgres_url)
    yield store
    await store.close()


@pytest.fixture
async def rival(postgres_url: str) -> AsyncIterator[PostgresStore]:
    """Another program at the same database, which knows nothing of the first one's numbers."""
    store = await PostgresStore.open(postgres_url)
    yield store
    await store.close()


async def test_P1_P13_a_number_that_another_program_gave_out_is_refused(
    store: PostgresStore, rival: PostgresStore
) -> None:
    await store.append(entries("a", 1, 3))
    assert (await rival.load("a")).last_seq == 3
    await rival.append([Entry("a", 4, b"theirs", 0)])
    with pytest.raises(Conflict, match="number the entries anew"):
        await store.append([Entry("a", 4, b"ours", 0)])
    await store.append([Entry("a", 5, b"ours", 0)])
    assert [entry.update for entry in (await rival.load("a")).entries[3:]] == [b"theirs", b"ours"]


async def test_P1_P13_whoever_has_read_what_another_program_wrote_goes_on_after_it(
    store: PostgresStore, rival: PostgresStore
) -> None:
    """Also in a group with others, and with a checkpoint; a hole is refused as before."""
    await store.append(entries("a", 1, 3))
    await rival.append(entries("a", 4, 6))
    with pytest.raises(Conflict, match="last one, 6"):
        await store.append([Entry("a", 8, b"ours", 0)])
    together = (
        store.append([Entry("b", 1, b"ours", 0)]),
        store.append([Entry("a", 7, b"ours", 0), Entry("a", 8, b"ours", 0)]),
        store.append([Entry("a", 9, b"ours", 0)]),
    )
    await asyncio.gather(*together)
    await rival.checkpoint(Checkpoint("a", 9, b"whole", 0))
    await rival.append([Entry("a", 10, b"theirs", 0)])
    loaded = await store.load("a")
    assert (loaded.last_seq, [one.update for one in loaded.entries]) == (10, [b"theirs"])


async def test_P1_P13_of_many_that_ask_for_one_number_exactly_one_gets_it(
    store: PostgresStore, rival: PostgresStore
) -> None:
    for number in range(1, 30):
        asked = [
            one.append([Entry("a", number, name, 0)])
            for one, name in ((store, b"ours"), (rival, b"theirs"))
        ]
        outcomes = await asyncio.gather(*asked, return_exceptions=True)
        assert sorted(type(outcome) for outcome in outcomes if outcome is not None) == [Conflict]
        assert outcomes.count(None) == 1
        (*_, last) = (await store.load("a")).entries
        assert last.update == (b"ours" if outcomes[0] is None else b"theirs")


@pytest.mark.parametrize("seq", [1, 4, 5])
async def test_P1_P13_a_number_that_was_trimmed_is_not_given_out_again(
    store: PostgresStore, postgres: PostgresServer, postgres_url: str, seq: int
) -> None:
    """The row is gone, so the key alone would let it pass; the trigger refuses it, whoever asks."""
    await store.append(entries("a", 1, 5))
    await store.checkpoint(Checkpoint("a", 5, b"whole", 0))
    await store.trim("a", before=10**15)
    connection = await asyncpg.connect(postgres_url)
    try:
        with pytest.raises(asyncpg.UniqueViolationError, match="covers this number"):
            await connection.execute(ROW.format(seq=seq))
        await connection.execute(ROW.format(seq=6))
    finally:
        await connection.close()


async def test_P8_P13_a_newer_database_is_refused_and_not_touched(
    store: PostgresStore, postgres: PostgresServer, postgres_url: str
) -> None:
    await store.append(entries("a", 1, 3))
    postgres.ask(f"INSERT INTO callboard.migration (step) VALUES ({len(STEPS) + 1})", postgres_url)
    before = contents(postgres, postgres_url)
    with pytest.raises(Newer, match="install the newer Callboard"):
        await PostgresStore.open(postgres_url)
    assert contents(postgres, postgres_url) == before


async def test_P8_P13_a_schema_that_is_not_ours_is_refused_and_not_touched(
    postgres: PostgresServer, postgres_url: str
) -> None:
    postgres.ask("CREATE SCHEMA callboard", postgres_url)
    postgres.ask("CREATE TABLE callboard.log (guest TEXT)", postgres_url)
    postgres.ask("INSERT INTO callboard.log VALUES ('Ana')", postgres_url)
    with pytest.raises(StoreError, match="not made by Callboard"):
        await PostgresStore.open(postgres_url)
    assert contents(postgres, postgres_url, "guest, guest") == ["Ana|Ana"]
    assert postgres.ask(TABLES, postgres_url) == ["log"]


async def test_P8_P13_tables_of_others_beside_ours_are_left_alone(
    postgres: PostgresServer, postgres_url: str
) -> None:
    postgres.ask("CREATE TABLE log (guest TEXT)", postgres_url)
    store = await PostgresStore.open(postgres_url)
    await store.append(entries("a", 1, 3))
    await store.close()
    assert postgres.ask("SELECT * FROM public.log", postgres_url) == []


TABLES = """
SELECT relname FROM pg_class
WHERE relnamespace = 'callboard'::regnamespace AND relkind = 'r' ORDER BY 1
"""


def contents(
    server: PostgresServer, address: str, columns: str = "document, seq, bytes"
) -> list[str]:
    """Give the log as it stands."""
    return server.ask(f"SELECT {columns} FROM callboard.log ORDER BY 1, 2", address)
