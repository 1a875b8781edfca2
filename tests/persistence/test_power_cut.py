"""The power fails at any moment of any work: nothing acknowledged is lost, nothing is half there (P2, P4, P8).

The statements are the store's own (`apply`, `folding`, `migrate`, `pragmas`), driven through a recording disk. What a
power cut leaves is opened by the store's own `open_writer` and must hold the state after the last acknowledged step,
or after the one that was under way.
"""

import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import apsw
import pytest

from persistence.heads import Heads
from persistence.operations import Adopt, Append, Delete, Keep, Operation, Put, Trim
from persistence.sqlite import apply, connect, folding, migrate, pragmas, read
from persistence.sqlite.connection import Connection
from persistence.store import Checkpoint, Entry, Record
from tests.effort import seeds
from tests.persistence.simulated_disk import Acknowledged, Event, Image, RecordingDisk, power_cuts

DOCUMENTS = ("a", "b", "c", "show/d")
ADOPTED = tuple(f"adopted/{number}" for number in range(8))
RESTORED = "show/restored"
SECOND_STEP = (
    "ALTER TABLE record ADD COLUMN note TEXT NOT NULL DEFAULT '';\nUPDATE log SET at = at + 0;"
)
State = tuple[Any, ...]
names = (f"recording disk {number}" for number in count())


def state(connection: Connection) -> State:
    """Give everything a store would give."""
    documents = [read.load(connection, document) for document in (*DOCUMENTS, *ADOPTED, RESTORED)]
    records = [read.records(connection, collection) for collection in ("documents", "versions")]
    return (*documents, *records[0], *records[1])


@dataclass
class Story:
    """What happened on a disk, and the state after each step (0: the empty database)."""

    events: list[Event]
    states: list[State]


class Working:
    """A connection to a recording disk, doing what the store does."""

    def __init__(self, disk: RecordingDisk, path: Path, story: Story, weakened: str) -> None:
        self._path = path
        self._disk = disk
        self._story = story
        self._weakened = weakened
        self.connect()
        self.acknowledge()

    def connect(self, steps: Sequence[str] = migrate.STEPS) -> None:
        self.connection = apsw.Connection(str(self._path), vfs=self._disk.name)
        self.connection.execute(
            "PRAGMA locking_mode=EXCLUSIVE"
        )  # apsw's files have no shared memory
        pragmas.prepare(self.connection, pragmas.WRITER)
        if self._weakened:
            self.connection.execute(f"PRAGMA synchronous={self._weakened}")
        migrate.migrate(self.connection, steps)
        folding.fold(self.connection)
        self.heads = Heads()

    def commit(self, operations: Sequence[Operation]) -> None:
        outcomes = apply.commit(self.connection, self.heads, operations)
        assert not any(isinstance(outcome, Exception) for outcome in outcomes)
        self.acknowledge()

    def acknowledge(self) -> None:
        self._story.events.append(Acknowledged(len(self._story.states)))
        self._story.states.append(state(self.connection))

    def fold(self) -> None:
        folding.fold(self.connection)

    def reopen(self, steps: Sequence[str] = migrate.STEPS) -> None:
        self.connection.close()
        self.connect(steps)


@contextmanager
def working(folder: Path, weakened: str = "") -> Iterator[tuple[Working, Story]]:
    folder.mkdir()
    disk = RecordingDisk(next(names))
    story = Story(disk.events, [])
    work = Working(disk, folder / "callboard.db", story, weakened)
    try:
        yield work, story
    finally:
        work.connection.close()
        disk.unregister()


def random_group(work: Working, chance: random.Random) -> list[Operation]:
    """Make up a group of operations that all succeed."""
    operations: list[Operation] = []
    for document in chance.sample(DOCUMENTS, chance.randint(1, len(DOCUMENTS))):
        last = apply.last_seq(work.connection, document)
        sizes = [chance.choice((3, 60, 300, 5_000)) for _ in range(chance.choice((1, 1, 4, 20)))]
        added = [
            Entry(document, last + n, chance.randbytes(size), n) for n, size in enumerate(sizes, 1)
        ]
        operations.append(Append(tuple(added)))
        if chance.random() < 0.15:
            operations.append(Keep(Checkpoint(document, last, chance.randbytes(9_000), 1)))
        if chance.random() < 0.15:
            operations.append(Trim(document, before=chance.choice((5, 10**9)), most=50))
    operations += adoption(work, chance) + restoring(work, chance)
    if chance.random() < 0.3:
        operations.append(Put("documents", chance.choice("xyz"), chance.randbytes(50), None))
    if chance.random() < 0.1:
        operations.append(Delete("documents", chance.choice("xyz")))
    return operations


