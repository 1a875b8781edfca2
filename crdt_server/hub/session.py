"""One document on one socket: from the knock at the door to the goodbye.

    state     hears Auth        hears anything else        the room opens        the socket ends
    FRESH     knocks            knocks, keeps it           –                     GONE
    WAITING   –                 keeps it                   JOINED                GONE
    JOINED    shows it is in    the room receives it       –                     GONE, the room is told

A Hocuspocus client shows its token first (versions before 3 only if they have one), a y-websocket client just begins.
"""

import logging
from collections.abc import Sequence
from enum import Enum, auto
from itertools import count

from crdt_server.hub.admission import Admitted, CountedDoor, NotNow, Refused
from crdt_server.hub.backlog import Backlog
from crdt_server.hub.open_room import OpenRoom
from crdt_server.hub.outbox import TRY_AGAIN_LATER, Outbox
from crdt_server.hub.rooms import Rooms
from crdt_server.hub.wire import Wire
from crdt_server.protocol.messages import (
    Auth,
    Authenticated,
    Awareness,
    Closed,
    Denied,
    Detach,
    Heard,
    Said,
    Stateless,
    Unknown,
)
from crdt_server.room.digest import is_panic
from crdt_server.room.peer import Peer

log = logging.getLogger("callboard")

MOST_WAITING = 10_000
MOST_PRESENCE = 100  # messages that wait, from where on presence is not kept with them
MOST_WAITING_BYTES = 64 * 1024 * 1024
INTERNAL_ERROR = 1011
FORBIDDEN = 4403
_numbers = count(1)


class State(Enum):
    """Where a session is on its way."""

    FRESH = auto()
    WAITING = auto()
    JOINED = auto()
    GONE = auto()


