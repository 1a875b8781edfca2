"""From many answers to one line: how far ahead the server is now, and how fast the clocks drift apart.

Within half a minute there is nothing better than one quick and recent answer. After that the
quickest answer of every ten seconds stands for its time, and a line through those of five minutes
tells the drift: crystals differ by 50 parts in a million and more, which is 3 ms in a minute.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from crdt_server.timebase.probes import Probe

BIN: Final = 10_000.0
BINS: Final = 30
FEWEST_BINS: Final = 3
RECENT: Final = 64
FASTEST: Final = 200e-6
"""No clock drifts faster than 200 parts in a million."""

HOLDOVER: Final = 5e-6
"""How fast the bound grows without answers, once the drift is known."""

SOFTEN: Final = 0.3
"""Answers that took so little longer than the quickest count about as much."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A line through time: `offset` at the local time `at`, changing by `drift`.

    Its error is at most `bound` at the local time `fresh`, and grows by `growth` from there.
    """

    at: float
    offset: float
    drift: float
    bound: float
    fresh: float
    growth: float

    def offset_at(self, local: float) -> float:
        """Give how far the server is ahead at a local time."""
        return self.offset + self.drift * (local - self.at)

    def bound_at(self, local: float) -> float:
        """Give how wrong that can be."""
        return self.bound + self.growth * max(0.0, local - self.fresh)


def estimate(bins: Mapping[int, Probe], recent: Sequence[Probe], drift: float) -> Estimate:
    """Estimate from the quickest answer of each bin, or from the last answers while bins are few.

    `drift` is what was known of it before: a crystal stays the same when its device has slept.
    """
    best = [bins[number] for number in sorted(bins)]
    if len(best) >= FEWEST_BINS:
        return _line(best)
    return _latest(recent, drift)


def _latest(recent: Sequence[Probe], drift: float) -> Estimate:
    """Take the answer whose error is smallest now: half its delay, and what drift can have added."""
    now = recent[-1].at
    best = min(recent, key=lambda probe: probe.delay / 2 + FASTEST * (now - probe.at))
    return Estimate(best.at, best.offset, drift, best.delay / 2, best.at, FASTEST)


def _line(best: Sequence[Probe]) -> Estimate:
    """Lay a line through answers, quick ones counting most."""
    quickest = min(probe.delay for probe in best)
    weights = [1 / (probe.delay - quickest + SOFTEN) ** 2 for probe in best]
    total = sum(weights)
    origin, zero = best[-1].at, best[-1].offset
    times = [probe.at - origin for probe in best]
    offsets = [probe.offset - zero for probe in best]
    time = sum(w * t for w, t in zip(weights, times, strict=True)) / total
    offset = sum(w * o for w, o in zip(weights, offsets, strict=True)) / total
    spread = sum(w * (t - time) ** 2 for w, t in zip(weights, times, strict=True))
    slope = sum(
        w * (t - time) * (o - offset) for w, t, o in zip(weights, times, offsets, strict=True)
    )
    drift = min(max(slope / spread, -FASTEST), FASTEST)
    unsure = sum(w * (p.delay - quickest) / 2 for w, p in zip(weights, best, strict=True)) / total
    growth = min(FASTEST, HOLDOVER + unsure / -times[0])
    at = origin + time
    return Estimate(at, zero + offset, drift, quickest / 2 + unsure, origin, growth)
