"""A room that is in memory: its document, who sits in it, and the carrying out of what it wants done."""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from crdt_server.hub.authors import signature
from crdt_server.hub.company import Company
from crdt_server.hub.event import cause_of, event
from crdt_server.hub.fanout import Fanout
from crdt_server.hub.journal import Journal
from crdt_server.hub.loading import Image
from crdt_server.hub.outbox import TOO_SLOW, TRY_AGAIN_LATER
from crdt_server.hub.pause import Setback
from crdt_server.hub.refusals import Refusals
from crdt_server.hub.tail import Tail
from crdt_server.hub.turns import Turns
from crdt_server.protocol import awareness
from crdt_server.protocol.messages import Awareness, Heard, Saved, Stateless, Step1, Step2, Update
from crdt_server.room.digest import AnyDoc, is_panic
from crdt_server.room.effects import (
    Announce,
    Answer,
    Effect,
    Expel,
    Introduce,
    Keep,
    KeepEach,
    Listen,
    Rebuild,
    Refuse,
    Relay,
    Repeat,
    Return,
    Send,
    SetAside,
    Settle,
    TellAll,
    TurnOut,
)
from crdt_server.room.lineage import Birth
from crdt_server.room.peer import Peer
from crdt_server.room.room import EditFailed, Room

if TYPE_CHECKING:
    from crdt_server.hub.reader import Reader
    from crdt_server.hub.session import Session

log = logging.getLogger("callboard")

INTERNAL_ERROR = 1011
READ_ONLY, OTHER_HISTORY, UNREADABLE = "read_only", "other_history", "unreadable"
"""Why what somebody brought was not taken; the keys of `Surroundings.refused`."""

ForOne = Send | Answer | Listen | TurnOut | Expel


class Suspended(Exception):
    """The document is being rebuilt from its log and takes no edits of the server's own."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a room's effects reach: the journal, the queue at the door, the box for undigestible bytes, a rebuilding."""

    journal: Journal
    turns: Turns
    set_aside: Callable[[str, SetAside], None]
    introduce: Callable[[str, Introduce], None]
    rebuild: Callable[["OpenRoom"], None]
    refused: Counter[str]


