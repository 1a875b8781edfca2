"""Rights change while people are at work: what accounts and an operator do to the sockets that are open (W15, W16).

    reconsider    everybody concerned is asked for at the door again, with the token last shown, and stays, may do more
                  or less from now on, is turned out with a sentence, or is let in again
    renew         everybody concerned is asked to show a token again; the answer is judged as at the door
    look          whose token or link is over by now is asked for at the door again; whose token ends within a minute
                  is asked to show another one
    kick          everybody concerned is told a sentence and loses the socket: no client is left half in

Whoever decides at the door has to know of a change before it is told here. Each call is one step that nothing can
interrupt: what is heard after it is heard with the new rights, whether the document is in memory, on its way there, or
being rebuilt.
"""

from collections.abc import Callable, Collection, Iterator
from functools import partial

from crdt_server.hub.connection import Connection
from crdt_server.hub.contained import contained
from crdt_server.hub.outbox import TRY_AGAIN_LATER
from crdt_server.hub.session import FORBIDDEN, Session
from crdt_server.protocol.messages import TokenWanted

Concerned = tuple[Connection, Session]
SOON_MS = 60_000
LOST = "Something went wrong while your rights changed; connecting again."


class Rights:
    """The rights of everybody who is connected.

    Who is concerned is said by `document`, by `actor` (who somebody was known to be when last let in), or by both;
    None leaves it open. Every call gives how many were concerned: a person with two windows counts twice.
    """

    def __init__(self, connections: Collection[Connection]) -> None:
        self._connections = connections
        self.watchers: list[Callable[[], object]] = []
        """Who else looks again when somebody's rights have changed."""

    def reconsider(self, *, document: str | None = None, actor: str | None = None) -> int:
        """Ask anew for everybody concerned, and let them know what has changed."""
        concerned = list(self._concerned(document, actor))
        for connection, session in concerned:
            with contained("Reconsidering somebody's rights", partial(_lose, connection)):
                session.reconsider()
        self.tell_watchers()
        return len(concerned)

    def tell_watchers(self) -> None:
        """Let whoever else lets people in look again."""
        for watcher in self.watchers:
            with contained("Looking again who may follow"):
                watcher()

    def look(self, now: int) -> None:
        """See whose time is over, or nearly; `now` is Unix milliseconds."""
        for connection, session in self._concerned(None, None):
            if not session.is_in or session.until is None or now < session.until - SOON_MS:
                continue
            with contained("Seeing whose time is over", partial(_lose, connection)):
                if now >= session.until:
                    session.until = None
                    session.reconsider()
                elif session.asked_before != session.until:
                    session.asked_before = session.until
                    session.say(TokenWanted())

    def renew(self, *, document: str | None = None, actor: str | None = None) -> int:
        """Ask everybody concerned to show a token again; only Hocuspocus providers from 3 on can."""
        concerned = list(self._concerned(document, actor))
        for _, session in concerned:
            session.say(TokenWanted())
        return len(concerned)

    def kick(self, reason: str, *, document: str | None = None, actor: str | None = None) -> int:
        """Send everybody concerned away with a sentence; ValueError if neither a document nor an actor is named."""
        if document is None and actor is None:
            raise ValueError("name a document, a person, or both; nobody means everybody here")
        concerned = [each for each in self._concerned(document, actor) if each[1].is_in]
        for connection, session in concerned:
            with contained("Turning somebody out", partial(_lose, connection)):
                session.turn_out(reason)
        for connection, _ in concerned:
            connection.outbox.close(FORBIDDEN, reason)
        return len(concerned)

    def _concerned(self, document: str | None, actor: str | None) -> Iterator[Concerned]:
        for connection in list(self._connections):
            for session in list(connection.sessions.values()):
                if document in (None, session.name) and actor in (None, session.actor):
                    yield connection, session


def _lose(connection: Connection) -> None:
    connection.outbox.close(TRY_AGAIN_LATER, LOST)
