"""Sending through ASGI: a queue with a bound, emptied by one writer. The fallback where no transport can be had."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

from crdt_server.hub.outbox import TOO_SLOW, TRY_AGAIN_LATER, Frame, shortened

Sender = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Goodbye:
    code: int
    reason: str


class QueuedOutbox:
    """Frames for one socket, in order."""

    def __init__(self, most_bytes: int) -> None:
        self.spoke = False
        self._frames: deque[bytes] = deque()
        self._bytes = 0
        self._most_bytes = most_bytes
        self._goodbye: _Goodbye | None = None
        self._waiting: asyncio.Future[None] | None = None

    @property
    def closing(self) -> bool:
        """Tell whether the socket is about to be closed: nothing more is accepted."""
        return self._goodbye is not None

    @property
    def queued_bytes(self) -> int:
        """Give how much waits to be sent."""
        return self._bytes

    def put(self, frame: Frame) -> None:
        """Queue a frame; a socket that has not read its bound's worth is closed instead."""
        if self._goodbye is not None:
            return
        size = len(frame.payload)
        if self._bytes + size > self._most_bytes and self._frames:
            self._frames.clear()
            self.close(TRY_AGAIN_LATER, TOO_SLOW)
            return
        self._frames.append(frame.payload)
        self._bytes += size
        self._wake()

    def close(self, code: int, reason: str) -> None:
        """Close the socket after what is queued."""
        if self._goodbye is None:
            self._goodbye = _Goodbye(code, shortened(reason))
            self._wake()

    def check_alive(self) -> None:
        """The ASGI server sends its own pings."""

    async def drain(self, send: Sender) -> None:
        """Send what is queued as it comes, until the socket is closed; one writer per socket."""
        while True:
            while self._frames:
                payload = self._frames.popleft()
                self._bytes -= len(payload)
                self.spoke = True
                await send({"type": "websocket.send", "bytes": payload})
            if self._goodbye is not None:
                code, reason = self._goodbye.code, self._goodbye.reason
                await send({"type": "websocket.close", "code": code, "reason": reason})
                return
            self._waiting = asyncio.get_running_loop().create_future()
            await self._waiting

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
