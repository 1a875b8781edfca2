"""Natural group commit: whatever was asked while the last commit ran is committed together (P3).

    ask ─┐
    ask ─┼─▶ waiting ─▶ [one commit] ─▶ each caller hears of its own
    ask ─┘      ▲            │
                └── fills up while it runs; no timer

There is one writer per store, and it alone writes. A caller that goes away is written for all the same: others may
already have counted on its place in the order (P1).
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import Protocol

from persistence.operations import Operation, Outcome
from persistence.store import StoreError

log = logging.getLogger("callboard")


class Desk(Protocol):
    """Where a writer writes: something that commits a group and now and then tidies up."""

    async def commit(self, operations: Sequence[Operation]) -> list[Outcome]:
        """Do all of them, durably, and tell what became of each; a failure is an outcome, not an exception."""
        ...

    def patience(self) -> float | None:
        """Give the seconds of quiet after which to tidy up: None if there is no need, 0 if it cannot wait."""
        ...

    async def tidy(self) -> None:
        """Do what was put off."""
        ...


class Writer:
    """The one who writes to a store; must be made inside a running event loop, and closed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._waiting: list[tuple[Operation, asyncio.Future[Outcome]]] = []
        self._in_flight: list[tuple[Operation, asyncio.Future[Outcome]]] = []
        self._asked = asyncio.Event()
        self._closed: str | None = None
        self._loop = asyncio.get_running_loop()
        # The one task of this package. It is supervised here: if it ends for any reason, `_ended` answers everybody.
        self._task = asyncio.create_task(self._run(), name="store writer")  # noqa: TID251
        self._task.add_done_callback(self._ended)

    async def ask(self, operation: Operation) -> Outcome:
        """Have something written; returns once it is durable, raises the StoreError it met otherwise."""
        if self._closed is not None:
            raise StoreError(self._closed)
        future: asyncio.Future[Outcome] = self._loop.create_future()
        self._waiting.append((operation, future))
        self._asked.set()
        return await future

    async def close(self) -> None:
        """Write what was asked so far, then end; whoever asks later is refused."""
        if self._closed is None:
            self._closed = "The store is closed; open it again."
        self._asked.set()
        await asyncio.wait([self._task])

    async def _run(self) -> None:
        while self._closed is None or self._waiting:
            await self._something_asked()
            self._asked.clear()
            await self._commit()
            if self._desk.patience() == 0:
                await self._desk.tidy()

    async def _something_asked(self) -> None:
        """Wait for work; tidy up once in a quiet while."""
        patience = self._desk.patience()
        if patience is not None and not self._asked.is_set():
            try:
                async with asyncio.timeout(patience):
                    await self._asked.wait()
            except TimeoutError:
                await self._desk.tidy()
        await self._asked.wait()

    async def _commit(self) -> None:
        self._in_flight, self._waiting = self._waiting, []
        if not self._in_flight:
            return
        outcomes = await self._desk.commit([operation for operation, _ in self._in_flight])
        group, self._in_flight = self._in_flight, []
        for (_, future), outcome in zip(group, outcomes, strict=True):
            _settle(future, outcome)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Leave nobody waiting for ever, even if the writer fell over a bug."""
        error = None if task.cancelled() else task.exception()
        if error is not None:
            log.error("The writer of the store failed; nothing more is stored.", exc_info=error)
        self._closed = self._closed or (
            f"The writer of the store has stopped ({error!r}); nothing more is stored. Start the program again."
        )
        left, self._in_flight, self._waiting = self._in_flight + self._waiting, [], []
        for _, future in left:
            _settle(future, StoreError(f"It is not certain that this was stored. {self._closed}"))


def _settle(future: asyncio.Future[Outcome], outcome: Outcome) -> None:
    if future.done():
        return  # its caller went away
    if isinstance(outcome, StoreError):
        future.set_exception(outcome)
    else:
        future.set_result(outcome)
