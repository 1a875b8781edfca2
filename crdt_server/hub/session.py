"""One document on one socket: from the knock at the door to the goodbye.

    state     hears Auth      hears anything else           is reconsidered    the room opens    the socket ends
    FRESH     knocks          knocks, keeps it              –                  –                 GONE
    WAITING   is judged       keeps it                      is judged          JOINED            GONE
    JOINED    is judged       the room receives it          is judged          –                 GONE, the room is told
    OUT       knocks          is refused, and remembered    knocks             –                 GONE

A Hocuspocus client shows its token first (versions before 3 only if they have one), a y-websocket client just begins.
To be judged is to be asked for at the door again, with the token last shown: rights go up, down or come to an end, and
every message is heard with the rights of that moment (W15). Whoever is OUT has been told why (W16).
"""

import logging
from collections.abc import Callable
from enum import Enum, auto

from crdt_server.hub.admission import Admitted, CountedDoor, NotNow, Refused
from crdt_server.hub.contained import contained
from crdt_server.hub.event import event
from crdt_server.hub.introduction import Introduction, takes_leave
from crdt_server.hub.kept import Kept, edits_in
from crdt_server.hub.open_room import OpenRoom
from crdt_server.hub.outbox import TRY_AGAIN_LATER, Outbox
from crdt_server.hub.reader import Reader
from crdt_server.hub.rooms import Rooms
from crdt_server.hub.wire import Wire
from crdt_server.protocol import awareness
from crdt_server.protocol.messages import (
    Auth,
    Authenticated,
    Awareness,
    Denied,
    Detach,
    Heard,
    Saved,
    Stateless,
    Step1,
    Unknown,
)
from crdt_server.room.peer import Peer
from crdt_server.room.person import NOBODY, Person, person_in
from persistence.wall import on_behalf_of

log = logging.getLogger("callboard")

FORBIDDEN = 4403
NOT_ADMITTED = "not_admitted"
Decide = Callable[[str, str], Admitted | Refused | NotNow]


class State(Enum):
    """Where a session is on its way."""

    FRESH = auto()
    WAITING = auto()
    JOINED = auto()
    OUT = auto()
    GONE = auto()


