"""Texts beside a document: said by a client to the server, or by the server to everybody who has the document (W17).

Only Hocuspocus clients say and hear them ("stateless" messages); the dialect of y-websocket has no words for them. They
are not stored: whoever is not there, or reads so slowly that too many of them wait, does not hear them.
"""

from collections.abc import Callable

from crdt_server.hub.fanout import broadcast
from crdt_server.hub.rooms import Rooms
from crdt_server.hub.session import Session
from crdt_server.protocol.hocuspocus import MAX_STATELESS
from crdt_server.protocol.messages import Stateless

Listener = Callable[[Session, str], None]


class Asides:
    """What is said beside the documents; a `listener` hears it together with the session that said it."""

    def __init__(self, rooms: Rooms) -> None:
        self.listener: Listener = _nobody_listens
        self._rooms = rooms

    def hear(self, session: Session, payload: str) -> None:
        """A client said something; `session.say(Stateless(…))` answers only it, `tell` everybody."""
        self.listener(session, payload)

    def tell(self, document: str, payload: str) -> None:
        """Tell everybody who has a document; ValueError if the text has more than 64 KiB."""
        if len(payload.encode()) > MAX_STATELESS:
            raise ValueError(f"a text beside a document has at most {MAX_STATELESS} bytes")
        room = self._rooms.find(document)
        if room is None:
            return
        words = Stateless(payload)
        for session in broadcast(room.sessions, words):
            if session.outbox.congested or session.backlog.asides:  # in order
                session.backlog.miss_aside(payload)
            else:
                session.say(words)

    def tell_whoever_may_have(self, beside: str, document: str, payload: str) -> None:
        """Tell those who have a document and would be let into another one beside it, and nobody else (A20).

        Whoever reads slowly does not hear it: it is for what a client finds out by itself a little later.
        """
        room = self._rooms.find(document)
        for session in list(room.sessions.values()) if room is not None else ():
            if not session.outbox.congested and session.may_have(beside):
                session.say(Stateless(payload))


def _nobody_listens(session: Session, payload: str) -> None:
    """Before anybody has something to do with it."""
