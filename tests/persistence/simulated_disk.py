"""A disk that remembers what it was asked to do, and can be shown as a power cut would have left it.

`RecordingDisk` is an SQLite VFS that writes down every write, sync, cut and delete on its way to the real file system.
`power_cuts` replays that: what was synced is there; of what was written since, each sector of 512 bytes by itself may
or may not have reached the disk, which covers lost, torn and reordered writes. (Two writes to one sector do not change
places: they meet in the page cache.) Files come and go at once; SQLite syncs the folder where it matters.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import apsw

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Write:
    file: str
    offset: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    file: str
    size: int


@dataclass(frozen=True, slots=True)
class Sync:
    file: str


@dataclass(frozen=True, slots=True)
class Delete:
    file: str


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """So many steps have been acknowledged by now."""

    steps: int


Event = Write | Cut | Sync | Delete | Acknowledged
Image = dict[str, bytes]


class RecordingDisk(apsw.VFS):
    """The default file system of SQLite, with a memory."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.events: list[Event] = []
        super().__init__(name, "")

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> "_RecordingFile":
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        return _RecordingFile(self.events, Path(path or "temporary").name, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self.events.append(Delete(Path(filename).name))
        super().xDelete(filename, syncdir)


class _RecordingFile(apsw.VFSFile):
    def __init__(
        self, events: list[Event], file: str, name: str | apsw.URIFilename | None, flags: list[int]
    ) -> None:
        self._events = events
        self._file = file
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._events.append(Write(self._file, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        self._events.append(Cut(self._file, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        self._events.append(Sync(self._file))
        super().xSync(flags)


@dataclass(slots=True)
class _File:
    synced: bytearray = field(default_factory=bytearray)
    pending: list[Write | Cut] = field(default_factory=list)


def power_cuts(
    events: Sequence[Event], moments: Sequence[int], chance: random.Random
) -> Iterator[tuple[int, Image]]:
    """Give what is left after power cuts before these events (in order), with the steps acknowledged by then."""
    files: dict[str, _File] = {}
    acknowledged = -1
    waiting = list(moments)
    for moment, event in enumerate([*events, None]):
        while waiting and waiting[0] == moment:
            waiting.pop(0)
            yield acknowledged, {name: _survivor(file, chance) for name, file in files.items()}
        match event:
            case Write() | Cut():
                files.setdefault(event.file, _File()).pending.append(event)
            case Sync():
                file = files.setdefault(event.file, _File())
                for change in file.pending:
                    _apply(file.synced, change)
                file.pending = []
            case Delete():
                files.pop(event.file, None)
            case Acknowledged():
                acknowledged = event.steps


def _survivor(file: _File, chance: random.Random) -> bytes:
    content = bytearray(file.synced)
    share = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
    for change in file.pending:
        for part in _sectors(change):
            if chance.random() < share:
                _apply(content, part)
    return bytes(content)


def _sectors(change: Write | Cut) -> list[Write | Cut]:
    if isinstance(change, Cut):
        return [change]
    begin, parts = 0, list[Write | Cut]()
    while begin < len(change.content):
        end = begin + SECTOR - (change.offset + begin) % SECTOR
        parts.append(Write(change.file, change.offset + begin, change.content[begin:end]))
        begin = end
    return parts


def _apply(content: bytearray, change: Write | Cut) -> None:
    if isinstance(change, Cut):
        del content[change.size :]
        return
    content.extend(bytes(max(0, change.offset - len(content))))
    content[change.offset : change.offset + len(change.content)] = change.content
