"""The second wall, asked past the application: a bare connection of the user who serves (P15, S002-147)."""

from collections.abc import AsyncIterator, Iterator

import asyncpg
import pytest

from bench.postgres import PostgresServer
from persistence.postgres import PostgresStore, migrate
from persistence.postgres.connect import open_writer
from persistence.postgres.prepare import prepare
from persistence.postgres.standing import standing
from persistence.store import Checkpoint, StoreError
from persistence.wall import HOUSE, Wall, Walled, on_behalf_of
from tests.persistence.contract import entries

pytestmark = pytest.mark.anyio

WALL = Wall(
    lambda document: document.partition("/")[0],
    lambda collection, key: key if collection == "versions" else "",
)
TABLES = """
SELECT table_name FROM information_schema.tables
WHERE table_schema = 'callboard' AND table_type = 'BASE TABLE' ORDER BY 1
"""
NOBODYS = "migration"
"""The table that belongs to nobody: which steps were taken, for every program to read."""

ATTEMPTS = (
    "INSERT INTO callboard.log VALUES ('B/show', 4, 0, '', 'forged', 0)",
    "INSERT INTO callboard.checkpoint VALUES ('B/show', 9, 0, 'forged', 0)",
    "INSERT INTO callboard.record VALUES ('versions', 'new', 1, 'forged', 0, 'B/show')",
    "INSERT INTO callboard.record VALUES ('accounts', 'new', 1, 'forged', 0, '')",
    "INSERT INTO callboard.belonging VALUES ('B/new', 'B')",
    "UPDATE callboard.log SET document = 'B/show', seq = seq + 3 WHERE document = 'A/show'",
    "UPDATE callboard.record SET document = '' WHERE document = 'A/show'",
    "UPDATE callboard.belonging SET workspace = 'B'",
    "INSERT INTO callboard.migration VALUES (99)",
    "SET ROLE owning",
)
"""What somebody in A may try to slip into B or the house."""

SAY = "SELECT set_config('callboard.workspaces', $1::text[]::text, false)"


@pytest.fixture
async def store(walled: tuple[str, str]) -> AsyncIterator[PostgresStore]:
    """Two workspaces, A and B, with something of each in every table."""
    store = await PostgresStore.open(walled[1], WALL)
    for document in ("A/show", "B/show"):
        await store.append(entries(document, 1, 3))
        await store.checkpoint(Checkpoint(document, 2, b"whole", 9))
        await store.put("versions", document, b"named")
        await store.put("accounts", document, b"a person")
    yield store
    await store.close()


@pytest.fixture
async def bare(store: PostgresStore, walled: tuple[str, str]) -> AsyncIterator[asyncpg.Connection]:
    """What somebody has who gets around the whole application: a connection of the user who serves."""
    connection = await asyncpg.connect(walled[1])
    yield connection
    await connection.close()


async def tables(bare: asyncpg.Connection) -> list[str]:
    found = [name for (name,) in await bare.fetch(TABLES)]
    assert {"belonging", "checkpoint", "log", "record", NOBODYS} <= set(found)
    return [name for name in found if name != NOBODYS]


@pytest.fixture
def rows_of_b(
    store: PostgresStore, postgres: PostgresServer, walled: tuple[str, str]
) -> Iterator[None]:
    """What is B's and the house's is the same afterwards, in every table."""
    url = postgres.url(walled[0].rpartition("/")[2])

    def theirs() -> list[list[str]]:
        return [
            postgres.ask(
                f"SELECT * FROM callboard.{name} WHERE document NOT LIKE 'A/%' ORDER BY 1, 2", url
            )
            for name in ("belonging", "checkpoint", "log", "record")
        ]

    before = theirs()
    assert all(before)
    yield
    assert theirs() == before


async def test_P15_with_no_workspace_said_nothing_is_seen(bare: asyncpg.Connection) -> None:
    for name in await tables(bare):
        assert await bare.fetch(f"SELECT * FROM callboard.{name}") == [], name
    async with bare.transaction():
        await bare.execute("SELECT set_config('callboard.workspaces', '{A,B}', true)")
        assert len(await bare.fetch("SELECT FROM callboard.log")) == 6
    for name in await tables(bare):  # what was said in a transaction ended with it
        assert await bare.fetch(f"SELECT * FROM callboard.{name}") == [], name


