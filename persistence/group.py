"""A group of operations, one transaction: what is decided and in which order, whichever database keeps the bytes.

    operations ─▶ group() ─▶ Step ─▶ performed by the store's driver ─▶ answer ─▶ … ─▶ Decided

No database is touched here: the steps are values that a driver performs, waiting for them or not. An operation asks
everything before its first write; hence one that is refused has written nothing, and the others of its group are
committed without savepoints. New entries are gathered, and written in one go at the end.
"""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, assert_never

from persistence.heads import Heads
from persistence.operations import Adopt, Append, Delete, Keep, Operation, Outcome, Put, Trim
from persistence.steps import (
    AddEntries,
    DropEntries,
    DropRecord,
    FirstMissing,
    FirstSeq,
    FirstYoung,
    LastSeqs,
    ReadCheckpoint,
    Step,
    VersionOf,
    WriteCheckpoint,
    WriteRecord,
)
from persistence.store import Checkpoint, Conflict, Damaged, Entry, Record, StoreError

T = TypeVar("T")
Steps = Generator[Step, Any, T]
"""A run through steps that ends in a T; what is sent in answers the step that came out last."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of each operation, provided that these entries are added and everything is committed."""

    outcomes: list[Outcome]
    entries: tuple[Entry, ...]


def group(heads: Heads, operations: Sequence[Operation]) -> Steps[Decided]:
    """Decide about a group; `heads` is moved along, to be kept or forgotten with the transaction."""
    unknown = heads.unknown(_documents(operations))
    if unknown:
        heads.move((yield LastSeqs(unknown)))
    deciding = _Group(heads)
    outcomes: list[Outcome] = []
    for operation in operations:
        outcome = yield from deciding.outcome(operation)
        outcomes.append(outcome)
    return Decided(outcomes, tuple(deciding.entries))


def _documents(operations: Iterable[Operation]) -> Iterable[str]:
    """Give the documents whose last number will be asked for."""
    for operation in operations:
        match operation:
            case Append(entries):
                for entry in entries:
                    yield entry.document
            case Keep(checkpoint):
                yield checkpoint.document
            case Adopt(document):
                yield document


