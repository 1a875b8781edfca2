"""Where a database lies: its folder, its modes, and the lock that keeps a second program out.

Callboard has one writer per database. Two would give out the same numbers; and SQLite up to 3.51.2 can damage a WAL
when two connections write or checkpoint at the wrong moment. With one writer, which the lock ensures, every version is
safe to use.
"""

import os
import sys
from pathlib import Path

from persistence.store import StoreError

if sys.platform == "win32":
    import msvcrt

    def _seize(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _seize(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """The right to write to a database, held until released or until the process ends, however it ends."""

    def __init__(self, database: Path) -> None:
        # A file of its own: closing any descriptor of the database would drop SQLite's own locks on it.
        path = database.with_name(database.name + ".lock")
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _seize(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            raise StoreError(
                f"{database} is in use by another Callboard on this machine; stop it, or ask it over its address."
            ) from error

    def release(self) -> None:
        """Let somebody else write."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def claim(database: Path) -> tuple[Path, Lock]:
    """Make sure a database's file exists, and get the right to write to it; give its full path, too."""
    path = database.resolve()
    try:
        _make_room(path)
        return path, Lock(path)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be opened ({error.strerror}). Name a file in a folder that you may write to."
        ) from error


def _make_room(database: Path) -> None:
    """Make sure the file and its folder exist; what is new is readable by its owner only."""
    new_folders = [
        folder for folder in (database.parent, *database.parent.parents) if not folder.exists()
    ]
    for folder in reversed(new_folders):
        folder.mkdir(mode=0o700, exist_ok=True)
    if not database.exists():
        os.close(os.open(database, os.O_RDWR | os.O_CREAT, 0o600))
        for folder in (database.parent, *(folder.parent for folder in new_folders)):
            _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    """Make the names in a folder durable: a file that was synced is lost all the same if its name is not."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def wal_size(database: Path) -> int:
    """Give the size of the write-ahead log in bytes; 0 if there is none."""
    try:
        # Asked with every commit: a Path takes longer than all the rest.
        return os.stat(f"{database}-wal").st_size  # noqa: PTH116
    except FileNotFoundError:
        return 0
