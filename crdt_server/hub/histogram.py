"""How long something took, or how large it was: counted in buckets, and the last of it remembered as it was."""

from bisect import bisect_left
from collections import deque
from collections.abc import Sequence

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
SIZES = (1.0, 2.0, 5.0, 10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1000.0, 2500.0, 5000.0)
REMEMBERED = 240


class Histogram:
    """Values seen since the start, by upper bound, and the latest ones in order.

    `counts[i]` is how many were at most `bounds[i]` and above the bound before; the last one has no bound.
    """

    def __init__(self, bounds: Sequence[float]) -> None:
        self.bounds = tuple(bounds)
        self.counts = [0] * (len(self.bounds) + 1)
        self.sum = 0.0
        self.latest: deque[float] = deque(maxlen=REMEMBERED)

    def see(self, value: float) -> None:
        """Count a value."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.sum += value
        self.latest.append(value)

    @property
    def count(self) -> int:
        """Give how many values were seen."""
        return sum(self.counts)

    @property
    def median(self) -> float | None:
        """Give the middle of the latest values; None before there is one."""
        ordered = sorted(self.latest)
        return ordered[len(ordered) // 2] if ordered else None

    @property
    def worst(self) -> float | None:
        """Give the largest of the latest values; None before there is one."""
        return max(self.latest, default=None)
