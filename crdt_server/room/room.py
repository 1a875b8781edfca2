"""One document and the peers around it: what is said goes in, what is to be done comes out.

    room.join(peer)              → effects      says hello: what the room has, and who is here (W2, R2)
    room.receive(peer, message)  → effects
    room.leave(peer)             → effects
    room.edit(change)            → effects      an edit of the server's own: REST, import, repair

No I/O, no clock, no await; every method is one step that nobody can interrupt.
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
from crdt_server.protocol.update import EMPTY_UPDATE, Summary, decode_state_vector, inspect
from crdt_server.room.absence import Absence
from crdt_server.room.burst import MOST_TOGETHER, Merger, together
from crdt_server.room.clocks import Clocks
from crdt_server.room.depth import Depths
from crdt_server.room.digest import (
    AnyDoc,
    Indigestible,
    WriteFailed,
    apply,
    apply_and_tell,
    write_and_tell,
)
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
    TurnOut,
)
from crdt_server.room.encoding import Encoding, merged
from crdt_server.room.fullness import DocumentFull, Fullness
from crdt_server.room.gaps import Gaps
from crdt_server.room.limits import RoomLimits
from crdt_server.room.lineage import Birth, Lineage
from crdt_server.room.peer import Peer
from crdt_server.room.presence import Presence
from crdt_server.room.stranger import Stranger
from crdt_server.room.voices import Voices
from crdt_server.room.weight import Weight
from docs_model.meta import epoch_of

UNREADABLE = 1007
TOO_MUCH = 1008
ENDS = (Expel, TurnOut, Rebuild)
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
        self._voices = Voices(self.presence.owner)
        self.lineage = Lineage(birth)
        self._answered: set[Peer] = set()
        self._absence = Absence()
        self._strangers: dict[Peer, Stranger] = {}
        self._merges = True
        self._build(doc, updates, gaps)
        self.fullness = Fullness(limits.document, self._clocks, self._weight)

    def renew(self, doc: AnyDoc, updates: Sequence[bytes], gaps: Sequence[bytes]) -> None:
        """Go on with a document built anew from the log (R8)."""
        self._build(doc, updates, gaps)
        self.fullness.renew(self._clocks, self._weight)

    def _build(self, doc: AnyDoc, updates: Sequence[bytes], gaps: Sequence[bytes]) -> None:
        self.doc = doc
        self._clocks = Clocks(lambda: decode_state_vector(doc.get_state()))
        self._gaps = Gaps(self._clocks, gaps)
        self._encoding = Encoding(doc, updates, self.gaps)
        self._depths = Depths(self.whole)
        self._weight = Weight(self._limits.document, sum(map(len, updates)), self._weigh)
        self._asked: set[Peer] = set()

    def join(self, peer: Peer) -> list[Effect]:
        """Welcome a peer: ask what it has, and show it who is here."""
        hello: list[Effect] = [Send(peer, Step1(self.doc.get_state()))]
        here = self.presence.everybody()
        if here:
            hello.append(Send(peer, Awareness(awareness.encode(here))))
        return hello + self.fullness.welcome(peer)

    def leave(self, peer: Peer) -> list[Effect]:
        """Let a peer go; the others see it disappear at once."""
        self._asked.discard(peer)
        self._answered.discard(peer)
        self._strangers.pop(peer, None)
        self._absence.end(peer)
        self.fullness.leave(peer)
        last_words = self._introduce(peer, self._voices.introduced(peer))
        self._voices.leave(peer)
        return [*_tell_all(self.presence.leave(peer)), *last_words]

    def receive(self, peer: Peer, message: Heard) -> list[Effect]:
        """Take in what a peer says about this document."""
        try:
            match message:
                case Step1() | Step2() | Update() if self._is_stranger(peer):
                    return self._get_to_know(peer, message)
                case Update(update):
                    return self._edit(peer, update)
                case Burst(updates):
                    return self._take_burst(peer, updates)
                case Step2(update):
                    return self._offer(peer, update)
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
        """Give the name under which a peer edits here: its own, or one of its client ids; "" if it has none (H1)."""
        if peer.voice:
            return peer.voice
        own = self._voices.introduced(peer)
        if own:
            return str(own[0])
        present = self.presence.owned(peer)
        return str(present[0].client) if present else ""

    def edit(self, change: Callable[[AnyDoc], object], by: Peer | None = None) -> list[Effect]:
        """Let the server itself change the document, for somebody; nothing happens when nothing changes.

        EditFailed if the change raises: what it had done until then is in the document all the same.
        """
        try:
            added = write_and_tell(self.doc, change)
        except Indigestible as error:
            raise EditFailed([Rebuild()]) from error
        except WriteFailed as failed:
            raise EditFailed(self._take_own(failed.added, by)) from failed.__cause__
        return self._take_own(added, by)

    def make_sure_of_room(self, size: int) -> None:
        """Raise DocumentFull unless there is room for an edit of about so many bytes (L1)."""
        if self.fullness.is_over(size):
            raise DocumentFull(self.fullness.sentence)

    def look_for_room(self) -> list[Effect]:
        """Ask those for all they have whose words were refused and may fit now (L1); called about once a second."""
        return [effect for peer in self.fullness.look() for effect in self._ask_again(peer)]

    def whole(self) -> bytes:
        """Give the whole document as one update; what waits in a gap is not in it."""
        return self._encoding.whole()

    def lacking(self, state_vector: bytes) -> bytes:
        """Give what somebody lacks, what waits in a gap included: the rest of it may come as a live edit."""
        since = self._encoding.since(state_vector)
        gaps = self.gaps()
        return merged([since, *gaps]) if gaps else since

    def clocks(self) -> dict[int, int]:
        """Give how much of every client's work the document holds."""
        return decode_state_vector(self.doc.get_state())

    def gaps(self) -> tuple[bytes, ...]:
        """Give the updates that still wait for something missing: a checkpoint must carry them along."""
        return self._gaps.waiting()

    def _edit(self, peer: Peer, update: bytes) -> list[Effect]:
        """A live edit: passed on and kept exactly as it came."""
        summary = inspect(update)
        if not peer.may_write:
            return [Refuse(peer)]
        is_far_from_full = self.fullness.is_far(update)
        if not is_far_from_full and not self.fullness.takes(peer, update, summary):
            return self.fullness.refuse(peer, update, summary)
        self._depths.check(update, summary)
        self._encoding.prepare(update)
        try:
            apply(self.doc, update)
        except Indigestible as error:
            return _poisoned(peer, update, error)
        self._encoding.take(update)
        self._voices.note(peer, summary.structs)
        effects = self._pass_on(peer, update, update, summary)
        if not is_far_from_full:
            effects += self.fullness.took(update, summary)
        if not self._clocks.take(summary):
            effects += self._await_rest(peer, update, summary)
        return effects

    def _take_burst(self, peer: Peer, updates: tuple[bytes, ...]) -> list[Effect]:
        """Edits that came together: a few at a time as one, where that surely comes to the same."""
        effects: list[Effect] = []
        for at in range(0, len(updates), MOST_TOGETHER):
            some = updates[at : at + MOST_TOGETHER]
            try:
                merger = self._merger(peer, some)
                taken = None if merger is None else self._take_together(peer, some, merger)
            except Indigestible:
                self._merges = False  # which one it was shows when they are heard again
                return [*effects, Rebuild(), Repeat(updates[at:], peer)]
            except Malformed:
                taken = None
            effects += self._take_apart(peer, some) if taken is None else taken
            if any(isinstance(effect, ENDS) for effect in effects[-2:]):
                break
        return effects

    def _merger(self, peer: Peer, updates: Sequence[bytes]) -> Merger | None:
        """Merge what a peer says; None if it may not be taken as one."""
        if len(updates) == 1 or not (self._merges and peer.may_write) or self._is_stranger(peer):
            return None
        merger = together(updates, self._clocks)
        if merger is None or self._voices.others(peer, merger.clients):
            return None  # the words of others come back to them only once durable (W4)
        is_one_voice = len(merger.speech) == 1 or self._voices.has_introduced(peer)
        return merger if is_one_voice and self.fullness.is_far(merger.update) else None

    def _take_together(
        self, peer: Peer, updates: tuple[bytes, ...], merger: Merger
    ) -> list[Effect]:
        """Apply and pass on edits as one; what is kept is each of them, as it came."""
        self._encoding.prepare(merger.update)
        apply(self.doc, merger.update)
        self._encoding.take(merger.update)
        self._clocks.move(merger.reach)
        effects: list[Effect] = [
            Relay(merger.update, peer),
            KeepEach(updates, peer, self._absence.of(peer)),
        ]
        for summary in merger.speech:
            self._voices.note(peer, summary.structs)
            effects += self._introduce(peer, self._newcomers(peer, summary))
        return effects

    def _take_apart(self, peer: Peer, updates: Sequence[bytes]) -> list[Effect]:
        """Take edits one after the other, until one of them cannot be taken."""
        effects: list[Effect] = []
        for update in updates:
            effects += self.receive(peer, Update(update))
            if any(isinstance(effect, ENDS) for effect in effects[-2:]):
                break
        return effects

    def _offer(self, peer: Peer, update: bytes) -> list[Effect]:
        """What a peer has and the room may lack: only what is new is passed on, nothing known is kept twice."""
        self._asked.discard(peer)
        if update == EMPTY_UPDATE:
            self._absence.end(peer)
            return [Settle(peer)]
        summary = inspect(update)
        if not peer.may_write:
            return [Refuse(peer) if self._is_news(update, summary) else Settle(peer)]
        if not self.fullness.takes(peer, update, summary):
            is_tried = summary.deletes and self.fullness.may_try()
            if not (is_tried and self._makes_it_lighter(update)):
                return self.fullness.refuse(peer, update, summary, is_tried=is_tried)
        self._depths.check(update, summary)
        self.fullness.took_all(peer)
        self._encoding.prepare(update)
        try:
            added = apply_and_tell(self.doc, update)
        except Indigestible as error:
            return _poisoned(peer, update, error)
        self._encoding.take(update)
        whole = self._clocks.take(summary)
        if added is None and whole:
            self._absence.end(peer)
            return [Settle(peer)]
        news = added if self._encoding.is_plain() else added and update
        effects = self._pass_on(peer, news, update, summary)
        self._absence.end(peer)
        effects += self.fullness.took(update, summary)
        if not whole:
            effects += self._await_rest(peer, update, summary)
        return effects

    def _take_own(self, added: list[bytes], by: Peer | None) -> list[Effect]:
        """Account for edits of the server's own, and have them passed on and kept."""
        effects: list[Effect] = []
        for update in added:
            summary = inspect(update)
            self._clocks.take(summary)
            self._encoding.take(update)
            effects += [Relay(update, None), Keep(update, by)]
            effects += self.fullness.took(update, summary)
        return effects

    def _makes_it_lighter(self, update: bytes) -> bool:
        """Tell whether the document would not be larger with an update than it may be, or than it is, by trying."""
        probe = self._probe()
        apply(probe, update)
        return len(probe.get_update()) <= max(self._limits.document, self._weight.measured())

    def _probe(self) -> AnyDoc:
        probe: AnyDoc = type(self.doc)()
        apply(probe, self.whole())
        return probe

    def _ask_again(self, peer: Peer) -> list[Effect]:
        """Ask a peer for all it has, unless it is about to answer that anyway."""
        if peer in self._asked:
            return []
        self._asked.add(peer)
        return [Send(peer, Step1(self.doc.get_state()))]

    def _weigh(self) -> int:
        return len(self.doc.get_update()) + sum(map(len, self.gaps()))

    def _hear_presence(self, peer: Peer, update: bytes) -> list[Effect]:
        """Tell everybody who is where; one who cannot be shown any more is told so, once (L3)."""
        entries = self.presence.hear(peer, awareness.decode(update, self._limits.presence))
        effects = _tell_all(entries)
        if self.presence.has_turned_away(peer):
            effects.append(Send(peer, Notice("warning", CROWDED)))
        return effects

    def _pass_on(
        self, peer: Peer, news: bytes | None, update: bytes, summary: Summary
    ) -> list[Effect]:
        """Tell the others what is new, keep what was said, and return to its speakers what is theirs."""
        introduced = self._introduce(peer, self._newcomers(peer, summary))
        missed = self._absence.of(peer)
        if news is None:
            return [Keep(update, peer, missed), *introduced]
        speakers = self._voices.others(peer, summary.structs)
        returned = [Return(speaker, news) for speaker in speakers]
        return [Relay(news, peer, speakers), Keep(update, peer, missed), *returned, *introduced]

    def _newcomers(self, peer: Peer, summary: Summary) -> tuple[int, ...]:
        """Give the client ids that come with this peer; one that brings nothing of its own has that of its presence."""
        new = self._voices.introduce(peer, summary.structs)
        if new or self._voices.has_introduced(peer):
            return new
        return self._voices.introduce(peer, (entry.client for entry in self.presence.owned(peer)))

    def _introduce(self, peer: Peer, clients: tuple[int, ...]) -> list[Effect]:
        """Have remembered whose client ids these are, as that peer says now."""
        if not clients:
            return []
        states = (entry.state for entry in self.presence.owned(peer))
        return [Introduce(peer, clients, next(filter(None, states), None))]

    def _answer(self, peer: Peer, state_vector: bytes) -> list[Effect]:
        """Give what a peer lacks; one that asks again, later, is asked again as well (W2)."""
        has = decode_state_vector(state_vector)
        answer = Answer(peer, state_vector)
        if peer in self._answered:
            return [answer, Send(peer, Step1(self.doc.get_state()))]
        self._answered.add(peer)
        self._absence.note(peer, has, self.clocks())
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

    def _await_rest(self, peer: Peer, update: bytes, summary: Summary) -> list[Effect]:
        """Remember an update with missing predecessors, and ask its sender once for them (R7)."""
        if not self._gaps.add(update, summary):
            return [
                Expel(
                    peer,
                    TOO_MUCH,
                    "Too many edits wait for a beginning that never came; please reload.",
                )
            ]
        return self._ask_again(peer)

    def _is_news(self, update: bytes, summary: Summary) -> bool:
        """Tell whether an update would change the document, without letting it."""
        if not self._clocks.covers(summary):
            return True
        try:
            return apply_and_tell(self._probe(), update) is not None
        except Indigestible:
            return True


def _tell_all(entries: tuple[PresenceEntry, ...]) -> list[Effect]:
    return [Announce(entries)] if entries else []


def _poisoned(peer: Peer, update: bytes, error: Indigestible) -> list[Effect]:
    return [
        SetAside(update, str(error)),
        Expel(
            peer,
            UNREADABLE,
            "This edit could not be read and was set aside; everything before it is safe.",
        ),
        Rebuild(),
    ]
