"""A document built once more from its log, update by update, to be looked at as it was at a moment (H1)."""

from collections.abc import Iterable

from pycrdt import Doc, merge_updates

from crdt_server.protocol.errors import Malformed
from crdt_server.protocol.update import Summary, decode_state_vector, inspect
from crdt_server.room.clocks import Clocks
from crdt_server.room.digest import AnyDoc, Indigestible, apply
from crdt_server.room.encoding import Encoding
from crdt_server.room.sieve import build


class Replay:
    """A document that follows a log; updates that cannot be digested are left out, as when it is loaded (R8)."""

    def __init__(self, updates: Iterable[bytes] = ()) -> None:
        self.doc: AnyDoc = Doc()
        self._updates: list[bytes] = []
        self._gaps: list[tuple[bytes, Summary]] = []
        self._clocks = Clocks(self._state_vector)
        for update in updates:
            self.add(update)

    def add(self, update: bytes) -> bool:
        """Take in the next update; False when the document had to be built anew without it."""
        try:
            apply(self.doc, update)
        except Indigestible:
            self.doc = build(self._updates).doc
            self._clocks.refresh()
            return False
        except Malformed:
            return True  # refused: the document is untouched
        self._updates.append(update)
        try:
            summary = inspect(update)
        except Malformed:
            return True  # let in by an older program, and digested
        if not self._clocks.take(summary):
            self._gaps.append((update, summary))
        elif self._gaps:
            self._clocks.refresh()
            self._gaps = [gap for gap in self._gaps if not self._clocks.covers(gap[1])]
        return True

    @property
    def has_gaps(self) -> bool:
        """Tell whether something waits for what has not come yet (R7)."""
        return bool(self._gaps)

    def holds(self, update: bytes) -> bool:
        """Tell whether all of an update is in the document."""
        try:
            return self._clocks.covers(inspect(update))
        except Malformed:
            return True

    def whole(self) -> bytes:
        """Give the whole document as one update, together with what still waits for something missing."""
        self._clocks.refresh()
        gaps = [update for update, summary in self._gaps if not self._clocks.covers(summary)]
        whole = Encoding(self.doc, self._updates, lambda: gaps).whole()
        return merge_updates(whole, *gaps) if gaps else whole

    def _state_vector(self) -> dict[int, int]:
        return decode_state_vector(self.doc.get_state())
