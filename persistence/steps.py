"""What a transaction can ask of its database, as values: each store says what they are in its own SQL.

LastSeqs · FirstMissing · AddEntries · FirstSeq · FirstYoung · DropEntries     on logs
ReadCheckpoint · WriteCheckpoint                                               on checkpoints
VersionOf · WriteRecord · DropRecord                                           on records

`group.py` yields them in order; whoever drives it performs each one and sends the answer back.
"""

from dataclasses import dataclass

from persistence.store import Checkpoint, Entry, Record


@dataclass(frozen=True, slots=True)
class LastSeqs:
    """The last number given out for each of these documents; the answer is a dict, with 0 for one never written."""

    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FirstMissing:
    """The first of these entries that is not stored, the same in every field; None if all are."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class AddEntries:
    """Insert entries, which the log's key refuses if one of the numbers is taken; nothing is answered."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class FirstSeq:
    """The number of the first entry that is still in a log, or None."""

    document: str


@dataclass(frozen=True, slots=True)
class FirstYoung:
    """The number of the first entry under `below` that is not older than `before` (Unix ms), or None."""

    document: str
    below: int
    before: int


@dataclass(frozen=True, slots=True)
class DropEntries:
    """Delete the entries under `below`; the answer is how many went."""

    document: str
    below: int


@dataclass(frozen=True, slots=True)
class ReadCheckpoint:
    """The checkpoint of a document, the Damaged that is in its place, or None; it stays so until the commit."""

    document: str


@dataclass(frozen=True, slots=True)
class WriteCheckpoint:
    """Keep a checkpoint; `is_first` if there was none. Nothing is answered."""

    checkpoint: Checkpoint
    is_first: bool


@dataclass(frozen=True, slots=True)
class VersionOf:
    """The version of a record, 0 if it is not there; it stays so until the commit."""

    collection: str
    key: str


@dataclass(frozen=True, slots=True)
class WriteRecord:
    """Keep a record: a new one if its version is 1, else over the one before. Nothing is answered."""

    record: Record


@dataclass(frozen=True, slots=True)
class DropRecord:
    """Delete a record; the answer tells whether it was there."""

    collection: str
    key: str


Step = (
    LastSeqs
    | FirstMissing
    | AddEntries
    | FirstSeq
    | FirstYoung
    | DropEntries
    | ReadCheckpoint
    | WriteCheckpoint
    | VersionOf
    | WriteRecord
    | DropRecord
)
