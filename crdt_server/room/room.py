"""One document and the peers around it: what is said goes in, what is to be done comes out.

    room.join(peer)              → effects      says hello: what the room has, and who is here (W2, R2)
    room.receive(peer, message)  → effects
    room.leave(peer)             → effects
    room.edit(change)            → effects      an edit of the server's own: REST, import, repair

No I/O, no clock, no await; every method is one step that nobody can interrupt. What is known of the document is in
`body.py`, what is written into it goes through `pen.py`.
"""

from collections.abc import Callable, Sequence

from crdt_server.protocol import awareness
from crdt_server.protocol.awareness import PresenceEntry
from crdt_server.protocol.errors import Malformed
from crdt_server.protocol.messages import (
    Awareness,
    Burst,
    Heard,
    Notice,
    QueryAwareness,
    Step1,
    Step2,
    Update,
)
from crdt_server.protocol.update import decode_state_vector, inspect
from crdt_server.room.body import Body
from crdt_server.room.digest import AnyDoc, Indigestible, WriteFailed, write_and_tell
from crdt_server.room.effects import (
    Announce,
    Answer,
    Effect,
    Expel,
    Listen,
    Rebuild,
    Send,
    TurnOut,
)
from crdt_server.room.fullness import DocumentFull, Fullness
from crdt_server.room.limits import RoomLimits
from crdt_server.room.lineage import Birth, Lineage
from crdt_server.room.peer import Peer
from crdt_server.room.pen import ENDS, Pen
from crdt_server.room.presence import Presence
from crdt_server.room.stranger import Stranger
from docs_model.meta import epoch_of

CROWDED = (
    "So many are in this document that you are not shown to the others; your work is not affected."
)
OTHER_HISTORY = (
    "This copy belongs to another history of the document, and merging the two would mix them up. "
    "It stays as it is on this device."
)
LIMITS = RoomLimits()


class EditFailed(Exception):
    """A change of the server's own raised (see the cause); `effects` is what has to be done all the same."""

    def __init__(self, effects: list[Effect]) -> None:
        super().__init__("an edit of the server's own failed")
        self.effects = effects


