"""The disk below the database: how long a commit waits for it, how much room is left, and what kind it is.

What is measured is what SQLite does at every commit: some bytes are written, and the disk says when it has them.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from crdt_server.clock import stopwatch
from crdt_server.doctor.finding import Finding, broken, ok, warning

SPACE, COMMIT, KIND = "free space", "disk commits", "file system"
COMMITS, PAGE = 40, b"\0" * 4096
LONGEST = 5.0  # seconds for all of them
SLOW, VERY_SLOW, IMPOSSIBLE = 0.030, 0.200, 0.000_005  # seconds for one
LITTLE, VERY_LITTLE = 1 << 30, 100 << 20  # bytes
MOUNTS = Path("/proc/mounts")
IN_MEMORY = ("tmpfs", "ramfs")
OVER_THE_NETWORK = (
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "fuse.sshfs",
    "9p",
    "afs",
    "ceph",
    "glusterfs",
)


def check_disk(folder: Path) -> Iterator[Finding]:
    """Look at the disk that a folder is on; the folder may not be there yet."""
    there = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    if not os.access(there, os.W_OK | os.X_OK) or not there.is_dir():
        yield broken(
            COMMIT,
            f"{there} cannot be written to.",
            "Give this user the right to write there, or name another folder with --data.",
        )
        return
    yield space_finding(there, shutil.disk_usage(there).free)
    yield from kind_finding(there, kind_of(there))
    yield commit_finding(there, commit_times(there))


def space_finding(folder: Path, free: int) -> Finding:
    """Judge the room that is left, in bytes."""
    said = f"{free / (1 << 30):.1f} GiB are free at {folder}."
    if free < VERY_LITTLE:
        return broken(SPACE, said, "Free some space; without it nothing can be saved.", bytes=free)
    if free < LITTLE:
        return warning(SPACE, said, "Free some space before the show.", bytes=free)
    return ok(SPACE, said, bytes=free)


def kind_finding(folder: Path, kind: str | None) -> Iterator[Finding]:
    """Judge the kind of a file system; nothing is said where it is not known."""
    if kind in IN_MEMORY:
        yield broken(
            KIND,
            f"{folder} is kept in memory ({kind}); everything is gone when this machine restarts.",
            "Name a folder on a disk with --data.",
            kind=kind,
        )
    elif kind in OVER_THE_NETWORK:
        yield broken(
            KIND,
            f"{folder} is on another machine ({kind}); SQLite needs a disk of this machine to be safe.",
            "Name a folder on a local disk with --data, or keep documents in PostgreSQL.",
            kind=kind,
        )
    elif kind is not None:
        yield ok(KIND, f"{folder} is on {kind}.", kind=kind)


def commit_finding(folder: Path, times: list[float]) -> Finding:
    """Judge how long the disk took, in seconds."""
    ordered = sorted(times)
    middle, worst = ordered[len(ordered) // 2], ordered[-1]
    said = (
        f"A commit takes {_milliseconds(middle)}, at worst {_milliseconds(worst)} of {len(times)}."
    )
    figures = {"median_seconds": middle, "worst_seconds": worst, "commits": len(times)}
    if middle < IMPOSSIBLE:
        return warning(
            COMMIT,
            f"{said} No disk is that fast.",
            "Something says that bytes are safe before they are: a virtual machine's disk cache, or a library that "
            "leaves syncing out. Switch that off, or a power cut takes what was acknowledged.",
            **figures,
        )
    if middle >= VERY_SLOW or worst >= 1.0:
        return warning(
            COMMIT,
            f"{said} That is very slow; people see their edits as not saved for that long.",
            "Use another disk (no memory card, no network drive), or see what else writes to this one.",
            **figures,
        )
    if middle >= SLOW:
        advice = "It is safe. An SSD would save sooner."
        return warning(COMMIT, f"{said} That is slow.", advice, **figures)
    return ok(COMMIT, said, **figures)


def commit_times(folder: Path, measure: Callable[[], float] = stopwatch) -> list[float]:
    """Write and sync a few times, in a file that is gone afterwards; give the seconds of each."""
    times: list[float] = []
    with tempfile.TemporaryFile(dir=folder, prefix="callboard-doctor-", buffering=0) as file:
        begun = measure()
        while len(times) < COMMITS and (not times or measure() - begun < LONGEST):
            before = measure()
            file.write(PAGE)
            _sync(file.fileno())
            times.append(measure() - before)
    return times


def kind_of(folder: Path, mounts: Path = MOUNTS) -> str | None:
    """Give the kind of file system that a folder is on; None where the system does not tell."""
    try:
        lines = [line.split() for line in mounts.read_text().splitlines()]
    except (OSError, ValueError):
        return None
    path = folder.resolve()
    places = [(Path(_unescaped(line[1])), line[2]) for line in lines if len(line) > 2]
    over = [(place, kind) for place, kind in places if place == path or place in path.parents]
    # Of two on the same place the later one is on top.
    return (
        max(over, key=lambda found: len(found[0].parts), default=(None, None))[1] if over else None
    )


def _sync(descriptor: int) -> None:
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(
            descriptor, fcntl.F_FULLFSYNC
        )  # its plain fsync leaves the bytes in the drive's cache
    else:
        os.fsync(descriptor)


def _unescaped(place: str) -> str:
    return place.encode().decode("unicode_escape")


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.2g} ms" if seconds < 0.01 else f"{seconds * 1000:.0f} ms"
