"""A y-websocket client in Python that never gives up: it types, reconnects, and knows what was acknowledged.

For this dialect the echo of one's own update is the acknowledgement; what comes in a Step2 is none, because the server
may answer with what it has not stored yet.
"""

import asyncio
from itertools import cycle
from string import ascii_uppercase

from pycrdt import Doc, Text

from bench.client import Socket
from bench.yjs import (
    HELLO,
    ROOT,
    STEP1,
    STEP2,
    UPDATE,
    Typist,
    message,
    payload_of,
    read_state,
    spans,
)

PAUSE = 0.003  # seconds between two letters
RETRY = 0.05


class StubbornTypist:
    """Somebody who types capital letters, whatever happens to the connection.

    `typed` letters so far, `acknowledged` of them are certainly stored.
    """

    def __init__(self, path: str, port: int, client: int) -> None:
        self._path = path
        self._port = port
        self._typist = Typist(client)
        self._doc: Doc = Doc()
        self._text = self._doc.get(ROOT, type=Text)
        self._socket: Socket | None = None
        self.acknowledged = 0
        self._stored: list[tuple[int, int]] = []
        self._there = 0
        self.typing = True

    @property
    def typed(self) -> int:
        """Give how many letters were typed."""
        return self._typist.clock

    @property
    def text(self) -> str:
        """Give the text as it is here."""
        return str(self._text)

    async def type(self) -> None:
        """Type until told to stop."""
        for letter in cycle(ascii_uppercase):
            if not self.typing:
                return
            update = self._typist.type(letter)
            self._doc.apply_update(update)
            if self._socket is not None:
                self._socket.say(message(UPDATE, update))
            await asyncio.sleep(PAUSE)

    async def stay_connected(self) -> None:
        """Connect, and again whenever the connection is gone; for ever."""
        while True:
            socket = Socket(self._path, self._port, self._hear)
            try:
                await socket.open()
            except (OSError, ConnectionError, RuntimeError):
                await asyncio.sleep(RETRY)
                continue
            try:
                socket.say(HELLO)
                self._socket = socket
                await asyncio.shield(socket.ended)
            finally:
                self._socket = None
                socket.vanish()

    def _hear(self, frame: bytes) -> None:
        kind = frame[:2]
        if kind == STEP1 and self._socket is not None:
            state = payload_of(frame)
            self._there = read_state(state).get(self._typist.client, 0)
            self._socket.say(message(STEP2, self._doc.get_update(state)))
        elif kind in (STEP2, UPDATE):
            update = payload_of(frame)
            self._doc.apply_update(update)
            if kind == UPDATE and (mine := spans(update).get(self._typist.client)):
                self._acknowledge(*mine)

    def _acknowledge(self, start: int, end: int) -> None:
        """Take in that letters are stored; they count once all before them are, too.

        What the server had when it asked is stored as soon as anything of one's own is that came after.
        """
        self._stored = sorted([*self._stored, (0, self._there), (start, end)])
        while self._stored and self._stored[0][0] <= self.acknowledged:
            self.acknowledged = max(self.acknowledged, self._stored.pop(0)[1])