class Session:
    """One peer-to-be of one document."""

    def __init__(
        self, name: str, wire: Wire, outbox: Outbox, rooms: Rooms, door: CountedDoor
    ) -> None:
        self.name = name
        self.wire = wire
        self.outbox = outbox
        self.state = State.FRESH
        self.refusal = ""
        self._rooms = rooms
        self._door = door
        self._kept: list[Heard] = []
        self._kept_bytes = 0
        self.backlog = Backlog()
        self.is_late = False
        """Whether the client reads too slowly, or waits for an answer: it is told of edits later, merged (R6)."""
        self.late_number = 0
        self.owed = 0
        """How many receipts for its own words it waits for (W4)."""
        self._peer: Peer | None = None
        self._room: OpenRoom | None = None

    @property
    def is_conversing(self) -> bool:
        """Tell whether what the client says is heard by the room at once."""
        return self.state is State.JOINED and self._room is not None and not self._room.suspended

    def say(self, message: Said) -> None:
        """Send a message to the client, if its dialect has words for it."""
        frame = self.wire.encode(message)
        if frame is not None:
            self.outbox.put(frame)

    def acknowledge(self, updates: Sequence[bytes]) -> None:
        """Tell the client that each of these edits of its own is durable (W4)."""
        frames = self.wire.receipts(updates)
        if frames:
            self.outbox.put_all(frames)
        self.paid()

    def hear(self, message: Heard) -> None:
        """Take in what the client says."""
        if isinstance(message, Detach):
            self.leave()
            self.say(Closed("you left"))
            self.state = State.FRESH
        elif isinstance(message, Unknown | Stateless) or self.state is State.GONE:
            return
        elif self.state is State.FRESH:
            self._knock(message)
        elif self.state is State.WAITING:
            self._keep(message)
        elif isinstance(message, Auth):
            self.say(
                Authenticated(read_only=not self._peer.may_write) if self._peer else Authenticated()
            )
        else:
            self._converse(message)

    def fall_behind(self) -> None:
        """From now on the client is told what it misses later."""
        if not self.is_late:
            self.is_late = True
            self.late_number = next(_numbers)

    def tell_rest_soon(self) -> None:
        """Tell it what it missed when its turn comes."""
        if self._room is None:
            self.is_late = False
        elif self.is_late:
            self._room.serve(self._tell_rest)

    def catch_up_with(self) -> None:
        """What it missed is about to be told."""
        self.is_late = False
        self.backlog = Backlog()

    def paid(self) -> None:
        """One of its receipts was given."""
        self.owed = max(0, self.owed - 1)
        if self.is_late and not self.owed:
            self.tell_rest_soon()

    def turn_out(self, reason: str) -> None:
        """Take the client out of the document, with a sentence; it may knock again."""
        self.leave()
        self.state = State.FRESH
        self.refusal = reason
        self.say(Denied(reason))
        if self.wire.is_whole_socket:
            self.outbox.close(FORBIDDEN, reason)

    def leave(self) -> None:
        """End it: the others see the peer disappear at once."""
        peer, room, self._peer, self._room = self._peer, self._room, None, None
        self.state = State.GONE
        self._kept.clear()
        self.catch_up_with()
        self.owed = 0
        if peer is not None and room is not None:
            room.part(peer)
            self._rooms.left(room)

    def catch_up(self) -> None:
        """Hear what was said while the room could not listen."""
        kept, self._kept, self._kept_bytes = self._kept, [], 0
        for message in kept:
            self.hear(message)

    def _tell_rest(self) -> None:
        if self._room is not None and self.is_late:
            self._room.tell_rest(self)

    def _knock(self, message: Heard) -> None:
        token = message.token if isinstance(message, Auth) else ""
        match self._door.admit(self.name, token):
            case Refused(reason):
                self.refusal = reason
                self.say(Denied(reason))
            case NotNow(reason):
                self.refusal = reason
                self.outbox.close(TRY_AGAIN_LATER, reason)
            case Admitted(actor, may_write):
                self._peer = Peer(actor, may_write)
                self.state = State.WAITING
                if not isinstance(message, Auth):
                    self._keep(message)
                self._rooms.open(self.name, self._enter, self._fail)

    def _enter(self, room: OpenRoom) -> None:
        """The document is loaded: sit down, say hello, go through what was said meanwhile (R1)."""
        if self.state is not State.WAITING or self._peer is None:
            return
        self.state = State.JOINED
        self._room = room
        room.sessions[self._peer] = self
        if self.outbox.congested:
            self.fall_behind()
        self.say(Authenticated(read_only=not self._peer.may_write))
        room.perform(room.room.join(self._peer))
        self.catch_up()

    def _fail(self, reason: str) -> bool:
        """The document cannot be loaded now; tell whether to wait on.

        A socket of its own is closed, and its client comes back. On a shared one the others go on, and this one waits
        unanswered until the document can be loaded: its client shows that it is not saved (R12).
        """
        if self.state is not State.WAITING:
            return False
        if self.wire.is_whole_socket:
            self.outbox.close(TRY_AGAIN_LATER, reason)
            return False
        return True

    def _keep(self, message: Heard) -> None:
        if isinstance(message, Awareness) and len(self._kept) >= MOST_PRESENCE:
            return  # clients say it again every fifteen seconds
        self._kept.append(message)
        self._kept_bytes += len(getattr(message, "update", b""))
        if len(self._kept) > MOST_WAITING or self._kept_bytes > MOST_WAITING_BYTES:
            self.outbox.close(
                TRY_AGAIN_LATER, "Too much was sent before the document was ready; connect again."
            )

    def _converse(self, message: Heard) -> None:
        room, peer = self._room, self._peer
        if room is None or peer is None:
            return
        if room.suspended:
            self._keep(message)
            return
        try:
            room.perform(room.room.receive(peer, message))
        except BaseException as error:
            if not isinstance(error, Exception) and not is_panic(error):
                raise
            # A bug: it may not reach another room, and whoever sits in this one heals by connecting again (R5).
            log.exception(
                "The room of %s failed; everybody in it is asked to connect again.", self.name
            )
            for session in list(room.sessions.values()):
                session.outbox.close(
                    INTERNAL_ERROR, "Something went wrong with this document; connecting again."
                )
            self._rooms.rebuild(room)
