"""What goes out over TLS goes in portions, so that it is known what waits for a reader (R6).

    DirectSocket ─▶ Portions (what waits, counted) ─▶ TLS transport (one portion) ─▶ transport (a little) ─▶ kernel

A transport says how much it holds. A TLS transport encrypts all that it is given at once and hands it down to a
transport that nobody can ask: a slow reader of some megabytes looks as if nothing waited for it, is told every letter
instead of the difference, and is cut off for not answering a question that stands behind all those bytes.
"""

import asyncio
from collections import deque
from typing import Any

PORTION = 16 * 1024  # as much as fits into one record of TLS

Bytes = bytes | bytearray | memoryview


class Portions(asyncio.Transport, asyncio.Protocol):
    """A transport for the socket above, and the protocol of the TLS transport below."""

    def __init__(self, below: asyncio.Transport, above: asyncio.Protocol) -> None:
        super().__init__()
        self._below = below
        self._above = above
        self._waiting: deque[Bytes] = deque()
        self._size = 0
        self._high, self._low = 4 * PORTION, PORTION
        self._has_room = True
        self._is_congested = False
        self._is_ending = False
        below.set_write_buffer_limits(high=PORTION)

    # ── the transport of the socket above ────────────────────────────────────────────────────────────────────────

    def write(self, data: Bytes) -> None:
        """Send bytes, or keep them until there is room for them below."""
        if not self._waiting and self._has_room and len(data) <= PORTION:
            self._below.write(data)
        else:
            self._waiting.append(memoryview(data) if len(data) > PORTION else data)
            self._size += len(data)
            self._hand_on()
        self._tell()

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Say from how much on the socket above is congested, and from how little on it no longer is."""
        self._high = 4 * PORTION if high is None else high
        self._low = self._high // 4 if low is None else low

    def get_write_buffer_size(self) -> int:
        """Give how much waits, but for the little that is encrypted already."""
        return self._size + self._below.get_write_buffer_size()

    def close(self) -> None:
        """Close when all of it is sent."""
        self._is_ending = True
        if not self._waiting:
            self._below.close()

    def abort(self) -> None:
        """Close at once."""
        self._forget()
        self._below.abort()

    def is_closing(self) -> bool:
        """Tell whether it is closed, or about to be."""
        return self._is_ending or self._below.is_closing()

    def pause_reading(self) -> None:
        """Let nothing more come in."""
        self._below.pause_reading()

    def resume_reading(self) -> None:
        """Let it come in again."""
        self._below.resume_reading()

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """Give what is known of the connection."""
        return self._below.get_extra_info(name, default)

    # ── the protocol of the transport below ──────────────────────────────────────────────────────────────────────

    def data_received(self, data: bytes) -> None:
        """Pass on what came."""
        self._above.data_received(data)

    def eof_received(self) -> bool | None:
        """Pass on that nothing more will come."""
        return self._above.eof_received()

    def pause_writing(self) -> None:
        """There is no room below."""
        self._has_room = False

    def resume_writing(self) -> None:
        """There is room below again: the next portions go."""
        self._has_room = True
        self._hand_on()
        if self._is_ending and not self._waiting:
            self._below.close()
        else:
            self._tell()

    def connection_lost(self, error: Exception | None) -> None:
        """The connection is gone, with what waited for it."""
        self._forget()
        self._above.connection_lost(error)

    # ── in between ───────────────────────────────────────────────────────────────────────────────────────────────

    def _hand_on(self) -> None:
        while self._waiting and self._has_room:
            portion = self._next_portion()
            self._size -= len(portion)
            self._below.write(portion)

    def _next_portion(self) -> bytes:
        """Take as much as makes a portion, together what is small, and the beginning of what is large."""
        pieces: list[Bytes] = []
        room = PORTION
        while self._waiting and room:
            piece = self._waiting.popleft()
            if len(piece) > room:
                self._waiting.appendleft(memoryview(piece)[room:])
                piece = memoryview(piece)[:room]
            pieces.append(piece)
            room -= len(piece)
        return b"".join(pieces)

    def _tell(self) -> None:
        """Tell the socket above when it becomes congested, and when it no longer is."""
        size = self.get_write_buffer_size()
        if not self._is_congested and size > self._high:
            self._is_congested = True
            self._above.pause_writing()
        elif self._is_congested and size <= self._low:
            self._is_congested = False
            self._above.resume_writing()

    def _forget(self) -> None:
        self._waiting.clear()
        self._size = 0
