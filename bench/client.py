"""One WebSocket to a server, as cheap as a client in Python can be: frames go straight to and from the transport."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from bench.frames import BINARY, CLOSE, PING, PONG, TEXT, FrameReader, frame

REQUEST = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
ABNORMAL = 1006
Hear = Callable[[bytes], None]


class Refused(Exception):
    """The server did not accept the WebSocket; the text is its answer."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a socket ended: the close code and reason, 1006 when there was no close frame."""

    code: int
    reason: str


class Socket(asyncio.Protocol):
    """A client's end. `hear` is called with every message, in the turn of the loop in which it arrives."""

    def __init__(self, path: str, port: int, hear: Hear) -> None:
        self.hear = hear
        self.received_bytes = 0
        self._is_lost = False
        self._path = path
        self._port = port
        self._head: bytes | None = b""
        self._reader = FrameReader()
        loop = asyncio.get_running_loop()
        self._opened: asyncio.Future[None] = loop.create_future()
        self.ended: asyncio.Future[Ending] = loop.create_future()
        self.transport: asyncio.Transport

    async def open(self) -> None:
        """Connect to a server on this machine."""
        loop = asyncio.get_running_loop()
        await loop.create_connection(lambda: self, "127.0.0.1", self._port)
        await self._opened

    def say(self, message: bytes) -> None:
        """Send one binary message."""
        self.transport.write(frame(message))

    def say_text(self, message: bytes) -> None:
        """Send one text message."""
        self.transport.write(frame(message, TEXT))

    def say_all(self, messages: list[bytes]) -> None:
        """Send several binary messages in one piece."""
        self.transport.write(b"".join(map(frame, messages)))

    def say_raw(self, data: bytes) -> None:
        """Send bytes that need not be a WebSocket frame at all."""
        self.transport.write(data)

    def vanish(self) -> None:
        """Be gone at once, without a goodbye, as a computer is whose lid was closed."""
        if not self._is_lost:
            self.transport.abort()

    async def close(self) -> None:
        """Say goodbye and wait until the server has hung up."""
        if not self.ended.done():
            self.transport.write(frame((1000).to_bytes(2), CLOSE))
        await self.ended
        self.transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(REQUEST.format(path=self._path, port=self._port).encode())

    def data_received(self, data: bytes) -> None:
        self.received_bytes += len(data)
        if self._head is not None:
            data = self._take_answer(data)
        for opcode, payload in self._reader.feed(data):
            if opcode in (BINARY, TEXT):
                self.hear(payload)
            elif opcode == PING:
                self.transport.write(frame(payload, PONG))
            elif opcode == CLOSE:
                self._say_goodbye(payload)

    def connection_lost(self, exc: Exception | None) -> None:
        self._is_lost = True
        if not self.ended.done():
            self.ended.set_result(Ending(ABNORMAL, ""))
        if not self._opened.done():
            self._opened.set_exception(Refused("the server hung up"))

    def _take_answer(self, data: bytes) -> bytes:
        """Wait for the end of the HTTP answer; give what came behind it."""
        assert self._head is not None
        head, end, rest = (self._head + data).partition(b"\r\n\r\n")
        if not end:
            self._head = head
            return b""
        self._head = None
        if head.startswith(b"HTTP/1.1 101"):
            self._opened.set_result(None)
            return rest
        self._opened.set_exception(Refused(head.partition(b"\r\n")[0].decode("latin-1")))
        self.transport.close()
        return b""

    def _say_goodbye(self, payload: bytes) -> None:
        if not self.ended.done():
            code = int.from_bytes(payload[:2]) if payload else 1005
            self.ended.set_result(Ending(code, payload[2:].decode(errors="replace")))
        self.transport.write(frame(payload[:2], CLOSE))
        self.transport.close()