async def test_P15_in_one_workspace_nothing_of_another_is_seen_in_any_table(
    bare: asyncpg.Connection,
) -> None:
    for said, owns in (("A", "A/show"), ("B", "B/show"), (HOUSE, "")):
        await bare.execute(SAY, [said])
        for name in await tables(bare):
            found = await bare.fetch(f"SELECT DISTINCT document FROM callboard.{name}")
            expected = set() if not owns and name in ("checkpoint", "log") else {owns}
            assert {document.decode() for (document,) in found} == expected, (said, name)


@pytest.mark.usefixtures("rows_of_b")
async def test_P15_in_one_workspace_nothing_of_another_is_changed_in_any_table(
    bare: asyncpg.Connection,
) -> None:
    await bare.execute(SAY, ["A"])
    for name in await tables(bare):
        for attempt in (
            f"UPDATE callboard.{name} SET document = document WHERE document = 'B/show'",
            f"DELETE FROM callboard.{name} WHERE document <> 'A/show'",
            f"TRUNCATE callboard.{name}",
            f"DROP TABLE callboard.{name}",
            f"ALTER TABLE callboard.{name} DISABLE ROW LEVEL SECURITY",
        ):
            try:
                tag = await bare.execute(attempt)
            except asyncpg.InsufficientPrivilegeError:
                continue
            assert tag.endswith(" 0"), (attempt, tag)


@pytest.mark.usefixtures("rows_of_b")
async def test_P15_in_one_workspace_nothing_is_slipped_into_another(
    bare: asyncpg.Connection,
) -> None:
    await bare.execute(SAY, ["A"])
    for attempt in ATTEMPTS:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            print(attempt)
            await bare.execute(attempt)


async def test_P15_a_table_that_is_added_without_a_policy_is_noticed(
    walled: tuple[str, str],
) -> None:
    """The tests above go through all tables there are; this one sees that none of them stands open."""
    connection = await asyncpg.connect(walled[0])
    open_ones = """
        SELECT relname FROM pg_class WHERE relnamespace = 'callboard'::regnamespace AND relkind = 'r'
            AND NOT (relrowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid))
    """
    assert await connection.fetch(open_ones) == []
    await connection.execute("CREATE TABLE callboard.fresh (n INTEGER)")
    assert await connection.fetchval(open_ones) == "fresh"
    await connection.close()


async def test_P15_what_is_there_but_out_of_reach_is_not_taken_for_new(
    store: PostgresStore,
) -> None:
    with on_behalf_of(lambda: {"A"}):
        assert (await store.load("A/show")).last_seq == 3
        with pytest.raises(Walled, match="B/show belongs to another"):
            await store.load("B/show")
        assert await store.entries("B/show", 0, 9) == []
        assert await store.get("versions", "B/show") is None
        with pytest.raises(Walled):
            await store.put("versions", "B/show", b"forged")
        with pytest.raises(Walled):
            await store.delete("versions", "B/show")
        assert (await store.load("A/new")).last_seq == 0
    assert (await store.load("B/show")).last_seq == 3


async def test_P15_a_program_that_is_wrong_about_a_document_harms_no_other(
    store: PostgresStore, walled: tuple[str, str]
) -> None:
    mistaken = await PostgresStore.open(walled[1], Wall(lambda document: "A"))
    with pytest.raises(Walled):
        await mistaken.append([*entries("A/new", 1, 1), *entries("B/show", 4, 4)])
    await mistaken.append([*entries("A/show", 4, 4), *entries("A/new", 1, 1)])
    await mistaken.close()
    assert (await store.load("B/show")).last_seq == 3


async def test_P3_P15_documents_of_many_workspaces_are_committed_together(
    store: PostgresStore,
) -> None:
    statements: list[str] = []
    writing = store._database._writing
    writing.add_query_logger(lambda query: statements.append(query.query))  # type: ignore[union-attr]
    await store.append([entry for n in range(40) for entry in entries(f"W{n}/show", 1, 1)])
    await store.append([entry for n in range(40) for entry in entries(f"W{n}/show", 2, 2)])
    assert sum("INSERT INTO callboard.log" in one for one in statements) == 2
    assert not any("BEGIN" in one for one in statements)
    assert "INSERT INTO callboard.log" in statements[-1]  # the second group was one statement


