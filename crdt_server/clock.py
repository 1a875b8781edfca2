"""The one place where time is read; everywhere else it is an argument."""

import time
from secrets import token_urlsafe
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


class ShowClock(Protocol):
    """The clock that shows run by: it never steps, and whoever follows it can tell when it was started anew."""

    id: str

    def now(self) -> int:
        """Give the time in Unix milliseconds."""
        ...

    def precise(self) -> float:
        """The same with what is below a millisecond."""
        ...


class SteadyClock:
    """The time of day when it was made, and what has passed since by a clock that nobody sets."""

    def __init__(self) -> None:
        self.id = token_urlsafe(9)
        self._start = time.time_ns() - time.monotonic_ns()

    def now(self) -> int:
        """Give the time in Unix milliseconds."""
        return (self._start + time.monotonic_ns()) // 1_000_000

    def precise(self) -> float:
        """The same with what is below a millisecond."""
        return (self._start + time.monotonic_ns()) / 1e6
