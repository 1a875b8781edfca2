"""Sending through ASGI: a queue with a bound, emptied by one writer. The fallback where no transport can be had."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from crdt_server.hub.outbox import (
    RELIEF,
    STALLED,
    TOO_SLOW,
    TRY_AGAIN_LATER,
    Bounds,
    Frame,
    Parting,
    Patience,
    shortened,
    unwatched,
)

Sender = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Goodbye:
    code: int
    reason: str


class QueuedOutbox:
    """Frames for one socket, in order."""

    def __init__(self, bounds: Bounds) -> None:
        self.spoke = False
        self.congested = False
        self.bytes_out = 0
        self.parting: Parting | None = None
        self._bounds = bounds
        self._patience = Patience(bounds.patience)
        self._on_congested: Callable[[], None] = unwatched
        self._on_relieved: Callable[[], None] = unwatched
        self._frames: deque[bytes] = deque()
        self._bytes = 0
        self._taken = 0
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

    def watch(self, congested: Callable[[], None], relieved: Callable[[], None]) -> None:
        """Say who is to know when it becomes congested, and when it no longer is."""
        self._on_congested, self._on_relieved = congested, relieved

    def put(self, frame: Frame) -> None:
        """Queue a frame; a socket that has not read its bound's worth is closed instead."""
        if self._goodbye is not None:
            return
        size = len(frame.payload)
        if self._bytes + size > self._bounds.most and self._frames:
            self._frames.clear()
            self.close(TRY_AGAIN_LATER, TOO_SLOW)
            return
        self._frames.append(frame.payload)
        self._bytes += size
        self._wake()
        if self._bytes > self._bounds.congested and not self.congested:
            self.congested = True
            self._patience.begin_anew()
            self._on_congested()

    def put_all(self, frames: Sequence[Frame]) -> None:
        """Queue several frames."""
        for frame in frames:
            self.put(frame)

    def close(self, code: int, reason: str) -> None:
        """Close the socket after what is queued."""
        if self._goodbye is None:
            self._goodbye = _Goodbye(code, shortened(reason))
            self.parting = Parting(code, shortened(reason), ours=True)
            self._wake()

    def check_alive(self, now: int) -> None:
        """Let go of a reader that has stopped reading; whether it is there at all the ASGI server asks itself."""
        if self.congested and self._patience.has_run_out(now, self._taken):
            self._frames.clear()
            self.close(TRY_AGAIN_LATER, STALLED)

    async def drain(self, send: Sender) -> None:
        """Send what is queued as it comes, until the socket is closed; one writer per socket."""
        while True:
            while self._frames:
                payload = self._frames.popleft()
                await send({"type": "websocket.send", "bytes": payload})
                self.spoke = True
                self._sent(len(payload))
            if self._goodbye is not None:
                code, reason = self._goodbye.code, self._goodbye.reason
                await send({"type": "websocket.close", "code": code, "reason": reason})
                return
            self._waiting = asyncio.get_running_loop().create_future()
            await self._waiting

    def _sent(self, size: int) -> None:
        self._bytes -= size
        self._taken += size
        self.bytes_out += size
        if self.congested and self._bytes <= self._bounds.congested // RELIEF:
            self.congested = False
            self._on_relieved()

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(None)
