"""`kill -9` at any moment: whatever was acknowledged is there when the store is opened again (P2, P4)."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from persistence.sqlite import SqliteStore
from tests.persistence.appending_child import DOCUMENTS, content

ROOT = Path(__file__).parents[2]
ROUNDS = 12


def acknowledged_before_kill(database: Path, lines: int) -> dict[str, int]:
    """Let a child append, kill it after so many acknowledgements, and give the last one of each document."""
    command = [sys.executable, "-m", "tests.persistence.appending_child", str(database)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        heard = [child.stdout.readline() for _ in range(lines)]
        child.kill()
        heard += child.stdout.readlines()
    assert child.returncode == -9
    return {document: int(seq) for document, seq in (line.split() for line in heard)}


async def whole(store: SqliteStore, document: str) -> tuple[int, bytes]:
    """Give how far a document goes, and everything that was ever appended to it."""
    loaded = await store.load(document)
    assert loaded.damaged == ()
    start = loaded.checkpoint.update if loaded.checkpoint else b""
    return loaded.last_seq, start + b"".join(entry.update for entry in loaded.entries)


@pytest.mark.slow
@pytest.mark.anyio
async def test_P2_P4_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    database = tmp_path / "callboard.db"
    seen = dict.fromkeys(DOCUMENTS, 0)
    for _ in range(ROUNDS):
        seen |= acknowledged_before_kill(database, lines=random.randint(1, 200))
        store = await SqliteStore.open(database)
        for document, acknowledged in seen.items():
            last, contents = await whole(store, document)
            assert last >= acknowledged
            assert contents == b"".join(content(document, seq) for seq in range(1, last + 1))
        await store.close()
    assert max(seen.values()) > 100
