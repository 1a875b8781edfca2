"""Everything that runs beside the line is started here: named, supervised, and ended with the server (R5)."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

log = logging.getLogger("callboard")


class Tasks:
    """The running tasks of a hub; the failure of one is written down and touches no other."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def start(self, name: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Run something until it ends."""
        loop = asyncio.get_running_loop()
        task = loop.create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    async def close(self) -> None:
        """Cancel what still runs and wait until it is gone."""
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("The task %r failed; the others go on.", task.get_name(), exc_info=error)
