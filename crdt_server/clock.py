"""The one place where time is read; everywhere else it is an argument."""

import time
from typing import Protocol


class Clock(Protocol):
    """Something that knows what time it is."""

    def now(self) -> int:
        """Give the time of day as Unix milliseconds."""
        ...


def stopwatch() -> float:
    """Give seconds since some moment, to measure how long a piece of work takes."""
    return time.perf_counter()


class SystemClock:
    """The clock of this machine."""

    def now(self) -> int:
        """Give the time of day as Unix milliseconds."""
        return time.time_ns() // 1_000_000
