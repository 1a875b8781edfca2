"""The updates of a document that still wait for something missing: the library keeps them out of sight (R7)."""

from collections.abc import Iterable

from crdt_server.protocol.update import Summary, inspect
from crdt_server.room.clocks import Clocks

MOST_GAPS, MOST_BYTES = 10_000, 64 * 1024 * 1024


class Gaps:
    """What waits, within bounds; what does not wait any more is dropped whenever somebody looks."""

    def __init__(self, clocks: Clocks, updates: Iterable[bytes]) -> None:
        self._clocks = clocks
        self._waiting: list[tuple[bytes, Summary]] = [
            (update, inspect(update)) for update in updates
        ]
        self._bytes = sum(len(update) for update, _ in self._waiting)

    def add(self, update: bytes, summary: Summary) -> bool:
        """Remember one more; False when too many wait already."""
        if self._is_full(len(update)):
            self.waiting()
            if self._is_full(len(update)):
                return False
        self._waiting.append((update, summary))
        self._bytes += len(update)
        return True

    def waiting(self) -> tuple[bytes, ...]:
        """Give what still waits."""
        if self._waiting:
            self._clocks.refresh()
            covers = self._clocks.covers
            self._waiting = [gap for gap in self._waiting if not covers(gap[1])]
            self._bytes = sum(len(update) for update, _ in self._waiting)
        return tuple(update for update, _ in self._waiting)

    def _is_full(self, more: int) -> bool:
        return len(self._waiting) >= MOST_GAPS or self._bytes + more > MOST_BYTES
