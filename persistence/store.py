"""The seam between Callboard and whatever keeps its bytes: a log of updates per document, and plain records.

A store knows nothing of documents, rooms or people. Every implementation passes `tests/persistence/contract.py`.

    log       append · load · entries · checkpoint · trim · adopt    (P1–P6, P10, P11)
    records   get · put · delete · list                              (P7)

An `append` that returned is durable (P2). Appends that wait together are committed together (P3).

    StoreError          the store could not do it now; nothing half-done is kept; trying again may help
    ├── Conflict        a sequence number or a record version was not the one expected
    ├── Damaged         stored bytes do not match their checksum; the text names document and place
    └── Newer           the database was made by a newer program; nothing was touched
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from msgspec import Struct


class StoreError(Exception):
    """The store could not do what was asked; the text says what, on what, why, and what to do."""


class Conflict(StoreError):
    """Somebody else wrote first: the sequence number or the record version is not the one expected."""


class Damaged(StoreError):
    """Stored bytes do not match their checksum."""


class Newer(StoreError):
    """The database was made by a newer version of the program."""


class Entry(Struct, frozen=True, gc=False):
    """One update in the log of a document, exactly as it was received.

    `seq` counts 1, 2, 3 … per document; `at` is Unix milliseconds; `actor` says who wrote it ("" if unknown).
    """

    document: str
    seq: int
    update: bytes
    at: int
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A whole document as one update: what entries 1 … `upto_seq` amount to."""

    document: str
    upto_seq: int
    update: bytes
    at: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is kept of a document: its last checkpoint and the entries after it, in order.

    `damaged` lists places that could not be read, in words; they are left out of `entries` (P6).
    `last_seq` is the highest sequence number ever given, damaged or not; 0 for a document never written.
    """

    checkpoint: Checkpoint | None
    entries: tuple[Entry, ...]
    last_seq: int
    damaged: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A small named value beside the documents; `version` rises by one with every write, from 1."""

    collection: str
    key: str
    value: bytes
    version: int


class Store(Protocol):
    """Ten verbs over bytes and ids."""

    async def append(self, entries: Sequence[Entry]) -> None:
        """Add entries (of any documents) to their logs, all or none; durable when this returns (P2).

        Each entry must follow the last one of its document, else `Conflict` (P1). An entry that is stored already, the
        same in every field, is accepted again: so a caller who was told of a failure may simply ask once more.
        """
        ...

    async def load(self, document: str, *, covered: bool = False) -> Loaded:
        """Give the last checkpoint and what came after it; with `covered` also what it covers and was not trimmed.

        If the checkpoint is damaged, everything that is still in the log is given instead (P6).
        """
        ...

    async def entries(self, document: str, after: int, most: int) -> Sequence[Entry]:
        """Give at most `most` entries numbered above `after` that were not trimmed, in order.

        What a checkpoint covers is among them. Nothing means that there is no more; damaged entries are left out.
        """
        ...

    async def checkpoint(self, checkpoint: Checkpoint) -> None:
        """Keep a whole document as of `upto_seq`; older checkpoints of it go, the log stays until trimmed (P4).

        `Conflict` if that goes beyond the log, or if a checkpoint reaches further already.
        """
        ...

    async def trim(self, document: str, before: int) -> int:
        """Drop entries up to the last checkpoint that are older than `before` (Unix ms); tell how many (P5).

        A run from the beginning goes, up to the first entry that has to stay: what is left has no holes.
        """
        ...

    async def adopt(
        self, document: str, checkpoint: Checkpoint | None, entries: Sequence[Entry]
    ) -> None:
        """Take over a document as another store has it, all or nothing: its checkpoint and what is left of its log.

        `Conflict` if there is anything of that document here, or if the log has a hole (P11).
        """
        ...

    async def get(self, collection: str, key: str) -> Record | None:
        """Give one record, or None; `Damaged` if it does not match its checksum."""
        ...

    async def put(
        self, collection: str, key: str, value: bytes, expected: int | None = None
    ) -> Record:
        """Write a record; with `expected` (0: it must not exist yet) only over that version, else `Conflict` (P7)."""
        ...

    async def delete(self, collection: str, key: str) -> bool:
        """Remove a record; tell whether it was there. A record of that key made later begins at version 1 again."""
        ...

    async def list(self, collection: str) -> Sequence[Record]:
        """Give all records of a collection, ordered by key; a damaged one is left out and named in the server's log."""
        ...

    async def close(self) -> None:
        """Finish what is queued and let go of the files."""
        ...
