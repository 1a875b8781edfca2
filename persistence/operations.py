"""What a store's writer can be asked to do, as values: they can be queued, grouped, replayed and tested.

Append · Keep · Trim · Adopt     on the log of a document
Put · Delete                     on a record
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from persistence.store import Checkpoint, Entry, Record, StoreError
from persistence.wall import Wall


@dataclass(frozen=True, slots=True)
class Append:
    """Add these entries to their logs, all or none; the outcome is None."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Keep:
    """Keep this checkpoint instead of an older one; the outcome is None."""

    checkpoint: Checkpoint


@dataclass(frozen=True, slots=True)
class Trim:
    """Drop at most `most` of the oldest covered entries; the outcome is how many went."""

    document: str
    before: int
    most: int


@dataclass(frozen=True, slots=True)
class Adopt:
    """Take over the whole log of a document of which there is nothing yet; the outcome is None."""

    document: str
    checkpoint: Checkpoint | None
    entries: tuple[Entry, ...]

    @property
    def last_seq(self) -> int:
        """Give the last number of the log."""
        if self.entries:
            return self.entries[-1].seq
        return self.checkpoint.upto_seq if self.checkpoint is not None else 0


@dataclass(frozen=True, slots=True)
class Put:
    """Write a record if its version is `expected` (None: whatever it is); the outcome is the new record."""

    collection: str
    key: str
    value: bytes
    expected: int | None


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove a record; the outcome tells whether it was there."""

    collection: str
    key: str


Operation = Append | Keep | Trim | Adopt | Put | Delete
Outcome = Record | int | bool | StoreError | None
"""What became of an operation; a StoreError is handed to the caller who asked for it, and to nobody else."""


def documents_of(operation: Operation, wall: Wall) -> Iterator[str]:
    """Give the documents that an operation is about; "" for the server's own records."""
    match operation:
        case Append(entries):
            for entry in entries:
                yield entry.document
        case Keep(checkpoint):
            yield checkpoint.document
        case Trim(document) | Adopt(document):
            yield document
        case Put(collection, key) | Delete(collection, key):
            yield wall.document_of(collection, key)
        case _:
            assert_never(operation)
