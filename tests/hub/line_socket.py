"""The other end of a line (W11), as unreliable as a network can make it: posts come twice and in the wrong order,
streams are cut in the middle of an event. It looks like `Socket`, so what is promised of sockets is tested over it too.
"""

import asyncio
from base64 import b64decode
from contextlib import aclosing
from itertools import count

import orjson
import pytest

from crdt_server.hub.callers import UNCOUNTED, Caller
from crdt_server.hub.hub import Hub
from crdt_server.hub.line import Lines, Missed
from crdt_server.hub.outbox import Bounds
from crdt_server.hub.pace import PaceLimits
from crdt_server.protocol.lib0 import var_bytes, write_var_uint
from crdt_server.protocol.posts import decode_post
from tests.hub.socket import BOUNDS, PATIENCE, Closed

MOST = 1_000_000
CUT_EVERY = 7  # events


def post_of(first: int, heard: int, *frames: bytes) -> bytes:
    """Write a post as a client does."""
    return write_var_uint(first) + write_var_uint(heard) + b"".join(map(var_bytes, frames))


class EventReader:
    """Reads events from pieces of text, as a browser does."""

    def __init__(self) -> None:
        self._text = b""

    def feed(self, piece: bytes) -> list[dict[bytes, bytes]]:
        """Give the events that are whole now, as their fields; comments are none."""
        *blocks, self._text = (self._text + piece).split(b"\n\n")
        fields = [
            dict(line.split(b": ", 1) for line in block.split(b"\n") if line[:1] != b":")
            for block in blocks
        ]
        return [each for each in fields if each]


class LineSocket:
    """One client's end of a line."""

    def __init__(self, hub: Hub, bounds: Bounds = BOUNDS, caller: Caller = UNCOUNTED) -> None:
        line = Lines(hub, bounds, PaceLimits()).begin(caller)
        assert line is not None
        self.line = line
        self.outbox = line.outbox
        self.connection = line.connection
        self._said = 0
        self._heard = 0
        self._arrived: asyncio.Queue[bytes | Closed] = asyncio.Queue()
        self._stalled = asyncio.Event()
        self._stalled.set()

    async def carry(self) -> None:
        """Open one response after the other until the line is closed; some break in the middle of an event."""
        for number in count(1):
            try:
                await self._read(cut_after=number % 3 * CUT_EVERY)
            except Closed as closed:
                self._arrived.put_nowait(closed)
                return

    def stall(self) -> None:
        """Stop reading."""
        self._stalled.clear()

    def resume(self) -> None:
        """Read on."""
        self._stalled.set()

    def say(self, frame: bytes) -> None:
        """Post one frame: sometimes its follower comes first and has to be sent again, and all come twice."""
        if self.outbox.closing:
            return
        self._said += 1
        if self._said % 5 == 0:
            with pytest.raises(Missed):
                self._post(post_of(self._said + 1, self._heard, b"\x00never"))
        body = post_of(self._said, self._heard, frame)
        self._post(body)
        self._post(body)

    async def hear(self) -> bytes:
        """Give the next frame, or raise Closed."""
        arrived = await asyncio.wait_for(self._arrived.get(), PATIENCE)
        if isinstance(arrived, Closed):
            raise arrived
        return arrived

    def nothing_more(self) -> bool:
        """Tell whether nothing has arrived that was not heard yet."""
        return self._arrived.empty()

    def _post(self, body: bytes) -> None:
        self.line.hear(decode_post(body, MOST))

    async def _read(self, cut_after: int) -> None:
        """Read one response; 0 means that it is not cut."""
        reader = EventReader()
        async with aclosing(self.line.stream(self._heard)) as pieces:  # type: ignore[type-var]
            async for piece in pieces:
                await self._stalled.wait()
                cut_after -= 1
                if cut_after == 0:
                    reader.feed(piece[: len(piece) // 2])
                    return
                for event in reader.feed(piece):
                    self._take(event)

    def _take(self, event: dict[bytes, bytes]) -> None:
        if event.get(b"event") == b"close":
            said = orjson.loads(event[b"data"])
            raise Closed(said["code"], said["reason"])
        if b"id" in event:
            assert int(event[b"id"]) == self._heard + 1
            self._heard += 1
            self._arrived.put_nowait(b64decode(event[b"data"]))
        self._post(post_of(self._said + 1, self._heard))