class _Group:
    """One transaction in the making."""

    def __init__(self, heads: Heads) -> None:
        self._heads = heads
        self.entries: list[Entry] = []

    def outcome(self, operation: Operation) -> Steps[Outcome]:
        """Do one operation, or tell why not."""
        try:
            return (yield from self._do(operation))
        except StoreError as error:
            return error

    def _do(self, operation: Operation) -> Steps[Outcome]:
        match operation:
            case Append():
                yield from self._append(operation.entries)
            case Keep():
                yield from self._keep(operation.checkpoint)
            case Trim():
                return (yield from self._trim(operation))
            case Adopt():
                yield from self._adopt(operation)
            case Put():
                return (yield from self._put(operation))
            case Delete():
                was_there: bool = yield DropRecord(operation.collection, operation.key)
                return was_there
            case _:
                assert_never(operation)
        return None

    def _flush(self) -> Steps[None]:
        """Write the entries gathered so far."""
        entries, self.entries = self.entries, []
        if entries:
            yield AddEntries(tuple(entries))

    def _look_again(self, documents: Sequence[str]) -> Steps[None]:
        """Ask where logs end that seem to end too early: another program may have written to them since."""
        if documents:
            yield from self._flush()
            self._heads.move((yield LastSeqs(tuple(documents))))

    def _seem_short(self, entries: Sequence[Entry]) -> list[str]:
        """Give the documents whose logs, by what is remembered, do not reach to where entries are to be added."""
        last_seqs: dict[str, int] = {}
        short: list[str] = []
        for document, seq in ((entry.document, entry.seq) for entry in entries):
            last = last_seqs.get(document) or self._heads.last_seq(document)
            if seq > last + 1 and document not in short:
                short.append(document)
            last_seqs[document] = max(last, seq)
        return short

    def _append(self, entries: Sequence[Entry]) -> Steps[None]:
        yield from self._look_again(self._seem_short(entries))
        last_seqs: dict[str, int] = {}
        added, repeated = [], []
        for entry in entries:
            document = entry.document
            last = last_seqs.get(document) or self._heads.last_seq(document)
            if entry.seq == last + 1:
                added.append(entry)
                last_seqs[document] = entry.seq
            else:
                repeated.append(entry)
        if repeated:
            yield from self._assert_stored(repeated)
        self.entries += added
        self._heads.move(last_seqs)

    def _assert_stored(self, entries: Sequence[Entry]) -> Steps[None]:
        """Let entries pass that are stored already: this is a retry of an append whose answer got lost."""
        yield from self._flush()
        missing = yield FirstMissing(tuple(entries))
        if missing is not None:
            raise Conflict(
                f"Entry {missing.seq} of {missing.document} does not follow the last one, "
                f"{self._heads.last_seq(missing.document)}; load the document and number the entries anew."
            )

    def _keep(self, checkpoint: Checkpoint) -> Steps[None]:
        yield from self._flush()
        document, upto = checkpoint.document, checkpoint.upto_seq
        yield from self._look_again([document] if upto > self._heads.last_seq(document) else [])
        last = self._heads.last_seq(document)
        if not 0 <= upto <= last:
            raise Conflict(
                f"A checkpoint of {document} up to {upto} goes beyond its log, which ends at {last}."
            )
        older = yield ReadCheckpoint(document)
        if isinstance(older, Checkpoint) and older.upto_seq > upto:
            raise Conflict(
                f"{document} has a checkpoint up to {older.upto_seq}; one up to {upto} would lose edits."
            )
        yield WriteCheckpoint(checkpoint, is_first=older is None)

    def _trim(self, operation: Trim) -> Steps[int]:
        """Drop a run from the beginning, so that what is left has no holes (P1)."""
        document = operation.document
        yield from self._flush()
        covering = yield ReadCheckpoint(document)
        if isinstance(covering, Damaged):
            raise covering  # the log may be all that is left (P5)
        first = yield FirstSeq(document)
        if covering is None or first is None:
            return 0
        below = min(covering.upto_seq + 1, first + operation.most)
        young = yield FirstYoung(document, below, operation.before)
        dropped: int = yield DropEntries(document, young or below)
        return dropped

    def _adopt(self, operation: Adopt) -> Steps[None]:
        document, checkpoint, entries = operation.document, operation.checkpoint, operation.entries
        last = self._heads.last_seq(document)
        if last or (yield ReadCheckpoint(document)) is not None:
            raise Conflict(f"There is a document {document} already, up to entry {last}.")
        assert_dense(operation)
        yield from self._flush()
        if entries:
            yield AddEntries(entries)
        if checkpoint is not None:
            yield WriteCheckpoint(checkpoint, is_first=True)
        self._heads.move({document: operation.last_seq})

    def _put(self, operation: Put) -> Steps[Record]:
        collection, key, expected = operation.collection, operation.key, operation.expected
        found: int = yield VersionOf(collection, key)
        if expected is not None and expected != found:
            raise Conflict(
                f"Record {key!r} of {collection} has version {found}, not {expected}: "
                "somebody else wrote it; read it again and repeat the change."
            )
        record = Record(collection, key, operation.value, found + 1)
        yield WriteRecord(record)
        return record


def assert_dense(operation: Adopt) -> None:
    """Refuse a history with holes: the log of a document is 1, 2, 3 … after what its checkpoint covers (P1)."""
    seqs = [entry.seq for entry in operation.entries]
    upto = operation.checkpoint.upto_seq if operation.checkpoint is not None else 0
    first = seqs[0] if seqs else upto + 1
    whole = seqs == list(range(first, first + len(seqs)))
    if not whole or not 1 <= first <= upto + 1 or first + len(seqs) <= upto:
        raise Conflict(f"The log of {operation.document} has a hole; it is not taken over.")
