"""Where the server that uses a database listens: a note beside the file, for the command line to find it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SQLITE = "sqlite:///"


@contextmanager
def announced(database_url: str, address: str) -> Iterator[None]:
    """Leave the note for the length of a `with` block; there is no place for one beside other databases."""
    path = _note(database_url)
    if path is None:
        yield
        return
    path.write_text(address + "\n")
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def whereabouts(database_url: str) -> str | None:
    """Give the address in the note, if there is one; after a crash nobody may be there any more."""
    path = _note(database_url)
    return path.read_text().strip() if path is not None and path.is_file() else None


def _note(database_url: str) -> Path | None:
    if not database_url.startswith(SQLITE):
        return None
    return Path(database_url.removeprefix(SQLITE) + ".server")