class Session(Reader):
    """One peer-to-be of one document."""

    def __init__(
        self,
        name: str,
        wire: Wire,
        outbox: Outbox,
        rooms: Rooms,
        door: CountedDoor,
        aside: Callable[["Session", str], None],
    ) -> None:
        """`aside` hears the texts that the client says beside the document (W17)."""
        super().__init__(wire, outbox)
        self.name = name
        self.state = State.FRESH
        self.actor = ""
        """Who the client was known to be when it was last let in."""
        self.until: int | None = None
        """When that has to be asked again (Unix milliseconds), None if only a change can end it."""
        self.asked_before: int | None = None
        """Before which end the client was asked for another token."""
        self._rooms = rooms
        self._door = door
        self._aside = aside
        self._introduction = Introduction()
        self._kept = Kept()
        self._peer: Peer | None = None

    @property
    def is_in(self) -> bool:
        """Tell whether the client has the document, or is about to."""
        return self.state in (State.WAITING, State.JOINED)

    @property
    def may_write(self) -> bool:
        """Tell whether the client may edit the document now."""
        return self._peer is not None and self._peer.may_write

    @property
    def is_conversing(self) -> bool:
        """Tell whether what the client says is heard by the room at once."""
        return self.state is State.JOINED and self._room is not None and not self._room.suspended

    @property
    def person(self) -> Person:
        """Give who the client says to be, in what it shares of its presence; nobody has verified it."""
        if self._room is None or self._peer is None:
            return NOBODY
        entries = self._room.room.presence.owned(self._peer)
        said = (person_in(entry.state) for entry in entries)
        return next((person for person in said if person.name), NOBODY)

    def may_have(self, document: str) -> bool:
        """Tell whether the client would be let into another document, with what it has shown."""
        decided = self._door.reconsider(document, self._introduction.token)
        return self.is_in and isinstance(decided, Admitted)

    def hear(self, message: Heard) -> None:
        """Take in what the client says."""
        if self.state is State.GONE or isinstance(message, Unknown):
            return
        if isinstance(message, Auth):
            self._show(message.token)
        elif isinstance(message, Detach):
            self.leave()
            self.refused = 0
            self.state = State.FRESH
        else:
            if isinstance(message, Step1) and self.is_in:
                self._introduction.note(message)
                self.refused = 0  # a client that asks begins to count anew
            self._listen(message)

    def reconsider(self) -> None:
        """Ask anew whether the client may be here, and let it know if that has changed (W15)."""
        if self.is_in:
            self._judge(self._door.reconsider)
        elif self.state is State.OUT and self._introduction.asked is not None:
            self._knock(self._introduction.again(), self._door.reconsider)

    def turn_out(self, reason: str) -> None:
        """Take the client out of the document, with a sentence; it may knock again."""
        self._remember()
        self.leave()
        self.state = State.OUT
        self.say(Denied(reason))
        if self.wire.is_whole_socket:
            self.outbox.close(FORBIDDEN, reason)

    def leave(self) -> None:
        """End it: the others see the peer disappear at once."""
        peer, room, self._peer, self._room = self._peer, self._room, None, None
        self.state = State.GONE
        self._kept.take()
        self.catch_up_with()
        self.owed = 0
        if peer is not None and room is not None:
            room.part(peer)
            self._rooms.left(room)

    def catch_up(self) -> None:
        """Hear what was said while the room could not listen."""
        for message in self._kept.take():
            self._listen(message)

    def _listen(self, message: Heard) -> None:
        if self.state is State.JOINED:
            self._converse(message)
        elif self.state is State.WAITING:
            self._keep(message)
        elif self.state is State.OUT:
            self._turn_down(message)
        elif self.state is State.FRESH and not takes_leave(message):
            self._knock([message])

    def _remember(self) -> None:
        """Note where the client is, and what it will not be given an answer to."""
        if self._peer is not None and self._room is not None:
            present = self._room.room.presence.owned(self._peer)
            self._introduction.present = Awareness(awareness.encode(present)) if present else None
        self.refused += self.owed
        for message in self._kept.take():
            self._introduction.note(message)
            self.refused += edits_in(message)

    def _show(self, token: str) -> None:
        """The client shows a token, its first one or another."""
        self._introduction.show(token)
        if self.state is State.FRESH:
            self._knock([])
        elif self.state is State.OUT:
            self._knock(self._introduction.again())
        else:
            self._judge(self._door.admit, answer=True)

    def _ask(self, decide: Decide) -> Admitted | Refused | None:
        """Ask at the door; None if nothing was decided, and then the client is sent away to come back."""
        decided = decide(self.name, self._introduction.token)
        if isinstance(decided, NotNow):
            self.outbox.close(TRY_AGAIN_LATER, decided.reason)
            return None
        return decided

    def _refuse(self, reason: str) -> None:
        self._rooms.refused[NOT_ADMITTED] += 1
        facts = event("refused", document=self.name, why=NOT_ADMITTED)
        log.warning("Somebody was not let into %r.", self.name, extra=facts)
        self.turn_out(reason)

    def _knock(self, begins: list[Heard], decide: Decide | None = None) -> None:
        """Ask to be let in; `begins` is what the client has said already."""
        for message in begins:
            self._introduction.note(message)
        match self._ask(decide or self._door.admit):
            case Refused(reason):
                self._refuse(reason)
            case Admitted(actor, may_write, until, reach):
                self.actor, self.until = actor, until
                self._peer = Peer(actor, may_write)
                self.state = State.WAITING
                for message in begins:
                    self._keep(message)
                with on_behalf_of(reach):
                    self._rooms.open(self.name, self._enter, self._fail)

    def _judge(self, decide: Decide, *, answer: bool = False) -> None:
        """Give a client that is in, or about to be, the rights that it has now; `answer` says so even if none changed.

        Whoever may write again is asked for what was refused meanwhile.
        """
        peer, verdict = self._peer, self._ask(decide)
        if isinstance(verdict, Refused):
            self._refuse(verdict.reason)
        elif verdict is not None and peer is not None:
            had, peer.may_write = peer.may_write, verdict.may_write
            self.actor = peer.actor = verdict.actor
            self.until = verdict.until
            if self._room is None:
                return
            if answer or had != peer.may_write:
                self.say(Authenticated(read_only=not peer.may_write))
            if self.refused and peer.may_write and not had and not self._room.suspended:
                self.say(Step1(self._room.room.doc.get_state()))

    def _turn_down(self, message: Heard) -> None:
        """Whoever is out is not heard; only one without tokens knocks by beginning anew."""
        self._introduction.note(message)
        if isinstance(message, Step1) and not self._introduction.shows_tokens:
            self._knock([message])
        else:
            edits = edits_in(message)
            self.refused += edits
            for _ in range(edits):
                self.say(Saved(stored=False))

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
        if room.news is not None:
            self.say(Stateless(room.news))
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
        if not self._kept.add(message):
            self.outbox.close(
                TRY_AGAIN_LATER, "Too much was sent before the document was ready; connect again."
            )

    def _converse(self, message: Heard) -> None:
        room, peer = self._room, self._peer
        if room is None or peer is None:
            return
        if room.suspended:
            self._keep(message)
        elif isinstance(message, Stateless):
            with contained("Hearing an aside"):
                self._aside(self, message.payload)
        else:
            room.hear(peer, message)