class OpenRoom:
    """One loaded document with its sessions.

    `audience` are the sessions that hear edits: those that have been given the document. `holds` counts whoever needs
    it in memory without sitting in it. `suspended` while the document is being rebuilt: sessions then keep what they
    hear, and whoever is `waiting` comes in afterwards. The upkeep reads and clears the marks `changed` (since its last
    look), `edited` (since the library heard of it), `restless` (not looked over since) and `under_care` (a checkpoint
    is being written), and leaves the room alone for the time of a `setback`.
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
        self.setback = Setback()
        self.suspended = False
        self.waiting: list[Callable[[OpenRoom], None]] = []
        self.tail = Tail()
        self.company = Company()
        self.news: str | None = None
        """What whoever comes is told beside the document."""
        self.empty_since: int | None = None
        self._around = surroundings
        self._journal = surroundings.journal
        self._refusals = Refusals(name, surroundings.journal, self.sessions)
        self._fanout = Fanout(self.sessions, self.audience, room.clocks)

    @property
    def deliveries(self) -> int:
        """Give how many edits were passed on to how many readers since it was opened."""
        return self._fanout.deliveries

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody needs the document in memory."""
        return not self.sessions and not self.holds

    def hear(self, peer: Peer, message: Heard) -> None:
        """Take in what a peer says; a bug reaches no other room, and whoever sits in this one connects again (R5)."""
        try:
            effects = self.room.receive(peer, message)
            self.perform(effects)
        except BaseException as error:
            if not isinstance(error, Exception) and not is_panic(error):
                raise
            log.exception(
                "The room of %s failed; everybody in it is asked to connect again.", self.name
            )
            for session in list(self.sessions.values()):
                session.outbox.close(
                    INTERNAL_ERROR, "Something went wrong with this document; connecting again."
                )
            self._around.rebuild(self)
        else:
            if isinstance(message, Step2):
                self._refusals.make_good(peer, effects)

    def perform(self, effects: list[Effect]) -> None:
        """Carry out what the room wants done, in order."""
        for effect in effects:
            self._carry_out(effect)

    def edit(
        self, change: Callable[[AnyDoc], object], by: Peer | None = None, size: int | None = None
    ) -> None:
        """Let the server change the document, as one more participant; whatever the change raises is raised.

        `by` is who asked for it, and `size` about how many bytes it adds: DocumentFull if there is no room for them.
        Suspended while the document is being rebuilt: what is read from its log may not change meanwhile.
        """
        if size is not None:
            self.room.make_sure_of_room(size)
        self._write(lambda: self.room.edit(change, by))

    def begin(self, change: Callable[[AnyDoc], object], by: Peer | None = None) -> Birth:
        """Let the server change the document so that its history begins with this change; give its birth."""
        self._write(lambda: self.room.begin(change, by))
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
        ask = Step1(image.doc.get_state())
        for session in list(self.sessions.values()):
            session.say(ask)
            session.catch_up()
            session.tell_rest_soon()
        waiting, self.waiting = self.waiting, []
        for enter in waiting:
            enter(self)

    def serve(self, work: Callable[[], None]) -> None:
        """Have something done for one of the sessions when its turn comes."""
        self._around.turns.serve(work)

    def tell_rest(self, session: "Reader") -> None:
        """Tell a reader that was slow what it missed, in one difference, or one that asked what it lacks (R6, R11).

        A client that takes an echo for a receipt may not find its own words in there before they are durable (W4). The
        answer to a question is no receipt; it comes at once.
        """
        backlog = session.backlog
        if self.suspended or session.outbox.congested:
            return
        if session.owed and session.wire.echo_is_receipt and backlog.asked is None:
            if self._journal.trouble is not None:
                session.outbox.close(TRY_AGAIN_LATER, TOO_SLOW)
            return
        session.catch_up_with()
        if backlog.asked is not None:
            session.say(Step2(self.room.lacking(backlog.asked)))
        elif (state_vector := backlog.state_vector) is not None:
            session.say(Update(self.room.lacking(state_vector)))
        entries = self.room.presence.about(backlog.presence)
        if entries:
            session.say(Awareness(awareness.encode(entries)))
        for payload in backlog.asides:
            session.say(Stateless(payload))

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Relay():
                self._fanout.add(effect)
            case Keep(update, author, missed):
                self._keep((update,), author, missed)
            case KeepEach(updates, author, missed):
                self._keep(updates, author, missed)
            case Announce() | TellAll():
                self._tell_all(effect)
            case Introduce():
                self._around.introduce(self.name, effect)
            case Refuse(peer):
                self._around.refused[READ_ONLY] += 1  # counted only: it may be every letter
                self._refusals.refuse(peer)
            case Settle(peer):
                self._journal.settle(self.name, partial(self._settle, peer))
            case Return(peer, update):
                self._owe(peer)
                self._journal.settle(self.name, partial(self._return, peer, update))
            case Send() | Answer() | Listen() | TurnOut() | Expel():
                if (session := self.sessions.get(effect.peer)) is not None:
                    self._do_for(session, effect)
            case SetAside() | Rebuild() | Repeat():
                self._recover(effect)

    def _recover(self, effect: SetAside | Rebuild | Repeat) -> None:
        """Go on after something that could not be digested (R8)."""
        match effect:
            case SetAside():
                self._around.set_aside(self.name, effect)
            case Rebuild():
                self._around.rebuild(self)
            case Repeat(updates, author):
                self._repeat(author, updates)

    def _tell_all(self, effect: Announce | TellAll) -> None:
        match effect:
            case Announce(entries):
                self._fanout.announce(entries)
            case TellAll(notice):
                log.warning("%s: %s", self.name, notice.sentence)
                for session in self.sessions.values():
                    session.say(notice)

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

    def _owe(self, peer: Peer, receipts: int = 1) -> None:
        """Note that a peer is to hear of words of its own once they are durable."""
        session = self.sessions.get(peer)
        if session is not None:
            session.owed += receipts

    def _keep(
        self, updates: tuple[bytes, ...], author: Peer | None, missed: Mapping[int, int] | None
    ) -> None:
        self.changed = self.edited = True
        for update in updates:
            self.tail.add(len(update))
        if author is None:
            self._journal.keep(self.name, updates, "", None)
        else:
            self._owe(author, len(updates))
            signed = signature(author.actor, self.room.voice(author), missed)
            self.company.note(signed, was_away=missed is not None)
            self._journal.keep(
                self.name, updates, signed, partial(self._acknowledge, author, updates)
            )

    def _acknowledge(self, peer: Peer, updates: tuple[bytes, ...]) -> None:
        session = self.sessions.get(peer)
        if session is not None:
            session.acknowledge(updates)

    def _settle(self, peer: Peer) -> None:
        session = self.sessions.get(peer)
        if session is not None:
            session.say(Saved())

    def _repeat(self, peer: Peer, updates: tuple[bytes, ...]) -> None:
        """Have edits heard again; the room is being built anew, so the session keeps them until then."""
        session = self.sessions.get(peer)
        if session is not None:
            for update in updates:
                session.hear(Update(update))

    def _return(self, peer: Peer, update: bytes) -> None:
        session = self.sessions.get(peer)
        if session is None:
            return
        if session.is_late:
            self._fanout.withhold([session], [Relay(update, None)])
        elif session.wire.echo_is_receipt:
            session.say(Update(update))
        session.paid()

    def _note_refusal(self, why: str, reason: str) -> None:
        self._around.refused[why] += 1
        cause = cause_of(reason)
        log.warning(
            "What somebody brought to %s was refused: %s",
            self.name,
            cause,
            extra=event("refused", document=self.name, why=why, cause=cause),
        )

    def _do_for(self, session: "Session", effect: ForOne) -> None:
        match effect:
            case Send(_, message):
                session.say(message)
            case Answer(_, state_vector):
                session.fall_behind()
                session.backlog.ask(state_vector)
                session.tell_rest_soon()
            case Listen(peer):
                self.audience[peer] = session
            case TurnOut(_, reason):
                self._note_refusal(OTHER_HISTORY, reason)
                session.turn_out(reason)
            case Expel(_, code, reason):
                self._note_refusal(UNREADABLE, reason)
                session.outbox.close(code, reason)
