"""A document in memory, and what is known of it without looking inside: made together, and together made anew (R8)."""

from collections.abc import Sequence

from crdt_server.protocol.update import Summary, decode_state_vector
from crdt_server.room.clocks import Clocks
from crdt_server.room.depth import Depths
from crdt_server.room.digest import AnyDoc, Indigestible, apply, apply_and_tell
from crdt_server.room.encoding import Encoding, merged
from crdt_server.room.gaps import Gaps
from crdt_server.room.weight import Weight


class Body:
    """One document: its clocks, what waits for something missing, how it is encoded, how deep and how heavy it is."""

    def __init__(
        self, doc: AnyDoc, updates: Sequence[bytes], gaps: Sequence[bytes], most: int
    ) -> None:
        """`updates` are what the document was made from, `gaps` those that still wait; `most` bytes it may have."""
        self.doc = doc
        self.clocks = Clocks(lambda: decode_state_vector(doc.get_state()))
        self.encoding = Encoding(doc, updates, self.waiting)
        self.depths = Depths(self.whole)
        self.weight = Weight(most, sum(map(len, updates)), self._weigh)
        self._gaps = Gaps(self.clocks, gaps)
        self._most = most

    def whole(self) -> bytes:
        """Give the whole document as one update; what waits in a gap is not in it."""
        return self.encoding.whole()

    def lacking(self, state_vector: bytes) -> bytes:
        """Give what somebody lacks, what waits in a gap included: the rest of it may come as a live edit."""
        since = self.encoding.since(state_vector)
        gaps = self.waiting()
        return merged([since, *gaps]) if gaps else since

    def waiting(self) -> tuple[bytes, ...]:
        """Give the updates that still wait for something missing (R7)."""
        return self._gaps.waiting()

    def wait(self, update: bytes, summary: Summary) -> bool:
        """Remember an update with missing predecessors; False when too many wait already."""
        return self._gaps.add(update, summary)

    def is_news(self, update: bytes, summary: Summary) -> bool:
        """Tell whether an update would change the document, without letting it."""
        if not self.clocks.covers(summary):
            return True
        try:
            return apply_and_tell(self._probe(), update) is not None
        except Indigestible:
            return True

    def gets_lighter(self, update: bytes) -> bool:
        """Tell whether the document would not be larger with an update than it may be, or than it is, by trying."""
        probe = self._probe()
        apply(probe, update)
        return len(probe.get_update()) <= max(self._most, self.weight.measured())

    def _probe(self) -> AnyDoc:
        probe: AnyDoc = type(self.doc)()
        apply(probe, self.whole())
        return probe

    def _weigh(self) -> int:
        return len(self.doc.get_update()) + sum(map(len, self.waiting()))