class Room:
    """A document, its peers' presence, and what it still waits for."""

    def __init__(
        self,
        doc: AnyDoc,
        updates: Sequence[bytes] = (),
        gaps: Sequence[bytes] = (),
        birth: Birth | None = None,
        limits: RoomLimits = LIMITS,
    ) -> None:
        """`updates` are what the document was made from, `gaps` those that still wait for something missing (R7).

        `birth` is the edit that began its history, None if every copy is welcome (R10).
        """
        self._limits = limits
        self.presence = Presence(limits)
        self.lineage = Lineage(birth)
        self._answered: set[Peer] = set()
        self._strangers: dict[Peer, Stranger] = {}
        self._body = Body(doc, updates, gaps, limits.document)
        self._pen = Pen(self._body, self.presence, limits.document)

    def renew(self, doc: AnyDoc, updates: Sequence[bytes], gaps: Sequence[bytes]) -> None:
        """Go on with a document built anew from the log (R8)."""
        self._body = Body(doc, updates, gaps, self._limits.document)
        self._pen.renew(self._body)

    @property
    def doc(self) -> AnyDoc:
        """Give the document itself."""
        return self._body.doc

    @property
    def fullness(self) -> Fullness:
        """Tell how near the document is to what it may be."""
        return self._pen.fullness

    def join(self, peer: Peer) -> list[Effect]:
        """Welcome a peer: ask what it has, and show it who is here."""
        hello: list[Effect] = [Send(peer, Step1(self.doc.get_state()))]
        here = self.presence.everybody()
        if here:
            hello.append(Send(peer, Awareness(awareness.encode(here))))
        return hello + self.fullness.welcome(peer)

    def leave(self, peer: Peer) -> list[Effect]:
        """Let a peer go; the others see it disappear at once."""
        self._answered.discard(peer)
        self._strangers.pop(peer, None)
        last_words = self._pen.leave(peer)
        return [*_tell_all(self.presence.leave(peer)), *last_words]

    def receive(self, peer: Peer, message: Heard) -> list[Effect]:
        """Take in what a peer says about this document."""
        try:
            match message:
                case Step1() | Step2() | Update() if self._is_stranger(peer):
                    return self._get_to_know(peer, message)
                case Burst(updates) if self._is_stranger(peer):
                    return self._hear_apart(peer, updates)
                case Update(update):
                    return self._pen.edit(peer, update)
                case Burst(updates):
                    return self._pen.burst(peer, updates)
                case Step2(update):
                    return self._pen.offer(peer, update)
                case Step1(state_vector):
                    return self._answer(peer, state_vector)
                case Awareness(update):
                    return self._hear_presence(peer, update)
                case QueryAwareness():
                    return [Send(peer, Awareness(awareness.encode(self.presence.everybody())))]
                case _:
                    return []
        except Malformed as error:
            return [Expel(peer, error.close_code, str(error))]

    def begin(self, change: Callable[[AnyDoc], object], by: Peer | None = None) -> list[Effect]:
        """Let the server change the document so that its history begins with this change (R10)."""
        effects = self.edit(change, by)
        client = self.doc.client_id
        clock = decode_state_vector(self.doc.get_state()).get(client, 0)
        self.lineage = Lineage(Birth(client, clock))
        return effects

    def voice(self, peer: Peer) -> str:
        """Give the name under which a peer edits here; "" if it has none (H1)."""
        return self._pen.voice(peer)

    def edit(self, change: Callable[[AnyDoc], object], by: Peer | None = None) -> list[Effect]:
        """Let the server itself change the document, for somebody; nothing happens when nothing changes.

        EditFailed if the change raises: what it had done until then is in the document all the same.
        """
        try:
            added = write_and_tell(self.doc, change)
        except Indigestible as error:
            raise EditFailed([Rebuild()]) from error
        except WriteFailed as failed:
            raise EditFailed(self._pen.own(failed.added, by)) from failed.__cause__
        return self._pen.own(added, by)

    def make_sure_of_room(self, size: int) -> None:
        """Raise DocumentFull unless there is room for an edit of about so many bytes (L1)."""
        if self.fullness.is_over(size):
            raise DocumentFull(self.fullness.sentence)

    def look_for_room(self) -> list[Effect]:
        """Ask those for all they have whose words were refused and may fit now (L1); called about once a second."""
        return [effect for peer in self.fullness.look() for effect in self._pen.ask_again(peer)]

    def whole(self) -> bytes:
        """Give the whole document as one update; what waits in a gap is not in it."""
        return self._body.whole()

    def lacking(self, state_vector: bytes) -> bytes:
        """Give what somebody lacks, what waits in a gap included: the rest of it may come as a live edit."""
        return self._body.lacking(state_vector)

    def clocks(self) -> dict[int, int]:
        """Give how much of every client's work the document holds."""
        return decode_state_vector(self.doc.get_state())

    def gaps(self) -> tuple[bytes, ...]:
        """Give the updates that still wait for something missing: a checkpoint must carry them along."""
        return self._body.waiting()

    def _hear_apart(self, peer: Peer, updates: Sequence[bytes]) -> list[Effect]:
        """Hear edits one after the other, until one of them ends it."""
        effects: list[Effect] = []
        for update in updates:
            effects += self.receive(peer, Update(update))
            if any(isinstance(effect, ENDS) for effect in effects[-2:]):
                break
        return effects

    def _hear_presence(self, peer: Peer, update: bytes) -> list[Effect]:
        """Tell everybody who is where; one who cannot be shown any more is told so, once (L3)."""
        entries = self.presence.hear(peer, awareness.decode(update, self._limits.presence))
        effects = _tell_all(entries)
        if self.presence.has_turned_away(peer):
            effects.append(Send(peer, Notice("warning", CROWDED)))
        return effects

    def _answer(self, peer: Peer, state_vector: bytes) -> list[Effect]:
        """Give what a peer lacks; one that asks again, later, is asked again as well (W2)."""
        has = decode_state_vector(state_vector)
        answer = Answer(peer, state_vector)
        if peer in self._answered:
            return [answer, Send(peer, Step1(self.doc.get_state()))]
        self._answered.add(peer)
        self._pen.absence.note(peer, has, self.clocks())
        return [answer, Listen(peer)]

    def _is_stranger(self, peer: Peer) -> bool:
        """Tell whether somebody's copy has to be looked at before anything is exchanged (R10)."""
        return self.lineage.birth is not None and peer not in self._answered

    def _get_to_know(self, peer: Peer, message: Step1 | Step2 | Update) -> list[Effect]:
        """Find out whether a peer's copy is of this history; then exchange what has waited, or turn it out."""
        stranger = self._strangers.setdefault(peer, Stranger())
        stranger.hear(message)
        if stranger.asked is None:
            return []
        if self.lineage.doubts(stranger.state):
            if stranger.offer is None:
                return []
            inspect(stranger.offer)
            ours = decode_state_vector(self.doc.get_state())
            epoch = epoch_of(self.doc)
            if self.lineage.is_foreign(stranger.state, ours, stranger.offer, epoch):
                return [TurnOut(peer, OTHER_HISTORY)]
        del self._strangers[peer]
        effects = self._answer(peer, stranger.asked.state_vector)
        for words in stranger.words:
            effects += self.receive(peer, words)
        return effects


def _tell_all(entries: tuple[PresenceEntry, ...]) -> list[Effect]:
    return [Announce(entries)] if entries else []
