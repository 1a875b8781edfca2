"""What the tests that kill share: a child that appends for ever, and whether a store holds what it was told."""

import subprocess
import sys
from pathlib import Path

from persistence.open import open_store
from persistence.store import Store
from tests.persistence.appending_child import (
    DOCUMENTS,
    RESTORED,
    VERSIONS,
    adopted,
    content,
    length,
)

ROOT = Path(__file__).parents[2]


class Child:
    """A process that appends; `acknowledged` holds the last number of each document that it was told is durable."""

    def __init__(self, address: str) -> None:
        self.acknowledged = dict.fromkeys(DOCUMENTS, 0)
        command = [sys.executable, "-m", "tests.persistence.appending_child", address]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def hear(self, lines: int) -> None:
        """Wait for so many more acknowledgements."""
        assert self._process.stdout is not None
        for _ in range(lines):
            self._note(self._process.stdout.readline())

    def kill(self) -> None:
        """End it with SIGKILL; what it said before counts."""
        if self._process.returncode is not None:
            return
        self._process.kill()
        assert self._process.stdout is not None
        for line in self._process.stdout.readlines():
            self._note(line)
        self._process.stdout.close()
        assert self._process.wait() == -9

    def _note(self, line: str) -> None:
        assert line, f"the child ended by itself: {self._process.wait()}"
        document, seq = line.split()
        self.acknowledged[document] = int(seq)


async def assert_kept(address: str, acknowledged: dict[str, int]) -> None:
    """See that a store opens, that nothing acknowledged is missing, and that every log is whole and in order."""
    store = await open_store(address)
    try:
        for document, seq in acknowledged.items():
            last, contents = await _whole(store, document)
            assert last >= seq, f"{document} ends at {last}, but {seq} was acknowledged"
            assert contents == b"".join(content(document, seq) for seq in range(1, last + 1))
        await _assert_adopted(store)
        await _assert_restored(store)
    finally:
        await store.close()


async def _assert_adopted(store: Store) -> None:
    """See that of the documents that were taken over each one is there as a whole, or not at all."""
    number = 0
    while (whole := await _whole(store, adopted(number)))[0]:
        document, last = adopted(number), length(adopted(number))
        assert whole == (last, b"".join(content(document, seq) for seq in range(1, last + 1)))
        number += 1
    assert whole == (0, b"")


async def _assert_restored(store: Store) -> None:
    """See that whatever was brought back is there as a version, too: it was kept first."""
    versions = {record.key: record.value for record in await store.list(VERSIONS)}
    for entry in (await store.load(RESTORED)).entries:
        assert versions[str(entry.seq)] == entry.update


async def _whole(store: Store, document: str) -> tuple[int, bytes]:
    """Give how far a document goes, and everything that was ever appended to it."""
    loaded = await store.load(document)
    assert loaded.damaged == ()
    start = loaded.checkpoint.update if loaded.checkpoint else b""
    return loaded.last_seq, start + b"".join(entry.update for entry in loaded.entries)
