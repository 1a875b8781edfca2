"""Documents come into memory when somebody needs them and leave it when nobody has for a while (R1, R4).

closed ──open()──▶ opening ──loaded──▶ open ──empty for a while, everything durable──▶ closed
                      │                  │
                      └─load failed─▶ closed   └─rebuild()─▶ suspended ──rebuilt──▶ open

A document that cannot be loaded is tried again for as long as somebody waits on (R12).
"""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from crdt_server.clock import Clock
from crdt_server.hub.contained import contained
from crdt_server.hub.journal import Journal
from crdt_server.hub.loading import Image, reading
from crdt_server.hub.open_room import OpenRoom, Surroundings
from crdt_server.hub.pause import Pause
from crdt_server.hub.set_aside import SetAsideBox
from crdt_server.hub.tasks import Tasks
from crdt_server.hub.turns import Turns, with_pauses
from crdt_server.room.effects import Introduce
from crdt_server.room.limits import RoomLimits
from crdt_server.room.lineage import Birth
from crdt_server.room.room import Room
from persistence.store import Store, StoreError
from persistence.wall import Reach, Walled, asking, on_behalf_of

log = logging.getLogger("callboard")

Enter = Callable[[OpenRoom], None]
Fail = Callable[[str], bool]
"""Hears why a document cannot be loaded now, and tells whether whoever asked for it waits on."""
BirthOf = Callable[[str], Birth | None]


