"""The SQLite that is in use, and the database file: read only, never written to."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from crdt_server.clock import stopwatch
from crdt_server.doctor.finding import Finding, broken, ok, warning
from persistence.sqlite import files, migrate
from persistence.store import StoreError

LIBRARY, FILE = "SQLite", "database"
OLDEST = (3, 37, 0)  # strict tables
RESET_RACE_FIXED = (3, 51, 3)
PATIENCE = 10.0  # seconds for looking at every page
LARGE_WAL = 256 << 20


def check_library(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> Iterator[Finding]:
    """Judge the library's version by what is known of it."""
    named = ".".join(map(str, version))
    if version < OLDEST:
        yield broken(
            LIBRARY,
            f"This Python has SQLite {named}; Callboard needs 3.37 or newer.",
            "Use a Python that was built with a newer SQLite.",
            version=named,
        )
    elif version < RESET_RACE_FIXED:
        yield ok(
            LIBRARY,
            f"SQLite {named}. Before 3.51.3 two programs that write to a database at once can damage it; "
            "Callboard's lock keeps a second Callboard out, so do not let other tools write to the file.",
            version=named,
        )
    else:
        yield ok(LIBRARY, f"SQLite {named}.", version=named)


def check_file(path: Path) -> Iterator[Finding]:
    """Look at a database without changing it, whether a server uses it or not."""
    if not path.exists():
        yield ok(FILE, f"{path} is not there yet; it is made when the server starts.")
        return
    wal = files.wal_size(path)
    if wal >= LARGE_WAL:
        yield warning(
            FILE,
            f"The write-ahead log of {path} has grown to {wal >> 20} MiB.",
            "Something has been reading the database for very long: close other programs that have it open.",
            wal_bytes=wal,
        )
    try:
        with closing(_open(path, wal)) as connection:
            yield from _look_into(connection, path)
    except StoreError as error:
        yield broken(FILE, f"{path}: {error}", "The sentence above says what to do.")
    except sqlite3.Error as error:
        yield broken(
            FILE,
            f"{path} cannot be read ({error}).",
            "Stop the server, keep a copy of the file and of those beside it, and restore a backup.",
        )


def newest_entry(path: Path) -> int | None:
    """Give when the newest edit was stored, in Unix milliseconds; None if there is none to be seen."""
    try:
        with closing(_open(path, files.wal_size(path))) as connection:
            row = connection.execute("SELECT at FROM log ORDER BY rowid DESC LIMIT 1").fetchone()
    except (OSError, sqlite3.Error):
        return None
    return None if row is None else int(row[0])


def _open(path: Path, wal: int) -> sqlite3.Connection:
    """Open for reading. Without a write-ahead log nobody uses the file, and nothing has to be made beside it."""
    how = "mode=ro" if wal else "mode=ro&immutable=1"
    return sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True, isolation_level=None)


def _look_into(connection: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    version = migrate.examine(connection)
    deadline = stopwatch() + PATIENCE
    connection.set_progress_handler(lambda: stopwatch() > deadline, 10_000)
    size = path.stat().st_size
    said = f"{path} has format {version} and {size / 1e6:.1f} MB"
    try:
        found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        yield ok(FILE, f"{said}; it is too large to look at every page now.", bytes=size)
        return
    if found != "ok":
        yield broken(
            FILE,
            f"{path} is damaged ({found}).",
            "Stop the server, keep a copy of the file and of those beside it, and restore a backup.",
            bytes=size,
        )
    else:
        yield ok(FILE, f"{said}; every page is in order.", bytes=size, format=version)