# -- who is held by it ------------------------------------------------------------------------------------------


async def test_P15_a_store_tells_when_the_wall_does_not_stand(
    walled: tuple[str, str], postgres_url: str
) -> None:
    for url, why in ((walled[0], "owns the tables"), (postgres_url, "is a superuser")):
        wall = Wall()
        await (await PostgresStore.open(url, wall)).close()
        assert why in wall.gap
        assert "callboard migrate --serving" in wall.gap
    wall = Wall()
    await (await PostgresStore.open(walled[1], wall)).close()
    assert wall.gap == ""


async def test_P15_whoever_would_not_be_held_cannot_be_made_to_serve(
    walled: tuple[str, str], postgres: PostgresServer
) -> None:
    postgres.ask("DROP ROLE IF EXISTS exempt; CREATE ROLE exempt BYPASSRLS")
    postgres.ask("DROP ROLE IF EXISTS kin; CREATE ROLE kin; GRANT owning TO kin")
    for name in ("owning", "callboard", "exempt", "kin"):
        with pytest.raises(StoreError, match="would not hold"):
            await prepare(walled[0], name)
    with pytest.raises(StoreError, match="knows no user"):
        await prepare(walled[0], "stranger; DROP TABLE x")


async def test_P8_P15_who_serves_cannot_change_the_tables_and_says_who_can(
    postgres: PostgresServer,
) -> None:
    owner, serving = postgres.new_owned_database()
    with pytest.raises(StoreError, match="callboard migrate"):
        await PostgresStore.open(serving)
    await prepare(owner, "serving")
    await prepare(owner, "serving")  # as after each update
    await (await PostgresStore.open(serving)).close()


# -- databases from before --------------------------------------------------------------------------------------

OF_BEFORE = """
INSERT INTO callboard.log VALUES ('placed', 1, 0, '', 'x', 0), ('old', 1, 0, '', 'x', 0), ('odd', 1, 0, '', 'x', 0);
INSERT INTO callboard.checkpoint VALUES ('folded', 1, 0, 'x', 0);
INSERT INTO callboard.record (collection, key, version, bytes, crc32) VALUES
    ('belongings', 'placed', 1, '{"document": "placed", "workspace": "W"}', 0),
    ('belongings', 'odd', 1, 'no json', 0), ('belongings', 'never written', 1, '{"workspace": "W"}', 0),
    ('accounts', 'x', 1, '', 0), ('history base', 'placed', 1, '', 0), ('open conflicts', 'old', 1, '', 0),
    ('versions placed', 'x', 1, '', 0), ('version states a b', 'x', 1, '', 0),
    ('authors placed', 'x', 1, '', 0), ('decided conflicts old', 'x', 1, '', 0), ('versions', 'x', 1, '', 0);
"""


async def test_P8_P15_what_was_stored_before_belongs_where_it_was_put(
    postgres: PostgresServer, postgres_url: str
) -> None:
    (await open_writer(postgres_url, migrate.STEPS[:1])).terminate()
    postgres.ask(OF_BEFORE, postgres_url)
    (await open_writer(postgres_url)).terminate()
    assert postgres.ask(
        "SELECT encode(document, 'escape'), workspace FROM callboard.belonging ORDER BY 1",
        postgres_url,
    ) == ["|house", "a b|", "folded|", "never written|W", "odd|", "old|", "placed|W"]
    assert postgres.ask(
        "SELECT encode(collection, 'escape'), encode(document, 'escape') FROM callboard.record "
        "WHERE document <> '' ORDER BY 1",
        postgres_url,
    ) == [
        "authors placed|placed", "decided conflicts old|old", "history base|placed",
        "open conflicts|old", "version states a b|a b", "versions placed|placed",
    ]  # fmt: skip


async def test_P15_it_is_known_who_is_connected(walled: tuple[str, str]) -> None:
    for url, holds in ((walled[0], False), (walled[1], True)):
        connection = await open_writer(url)
        assert (await standing(connection)).holds is holds
        connection.terminate()
