"""What happens when a document has become as large as it may be (L1, L2).

    nearly full             everybody in it is told, once
    an edit goes over       it is not taken, and its sender is told: the edit stays in that person's own copy
    what builds on that     is not taken either, since it cannot be understood without it
    deleting                always goes: it is the way out
    room again              whoever was refused is asked for all it has, and that is taken as a whole, or refused again

A Yjs client cannot take back an edit that it has made, so a refused edit is not lost but waits. A person who deletes
what was too much sends a deletion of something that nobody here has. So it is asked for all it has as well, which may
be small now. That can be many bytes for nothing, if it deletes letter by letter; so each time twice as long is waited.

And what somebody offers may be both, more of this and less of that. Whether the document is lighter with it, is found
out by trying, on a copy; that takes a while, and is done once a second at the most.
"""

from dataclasses import dataclass

from crdt_server.protocol.messages import Notice
from crdt_server.protocol.update import Summary
from crdt_server.room.clocks import Clocks
from crdt_server.room.effects import Effect, Refuse, Send, TellAll
from crdt_server.room.peer import Peer
from crdt_server.room.weight import Weight

LONGEST_PAUSE = 64  # looks
NEARLY, RELIEVED = 7 / 8, 3 / 4
UNITS = (("MiB", 1024 * 1024), ("KiB", 1024))


class DocumentFull(Exception):
    """A document would become larger than it may be; the text says so."""


@dataclass(slots=True)
class _Refused:
    """A peer of whom something was not taken.

    `size` is how much at the least, `has_deleted` whether it has deleted anything since it was asked. Pauses are
    counted in looks.
    """

    size: int
    has_deleted: bool = False
    pause: int = 1
    left: int = 0

    def is_due(self) -> bool:
        """Count one look; tell whether it is time to ask again what it has."""
        self.left = max(0, self.left - 1)
        return self.has_deleted and not self.left

    def asked(self) -> None:
        """It is asked now."""
        self.has_deleted = False
        self.left = self.pause
        self.pause = min(LONGEST_PAUSE, self.pause * 2)


class Fullness:
    """The bound on one document, and whoever was refused for it."""

    def __init__(self, most: int, clocks: Clocks, weight: Weight) -> None:
        """`most` is in bytes."""
        self._most = most
        self._nearly = int(most * NEARLY)
        self.renew(clocks, weight)
        self._refused: dict[Peer, _Refused] = {}
        self._is_warned = False
        self._may_have_shrunk = False
        self._may_try = True

    def renew(self, clocks: Clocks, weight: Weight) -> None:
        """Go on with a document that was built anew."""
        self._clocks = clocks
        self._weight = weight

    @property
    def has_refused(self) -> bool:
        """Tell whether somebody waits for room."""
        return bool(self._refused)

    @property
    def sentence(self) -> str:
        """Say that the document is full."""
        return (
            f"This document is full: it may have {in_words(self._most)}. "
            "Delete what is not needed, and your last changes are taken; or go on in a new document."
        )

    def is_far(self, update: bytes) -> bool:
        """Count an update that may come in without a closer look: nobody was refused, and there is much room."""
        return not self._refused and self._weight.adds(len(update), self._nearly)

    def takes(self, peer: Peer, update: bytes, summary: Summary) -> bool:
        """Tell whether an update may come in: there is room for it, or it brings nothing or only deletes."""
        if peer in self._refused and not self._clocks.follows(summary):
            return False
        if not self.is_over(len(update)):
            return True
        return not self._clocks.is_surpassed_by(summary)

    def is_over(self, size: int) -> bool:
        """Tell whether there is no room for so many bytes."""
        return self._weight.exceeds(self._most, size)

    def may_try(self) -> bool:
        """Tell whether it may be tried now how heavy the document is with what somebody offers: once between looks."""
        may, self._may_try = self._may_try, False
        return may

    def refuse(
        self, peer: Peer, update: bytes, summary: Summary, *, is_tried: bool = False
    ) -> list[Effect]:
        """Do not take an update; give what to tell its sender, in the order in which answers are given (W4)."""
        told: list[Effect] = []
        refused = self._refused.get(peer)
        if refused is None:
            refused = self._refused[peer] = _Refused(len(update))
            told.append(Send(peer, Notice("refused", self.sentence)))
        refused.size = max(refused.size, len(update))
        if summary.deletes and not is_tried:
            refused.has_deleted = True
        return [*told, Refuse(peer)]

    def took(self, update: bytes, summary: Summary) -> list[Effect]:
        """Account for an update that has come in; everybody is told when the document has become nearly full."""
        self._weight.add(len(update))
        if summary.deletes:
            self._may_have_shrunk = True
        if self._is_warned or not self._weight.exceeds(self._nearly):
            return []
        self._is_warned = True
        return [TellAll(self.warning)]

    def took_all(self, peer: Peer) -> None:
        """All that a peer has is in the document."""
        self._refused.pop(peer, None)

    def welcome(self, peer: Peer) -> list[Effect]:
        """Tell a newcomer what everybody has been told."""
        return [Send(peer, self.warning)] if self._is_warned else []

    def leave(self, peer: Peer) -> None:
        """Forget a peer."""
        self._refused.pop(peer, None)

    def rest(self) -> None:
        """The document has come to rest: a moment to see whether the warning is out of date."""
        if self._is_warned and (self._may_have_shrunk or not self._weight.exceeds(self._nearly)):
            self._is_warned = self._weight.measured() > self._most * RELIEVED

    def look(self) -> list[Peer]:
        """Look now and then, with about a second in between; give those who should be asked for all they have."""
        self._may_try = True
        room = self._most - self._weight.measured() if self._may_have_shrunk else 0
        self._may_have_shrunk = False
        due = [
            peer
            for peer, refused in self._refused.items()
            if refused.is_due() or refused.size <= room
        ]
        for peer in due:
            self._refused[peer].asked()
        return due

    @property
    def warning(self) -> Notice:
        """Say that the document is nearly full."""
        return Notice(
            "warning",
            f"This document is nearly full: it may have {in_words(self._most)}. "
            "Delete what is not needed, or go on in a new document.",
        )


def in_words(size: int) -> str:
    """Write a number of bytes as people do."""
    for unit, factor in UNITS:
        if size >= factor:
            return f"{size / factor:.3g} {unit}"
    return f"{size} bytes"
