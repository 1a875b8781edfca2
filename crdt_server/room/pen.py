"""What is written into a document: live edits, bursts of them, what somebody offers, and the server's own.

Each is checked, applied, passed on and kept exactly as it came; or it is refused, or set aside, and says so.
"""

from collections.abc import Sequence

from crdt_server.protocol.errors import Malformed
from crdt_server.protocol.messages import Step1
from crdt_server.protocol.update import EMPTY_UPDATE, Summary, inspect
from crdt_server.room.absence import Absence
from crdt_server.room.body import Body
from crdt_server.room.burst import MOST_TOGETHER, Merger, together
from crdt_server.room.digest import Indigestible, apply, apply_and_tell
from crdt_server.room.effects import (
    Effect,
    Expel,
    Introduce,
    Keep,
    KeepEach,
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
from crdt_server.room.fullness import Fullness
from crdt_server.room.peer import Peer
from crdt_server.room.presence import Presence
from crdt_server.room.voices import Voices

UNREADABLE = 1007
TOO_MUCH = 1008
ENDS = (Expel, TurnOut, Rebuild)


class Pen:
    """Writes into one document what its peers say."""

    def __init__(self, body: Body, presence: Presence, most: int) -> None:
        """`most` bytes the document may have; `presence` says who speaks for which client id."""
        self.absence = Absence()
        self.fullness = Fullness(most, body.clocks, body.weight)
        self._presence = presence
        self._voices = Voices(presence.owner)
        self._merges = True
        self._take_up(body)

    def renew(self, body: Body) -> None:
        """Go on with a document built anew from the log (R8)."""
        self._take_up(body)
        self.fullness.renew(body.clocks, body.weight)

    def _take_up(self, body: Body) -> None:
        self._body = body
        self._asked: set[Peer] = set()

    def leave(self, peer: Peer) -> list[Effect]:
        """Let a peer go; whose client ids it brought is said once more, as it was known last."""
        self._asked.discard(peer)
        self.absence.end(peer)
        self.fullness.leave(peer)
        last_words = self._introduce(peer, self._voices.introduced(peer))
        self._voices.leave(peer)
        return last_words

    def voice(self, peer: Peer) -> str:
        """Give the name under which a peer edits here: its own, or one of its client ids; "" if it has none (H1)."""
        if peer.voice:
            return peer.voice
        own = self._voices.introduced(peer)
        if own:
            return str(own[0])
        present = self._presence.owned(peer)
        return str(present[0].client) if present else ""

    def edit(self, peer: Peer, update: bytes) -> list[Effect]:
        """A live edit: passed on and kept exactly as it came."""
        summary = inspect(update)
        if not peer.may_write:
            return [Refuse(peer)]
        is_far_from_full = self.fullness.is_far(update)
        if not is_far_from_full and not self.fullness.takes(peer, update, summary):
            return self.fullness.refuse(peer, update, summary)
        self._body.depths.check(update, summary)
        self._body.encoding.prepare(update)
        try:
            apply(self._body.doc, update)
        except Indigestible as error:
            return _poisoned(peer, update, error)
        self._body.encoding.take(update)
        self._voices.note(peer, summary.structs)
        effects = self._pass_on(peer, update, update, summary)
        if not is_far_from_full:
            effects += self.fullness.took(update, summary)
        if not self._body.clocks.take(summary):
            effects += self._await_rest(peer, update, summary)
        return effects

    def burst(self, peer: Peer, updates: tuple[bytes, ...]) -> list[Effect]:
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

    def offer(self, peer: Peer, update: bytes) -> list[Effect]:
        """What a peer has and the room may lack: only what is new is passed on, nothing known is kept twice."""
        self._asked.discard(peer)
        if update == EMPTY_UPDATE:
            self.absence.end(peer)
            return [Settle(peer)]
        summary = inspect(update)
        if not peer.may_write:
            return [Refuse(peer) if self._body.is_news(update, summary) else Settle(peer)]
        if not self.fullness.takes(peer, update, summary):
            is_tried = summary.deletes and self.fullness.may_try()
            if not (is_tried and self._body.gets_lighter(update)):
                return self.fullness.refuse(peer, update, summary, is_tried=is_tried)
        self._body.depths.check(update, summary)
        self.fullness.took_all(peer)
        self._body.encoding.prepare(update)
        try:
            added = apply_and_tell(self._body.doc, update)
        except Indigestible as error:
            return _poisoned(peer, update, error)
        self._body.encoding.take(update)
        whole = self._body.clocks.take(summary)
        if added is None and whole:
            self.absence.end(peer)
            return [Settle(peer)]
        news = added if self._body.encoding.is_plain() else added and update
        effects = self._pass_on(peer, news, update, summary)
        self.absence.end(peer)
        effects += self.fullness.took(update, summary)
        if not whole:
            effects += self._await_rest(peer, update, summary)
        return effects

    def own(self, added: list[bytes], by: Peer | None) -> list[Effect]:
        """Account for edits of the server's own, and have them passed on and kept."""
        effects: list[Effect] = []
        for update in added:
            summary = inspect(update)
            self._body.clocks.take(summary)
            self._body.encoding.take(update)
            effects += [Relay(update, None), Keep(update, by)]
            effects += self.fullness.took(update, summary)
        return effects

    def ask_again(self, peer: Peer) -> list[Effect]:
        """Ask a peer for all it has, unless it is about to answer that anyway."""
        if peer in self._asked:
            return []
        self._asked.add(peer)
        return [Send(peer, Step1(self._body.doc.get_state()))]

    def _merger(self, peer: Peer, updates: Sequence[bytes]) -> Merger | None:
        """Merge what a peer says; None if it may not be taken as one."""
        if len(updates) == 1 or not (self._merges and peer.may_write):
            return None
        merger = together(updates, self._body.clocks)
        if merger is None or self._voices.others(peer, merger.clients):
            return None  # the words of others come back to them only once durable (W4)
        is_one_voice = len(merger.speech) == 1 or self._voices.has_introduced(peer)
        return merger if is_one_voice and self.fullness.is_far(merger.update) else None

    def _take_together(
        self, peer: Peer, updates: tuple[bytes, ...], merger: Merger
    ) -> list[Effect]:
        """Apply and pass on edits as one; what is kept is each of them, as it came."""
        self._body.encoding.prepare(merger.update)
        apply(self._body.doc, merger.update)
        self._body.encoding.take(merger.update)
        self._body.clocks.move(merger.reach)
        effects: list[Effect] = [
            Relay(merger.update, peer),
            KeepEach(updates, peer, self.absence.of(peer)),
        ]
        for summary in merger.speech:
            self._voices.note(peer, summary.structs)
            effects += self._introduce(peer, self._newcomers(peer, summary))
        return effects

    def _take_apart(self, peer: Peer, updates: Sequence[bytes]) -> list[Effect]:
        """Take edits one after the other, until one of them cannot be taken."""
        effects: list[Effect] = []
        for update in updates:
            try:
                effects += self.edit(peer, update)
            except Malformed as error:
                effects.append(Expel(peer, error.close_code, str(error)))
            if any(isinstance(effect, ENDS) for effect in effects[-2:]):
                break
        return effects

    def _pass_on(
        self, peer: Peer, news: bytes | None, update: bytes, summary: Summary
    ) -> list[Effect]:
        """Tell the others what is new, keep what was said, and return to its speakers what is theirs."""
        introduced = self._introduce(peer, self._newcomers(peer, summary))
        missed = self.absence.of(peer)
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
        return self._voices.introduce(peer, (entry.client for entry in self._presence.owned(peer)))

    def _introduce(self, peer: Peer, clients: tuple[int, ...]) -> list[Effect]:
        """Have remembered whose client ids these are, as that peer says now."""
        if not clients:
            return []
        states = (entry.state for entry in self._presence.owned(peer))
        return [Introduce(peer, clients, next(filter(None, states), None))]

    def _await_rest(self, peer: Peer, update: bytes, summary: Summary) -> list[Effect]:
        """Remember an update with missing predecessors, and ask its sender once for them (R7)."""
        if not self._body.wait(update, summary):
            return [
                Expel(
                    peer,
                    TOO_MUCH,
                    "Too many edits wait for a beginning that never came; please reload.",
                )
            ]
        return self.ask_again(peer)


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
