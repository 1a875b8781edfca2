"""A room that is in memory: its document, who sits in it, and the carrying out of what it wants done."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from crdt_server.hub.fanout import Fanout, broadcast
from crdt_server.hub.journal import Journal
from crdt_server.hub.loading import Image
from crdt_server.hub.tail import Tail
from crdt_server.protocol.messages import Saved, Step1, Update
from crdt_server.room.digest import AnyDoc
from crdt_server.room.effects import (
    Announce,
    Effect,
    Expel,
    Keep,
    Listen,
    Rebuild,
    Relay,
    Return,
    Send,
    SetAside,
    Settle,
    TurnOut,
)
from crdt_server.room.lineage import Birth
from crdt_server.room.peer import Peer
from crdt_server.room.room import EditFailed, Room

if TYPE_CHECKING:
    from crdt_server.hub.session import Session

log = logging.getLogger("callboard")


class Suspended(Exception):
    """The document is being rebuilt from its log and takes no edits of the server's own."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a room's effects reach: the journal, the box for undigestible bytes, and its own rebuilding."""

    journal: Journal
    set_aside: Callable[[str, SetAside], None]
    rebuild: Callable[["OpenRoom"], None]


class OpenRoom:
    """One loaded document with its sessions.

    `audience` are the sessions that hear edits: those that have been given the document. `holds` counts whoever needs
    it in memory without sitting in it. `suspended` while the document is being rebuilt: sessions then keep what they
    hear, and whoever is `waiting` comes in afterwards. The upkeep reads and clears the marks `changed` (since its last
    look), `edited` (since the library heard of it), `restless` (not looked over since) and `under_care` (a checkpoint
    is being written).
    """

    def __init__(self, name: str, room: Room, surroundings: Surroundings) -> None:
        self.name = name
        self.room = room
        self.sessions: dict[Peer, Session] = {}
        self.audience: dict[Peer, Session] = {}
        self.holds = 0
        self.changed = False
        self.edited = False
        self.restless = True
        self.under_care = False
        self.suspended = False
        self.waiting: list[Callable[[OpenRoom], None]] = []
        self.tail = Tail()
        self.empty_since: int | None = None
        self._around = surroundings
        self._journal = surroundings.journal
        self._fanout = Fanout(self.sessions, self.audience)

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody needs the document in memory."""
        return not self.sessions and not self.holds

    def perform(self, effects: list[Effect]) -> None:
        """Carry out what the room wants done, in order."""
        for effect in effects:
            match effect:
                case Relay():
                    self._fanout.add(effect)
                case Keep(update, author):
                    self._keep(update, author)
                case Announce(entries):
                    self._fanout.announce(entries)
                case SetAside():
                    self._around.set_aside(self.name, effect)
                case Rebuild():
                    self._around.rebuild(self)
                case Settle(peer):
                    self._journal.settle(self.name, partial(self._acknowledge, peer, b""))
                case Return(peer, update):
                    self._journal.settle(self.name, partial(self._return, peer, update))
                case Send() | Listen() | TurnOut() | Expel():
                    if (session := self.sessions.get(effect.peer)) is not None:
                        self._do_for(session, effect)

    def edit(self, change: Callable[[AnyDoc], object]) -> None:
        """Let the server change the document, as one more participant; whatever the change raises is raised.

        Suspended while the document is being rebuilt: what is read from its log may not change meanwhile.
        """
        self._write(lambda: self.room.edit(change))

    def begin(self, change: Callable[[AnyDoc], object]) -> Birth:
        """Let the server change the document so that its history begins with this change; give its birth."""
        self._write(lambda: self.room.begin(change))
        birth = self.room.lineage.birth
        assert birth is not None
        return birth

    def part(self, peer: Peer) -> None:
        """Let a session go."""
        self.audience.pop(peer, None)
        if self.sessions.pop(peer, None) is not None:
            self.perform(self.room.leave(peer))

    def resume(self, image: Image) -> None:
        """Go on after a rebuild: ask everybody what they have, then hear what they said meanwhile."""
        self.room.renew(image.doc, image.updates, image.gaps)
        self.suspended = False
        broadcast(self.sessions, Step1(image.doc.get_state()))
        for session in list(self.sessions.values()):
            session.catch_up()
        waiting, self.waiting = self.waiting, []
        for enter in waiting:
            enter(self)

    def _write(self, write: Callable[[], list[Effect]]) -> None:
        if self.suspended:
            raise Suspended(f"{self.name} is being put right; try again in a moment")
        try:
            effects = write()
        except EditFailed as failed:
            self.perform(failed.effects)
            assert failed.__cause__ is not None
            raise failed.__cause__ from None
        self.perform(effects)

    def _keep(self, update: bytes, author: Peer | None) -> None:
        self.changed = self.edited = True
        self.tail.add(len(update))
        if author is None:
            self._journal.keep(self.name, update, "", None)
        else:
            self._journal.keep(
                self.name, update, author.actor, lambda: self._acknowledge(author, update)
            )

    def _acknowledge(self, peer: Peer, update: bytes) -> None:
        session = self.sessions.get(peer)
        if session is not None:
            session.say(Saved(update=update))

    def _return(self, peer: Peer, update: bytes) -> None:
        session = self.sessions.get(peer)
        if session is not None and session.wire.echo_is_receipt:
            session.say(Update(update))

    def _do_for(self, session: "Session", effect: Send | Listen | TurnOut | Expel) -> None:
        match effect:
            case Send(_, message):
                session.say(message)
            case Listen(peer):
                self.audience[peer] = session
            case TurnOut(_, reason):
                session.turn_out(reason)
            case Expel(_, code, reason):
                log.warning("A connection to %s is closed: %s", self.name, reason)
                session.outbox.close(code, reason)
