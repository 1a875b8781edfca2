"""A socket without a network: frames go straight to the connection, what is sent comes back in order."""

import asyncio
from collections.abc import AsyncIterator, Callable, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

from pycrdt import Doc, Text

from crdt_server.hub.callers import UNCOUNTED, Caller
from crdt_server.hub.hub import Hub
from crdt_server.hub.outbox import Bounds
from crdt_server.hub.queued import QueuedOutbox
from crdt_server.protocol import hocuspocus, y_websocket
from crdt_server.protocol.lib0 import var_string
from crdt_server.protocol.messages import (
    Auth,
    Authenticated,
    Denied,
    Heard,
    Said,
    Saved,
    Step1,
    Step2,
    TokenWanted,
    Update,
)

PATIENCE = 5.0
BOUNDS = Bounds()


class Closed(Exception):
    """The server closed the socket."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason


class Socket:
    """One client's end."""

    def __init__(
        self,
        hub: Hub,
        path_name: str | None = None,
        bounds: Bounds = BOUNDS,
        caller: Caller = UNCOUNTED,
    ) -> None:
        self.outbox = QueuedOutbox(bounds)
        self.connection = hub.connect(path_name, self.outbox, caller)
        self._arrived: asyncio.Queue[MutableMapping[str, Any]] = asyncio.Queue()
        self._stalled = asyncio.Event()
        self._stalled.set()

    async def carry(self) -> None:
        """Carry what the server sends, until it closes the socket."""
        await self.outbox.drain(self._send)

    def stall(self) -> None:
        """Stop reading: from now on the server's sending does not get through."""
        self._stalled.clear()

    def resume(self) -> None:
        """Read on."""
        self._stalled.set()

    def say(self, frame: bytes) -> None:
        """Send one frame."""
        self.connection.hear(frame)

    async def hear(self) -> bytes:
        """Give the next frame, or raise Closed."""
        message = await asyncio.wait_for(self._arrived.get(), PATIENCE)
        if message["type"] == "websocket.close":
            raise Closed(message["code"], message["reason"])
        frame: bytes = message["bytes"]
        return frame

    def nothing_more(self) -> bool:
        """Tell whether nothing has arrived that was not heard yet."""
        return self._arrived.empty()

    async def _send(self, message: MutableMapping[str, Any]) -> None:
        await self._stalled.wait()
        self._arrived.put_nowait(message)


class YClient:
    """A y-websocket client with the text `t`, driven by hand."""

    def __init__(self, socket: Socket, client: int) -> None:
        self.socket = socket
        self.doc: Doc = Doc(client_id=client)
        self.text = self.doc.get("t", type=Text)

    def begin(self) -> None:
        """Say what every y-websocket client says first."""
        self.say(Step1(self.doc.get_state()))

    def say(self, message: Said) -> None:
        """Send one message."""
        frame = y_websocket.encode(message)
        assert frame is not None
        self.socket.say(frame)

    def type(self, letters: str) -> bytes:
        """Type at the end, and send it."""
        before = self.doc.get_state()
        self.text += letters
        update = self.doc.get_update(before)
        self.say(Update(update))
        return update

    async def hear(self) -> Heard:
        """Take in the next message as a Yjs client does, and give it."""
        message = y_websocket.decode(await self.socket.hear())
        match message:
            case Update(update) | Step2(update):
                self.doc.apply_update(update)
            case Step1(state_vector):
                self.say(Step2(self.doc.get_update(state_vector)))
        return message

    async def until(self, text: str) -> None:
        """Listen until the text reads so."""
        while str(self.text) != text:
            await self.hear()


class HClient:
    """A Hocuspocus client of one document, driven by hand."""

    def __init__(self, socket: Socket, key: str, client: int) -> None:
        self.socket = socket
        self.key = key
        self.doc: Doc = Doc(client_id=client)
        self.text = self.doc.get("t", type=Text)
        self.saved = 0

    def begin(self, token: str = "") -> None:
        """Show the token and say what there is, without waiting, as providers do."""
        self.show(token)
        self.say(Step1(self.doc.get_state()))

    def show(self, token: str) -> None:
        """Show a token."""
        name = self.key.encode()
        auth = Auth(token, "4.8.0")
        body = b"\x02\x00" + var_string(auth.token) + var_string(auth.version or "")
        self.socket.say(bytes([len(name)]) + name + body)

    def say(self, message: Said) -> None:
        """Send one message."""
        frame = hocuspocus.encode(self.key, message)
        assert frame is not None
        self.socket.say(frame)

    def type(self, letters: str) -> bytes:
        """Type at the end, and send it."""
        before = self.doc.get_state()
        self.text += letters
        update = self.doc.get_update(before)
        self.say(Update(update))
        return update

    async def hear(self) -> Heard | Said:
        """Take in the next message as a provider does, and give it."""
        frame = await self.socket.hear()
        key, message = self._read(frame)
        assert key == self.key
        match message:
            case Update(update) | Step2(update):
                self.doc.apply_update(update)
            case Step1(state_vector):
                self.say(Step2(self.doc.get_update(state_vector)))
            case Saved(True):
                self.saved += 1
        return message

    def _read(self, frame: bytes) -> tuple[str, Heard | Said]:
        """Read a frame; what only servers say is spelled out here."""
        start = 1 + len(self.key.encode())
        kind, body = frame[start], frame[start + 1 :]
        if kind == 2 and body[0] == 0:
            return self.key, TokenWanted()
        if kind == 2:
            text = body[2:].decode()
            return self.key, Denied(text) if body[0] == 1 else Authenticated(
                read_only=text == "readonly"
            )
        if kind == 8:
            return self.key, Saved(stored=body == b"\x01")
        return hocuspocus.decode(frame)

    async def until(self, text: str) -> None:
        """Listen until the text reads so."""
        while str(self.text) != text:
            await self.hear()

    async def until_saved(self, count: int) -> None:
        """Listen until so many acknowledgements have come."""
        while self.saved < count:
            await self.hear()


def _plain_socket(hub: Hub, bounds: Bounds, caller: Caller) -> Socket:
    return Socket(hub, None, bounds, caller)


for_many_documents: Callable[[Hub, Bounds, Caller], Socket] = _plain_socket
"""The fixture `both_ways` puts a line there."""


@asynccontextmanager
async def connected(
    hub: Hub, path_name: str | None = None, bounds: Bounds = BOUNDS, caller: Caller = UNCOUNTED
) -> AsyncIterator[Socket]:
    """Have a socket for the length of a `with` block."""
    many = for_many_documents
    socket = Socket(hub, path_name, bounds, caller) if path_name else many(hub, bounds, caller)
    carrying = asyncio.get_running_loop().create_task(socket.carry())
    try:
        yield socket
    finally:
        hub.disconnect(socket.connection)
        carrying.cancel()
