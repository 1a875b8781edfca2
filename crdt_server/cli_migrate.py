"""`callboard migrate`: makes the tables or brings them up to date, as the user they belong to (P8, P15).

A server does that by itself, if its user may. Where a user of lesser rights serves, this is done before it starts:
at first, and after each update of the program.
"""

import asyncio
import sys

from crdt_server.cli_documents import CommandFailed
from crdt_server.settings import Settings
from persistence.address import shown
from persistence.open import POSTGRES, open_store
from persistence.store import StoreError


def run_migrate(settings: Settings, serving: str | None) -> int:
    """Bring a database up to date, and let a user serve if one is named; give the exit code."""
    url = settings.database_url
    is_postgres = url.startswith(POSTGRES)
    if serving and not is_postgres:
        raise CommandFailed(
            "--serving names a user of PostgreSQL; name a database with --database postgresql://…"
        )
    try:
        asyncio.run(_postgres(url, serving) if is_postgres else _other(url))
    except StoreError as error:
        raise CommandFailed(str(error)) from error
    sys.stdout.write(f"The tables in {shown(url)} are up to date.\n")
    if serving:
        sys.stdout.write(f"{serving} can serve, and is held to the workspaces it asks for.\n")
    return 0


async def _other(url: str) -> None:
    await (await open_store(url)).close()


async def _postgres(url: str, serving: str | None) -> None:
    from persistence.postgres.prepare import (
        prepare,
    )  # the driver is loaded only by whoever uses it

    await prepare(url, serving)
