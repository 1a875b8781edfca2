"""A PostgreSQL server: whether it can be reached, keeps what it acknowledges, and lets this user work."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg

from crdt_server.clock import SystemClock, stopwatch
from crdt_server.doctor.finding import Finding, broken, ok, warning
from persistence.address import is_readable, shown
from persistence.postgres import migrate
from persistence.postgres.connect import DURABLE, open_reader
from persistence.postgres.connection import Connection
from persistence.postgres.faults import FAILURES, UNFIT, explain, explain_address
from persistence.postgres.standing import standing
from persistence.store import StoreError

TOPIC, CLOCK = "PostgreSQL", "PostgreSQL's clock"
WALL = "workspaces in PostgreSQL"
FAR_AWAY = 0.050  # seconds there and back
DIFFERENT = 2.0  # seconds between two clocks
RIGHTS = (
    "SELECT CASE WHEN to_regnamespace('callboard') IS NULL "
    "THEN has_database_privilege(current_database(), 'CREATE') "
    "ELSE has_schema_privilege('callboard', 'CREATE') END"
)


def check_postgres(address: str) -> list[Finding]:
    """Look at the database that an address names; nothing is changed there."""

    async def findings() -> list[Finding]:
        return [finding async for finding in _findings(address)]

    return asyncio.run(findings())


async def _findings(address: str) -> AsyncIterator[Finding]:
    where = shown(address)
    try:
        if not is_readable(address):
            raise explain_address(where)
        connection = await open_reader(address)
    except StoreError as error:
        yield _unusable(error)
        return
    except (asyncpg.ClientConfigurationError, *UNFIT):
        yield _unusable(explain_address(where))  # its text may quote the password
        return
    except FAILURES as error:
        yield _unusable(explain(error, where))
        return
    try:
        async for finding in _look_into(connection, where):
            yield finding
    except StoreError as error:
        yield _unusable(error)
    except FAILURES as error:
        yield _unusable(explain(error, where))
    finally:
        connection.terminate()


async def _look_into(connection: Connection, where: str) -> AsyncIterator[Finding]:
    begun = stopwatch()
    theirs = float(await connection.fetchval("SELECT extract(epoch FROM clock_timestamp())"))
    ours = SystemClock().now() / 1000
    distance = stopwatch() - begun
    version = await connection.fetchval("SHOW server_version")
    said = f"{where} is PostgreSQL {version}, {distance * 1000:.1f} ms away."
    if distance >= FAR_AWAY:
        advice = "Run Callboard near its database: every commit goes there and back."
        yield warning(TOPIC, said, advice, round_trip_seconds=distance)
    else:
        yield ok(TOPIC, said, round_trip_seconds=distance)
    for name, wanted in DURABLE.items():
        yield _setting(name, str(await connection.fetchval(f"SHOW {name}")), wanted)
    pages = str(await connection.fetchval("SHOW full_page_writes"))
    yield _setting("full_page_writes", pages, ("on",))
    if await connection.fetchval("SELECT pg_is_in_recovery()"):
        yield broken(TOPIC, "It is a standby and takes no changes.", "Name the primary.")
    elif await _has_to_make_tables(connection):
        yield broken(
            TOPIC,
            "This user may not make Callboard's tables.",
            "Run `callboard migrate` as the user they belong to, or give it the right, as docs/running.md says: CREATE "
            "on the database, or a schema callboard of its own.",
        )
    step = await migrate.examine(connection)
    if step == len(migrate.STEPS):
        found = await standing(connection)
        yield ok(WALL, found.said) if found.holds else warning(WALL, found.said, found.advice)
    yield ok(
        TOPIC,
        f"The tables have format {step}."
        if step
        else "The tables are not there yet; the server makes them.",
    )
    yield clock_finding(theirs - ours)


async def _has_to_make_tables(connection: Connection) -> bool:
    """Tell whether there are tables to be made, or changed, by a user who may not do that."""
    if await connection.fetchval(RIGHTS):
        return False
    return await migrate.examine(connection) < len(migrate.STEPS)


def clock_finding(difference: float) -> Finding:
    """Judge how far the database server's clock is ahead of ours, in seconds."""
    said = (
        f"Its clock is {abs(difference):.1f} s {'ahead of' if difference > 0 else 'behind'} ours."
    )
    if abs(difference) < DIFFERENT:
        return ok(CLOCK, "It agrees with ours.", difference_seconds=difference)
    return warning(
        CLOCK, said, "Let both machines set their clocks by NTP.", difference_seconds=difference
    )


def _setting(name: str, found: str, wanted: tuple[str, ...]) -> Finding:
    if found in wanted:
        return ok(TOPIC, f"{name} is {found}.")
    if name == "synchronous_commit":
        return ok(TOPIC, f"{name} is {found}; Callboard switches it on for itself.")
    return broken(
        TOPIC,
        f"{name} is {found}; a power cut would take what was acknowledged.",
        f"Set {name} = {wanted[0]} in postgresql.conf.",
    )


def _unusable(error: StoreError) -> Finding:
    return broken(TOPIC, str(error), "The sentence above says what to do.")
