"""A client that has no socket: what it posts goes in, events come out, and it is one connection to the hub (W11).

    post: frames 7 8 9 ─▶ those not heard yet ─▶ Connection         NumberedOutbox ─▶ events 41 42 … ─▶ a response

A response may be cut, end by itself or be replaced by another: the next one goes on behind what the client has heard.
So a stream that is cut, and an answer that ends after each event because a proxy passes nothing on before the end, are
one thing. A line without a response for a moment is over, and the client begins another; the sync handshake makes that
harmless.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from secrets import token_urlsafe

from crdt_server.hub.admission import Admission
from crdt_server.hub.callers import UNCOUNTED, Caller
from crdt_server.hub.connection import Connection
from crdt_server.hub.event_stream import ASK, GREETING, event_text, goodbye_text, pieces
from crdt_server.hub.hub import Hub
from crdt_server.hub.numbered import NumberedOutbox
from crdt_server.hub.outbox import Bounds
from crdt_server.hub.pace import AGAINST_THE_RULES, FLOODING, Pace, PaceLimits
from crdt_server.protocol.posts import Post

WAIT = 10.0  # seconds that a short answer waits for something to say
LOOK = 5.0  # seconds; a post that has to wait is looked at again
LINGER = 5.0  # seconds in which a client is still told why its line was closed
MOST_UNREAD = 1000  # lines that were begun and that nobody reads


class Missed(Exception):
    """A post before this one never came; `heard` is the number of the last frame that did."""

    def __init__(self, heard: int) -> None:
        super().__init__(f"the frames after {heard} have not come")
        self.heard = heard


class Line:
    """One client's end at the server."""

    def __init__(self, outbox: NumberedOutbox, connection: Connection, pace: Pace) -> None:
        self.id = token_urlsafe(24)
        self.outbox = outbox
        self.heard = 0
        self.connection = connection
        self.over = asyncio.Event()
        """Set when a response that is still open has had its time, as one that nobody reads."""
        self._pace = pace
        self._readings = 0

    async def keep_pace(self) -> None:
        """Let a post wait while too much was said lately (L4)."""
        self.outbox.note_sign()
        while not self.outbox.closing and (wait := self._pace.wait()):
            if self._pace.is_flooding:
                self.outbox.close(AGAINST_THE_RULES, FLOODING)
            else:
                await asyncio.sleep(min(wait, LOOK))
                self.outbox.note_sign()

    def hear(self, post: Post) -> None:
        """Take in what is new of a post; Missed when one before it is lacking."""
        self.outbox.confirm(post.heard)
        if post.first > self.heard + 1:
            raise Missed(self.heard)
        for frame in post.frames[self.heard + 1 - post.first :]:
            if self.outbox.closing:
                return
            self.heard += 1
            self._pace.spend(len(frame), 1)
            self.connection.hear(frame)

    async def stream(self, after: int) -> AsyncIterator[bytes]:
        """Give the events after a number as they come, in pieces, until the line or this response ends."""
        mine = self._take_over(after)
        try:
            yield GREETING
            while mine == self._readings:
                if (event := self.outbox.next(after)) is not None:
                    after = event.number
                    for piece in pieces(event_text(event)):
                        yield piece
                        self.outbox.wrote(len(piece))
                elif (goodbye := self.outbox.goodbye) is not None:
                    yield goodbye_text(goodbye)
                    return
                elif self.outbox.wants_sign:
                    self.outbox.wants_sign = False
                    yield ASK
                else:
                    await self.outbox.news()
        finally:
            self._end(mine)

    async def batch(self, after: int) -> bytes:
        """Give all events after a number at once, waiting a moment for one if there is none."""
        mine = self._take_over(after)
        try:
            if self.outbox.next(after) is None and not self.outbox.closing:
                await self._news_soon()
            texts = []
            while mine == self._readings and (event := self.outbox.next(after)) is not None:
                after = event.number
                texts.append(event_text(event))
            if self.outbox.goodbye is not None:
                texts.append(goodbye_text(self.outbox.goodbye))
            self.outbox.wrote(sum(map(len, texts)))
            return b"".join(texts)
        finally:
            self._end(mine)

    async def _news_soon(self) -> None:
        try:
            async with asyncio.timeout(WAIT):
                await self.outbox.news()
        except TimeoutError:
            return

    def _take_over(self, after: int) -> int:
        """A response begins; one that is still open ends, for its client has given it up."""
        self.outbox.confirm(after)
        self.outbox.wake()
        self._readings += 1
        self.outbox.begin_reading()
        return self._readings

    def _end(self, mine: int) -> None:
        if mine == self._readings:
            self.outbox.end_reading()


class Lines:
    """The lines of a hub, by their ids, which nobody can guess."""

    def __init__(self, hub: Hub, bounds: Bounds, paces: PaceLimits) -> None:
        self._hub = hub
        self._bounds = bounds
        self._paces = paces
        self._lines: dict[str, Line] = {}
        self._on_end: dict[str, Callable[[], None]] = {}

    def begin(
        self,
        caller: Caller = UNCOUNTED,
        on_end: Callable[[], None] | None = None,
        address: str = "",
        admission: Admission | None = None,
    ) -> Line | None:
        """Begin a line; None when too many were begun that nobody reads.

        `caller` is whom it is counted for, `on_end` is called once, when it is over; `address` is where it is from.
        """
        if sum(not line.outbox.is_read for line in self._lines.values()) >= MOST_UNREAD:
            return None
        outbox = NumberedOutbox(self._bounds, lambda: self._closed(line))
        connection = self._hub.connect(None, outbox, caller, address, admission)
        line = Line(outbox, connection, Pace(self._paces))
        self._lines[line.id] = line
        if on_end is not None:
            self._on_end[line.id] = on_end
        return line

    def find(self, line_id: str) -> Line | None:
        """Give a line; None when there is none of that id (any more)."""
        return self._lines.get(line_id)

    def _closed(self, line: Line) -> None:
        """Its people disappear at once, its last words can be fetched for a moment."""
        loop = asyncio.get_running_loop()
        loop.call_soon(self._hub.disconnect, line.connection)
        loop.call_later(LINGER, self._forget, line)
        if (on_end := self._on_end.pop(line.id, None)) is not None:
            on_end()

    def _forget(self, line: Line) -> None:
        self._lines.pop(line.id, None)
        line.over.set()
