"""The server's time as a client shows it: it follows the estimate smoothly and never goes back.

A better estimate is approached by running at most 500 parts in a million faster or slower: nobody
sees a countdown jump. Only at first, and where the clock is more than 20 ms off, it steps; a step
back is a moment in which it stands still.
"""

import math
from collections import deque
from typing import Final

from crdt_server.timebase.estimate import BIN, BINS, RECENT, Estimate, estimate
from crdt_server.timebase.probes import Probe, better, kept_its_gap

SLEW: Final = 500e-6
STEP: Final = 20.0
SETTLING: Final = 1500.0
"""For so long after the first answer every better estimate is taken as it is."""

JUMPED: Final = 5.0
"""An answer that lies this far outside of both errors proves that one of the clocks has jumped."""


class SharedClock:
    """What a client knows of the server's time. It is told of answers, and asked for the time."""

    def __init__(self) -> None:
        self._bins: dict[int, Probe] = {}
        self._recent: deque[Probe] = deque(maxlen=RECENT)
        self._estimate: Estimate | None = None
        self._since = 0.0
        self._settled_at = math.inf
        self._off = 0.0
        self._shown = -math.inf

    def begin_anew(self) -> None:
        """Forget everything: the server has another clock than before, because it was restarted."""
        self._estimate, self._off, self._shown = None, 0.0, -math.inf

    def take(self, first: Probe, second: Probe) -> bool:
        """Learn from a pair; tell whether it was believed. The very first is, for want of others."""
        believed = kept_its_gap(first, second)
        if not believed and self._estimate is not None:
            return False
        probe = better(first, second)
        if self._estimate is None or self._cannot_be(probe, self._estimate):
            self._forget(probe)
        self._keep(probe)
        drift = 0.0 if self._estimate is None else self._estimate.drift
        self._follow(estimate(self._bins, self._recent, drift), second.back)
        return believed

    def now(self, local: float) -> float | None:
        """Give the server's time; None while nothing is known. It never goes back."""
        if self._estimate is None:
            return None
        self._shown = max(self._shown, self._reckoned(local))
        return self._shown

    def bound(self, local: float) -> float | None:
        """Give how wrong the time can be, in milliseconds."""
        if self._estimate is None:
            return None
        return self._estimate.bound_at(local) + abs(self._remaining(local))

    def _cannot_be(self, probe: Probe, known: Estimate) -> bool:
        """Tell whether an answer proves that what was known holds no more."""
        away = abs(probe.offset - known.offset_at(probe.at))
        return away > probe.delay / 2 + known.bound_at(probe.at) + JUMPED

    def _forget(self, probe: Probe) -> None:
        self._bins.clear()
        self._recent.clear()
        self._settled_at = probe.back + SETTLING

    def _keep(self, probe: Probe) -> None:
        """Keep the quickest answer of each bin, and the last ones."""
        self._recent.append(probe)
        number = math.floor(probe.at / BIN)
        known = self._bins.get(number)
        self._bins[number] = probe if known is None else better(known, probe)
        for old in [one for one in self._bins if one <= number - BINS]:
            del self._bins[old]

    def _follow(self, better_one: Estimate, local: float) -> None:
        """Approach a better estimate from what is shown now, or step to it."""
        off = 0.0
        if self._estimate is not None and local > self._settled_at:
            off = self._reckoned(local) - local - better_one.offset_at(local)
        self._off = off if abs(off) <= STEP else 0.0
        self._estimate, self._since = better_one, local

    def _remaining(self, local: float) -> float:
        """Give what is still to be made up of the way to the estimate."""
        made_up = SLEW * max(0.0, local - self._since)
        return math.copysign(max(0.0, abs(self._off) - made_up), self._off)

    def _reckoned(self, local: float) -> float:
        """Give the server's time as it is reckoned, whatever was shown before."""
        assert self._estimate is not None
        return local + self._estimate.offset_at(local) + self._remaining(local)
