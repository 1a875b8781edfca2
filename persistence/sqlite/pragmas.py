"""How a connection must be set before anything is trusted to it (P9).

Defaults differ between builds (Apple's SQLite syncs less in WAL mode than Debian's), so every setting that durability
rests on is made and then read back.
"""

from collections.abc import Mapping

from persistence.sqlite.connection import Connection
from persistence.store import StoreError

Settings = Mapping[str, str | int]

WRITER: Settings = {
    "journal_mode": "wal",  # readers never wait for the writer
    "synchronous": 2,  # FULL: every commit is synced; a power cut takes nothing that was acknowledged
    "fullfsync": 1,  # macOS: its plain fsync leaves the bytes in the drive's cache
    "checkpoint_fullfsync": 1,
    "wal_autocheckpoint": 0,  # checkpoints run when it is quiet; see database.py
    "mmap_size": 0,  # a read error must be an error code, not a SIGBUS
    "cell_size_check": 1,  # notice damaged pages early
    "trusted_schema": 0,
    "cache_size": -8_192,  # 8 MiB: two thousand pages, as a commit touches that is for a thousand documents
    "busy_timeout": 250,  # ms; only a stranger's tool can hold us up
}

READER: Settings = {
    "query_only": 1,
    "wal_autocheckpoint": 0,
    "mmap_size": 0,
    "cell_size_check": 1,
    "trusted_schema": 0,
    "busy_timeout": 1_000,
}


def prepare(connection: Connection, settings: Settings) -> None:
    """Make every setting, and refuse to go on if one did not take."""
    for name, wanted in settings.items():
        connection.execute(f"PRAGMA {name}={wanted}").fetchall()
        found = _setting(connection, name)
        if found is not None and found != wanted:
            raise StoreError(
                f"SQLite keeps {name} at {found!r} where durable storage needs {wanted!r}; "
                "put the database on a local disk, or use another build of SQLite."
            )


def _setting(connection: Connection, name: str) -> str | int | None:
    """Read a setting back; None if this build does not know it."""
    row = connection.execute(f"PRAGMA {name}").fetchone()
    return None if row is None else row[0]
