"""Everything that runs beside the line is started here: named, supervised, and ended with the server (R5, R13).

start(name, work)    runs something once; its failure is written down, counted, and touches no other
keep(name, work)     runs something for as long as the server lives: whenever it ends it is begun again, after a pause
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from crdt_server.hub.pause import Pause
from crdt_server.room.digest import is_panic
from persistence.wall import on_behalf_of

log = logging.getLogger("callboard")

Work = Coroutine[Any, Any, None]


class Tasks:
    """The running tasks of a hub.

    `failures` counts those that failed since the start; `down` are the names of those that should be running and wait
    to be begun again.
    """

    def __init__(self) -> None:
        self.failures = 0
        self.down: set[str] = set()
        self._running: set[asyncio.Task[None]] = set()

    def start(self, name: str, work: Work) -> asyncio.Task[None]:
        """Run something until it ends."""
        loop = asyncio.get_running_loop()
        with on_behalf_of(
            None
        ):  # what runs beside the line is the server's own duty, whoever gave the occasion
            task = loop.create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    def keep(self, name: str, work: Callable[[], Work]) -> asyncio.Task[None]:
        """Have something running until the server ends, whatever befalls it."""
        return self.start(name, self._keep_running(name, work))

    @property
    def running(self) -> int:
        """Give how many run now."""
        return len(self._running)

    async def close(self) -> None:
        """Cancel what still runs and wait until it is gone."""
        running = list(self._running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _keep_running(self, name: str, work: Callable[[], Work]) -> None:
        pause = Pause()
        while True:
            try:
                await work()
            except BaseException as error:
                if not isinstance(error, Exception) and not is_panic(error):
                    raise
                self.failures += 1
                log.exception("The task %r failed; it is begun again.", name)
            self.down.add(name)
            await asyncio.sleep(pause.next())
            self.down.discard(name)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.failures += 1
            log.error("The task %r failed; the others go on.", task.get_name(), exc_info=error)
