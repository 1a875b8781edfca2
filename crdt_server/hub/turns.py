"""Many who come at once are served a few in each turn of the loop, so that whoever is at work does not wait (R11).

    nobody waits and this turn has time left    served at once: one person who comes alone waits for nothing
    else                                        in the order of coming, so much per turn as takes two milliseconds

In between, the loop hears and tells what all the others say.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Generator
from typing import TypeVar

from crdt_server.clock import stopwatch
from crdt_server.hub.contained import contained

SLICE = 0.002  # seconds
T = TypeVar("T")


class Turns:
    """A queue of short pieces of work; each is done once, in order."""

    def __init__(self, measure: Callable[[], float] = stopwatch) -> None:
        self._measure = measure
        self._waiting: deque[Callable[[], None]] = deque()
        self._spent = 0.0
        self._is_scheduled = False

    def serve(self, work: Callable[[], None]) -> None:
        """Have a piece of work done, now or in one of the next turns."""
        if self._waiting or self._spent >= SLICE:
            self._waiting.append(work)
        else:
            self._do(work)
        if not self._is_scheduled:
            self._is_scheduled = True
            asyncio.get_running_loop().call_soon(self._next_turn)

    @property
    def waiting(self) -> int:
        """Give how many wait for their turn."""
        return len(self._waiting)

    def _next_turn(self) -> None:
        self._is_scheduled = bool(self._waiting)
        self._spent = 0.0
        while self._waiting and self._spent < SLICE:
            self._do(self._waiting.popleft())
        if self._is_scheduled:
            asyncio.get_running_loop().call_soon(self._next_turn)

    def _do(self, work: Callable[[], None]) -> None:
        begun = self._measure()
        with contained("Serving somebody who came"):
            work()
        self._spent += self._measure() - begun


async def with_pauses(steps: Generator[None, None, T]) -> T:
    """Do some long work whose pauses are everybody else's turn."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
        await asyncio.sleep(0)