NOT_HERE = "There is no such document here, or it is not shared with you."


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Somebody who waits for a document, and the workspaces they reach."""

    enter: Enter
    fail: Fail
    reach: Reach | None


class LoadFailed(Exception):
    """A document could not be loaded; the text says why."""


class Rooms:
    """All documents in memory, by name; `refused` counts by reason what was not taken."""

    def __init__(
        self,
        store: Store,
        journal: Journal,
        tasks: Tasks,
        clock: Clock,
        turns: Turns,
        birth_of: BirthOf,
        introduce: Callable[[str, Introduce], None],
        limits: RoomLimits,
    ) -> None:
        self._limits = limits
        self._birth_of = birth_of
        self._store = store
        self._journal = journal
        self._tasks = tasks
        self._clock = clock
        self.set_aside = SetAsideBox(store, tasks, clock)
        self.refused: Counter[str] = Counter()
        self._delivered_before = 0
        self._surroundings = Surroundings(
            journal, turns, self.set_aside.put, introduce, self.rebuild, self.refused
        )
        self._open: dict[str, OpenRoom] = {}
        self._opening: dict[str, list[_Waiting]] = {}

    def all(self) -> list[OpenRoom]:
        """Give the rooms in memory now."""
        return list(self._open.values())

    @property
    def deliveries(self) -> int:
        """Give how many edits were passed on to how many readers since the start, in rooms open and closed."""
        return self._delivered_before + sum(room.deliveries for room in self._open.values())

    def find(self, name: str) -> OpenRoom | None:
        """Give a room if it is in memory."""
        return self._open.get(name)

    def open(self, name: str, enter: Enter, fail: Fail) -> None:
        """Call `enter` with the room as soon as its document is loaded, or `fail` with the reason if it cannot be.

        As long as `fail` says so it is tried again, and one of the two is called again.
        """
        room = self._open.get(name)
        if room is not None:
            room.empty_since = None
            if room.suspended:
                room.waiting.append(enter)
            else:
                enter(room)
        elif name in self._opening:
            self._opening[name].append(_Waiting(enter, fail, asking()))
        else:
            self._opening[name] = [_Waiting(enter, fail, asking())]
            self._tasks.start(f"load {name}", self._load(name))

    @asynccontextmanager
    async def hold(self, name: str) -> AsyncIterator[OpenRoom]:
        """Have a document in memory for the length of a `with` block; LoadFailed if it cannot be."""
        room = await self._held(name)
        try:
            yield room
        finally:
            room.holds -= 1
            self.left(room)

    def left(self, room: OpenRoom) -> None:
        """Somebody does not need a room any more."""
        if room.is_empty:
            room.empty_since = self._clock.now()

    def rebuild(self, room: OpenRoom) -> None:
        """Build a document in memory anew from its log; what is said meanwhile is heard afterwards (R8)."""
        if not room.suspended:
            room.suspended = True
            self._tasks.start(f"rebuild {room.name}", self._build_again(room))

    def rebuild_if_open(self, name: str) -> None:
        """Somebody else wrote to a document's log: what is in memory lacks that."""
        room = self._open.get(name)
        if room is not None:
            self.rebuild(room)

    def close(self, room: OpenRoom) -> bool:
        """Let go of a document; refused while somebody needs it or something of it is not durable (R4)."""
        if not room.is_empty or room.suspended or self._journal.has_pending(room.name):
            return False
        self._open.pop(room.name, None)
        self._journal.close(room.name)
        self._delivered_before += room.deliveries
        return True

    async def _held(self, name: str) -> OpenRoom:
        """Open a room and hold it in the same step, so that it cannot be closed in between."""
        opened: asyncio.Future[OpenRoom] = asyncio.get_running_loop().create_future()

        def enter(room: OpenRoom) -> None:
            if not opened.cancelled():
                room.holds += 1
                opened.set_result(room)

        def fail(reason: str) -> bool:
            if not opened.cancelled():
                opened.set_exception(LoadFailed(reason))
            return False

        self.open(name, enter, fail)
        return await opened

    async def _load(self, name: str) -> None:
        """Load a document for whoever waits for it; it is given up when nobody does any more.

        It is loaded on behalf of the first of them; one who does not reach it holds up nobody else (P15).
        """
        pause, said = Pause(), ""
        while not isinstance(image := await self._try_to_load(name), Image):
            if isinstance(image, Walled):
                log.warning("%s Nothing was given; this should not have been asked.", image)
                self._opening[name].pop(0).fail(NOT_HERE)
                if self._opening[name]:
                    continue
                del self._opening[name]
                return
            if image != said:
                said = image
                log.warning("%s cannot be loaded: %s", name, image)
            reason = f"This document cannot be loaded right now: {image}"
            self._opening[name] = [one for one in self._opening[name] if one.fail(reason)]
            if not self._opening[name]:
                del self._opening[name]
                return
            await asyncio.sleep(pause.next())
        self._let_in(name, image)

    async def _try_to_load(self, name: str) -> Image | Walled | str:
        """Give the document, or why it cannot be loaded."""
        try:
            with on_behalf_of(self._opening[name][0].reach):
                return await self._image(name, [], is_suspect=False)
        except Walled as error:
            return error
        except StoreError as error:
            return str(error)
        except Exception as error:
            log.exception("Loading %s failed.", name)
            return f"{type(error).__name__}: {error}"

    def _let_in(self, name: str, image: Image) -> None:
        self._journal.open(name, image.last_seq)
        inside = Room(image.doc, image.updates, image.gaps, self._birth_of(name), self._limits)
        room = OpenRoom(name, inside, self._surroundings)
        room.tail.start(image.tail_entries, image.tail_bytes, image.checkpoint_bytes)
        room.empty_since = self._clock.now()
        self._open[name] = room
        for one in self._opening.pop(name):
            with contained(f"Letting somebody into {name}"):
                one.enter(room)

    async def _build_again(self, room: OpenRoom) -> None:
        """From the log and from what is on its way to it."""
        pause = Pause()
        while True:
            try:
                pending = self._journal.pending(room.name)
                image = await self._image(room.name, pending, is_suspect=True)
                break
            except StoreError as error:
                log.warning("%s cannot be rebuilt yet: %s", room.name, error)
            except Exception:
                log.exception("%s cannot be rebuilt; it is tried again.", room.name)
            await asyncio.sleep(pause.next())
        room.resume(image)

    async def _image(self, name: str, pending: list[bytes], *, is_suspect: bool) -> Image:
        loaded = await self._store.load(name)
        image = await with_pauses(reading(loaded, pending, is_suspect=is_suspect))
        for effect in image.left_out:
            self.set_aside.put(name, effect)
        return image
