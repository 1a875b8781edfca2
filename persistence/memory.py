"""A store in memory: for tests, for trying things out, and as the plain statement of what every store does."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from persistence.group import assert_dense
from persistence.operations import Adopt
from persistence.store import Checkpoint, Conflict, Entry, Loaded, Record, StoreError


@dataclass(slots=True)
class _Log:
    """What is kept of one document."""

    checkpoint: Checkpoint | None = None
    entries: list[Entry] = field(default_factory=list)

    @property
    def last_seq(self) -> int:
        """The last number given out; a trimmed log knows it from its checkpoint."""
        if self.entries:
            return self.entries[-1].seq
        return self.checkpoint.upto_seq if self.checkpoint else 0


class MemoryStore:
    """Documents and records that last as long as the object."""

    def __init__(self) -> None:
        self._logs: dict[str, _Log] = {}
        self._records: dict[tuple[str, str], Record] = {}
        self._is_closed = False

    async def append(self, entries: Sequence[Entry]) -> None:
        """Add entries to their logs, all or none."""
        self._assert_open()
        new: dict[str, list[Entry]] = {}
        for entry in entries:
            added = new.setdefault(entry.document, [])
            kept = self._logs.get(entry.document, _Log())
            last = added[-1].seq if added else kept.last_seq
            if entry.seq == last + 1:
                added.append(entry)
            elif entry not in kept.entries:
                raise Conflict(
                    f"Entry {entry.seq} of {entry.document} does not follow the last one, {last}."
                )
        for document, added in new.items():
            self._logs.setdefault(document, _Log()).entries.extend(added)

    async def load(self, document: str, *, covered: bool = False) -> Loaded:
        """Give the last checkpoint and what came after it, with `covered` also what it covers."""
        self._assert_open()
        kept = self._logs.get(document, _Log())
        upto = kept.checkpoint.upto_seq if kept.checkpoint and not covered else 0
        after = tuple(entry for entry in kept.entries if entry.seq > upto)
        return Loaded(kept.checkpoint, after, kept.last_seq)

    async def entries(self, document: str, after: int, most: int) -> Sequence[Entry]:
        """Give some of the entries that were not trimmed."""
        self._assert_open()
        kept = self._logs.get(document, _Log()).entries
        return [entry for entry in kept if entry.seq > after][:most]

    async def checkpoint(self, checkpoint: Checkpoint) -> None:
        """Keep a whole document as of `upto_seq`."""
        self._assert_open()
        kept = self._logs.setdefault(checkpoint.document, _Log())
        if not 0 <= checkpoint.upto_seq <= kept.last_seq:
            raise Conflict(
                f"A checkpoint up to {checkpoint.upto_seq} goes beyond the log, which ends at {kept.last_seq}."
            )
        if kept.checkpoint and kept.checkpoint.upto_seq > checkpoint.upto_seq:
            raise Conflict(f"There is a checkpoint up to {kept.checkpoint.upto_seq} already.")
        kept.checkpoint = checkpoint

    async def trim(self, document: str, before: int) -> int:
        """Drop the oldest entries that the checkpoint covers, up to the first that is not older than `before`."""
        self._assert_open()
        kept = self._logs.get(document, _Log())
        upto = kept.checkpoint.upto_seq if kept.checkpoint else 0
        stay = (
            place
            for place, entry in enumerate(kept.entries)
            if entry.seq > upto or entry.at >= before
        )
        dropped = next(stay, len(kept.entries))
        del kept.entries[:dropped]
        return dropped

    async def adopt(
        self, document: str, checkpoint: Checkpoint | None, entries: Sequence[Entry]
    ) -> None:
        """Take over a document of which nothing is here yet."""
        self._assert_open()
        kept = self._logs.get(document, _Log())
        if kept.last_seq or kept.checkpoint:
            raise Conflict(f"There is a document {document} already.")
        adopted = Adopt(document, checkpoint, tuple(entries))
        assert_dense(adopted)
        self._logs[document] = _Log(checkpoint, list(entries))

    async def get(self, collection: str, key: str) -> Record | None:
        """Give one record, or None."""
        self._assert_open()
        return self._records.get((collection, key))

    async def put(
        self, collection: str, key: str, value: bytes, expected: int | None = None
    ) -> Record:
        """Write a record, with `expected` only over that version."""
        self._assert_open()
        old = self._records.get((collection, key))
        version = old.version if old else 0
        if expected is not None and expected != version:
            raise Conflict(f"Record {key!r} of {collection} has version {version}, not {expected}.")
        record = self._records[collection, key] = Record(collection, key, value, version + 1)
        return record

    async def delete(self, collection: str, key: str) -> bool:
        """Remove a record; tell whether it was there."""
        self._assert_open()
        return self._records.pop((collection, key), None) is not None

    async def list(self, collection: str) -> Sequence[Record]:
        """Give all records of a collection, ordered by key."""
        self._assert_open()
        found = [record for record in self._records.values() if record.collection == collection]
        return sorted(found, key=lambda record: record.key)

    async def close(self) -> None:
        """Refuse everything from now on."""
        self._is_closed = True

    def _assert_open(self) -> None:
        if self._is_closed:
            raise StoreError("The store is closed; open it again.")
