"""How late the event loop is: everybody waits that long, whatever they wait for.

A short sleep is measured again and again. What it takes over its time is how long the loop was busy with something
else when the sleep was over.
"""

import asyncio
from collections.abc import Callable

from crdt_server.clock import stopwatch
from crdt_server.hub.histogram import SECONDS, Histogram

EVERY = 0.25  # seconds; the histogram remembers a minute of that


class Lag:
    """Measures for as long as it runs."""

    def __init__(self, measure: Callable[[], float] = stopwatch) -> None:
        self.seen = Histogram(SECONDS)
        self._measure = measure

    async def run(self) -> None:
        """Measure, for ever; the hub starts this once."""
        while True:
            asked = self._measure()
            await asyncio.sleep(EVERY)
            self.seen.see(max(0.0, self._measure() - asked - EVERY))