def adoption(work: Working, chance: random.Random) -> list[Operation]:
    """Now and then take over a document from another database (P11)."""
    free = [document for document in ADOPTED if not apply.last_seq(work.connection, document)]
    if not free or chance.random() > 0.15:
        return []
    upto, length = chance.randint(1, 20), chance.randint(0, 20)
    seqs = range(upto + 1, upto + 1 + length)
    entries = tuple(Entry(free[0], seq, chance.randbytes(200), seq) for seq in seqs)
    return [Adopt(free[0], Checkpoint(free[0], upto, chance.randbytes(9_000), 1), entries)]


def restoring(work: Working, chance: random.Random) -> list[Operation]:
    """Now and then keep a version of a document, or bring one back as a new entry (H3, H4)."""
    if chance.random() > 0.2:
        return []
    versions = [one for one in read.records(work.connection, "versions") if isinstance(one, Record)]
    if not versions or chance.random() < 0.5:
        return [Put("versions", str(len(versions)), chance.randbytes(4_000), 0)]
    last = apply.last_seq(work.connection, RESTORED)
    return [Append((Entry(RESTORED, last + 1, chance.choice(versions).value, 1),))]


def busy_evening(folder: Path, seed: int, weakened: str = "") -> Story:
    """Work through sixty groups, folding the WAL and restarting now and then."""
    chance = random.Random(seed)
    with working(folder, weakened) as (work, story):
        for _ in range(60):
            work.commit(random_group(work, chance))
            if chance.random() < 0.1:
                work.fold()
            if chance.random() < 0.03:
                work.reopen()
    return story


def recovered(image: Image, folder: Path, steps: Sequence[str] = migrate.STEPS) -> State:
    """Start on what a power cut left, as the server would; raise whatever is wrong with it."""
    folder.mkdir()
    (folder / "callboard.db").touch()  # made and synced before SQLite gets to see it
    for name, content in image.items():
        (folder / name).write_bytes(content)
    with closing(connect.open_writer(folder / "callboard.db", steps)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return state(connection)


def losses(
    story: Story, moments: Sequence[int], folder: Path, steps: Sequence[str] = migrate.STEPS
) -> list[str]:
    """Cut the power at these moments; tell each time that an acknowledged step is lost or the database spoilt."""
    found = []
    left = power_cuts(story.events, moments, random.Random(len(moments)))
    for number, (acknowledged, image) in enumerate(left):
        try:
            kept = recovered(image, folder / str(number), steps)
        except (sqlite3.Error, AssertionError) as error:
            found.append(f"spoilt: {error!r}")
            continue
        if kept not in story.states[max(acknowledged, 0) : acknowledged + 2]:
            found.append(f"lost: {acknowledged} steps were acknowledged, it holds something else")
    return found


def at_random(story: Story, cuts: int, seed: int) -> list[int]:
    chance = random.Random(seed)
    return sorted(chance.randrange(len(story.events) + 1) for _ in range(cuts))


@pytest.mark.slow
@pytest.mark.parametrize("seed", seeds(3))
def test_P2_P4_P11_P14_no_acknowledged_step_is_lost_in_a_power_cut(
    tmp_path: Path, seed: int
) -> None:
    story = busy_evening(tmp_path / "disk", seed)
    assert losses(story, at_random(story, 100, seed), tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("weakened", ["OFF", "NORMAL"])
def test_P2_this_very_test_finds_losses_when_syncs_are_left_out(
    tmp_path: Path, weakened: str
) -> None:
    story = busy_evening(tmp_path / "disk", 4, weakened)
    assert len(losses(story, at_random(story, 40, 4), tmp_path)) > 5


@pytest.mark.slow
def test_P8_a_power_cut_at_any_moment_of_the_first_start_does_no_harm(tmp_path: Path) -> None:
    with working(tmp_path / "disk") as (work, story):
        work.commit([Put("documents", "x", b"first", None)])
    moments = sorted([*range(len(story.events) + 1)] * 3)
    assert losses(story, moments, tmp_path) == []


@pytest.mark.slow
def test_P8_a_power_cut_at_any_moment_of_a_migration_leaves_the_old_or_the_new(
    tmp_path: Path,
) -> None:
    steps = (*migrate.STEPS, SECOND_STEP)
    with working(tmp_path / "disk") as (work, story):
        work.commit(random_group(work, random.Random(5)))
        before = len(story.events)
        work.reopen(steps)
        work.acknowledge()
        work.commit([Put("documents", "x", b"after", None)])
    moments = range(before, len(story.events) + 1)
    assert len(moments) > 20
    assert losses(story, moments, tmp_path, steps) == []
