"""The one place where time is read; everywhere else it is an argument."""

import time
from typing import Protocol


class Clock(Protocol):
    """Something that knows what time it is."""

    def now(self) -> int:
        """Give the time of day as Unix milliseconds."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> int:
        """Give the time of day as Unix milliseconds."""
        return time.time_ns() // 1_000_000
