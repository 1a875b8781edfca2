"""What is done for open documents now and then: repair, the library's copy of the title, checkpoints, unloading.

each second, for each room     somebody was refused, room?  → ask for all it has (L1)
                               changed since the last look → wait until it rests
                               rests for the first time    → repair it, refresh its title in the library
                               tail of the log long        → write a checkpoint; far too long: at once
                               empty for a while           → let go of it (R4)

What fails is tried again, after a second at first and a minute at last (R13).
"""

import logging

from crdt_server.clock import Clock
from crdt_server.hub.checkpoints import Checkpoints
from crdt_server.hub.contained import contained
from crdt_server.hub.event import event
from crdt_server.hub.litter import Litter
from crdt_server.hub.open_room import OpenRoom
from crdt_server.hub.registry import Registry
from crdt_server.hub.rooms import Rooms
from crdt_server.hub.tasks import Tasks
from docs_model.kinds import kind_of
from docs_model.meta import title_of
from docs_model.repair import repair
from persistence.store import StoreError

log = logging.getLogger("callboard")


class Upkeep:
    """Looks after the rooms of a hub, a little at a time."""

    def __init__(
        self,
        rooms: Rooms,
        registry: Registry,
        checkpoints: Checkpoints,
        tasks: Tasks,
        litter: Litter,
        clock: Clock,
        idle_ms: int,
    ) -> None:
        self._rooms = rooms
        self._registry = registry
        self._checkpoints = checkpoints
        self._tasks = tasks
        self._litter = litter
        self._clock = clock
        self._idle_ms = idle_ms

    def look(self, now: int) -> None:
        """Go through all rooms once; `now` is Unix milliseconds."""
        for room in self._rooms.all():
            if not (room.suspended or room.under_care):
                with contained(f"Looking after {room.name}"):
                    self._look_at(room, now)

    def _look_at(self, room: OpenRoom, now: int) -> None:
        if room.room.fullness.has_refused:
            room.perform(room.room.look_for_room())
        may_work = not room.setback.lasts(now)
        if may_work and self._checkpoints.is_overdue(room):
            self._start_checkpoint(room)
        elif room.changed:
            room.changed, room.restless = False, True
        elif may_work and room.restless:
            room.restless = False
            self._rest(room)
        elif may_work and self._checkpoints.is_due(room):
            self._start_checkpoint(room)
        elif not room.restless and self._is_long_empty(room, now) and self._rooms.close(room):
            self._litter.closed()

    def _is_long_empty(self, room: OpenRoom, now: int) -> bool:
        return room.empty_since is not None and now - room.empty_since >= self._idle_ms

    def _rest(self, room: OpenRoom) -> None:
        """A document came to rest: what a hostile or an old client left in it is put right."""
        kind = kind_of(room.name)
        room.edit(lambda doc: repair(doc, kind))
        room.room.fullness.rest()
        title = title_of(room.room.doc, kind)
        changed, room.edited = room.edited, False
        self._tasks.start(f"refresh {room.name}", self._refresh(room, title, changed=changed))

    async def _refresh(self, room: OpenRoom, title: str | None, *, changed: bool) -> None:
        try:
            await self._registry.refresh(room.name, title, changed=changed)
        except StoreError as error:
            room.edited = room.edited or changed
            room.restless = True
            self._put_off(room, "in the library", error)

    def _start_checkpoint(self, room: OpenRoom) -> None:
        room.under_care = True
        self._tasks.start(f"checkpoint {room.name}", self._checkpoint(room))

    async def _checkpoint(self, room: OpenRoom) -> None:
        try:
            await self._checkpoints.keep(room)
            room.setback.over()
        except StoreError as error:
            self._put_off(room, "as a whole", error)
        except Exception:
            room.setback.begin(self._clock.now())
            raise
        finally:
            room.under_care = False

    def _put_off(self, room: OpenRoom, how: str, error: StoreError) -> None:
        room.setback.begin(self._clock.now())
        log.warning(
            "Writing %s %s is put off: %s",
            room.name,
            how,
            error,
            extra=event("write_put_off", document=room.name, what=how),
        )
