"""What the owner of the tables does before somebody else serves: the schema, and the rights of that user (P8, P15)."""

import asyncpg

from persistence.address import is_readable, shown
from persistence.postgres.connect import open_writer
from persistence.postgres.faults import FAILURES, UNFIT, explain, explain_address
from persistence.postgres.standing import let_serve


async def prepare(address: str, serving: str | None) -> None:
    """Bring the tables up to date and let a user serve; raise a StoreError if that cannot be done."""
    where = shown(address)
    if not is_readable(address):
        raise explain_address(where)
    try:
        connection = await open_writer(address)
        try:
            if serving:
                await let_serve(connection, serving)
        finally:
            await connection.close()
    except (asyncpg.ClientConfigurationError, *UNFIT):
        raise explain_address(where) from None  # its text may quote the password
    except FAILURES as error:
        raise explain(error, where) from error
