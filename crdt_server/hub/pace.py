"""How fast one socket may talk: so many messages and bytes a second, and much more for a moment (L4).

Whoever is faster is not closed: its socket is not read for as long as it takes. What it has sent waits on its side, in
order, nothing of it is lost, and everybody else goes on; a paste or the merger of a day offline passes at once. Only
somebody who keeps on at it for minutes is sent away, with a sentence.

    spend()       for what was just read: two subtractions, no clock
    wait()        once more was read than is allowed: how long not to read on
    is_flooding   that has gone on for too long
"""

from collections.abc import Callable
from dataclasses import dataclass

from crdt_server.clock import stopwatch
from crdt_server.hub.bucket import Bucket

AGAINST_THE_RULES = 1008
FLOODING = "This connection has sent more than this server takes for too long. Send less, and connect again."


@dataclass(frozen=True, slots=True)
class PaceLimits:
    """Messages and bytes, a second and at once, and for how many seconds somebody may be held back."""

    messages: int = 1_000
    messages_at_once: int = 20_000
    bytes: int = 4 * 1024 * 1024
    bytes_at_once: int = 64 * 1024 * 1024
    patience: int = 300


class Pace:
    """One socket's pace."""

    __slots__ = ("_bytes", "_held_since", "_measure", "_messages", "_patience", "is_flooding")

    def __init__(self, limits: PaceLimits, measure: Callable[[], float] = stopwatch) -> None:
        now = measure()
        self._messages = Bucket(limits.messages, limits.messages_at_once, now)
        self._bytes = Bucket(limits.bytes, limits.bytes_at_once, now)
        self._measure = measure
        self._patience = limits.patience
        self._held_since: float | None = None
        self.is_flooding = False
        """Whether it has been held back for too long."""

    def spend(self, size: int, messages: int) -> bool:
        """Account for what was read; False when it is more than is allowed, and `wait` says how long to pause."""
        fits = self._bytes.spend(size)
        return self._messages.spend(messages) and fits

    def wait(self) -> float:
        """Give for how many seconds not to read on; 0 when reading may go on."""
        now = self._measure()
        self._messages.fill(now)
        self._bytes.fill(now)
        wait = max(self._messages.wait(), self._bytes.wait())
        if self._has_paused():
            self._held_since = None
        if wait and self._held_since is None:
            self._held_since = now
        if wait and self._held_since is not None:
            self.is_flooding = now - self._held_since >= self._patience
        return wait

    def _has_paused(self) -> bool:
        """Tell whether it has said so little for a while that half of what may be said at once is there again."""
        return all(each.left >= each.burst / 2 for each in (self._messages, self._bytes))
