"""The schema, one numbered step after the other (P8).

Steps are the files `migrations/NNNN_*.sql`: never edited once released, only added to. `PRAGMA user_version` counts the
steps a database has taken; it changes in the same transaction as the step itself.
"""

from collections.abc import Sequence
from importlib.resources import files
from sqlite3 import complete_statement

from persistence.sqlite.connection import Connection
from persistence.store import Newer, StoreError

APPLICATION_ID = int.from_bytes(b"Call")


def known_steps() -> tuple[str, ...]:
    """Give the SQL of all steps, the first one first."""
    found = sorted(
        (
            file
            for file in files(__package__).joinpath("migrations").iterdir()
            if file.name.endswith(".sql")
        ),
        key=lambda file: file.name,
    )
    assert [int(file.name[:4]) for file in found] == list(range(1, len(found) + 1)), (
        "steps are numbered 1, 2, 3 …"
    )
    return tuple(file.read_text("utf-8") for file in found)


STEPS = known_steps()


def examine(connection: Connection, steps: Sequence[str] = STEPS) -> int:
    """Give the number of steps a database has taken; refuse a newer one and one that is not ours. Changes nothing."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    owner = int(connection.execute("PRAGMA application_id").fetchone()[0])
    is_empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if owner != APPLICATION_ID and not (is_empty and version == 0):
        raise StoreError("This SQLite database was not made by Callboard; name another file.")
    if version > len(steps):
        raise Newer(
            f"This database has format {version}, this program knows formats up to {len(steps)}; "
            "install the newer Callboard, or restore a backup made by this one. Nothing was changed."
        )
    return version


def migrate(connection: Connection, steps: Sequence[str] = STEPS) -> None:
    """Bring a database up to date; each step is a transaction of its own."""
    for number in range(examine(connection, steps) + 1, len(steps) + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in _statements(steps[number - 1]):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def _statements(script: str) -> list[str]:
    """Cut a script at the semicolons that end a statement (`executescript` would commit behind our back)."""
    statements, rest = [], ""
    for line in script.splitlines():
        rest += line + "\n"
        if complete_statement(rest):
            statements.append(rest)
            rest = ""
    assert not rest.strip(), "the last statement has no end"
    return statements
