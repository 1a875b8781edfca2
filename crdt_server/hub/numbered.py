"""Sending to a client that has no socket: events with numbers, each kept until the client says that it heard it (W11).

Whatever carries them may be cut, or swallow them: what is not confirmed is there to be sent again, and counts as
waiting. So a reader is as slow as its confirmations, whatever a proxy in between takes in (R6).

    put ─▶ kept: 4 5 6 7 ─▶ next(5) gives 6 ─▶ a response         confirm(6) ─▶ kept: 7
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

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

UNREAD = 6_000  # milliseconds in which a client that was cut off comes back, or is gone
ASK = 6_000  # after so many milliseconds without a sign a client that listens is asked for one
SILENCE = 40_000  # and after so many it is taken for dead
GONE_AWAY = 1001
GONE = "This client has not been heard of for a while; connect again to catch up."


@dataclass(frozen=True, slots=True)
class Event:
    """One message to the client, with its number."""

    number: int
    payload: bytes


@dataclass(frozen=True, slots=True)
class Goodbye:
    """Why it ended: a WebSocket close code, and a reason a person can read."""

    code: int
    reason: str


class NumberedOutbox:
    """Frames for one client, numbered from 1, in order."""

    def __init__(self, bounds: Bounds, on_closed: Callable[[], None]) -> None:
        """`on_closed` is called once, when nothing more is accepted."""
        self.spoke = False
        self.bytes_out = 0
        self.congested = False
        self.is_read = False
        """Whether a response is open that carries what is put in."""
        self.wants_sign = False
        """Whether the client is to be asked whether it is there."""
        self.goodbye: Goodbye | None = None
        self._bounds = bounds
        self._patience = Patience(bounds.patience)
        self._on_congested: Callable[[], None] = unwatched
        self._on_relieved: Callable[[], None] = unwatched
        self._on_closed = on_closed
        self._kept: deque[bytes] = deque()
        self._first = 1
        self._bytes = 0
        self._progress = 0
        self._signs = self._signs_seen = 0
        self._since: int | None = None
        self._news: asyncio.Future[None] | None = None

    # ── what the hub asks for ────────────────────────────────────────────────────────────────────────────────────

    @property
    def closing(self) -> bool:
        """Tell whether nothing more is accepted."""
        return self.goodbye is not None

    @property
    def parting(self) -> Parting | None:
        """Tell how it ended, or is about to; None while it is open."""
        goodbye = self.goodbye
        return None if goodbye is None else Parting(goodbye.code, goodbye.reason, ours=True)

    @property
    def queued_bytes(self) -> int:
        """Give how much was not confirmed yet."""
        return self._bytes

    def watch(self, congested: Callable[[], None], relieved: Callable[[], None]) -> None:
        """Say who is to know when it becomes congested, and when it no longer is."""
        self._on_congested, self._on_relieved = congested, relieved

    def put(self, frame: Frame) -> None:
        """Number a frame and keep it; a client over its bound is closed instead, to come back afresh."""
        if self.closing:
            return
        size = len(frame.payload)
        if self._bytes + size > self._bounds.most and self._kept:
            self._give_up(TOO_SLOW)
            return
        self._kept.append(frame.payload)
        self._bytes += size
        self.wake()
        if self._bytes > self._bounds.congested and not self.congested:
            self.congested = True
            self._patience.begin_anew()
            self._on_congested()

    def put_all(self, frames: Sequence[Frame]) -> None:
        """Number several frames and keep them."""
        for frame in frames:
            self.put(frame)

    def close(self, code: int, reason: str) -> None:
        """Say goodbye after what is kept."""
        if self.goodbye is None:
            self.goodbye = Goodbye(code, shortened(reason))
            self.wake()
            self._on_closed()

    def check_alive(self, now: int) -> None:
        """Let go of a client that gives no sign, or takes nothing in; ask one that listens and says nothing."""
        if self.closing:
            return
        if self._since is None or self._signs != self._signs_seen:
            self._since, self._signs_seen = now, self._signs
        silence = now - self._since
        if self.congested and self._patience.has_run_out(now, self._progress + self._signs):
            self._give_up(STALLED)
        elif silence >= (SILENCE if self.is_read else UNREAD):
            self.close(GONE_AWAY, GONE)
        elif silence >= ASK and not self.wants_sign:
            self.wants_sign = True
            self.wake()

    # ── what the line asks for ───────────────────────────────────────────────────────────────────────────────────

    @property
    def last(self) -> int:
        """Give the number of the newest event; 0 when there was none."""
        return self._first + len(self._kept) - 1

    def holds_after(self, number: int) -> bool:
        """Tell whether a client that has heard up to `number` can go on from there."""
        return self._first - 1 <= number <= self.last

    def next(self, number: int) -> Event | None:
        """Give the event after `number`; None when there is none yet."""
        number = max(number + 1, self._first)
        if number > self.last:
            return None
        return Event(number, self._kept[number - self._first])

    def confirm(self, number: int) -> None:
        """The client has heard all up to `number`, and says so in a post or by asking for what follows."""
        self.note_sign()
        while self._kept and self._first <= number:
            size = len(self._kept.popleft())
            self._first += 1
            self._bytes -= size
            self._progress += size
        if self.congested and self._bytes <= self._bounds.congested // RELIEF:
            self.congested = False
            self._on_relieved()

    def note_sign(self) -> None:
        """The client is there."""
        self._signs += 1
        self.wants_sign = False

    def begin_reading(self) -> None:
        """A response is open from now on."""
        self.is_read = True

    def end_reading(self) -> None:
        """It is not any more; the client has a moment to open another."""
        self.is_read = False
        self._signs += 1

    def wrote(self, size: int) -> None:
        """So many bytes of an event have been taken by the network."""
        self.spoke = True
        self.bytes_out += size
        self._progress += size

    async def news(self) -> None:
        """Wait until there is something to send; one reader at a time."""
        self._news = asyncio.get_running_loop().create_future()
        await self._news

    def wake(self) -> None:
        """Let the reader look: there is something to send, or another response has taken its place."""
        if self._news is not None and not self._news.done():
            self._news.set_result(None)

    def _give_up(self, reason: str) -> None:
        self._first = self.last + 1
        self._kept.clear()
        self._bytes = 0
        self.close(TRY_AGAIN_LATER, reason)
