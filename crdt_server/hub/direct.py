"""Sockets without anything in between: after the handshake the connection's transport is ours.

ASGI costs more than the CRDT work: a dictionary, a queue and a task switch for every message in, a coroutine for every
message out, and no frame can be shared. uvicorn takes a WebSocket protocol class as a setting; ours does the handshake
as uvicorn does and offers the connection to the application as an ASGI extension, `callboard.direct`. An application
that does not take it sees plain ASGI, and so does this one on another server.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from crdt_server.hub.frames import CLOSE, PING, PONG, FrameReader
from crdt_server.hub.outbox import TOO_SLOW, TRY_AGAIN_LATER, Frame, shortened
from crdt_server.protocol.errors import Malformed

EXTENSION = "callboard.direct"
WE_PING = b"\x89\x00"
PATIENCE = 5.0
LINGER = 0.5
NORMAL = 1000


class OfferingProtocol(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket protocol, offering itself to be taken over."""

    def handle_connect(self, event: Request) -> None:
        """Do the handshake and put the offer into the scope of the application."""
        super().handle_connect(event)
        if hasattr(self, "scope"):
            extensions: dict[str, Any] = self.scope["extensions"]
            extensions[EXTENSION] = self

    def take_over(self, socket: "DirectSocket") -> None:
        """Hand the connection over, with whatever has arrived already; call it right after accepting."""
        self.stop_keepalive()
        socket.begin(self, self.transport)
        while not self.queue.empty():
            message = self.queue.get_nowait()
            if message["type"] == "websocket.receive" and (payload := message.get("bytes")):
                socket.heard(payload)
        self.transport.set_protocol(socket)
        self.transport.resume_reading()


class DirectSocket(asyncio.Protocol):
    """A WebSocket after its handshake: frames in and out, ping and close, and the bound on what waits to be read."""

    def __init__(self, most_bytes_in: int, most_bytes_out: int) -> None:
        self.spoke = False
        self.closing = False
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._most_bytes_out = most_bytes_out
        self._reader = FrameReader(most_bytes_in, self.heard, self._control)
        self._hear: Callable[[bytes], None] = _ignore
        self._original: OfferingProtocol
        self._transport: asyncio.Transport
        self._is_congested = False
        self._is_broken = False
        self._answered = True
        self._queued_before = 0

    def listen(self, hear: Callable[[bytes], None]) -> None:
        """Say who is to hear the messages."""
        self._hear = hear

    def begin(self, original: OfferingProtocol, transport: asyncio.Transport) -> None:
        """Take the place of the protocol that did the handshake."""
        self._original = original
        self._transport = transport

    # ── sending ──────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def queued_bytes(self) -> int:
        """Give how much waits to be sent."""
        return self._transport.get_write_buffer_size()

    def put(self, frame: Frame) -> None:
        """Send a frame; a socket that has not read its bound's worth is closed instead."""
        if self.closing:
            return
        if self._is_congested and self.queued_bytes + len(frame.framed) > self._most_bytes_out:
            self.close(TRY_AGAIN_LATER, TOO_SLOW)
            return
        self.spoke = True
        self._transport.write(frame.framed)

    def close(self, code: int, reason: str) -> None:
        """Say goodbye after what is queued; whoever does not answer is cut off."""
        if self.closing:
            return
        self.closing = True
        payload = code.to_bytes(2, "big") + shortened(reason).encode()
        self._transport.write(b"\x88" + bytes((len(payload),)) + payload)
        asyncio.get_running_loop().call_later(PATIENCE, self._transport.abort)

    def check_alive(self) -> None:
        """Ask whether the other end is there; cut it off if it has said nothing at all since it was last asked.

        Whoever still reads what is queued is there, and would get the question only after all of that.
        """
        if self.closing:
            return
        queued = self.queued_bytes
        if queued and queued != self._queued_before:
            self._queued_before = queued
            return
        if not self._answered:
            self._transport.abort()
            return
        self._answered = False
        self._transport.write(WE_PING)

    # ── receiving ────────────────────────────────────────────────────────────────────────────────────────────────

    def heard(self, payload: bytes) -> None:
        """Pass a message on."""
        if not self.closing:
            self._hear(payload)

    def data_received(self, data: bytes) -> None:
        """Take in what the network brings; what is no WebSocket traffic ends this connection."""
        self._answered = True
        if self._is_broken:
            return
        try:
            self._reader.feed(data)
        except Malformed as error:
            # Where the next frame begins is not known any more, so its goodbye would not be heard. Closing at once
            # would reset the connection under what it is still sending, and it would never read the reason.
            self._is_broken = True
            self.close(error.close_code, str(error))
            asyncio.get_running_loop().call_later(LINGER, self._transport.close)

    def _control(self, opcode: int, payload: bytes) -> None:
        if opcode == PING:
            self._transport.write(b"\x8a" + bytes((len(payload),)) + payload)
        elif opcode == CLOSE:
            if not self.closing:
                self.closing = True
                code = payload[:2] if len(payload) >= 2 else NORMAL.to_bytes(2, "big")
                self._transport.write(b"\x88\x02" + code)
            self._transport.close()
        else:
            assert opcode == PONG

    # ── the transport ────────────────────────────────────────────────────────────────────────────────────────────

    def pause_writing(self) -> None:
        """The reader is slower than we are: from now on its bound is watched."""
        self._is_congested = True

    def resume_writing(self) -> None:
        """The reader has caught up."""
        self._is_congested = False

    def connection_lost(self, error: Exception | None) -> None:
        """The socket is gone; uvicorn counts its connections, so the original hears of it, too."""
        self.closing = True
        self._original.connection_lost(error)
        if not self.ended.done():
            self.ended.set_result(None)


def _ignore(payload: bytes) -> None:
    """Before anybody listens."""
