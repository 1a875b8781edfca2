"""Whether the second wall stands for whoever is connected, and how to let a user of lesser rights serve (P15).

PostgreSQL holds nobody to a policy who is a superuser, owns the tables, or is exempt (BYPASSRLS). A server for several
workspaces is therefore run by a user of its own, who can only read and write; its owner makes the tables.
"""

from dataclasses import dataclass

from persistence.postgres.connection import Connection
from persistence.store import StoreError

ASK = """
SELECT to_regclass('callboard.log') IS NOT NULL AND row_security_active('callboard.log'), rolsuper, rolbypassrls
FROM pg_catalog.pg_roles WHERE rolname = current_user
"""
ADVICE = (
    "That does no harm where one group of people uses the server. For several, make a user that only serves: "
    "callboard migrate --serving NAME; docs/running.md says how."
)
IS_HELD = """
SELECT NOT (rolsuper OR rolbypassrls OR pg_has_role(rolname, relowner, 'USAGE'))
FROM pg_catalog.pg_roles, pg_catalog.pg_class WHERE rolname = $1 AND pg_class.oid = 'callboard.log'::regclass
"""
GRANTS = (
    "REVOKE ALL ON ALL TABLES IN SCHEMA callboard FROM {}",
    "GRANT USAGE ON SCHEMA callboard TO {}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON callboard.log, callboard.checkpoint, callboard.record TO {}",
    "GRANT SELECT, INSERT, UPDATE ON callboard.belonging TO {}",
    "GRANT SELECT ON callboard.migration TO {}",
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a statement is held to its workspaces, in a sentence, and what to do if not."""

    said: str
    advice: str = ""

    @property
    def holds(self) -> bool:
        """Tell whether there is nothing to be done."""
        return not self.advice


async def standing(connection: Connection) -> Standing:
    """Tell whether the wall stands for the user of a connection."""
    row = await connection.fetchrow(ASK)
    assert row is not None
    active, is_super, is_exempt = row
    if active:
        return Standing("Statements are held to the workspaces they are for.")
    why = (
        "is a superuser"
        if is_super
        else "is exempt from row-level security"
        if is_exempt
        else "owns the tables"
    )
    return Standing(
        f"Row-level security does not hold this user, who {why}: "
        "workspaces are kept apart by Callboard's own checks alone.",
        ADVICE,
    )


async def let_serve(connection: Connection, user: str) -> None:
    """Give a user the rights that a server needs, and no others; StoreError if the wall would not hold it."""
    is_held = await connection.fetchval(IS_HELD, user)
    if is_held is None:
        raise StoreError(f"PostgreSQL knows no user {user}. Make it first: CREATE ROLE … LOGIN.")
    if not is_held:
        raise StoreError(
            f"Row-level security would not hold {user}: it is a superuser, exempt from it, or has the rights of whom "
            "the tables belong to. Name a user of its own."
        )
    name = await connection.fetchval("SELECT quote_ident($1)", user)
    async with connection.transaction():
        for grant in GRANTS:
            await connection.execute(grant.format(name))
