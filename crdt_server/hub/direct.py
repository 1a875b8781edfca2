"""Sockets without anything in between: after the handshake the connection's transport is ours.

ASGI costs more than the CRDT work: a dictionary, a queue and a task switch for every message in, a coroutine for every
message out, and no frame can be shared. uvicorn takes a WebSocket protocol class as a setting; ours does the handshake
as uvicorn does and offers the connection to the application as an ASGI extension, `callboard.direct`. An application
that does not take it sees plain ASGI, and so does this one on another server.
"""

import asyncio
import socket as tcp
from collections.abc import Callable, Sequence
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from crdt_server.hub.frames import CLOSE, PING, PONG, FrameReader
from crdt_server.hub.outbox import (
    LOST,
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
from crdt_server.hub.pace import AGAINST_THE_RULES, FLOODING, Pace
from crdt_server.hub.portions import Portions
from crdt_server.protocol.errors import Malformed

EXTENSION = "callboard.direct"
SERVER_ENDS = b"\x88\x02" + (1012).to_bytes(2, "big")
NEEDED_TO_THE_END = (
    "transport",
    "connections",
    "tasks",
    "logger",
    "handshake_complete",
    "close_timer",
)
"""What uvicorn looks at when the application has ended."""

WE_PING = b"\x89\x00"
PATIENCE = 5.0
LINGER = 0.5
SMALL = 16 * 1024
NORMAL = 1000
MOST_UNSENT = 64 * 1024
PORTION = (
    16 * 1024
)  # bytes that are taken in before others have their turn: hundreds of small messages


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
        transport, portions = self.transport, None
        if transport.get_extra_info("sslcontext") is not None:
            self.transport = portions = Portions(transport, socket)
        socket.begin(self, self.transport)
        while not self.queue.empty():
            message = self.queue.get_nowait()
            if message["type"] == "websocket.receive" and (payload := message.get("bytes")):
                socket.heard([payload])
        transport.set_protocol(portions or socket)
        transport.resume_reading()
        self._forget_handshake()

    def connection_lost(self, exc: Exception | None) -> None:
        """Hear that the connection is gone; after a take-over there is nothing to be done but to be counted out."""
        if self._is_taken:
            self.connections.discard(self)
        else:
            super().connection_lost(exc)

    def shutdown(self) -> None:
        """Say goodbye because the server ends."""
        if self._is_taken:
            self.transport.write(SERVER_ENDS)
            self.transport.close()
        else:
            super().shutdown()

    @property
    def _is_taken(self) -> bool:
        return not hasattr(self, "conn")

    def _forget_handshake(self) -> None:
        """Let go of what was needed to come here: it takes more memory than all that a connection needs afterwards."""
        kept = {name: getattr(self, name) for name in NEEDED_TO_THE_END}
        self.__dict__ = kept


class DirectSocket(asyncio.Protocol):
    """A WebSocket after its handshake: frames in and out, ping and close, and the bound on what waits to be read."""

    def __init__(self, most_bytes_in: int, bounds: Bounds, pace: Pace) -> None:
        self.congested = False
        self.closing = False
        self.bytes_out = self._bytes_seen = 0
        self.parting: Parting | None = None
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._bounds = bounds
        self._patience = Patience(bounds.patience)
        self._on_congested: Callable[[], None] = unwatched
        self._on_relieved: Callable[[], None] = unwatched
        self._reader = FrameReader(most_bytes_in, self.heard, self._control)
        self._pace = pace
        self._unread = b""
        self._is_paused = False
        self._hear: Callable[[list[bytes]], None] = _ignore
        self._original: OfferingProtocol
        self._transport: asyncio.Transport
        self._put_late = 0
        self._is_broken = False
        self._answered = True
        self._queued_before = 0

    def listen(self, hear: Callable[[list[bytes]], None]) -> None:
        """Say who is to hear the messages, those together that come together."""
        self._hear = hear

    def begin(self, original: OfferingProtocol, transport: asyncio.Transport) -> None:
        """Take the place of the protocol that did the handshake."""
        self._original = original
        self._transport = transport
        congested = self._bounds.congested
        transport.set_write_buffer_limits(high=congested, low=congested // RELIEF)
        _keep_little_in_the_kernel(transport)

    # ── sending ──────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def spoke(self) -> bool:
        """Tell whether anything was sent since somebody last set this to False."""
        return self.bytes_out != self._bytes_seen

    @spoke.setter
    def spoke(self, said: bool) -> None:
        self._bytes_seen = -1 if said else self.bytes_out

    @property
    def queued_bytes(self) -> int:
        """Give how much waits to be sent."""
        return self._transport.get_write_buffer_size()

    def watch(self, congested: Callable[[], None], relieved: Callable[[], None]) -> None:
        """Say who is to know when it becomes congested, and when it no longer is."""
        self._on_congested, self._on_relieved = congested, relieved

    def put(self, frame: Frame) -> None:
        """Send a frame; a socket that has not read its bound's worth is closed instead."""
        if self.closing:
            return
        if self.congested:
            if self.queued_bytes + len(frame.framed) > self._bounds.most:
                self.close(TRY_AGAIN_LATER, TOO_SLOW)
                return
            self._put_late += len(frame.framed)
        framed = frame.framed
        self.bytes_out += len(framed)
        self._transport.write(framed)

    def put_all(self, frames: Sequence[Frame]) -> None:
        """Send several frames, in one piece if that is small and nothing waits: every write is a call of the kernel."""
        together = b"".join([frame.framed for frame in frames])
        if self.closing or self.congested or len(together) > SMALL:
            for frame in frames:
                self.put(frame)
        else:
            self.bytes_out += len(together)
            self._transport.write(together)

    def close(self, code: int, reason: str) -> None:
        """Say goodbye after what is queued; whoever does not answer is cut off."""
        if self.closing:
            return
        self.closing = True
        self.parting = Parting(code, shortened(reason), ours=True)
        payload = code.to_bytes(2, "big") + shortened(reason).encode()
        self._transport.write(b"\x88" + bytes((len(payload),)) + payload)
        asyncio.get_running_loop().call_later(PATIENCE, self._transport.abort)

    def check_alive(self, now: int) -> None:
        """Ask whether the other end is there; cut it off if it has said nothing at all since it was last asked.

        Whoever still reads what is queued is there, and would get the question only after all of that.
        """
        if self.closing:
            return
        if self._is_paused:
            self._answered = True  # what it answers is not read now
        queued = self.queued_bytes
        if self.congested:
            self._answered = True
            if self._patience.has_run_out(now, self._put_late - queued):
                self.close(TRY_AGAIN_LATER, STALLED)
            return
        if queued and queued != self._queued_before:
            self._queued_before = queued
            return
        if not self._answered:
            self._transport.abort()
            return
        self._answered = False
        self._transport.write(WE_PING)

    # ── receiving ────────────────────────────────────────────────────────────────────────────────────────────────

    def heard(self, payloads: list[bytes]) -> None:
        """Pass messages on."""
        if not self.closing:
            self._hear(payloads)

    def data_received(self, data: bytes) -> None:
        """Take in what the network brings; what is no WebSocket traffic ends this connection."""
        self._answered = True
        if self._is_broken:
            return
        self._unread = self._unread + data if self._unread else data
        self._take_portion()

    def _take_portion(self) -> None:
        """Take in as much as others can wait for; reading pauses while there is more, or too much too soon (L4)."""
        reader, unread = self._reader, self._unread
        size = max(PORTION, reader.missing)
        data, self._unread = unread[:size], unread[size:]
        before = reader.frames
        try:
            reader.feed(data)
        except Malformed as error:
            self._break(error.close_code, str(error))
            return
        wait = 0.0 if self._pace.spend(len(data), reader.frames - before) else self._pace.wait()
        if self._pace.is_flooding:
            self._break(AGAINST_THE_RULES, FLOODING)
        elif wait or self._unread:
            self._pause(wait)
        elif self._is_paused:
            self._resume()

    def _pause(self, seconds: float) -> None:
        if self._transport.is_closing():
            return
        if not self._is_paused:
            self._is_paused = True
            self._transport.pause_reading()
        asyncio.get_running_loop().call_later(seconds, self._read_on)

    def _read_on(self) -> None:
        """The pause is over: take in what is left, then what comes."""
        if self._is_broken or self.ended.done():
            return
        wait = self._pace.wait()
        if wait:
            self._pause(wait)
        elif self._unread:
            self._take_portion()
        else:
            self._resume()

    def _resume(self) -> None:
        self._is_paused = False
        if not self._transport.is_closing():
            self._transport.resume_reading()

    def _break(self, code: int, reason: str) -> None:
        """Send it away without listening any more: where its next frame begins is not known, or not wanted.

        Its goodbye would not be heard. Closing at once would reset the connection under what it is still sending, and
        it would never read the reason; so what comes is thrown away for a moment.
        """
        self._is_broken = True
        self._unread = b""
        self.close(code, reason)
        if self._is_paused:
            self._resume()
        asyncio.get_running_loop().call_later(LINGER, self._transport.close)

    def _control(self, opcode: int, payload: bytes) -> None:
        if opcode == PING:
            self._transport.write(b"\x8a" + bytes((len(payload),)) + payload)
        elif opcode == CLOSE:
            if not self.closing:
                self.closing = True
                code = payload[:2] if len(payload) >= 2 else NORMAL.to_bytes(2, "big")
                self.parting = Parting(int.from_bytes(code, "big"))
                self._transport.write(b"\x88\x02" + code)
            self._transport.close()
        else:
            assert opcode == PONG

    # ── the transport ────────────────────────────────────────────────────────────────────────────────────────────

    def pause_writing(self) -> None:
        """The reader is slower than we are: from now on its bound is watched."""
        self.congested = True
        self._patience.begin_anew()
        self._on_congested()

    def resume_writing(self) -> None:
        """The reader has caught up."""
        self.congested = False
        self._on_relieved()

    def connection_lost(self, error: Exception | None) -> None:
        """The socket is gone; uvicorn counts its connections, so the original hears of it, too."""
        self.closing = True
        self.parting = self.parting or Parting(LOST)
        self._original.connection_lost(error)
        if not self.ended.done():
            self.ended.set_result(None)


def _keep_little_in_the_kernel(transport: asyncio.Transport) -> None:
    """What the kernel has taken to send looks sent: a slow reader is to be noticed before megabytes wait there."""
    option = getattr(tcp, "TCP_NOTSENT_LOWAT", None)
    socket = transport.get_extra_info("socket")
    if option is not None and socket is not None and socket.family in (tcp.AF_INET, tcp.AF_INET6):
        socket.setsockopt(tcp.IPPROTO_TCP, option, MOST_UNSENT)


def _ignore(payloads: list[bytes]) -> None:
    """Before anybody listens."""
