"""Where the server that uses a database listens: a note beside the file, for the command line to find it.

The note stays behind when the server is killed, and another program may have its port by then. So it also holds the
name of that one run of the server, which the server gives at /api/server: only who knows it has the data. The secret in
it is good for that run alone, and the file is for its owner only.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """An address, the name of the run of the server that was there, and the secret of whoever runs it."""

    address: str
    run: str
    operator: str = ""


@contextmanager
def announced(database_url: str, whereabouts: Whereabouts) -> Iterator[None]:
    """Leave the note for the length of a `with` block; there is no place for one beside other databases."""
    path = _note(database_url)
    if path is None:
        yield
        return
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{whereabouts.address} {whereabouts.run} {whereabouts.operator}\n")
    try:
        yield
    finally:
        path.unlink(missing_ok=True)


def whereabouts(database_url: str) -> Whereabouts | None:
    """Give what the note says, if there is one; after a crash nobody may be there any more."""
    path = _note(database_url)
    if path is None:
        return None
    try:
        words = path.read_text().split()
    except (OSError, ValueError):
        return None
    return Whereabouts(*words) if len(words) in (2, 3) else None


def _note(database_url: str) -> Path | None:
    if not database_url.startswith(SQLITE):
        return None
    return Path(database_url.removeprefix(SQLITE) + ".server")
