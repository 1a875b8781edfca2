"""Composition of the shell: what a running server consists of, started and stopped in order."""

import asyncio
from collections.abc import Callable

from crdt_server.clock import Clock
from crdt_server.hub.admission import Admission, CountedDoor
from crdt_server.hub.asides import Asides
from crdt_server.hub.authors import Authors
from crdt_server.hub.callers import UNCOUNTED, Caller
from crdt_server.hub.checkpoints import Checkpoints
from crdt_server.hub.connection import Connection, Place
from crdt_server.hub.contained import contained
from crdt_server.hub.decisions import Decisions
from crdt_server.hub.doorbook import note_end, note_opening
from crdt_server.hub.history import History
from crdt_server.hub.journal import Journal
from crdt_server.hub.lag import Lag
from crdt_server.hub.litter import Litter
from crdt_server.hub.lookout import Lookout
from crdt_server.hub.outbox import Outbox
from crdt_server.hub.past import Past
from crdt_server.hub.registry import OpenDoor, Registry
from crdt_server.hub.rights import Rights
from crdt_server.hub.rooms import Rooms
from crdt_server.hub.session import Session
from crdt_server.hub.tasks import Tasks
from crdt_server.hub.traffic import Traffic
from crdt_server.hub.turns import Turns
from crdt_server.hub.upkeep import Upkeep
from crdt_server.hub.versions import Versions
from crdt_server.hub.wire import Wire
from crdt_server.protocol.awareness import PresenceLimits
from crdt_server.room.limits import RoomLimits
from crdt_server.settings import Settings
from persistence.store import Store, StoreError

RESTARTING = 1012
LOOK_SECONDS = 1.0
KEEP_ALIVE_SECONDS = 7.0
DAY_MS = 24 * 3600 * 1000

Door = Callable[[Registry], Admission]


class Hub:
    """The rooms, the journal, the library's list and the open sockets of one server."""

    def __init__(
        self, store: Store, clock: Clock, settings: Settings, door: Door = OpenDoor
    ) -> None:
        """`door` makes the one who decides who comes in, from the list of documents."""
        self.store = store
        self.tasks = Tasks()
        self.journal = Journal(store, clock)
        self.registry = Registry(store, self.tasks, clock)
        self.turns = Turns()
        self.authors = Authors(store, self.tasks)
        self.rooms = Rooms(
            store,
            self.journal,
            self.tasks,
            clock,
            self.turns,
            self.registry.birth,
            self.authors.introduce,
            room_limits(settings),
        )
        self.journal.overtaken = self.rooms.rebuild_if_open
        self.past = Past(store)
        self.history = History(store, self.past, self.authors)
        self.versions = Versions(store, clock)
        self.decisions = Decisions(store, clock)
        self.connections: set[Connection] = set()
        self.gone = Traffic()
        self.lag = Lag()
        self.started_at = clock.now()
        self.rights = Rights(self.connections)
        self.watchers: list[Callable[[], object]] = []
        """What else is looked after once a second."""
        self.asides = Asides(self.rooms)
        self.clock = clock
        self._settings = settings
        self._admission = door(self.registry)
        self.checkpoints = Checkpoints(
            store, self.journal, clock, settings.keep_log_days * DAY_MS, self.past.keep_base
        )
        self._litter = Litter()
        self.lookout = Lookout(
            store, self.history, self.decisions, self.journal, self.tasks, self.asides.tell
        )
        self._upkeep = Upkeep(
            self.rooms,
            self.registry,
            self.checkpoints,
            self.tasks,
            self._litter,
            clock,
            settings.idle_seconds * 1000,
        )

    async def start(self) -> None:
        """Read the list of documents and begin to work."""
        await self.registry.load()
        self.tasks.keep("journal", self.journal.run)
        self.tasks.keep("upkeep", self._look_now_and_then)
        self.tasks.keep("keep alive", self._keep_alive_now_and_then)
        self.tasks.keep("lag", self.lag.run)

    async def stop(self, patience: float = 10.0) -> None:
        """Send everybody away, write what is left, and end."""
        self.send_everybody_away()
        try:
            async with asyncio.timeout(patience):
                for room in self.rooms.all():
                    await self.journal.settled(room.name)
                await self.authors.flush()
        except (TimeoutError, StoreError):
            pass  # the store does not work: nothing of this was acknowledged, and the clients still have it
        await self.tasks.close()
        await self.store.close()

    def send_everybody_away(self) -> None:
        """Ask every client to connect again in a moment; responses that last end with that."""
        for connection in list(self.connections):
            connection.outbox.close(RESTARTING, "The server is restarting; connecting again.")

    def connect(
        self,
        path_name: str | None,
        outbox: Outbox,
        caller: Caller = UNCOUNTED,
        address: str = "",
        admission: Admission | None = None,
    ) -> Connection:
        """Take in a new socket; `path_name` is the document that its path names, if any, `address` where it is from.

        `admission` knows what the socket has shown in its handshake.
        """
        door = CountedDoor(admission or self._admission, caller)

        def open_session(name: str, wire: Wire, outbox: Outbox) -> Session:
            return Session(name, wire, outbox, self.rooms, door, self.asides.hear)

        place = Place(address, self.clock.now())
        most = self._settings.max_documents
        connection = Connection(path_name, outbox, open_session, most, place)
        self.connections.add(connection)
        note_opening(connection)
        return connection

    def disconnect(self, connection: Connection) -> None:
        """A socket is gone."""
        self.connections.discard(connection)
        self.gone.take_over(connection)
        note_end(connection, self.clock.now())
        connection.end()
        self._litter.closed()

    def turn_out(self, document: str, reason: str) -> None:
        """Take everybody out of a document, with a sentence."""
        for connection in list(self.connections):
            connection.turn_out(document, reason)
        self.rights.tell_watchers()

    def look(self) -> None:
        """Look after the rooms once."""
        now = self.clock.now()
        self.rights.look(now)
        self._upkeep.look(now)
        for room in self.rooms.all():
            with contained(f"Looking for conflicts in {room.name}"):
                self.lookout.look_at(room, now)
        for watcher in self.watchers:
            with contained("Looking after what is not a room"):
                watcher()
        self._litter.sweep()

    def keep_alive(self) -> None:
        """See once that every socket is alive, and that its client notices that we are."""
        now = self.clock.now()
        for connection in list(self.connections):
            with contained("Keeping a connection alive"):
                connection.keep_alive(now)

    async def _look_now_and_then(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            with contained("Looking after the rooms"):
                self.look()

    async def _keep_alive_now_and_then(self) -> None:
        while True:
            await asyncio.sleep(KEEP_ALIVE_SECONDS)
            self.keep_alive()


def room_limits(settings: Settings) -> RoomLimits:
    """Give how much one document and those in it may be."""
    return RoomLimits(
        document=settings.max_document,
        presence=PresenceLimits(state_bytes=settings.max_presence),
        clients_per_peer=settings.presence_entries,
        clients=settings.presence_people,
        presence_bytes=settings.presence_total,
    )
