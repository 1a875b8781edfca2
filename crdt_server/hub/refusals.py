"""What is answered to edits that are not taken, and to the same edits once they are (W15).

A provider counts its edits up and the answers down, and a refusal leaves its count as it is. So when everything that a
client has is taken in after all, each of its refused edits is answered once more, right behind the answer to the
message that brought them, and all of it in the order of the log.
"""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from crdt_server.hub.journal import Journal
from crdt_server.protocol.messages import Saved
from crdt_server.room.effects import Effect, Keep, KeepEach, Settle
from crdt_server.room.peer import Peer

if TYPE_CHECKING:
    from crdt_server.hub.session import Session


class Refusals:
    """The refused edits of one document's clients; each session counts its own."""

    def __init__(self, document: str, journal: Journal, sessions: Mapping[Peer, "Session"]) -> None:
        self._document = document
        self._journal = journal
        self._sessions = sessions

    def refuse(self, peer: Peer) -> None:
        """Answer an edit that is not taken, behind the answers to those before it."""
        session = self._sessions.get(peer)
        if session is not None:
            session.refused += 1
            self._journal.settle(self._document, partial(self._say_no, peer))

    def make_good(self, peer: Peer, effects: list[Effect]) -> None:
        """A client has said all that it has, to these effects: if it was taken in, answer what had been refused."""
        session = self._sessions.get(peer)
        taken = [effect for effect in effects if isinstance(effect, Keep | KeepEach | Settle)]
        if session is None or not session.refused or not taken:
            return
        others, session.refused = session.refused - 1, 0
        settled = all(isinstance(effect, Settle) for effect in taken)
        owed = others + settled  # what is kept owes an answer by itself
        session.owed += owed
        self._journal.settle(self._document, partial(self._say_yes, peer, others, owed))

    def _say_no(self, peer: Peer) -> None:
        session = self._sessions.get(peer)
        if session is not None:
            session.say(Saved(stored=False))

    def _say_yes(self, peer: Peer, answers: int, owed: int) -> None:
        session = self._sessions.get(peer)
        if session is None:
            return
        for _ in range(answers):
            session.say(Saved())
        for _ in range(owed):
            session.paid()
