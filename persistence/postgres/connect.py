"""Opening connections: what durability rests on is set, read back and refused if it is not so (P9)."""

from collections.abc import Sequence
from typing import cast

import asyncpg

from persistence.postgres import migrate
from persistence.postgres.connection import Connection
from persistence.store import StoreError

CONNECT_SECONDS = 10
COMMIT_SECONDS = 20
READ_SECONDS = 120

SESSION = {
    "application_name": "callboard",
    "default_transaction_isolation": "read committed",  # the fence in the log needs no more, and looks anew each time
    "plan_cache_mode": "force_generic_plan",  # each statement goes by keys: planning it anew would find nothing better
    "jit": "off",  # every statement here is small; compiling one would cost more than it saves
    "search_path": "",  # every name is written in full: nobody can slip in a table of their own
}

DURABLE = {"fsync": ("on",), "synchronous_commit": ("on", "remote_apply")}
"""Setting → the values with which a commit that returned is on disk. `remote_apply` waits for a standby as well."""


async def open_writer(address: str, steps: Sequence[str] = migrate.STEPS) -> Connection:
    """Open the connection that writes: durable, allowed to write, schema up to date. A newer schema is left alone."""
    connection = await _connect(address, SESSION, COMMIT_SECONDS)
    try:
        await migrate.examine(connection, steps)
        await assert_durable(connection)
        await _assert_writable(connection)
        await _bring_up_to_date(connection, steps)
    except BaseException:
        connection.terminate()
        raise
    return connection


async def open_reader(address: str) -> Connection:
    """Open a connection that can only read."""
    session = {**SESSION, "default_transaction_read_only": "on"}
    return await _connect(address, session, READ_SECONDS)


async def _bring_up_to_date(connection: Connection, steps: Sequence[str]) -> None:
    try:
        await migrate.migrate(connection, steps)
    except asyncpg.InsufficientPrivilegeError as error:
        raise StoreError(
            f"The tables are not there or of an older format, and this user has not the rights to change that "
            f"({error}). Run `callboard migrate` as the user they belong to; docs/running.md says how."
        ) from error


async def assert_durable(connection: Connection) -> None:
    """Switch on what a user may switch on, then refuse a server that would acknowledge what is not on disk."""
    if await _setting(connection, "synchronous_commit") not in DURABLE["synchronous_commit"]:
        await connection.execute("SET synchronous_commit = on")
    for name, wanted in DURABLE.items():
        found = await _setting(connection, name)
        if found not in wanted:
            raise StoreError(
                f"PostgreSQL keeps {name} at {found!r} where durable storage needs {wanted[0]!r}; "
                "a power cut would take what was acknowledged. Change it in postgresql.conf."
            )


async def _assert_writable(connection: Connection) -> None:
    if await _setting(connection, "transaction_read_only") == "on":
        raise StoreError(
            "This PostgreSQL server takes no changes: it is a standby, or set to read-only. Name the primary."
        )


async def _setting(connection: Connection, name: str) -> str:
    return str(await connection.fetchval(f"SHOW {name}"))


async def _connect(address: str, session: dict[str, str], seconds: float) -> Connection:
    connection = await asyncpg.connect(
        address, timeout=CONNECT_SECONDS, command_timeout=seconds, server_settings=session
    )
    return cast(Connection, connection)
