"""Where sockets arrive: `/sync` for many documents, `/sync/<name>` for one (A1).

A server that offers its transport is used without anything in between (`direct.py`); on any other this is plain ASGI.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from ipaddress import ip_address, ip_network
from typing import Any

from crdt_server.hub.admission import Admission
from crdt_server.hub.callers import ADDRESS, CALLER, UNCOUNTED
from crdt_server.hub.connection import Connection
from crdt_server.hub.direct import EXTENSION, DirectSocket, OfferingProtocol
from crdt_server.hub.hub import Hub
from crdt_server.hub.outbox import LOST, Bounds, Outbox, Parting
from crdt_server.hub.pace import AGAINST_THE_RULES, FLOODING, Pace, PaceLimits
from crdt_server.hub.queued import QueuedOutbox
from crdt_server.settings import Settings

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

Connect = Callable[[Outbox], Connection]

NOT_TEXT = 1003


class SyncEndpoint:
    """The ASGI application behind the sync paths."""

    def __init__(
        self, settings: Settings, admission_of: Callable[[Scope], Admission | None]
    ) -> None:
        """`admission_of` looks at what a socket shows in its handshake."""
        self._settings = settings
        self._admission_of = admission_of
        self._bounds = bounds_of(settings)
        self._paces = pace_of(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket from its opening to its end."""
        await receive()
        await send({"type": "websocket.accept"})
        hub: Hub = scope["app"].state.hub
        name = scope["path_params"].get("name")
        offer: OfferingProtocol | None = scope.get("extensions", {}).get(EXTENSION)
        connect = partial(
            hub.connect,
            name,
            caller=scope.get(CALLER, UNCOUNTED),
            address=address_of(scope),
            admission=self._admission_of(scope),
        )
        if offer is None:
            await self._serve_queued(hub, connect, receive, send)
        else:
            await self._serve_direct(hub, connect, offer)

    async def _serve_direct(self, hub: Hub, connect: Connect, offer: OfferingProtocol) -> None:
        pace = Pace(self._paces)
        socket = DirectSocket(self._settings.max_message, self._bounds, pace)
        connection = connect(socket)
        socket.listen(connection.hear_all)
        try:
            offer.take_over(socket)
            await socket.ended
        finally:
            hub.disconnect(connection)

    async def _serve_queued(self, hub: Hub, connect: Connect, receive: Receive, send: Send) -> None:
        outbox = QueuedOutbox(self._bounds)
        connection = connect(outbox)
        try:
            async with asyncio.TaskGroup() as group:
                writer = group.create_task(outbox.drain(_quiet(send)))
                code = await _listen(connection, receive, Pace(self._paces))
                outbox.parting = outbox.parting or Parting(code)
                writer.cancel()
        finally:
            hub.disconnect(connection)


def address_of(scope: Scope) -> str:
    """Give where a socket comes from, for a person: "address port number", or what a trusted proxy says of it."""
    client = scope.get("client")
    if not client:
        return ""
    told: str | None = scope.get(ADDRESS)
    if told is not None and not _is_in(client[0], told):
        return f"{told} through {client[0]}"
    return f"{client[0]} port {client[1]}" if client[1] else str(client[0])


def _is_in(address: str, place: str) -> bool:
    """Tell whether an address is the one that is counted, or in the network that is."""
    try:
        return ip_address(address) in ip_network(place)
    except ValueError:
        return False


def bounds_of(settings: Settings) -> Bounds:
    """Give what may wait for one reader."""
    return Bounds(settings.max_outbox, settings.slow_outbox, settings.stalled_seconds * 1000)


def pace_of(settings: Settings) -> PaceLimits:
    """Give how fast one socket may talk."""
    return PaceLimits(
        settings.socket_messages,
        settings.socket_messages_at_once,
        settings.socket_bytes,
        settings.socket_bytes_at_once,
        settings.flood_seconds,
    )


async def _listen(connection: Connection, receive: Receive, pace: Pace) -> int:
    """Hear one message after the other, to the end; give the code that the socket was closed with.

    While none is asked for, the server does not read the socket either.
    """
    while True:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            return message.get("code") or LOST
        frame = message.get("bytes")
        if frame is None:
            connection.outbox.close(NOT_TEXT, "Callboard speaks in binary messages, not in text")
        else:
            connection.hear(frame)
            await _keep_pace(connection, pace, len(frame))


async def _keep_pace(connection: Connection, pace: Pace, size: int) -> None:
    """Wait for as long as somebody has sent too much (L4)."""
    if pace.spend(size, 1):
        return
    while (wait := pace.wait()) and not connection.outbox.closing:
        if pace.is_flooding:
            connection.outbox.close(AGAINST_THE_RULES, FLOODING)
        else:
            await asyncio.sleep(wait)


def _quiet(send: Send) -> Send:
    """Sending to a socket that is gone is no error: its end is about to be heard."""

    async def send_if_possible(message: MutableMapping[str, Any]) -> None:
        try:
            await send(message)
        except (OSError, RuntimeError):
            return

    return send_if_possible
