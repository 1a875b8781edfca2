"""The first bytes of a connection tell what it is: a WebSocket, which is let through at once, or anything else.

    Reception ─┬─ a WebSocket, as nearly all begin ─▶ Handshake, which offers itself to be taken over (`direct.py`)
               └─ anything else                    ─▶ uvicorn's parsers, and from there to all the rest

A Handshake does what uvicorn does, without the machinery: five hundred people who come back at once wait for just that.
When an application wants more of it than to accept and to take over, it gets the machinery and goes on as if it had
been there from the beginning.
"""

import asyncio
import logging
from collections.abc import MutableMapping
from typing import Any, cast
from urllib.parse import unquote

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.utils import get_local_addr, get_remote_addr, is_ssl
from uvicorn.server import ServerState

from crdt_server.hub.direct import EXTENSION, OfferingProtocol
from crdt_server.hub.upgrade import Upgrade, answer_to, read_upgrade

log = logging.getLogger("uvicorn.error")

ACCEPT = {"type": "websocket.accept"}


class Reception(asyncio.Protocol):
    """A connection of which nothing is known yet; a protocol class for uvicorn's setting `http`."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        self._config = config
        self._state = server_state
        self._app_state = app_state
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for what it says."""
        self._transport = cast(asyncio.Transport, transport)
        self._state.connections.add(self)  # type: ignore[arg-type]

    def data_received(self, data: bytes) -> None:
        """Find out what it is, and leave it to who knows about that."""
        self._state.connections.discard(self)
        upgrade = read_upgrade(data)
        if upgrade is None:
            other = H11Protocol(self._config, self._state, self._app_state)
            other.connection_made(self._transport)
            self._transport.set_protocol(other)
            other.data_received(data)
        else:
            handshake = Handshake(self._config, self._state, self._app_state)
            self._transport.set_protocol(handshake)
            handshake.begin(self._transport, data, upgrade)

    def connection_lost(self, error: Exception | None) -> None:
        """It is gone without a word."""
        self._state.connections.discard(self)

    def shutdown(self) -> None:
        """The server ends."""
        self._transport.close()


class Handshake(OfferingProtocol):
    """One handshake whose beginning was read already."""

    def __init__(
        self, config: Config, server_state: ServerState, app_state: dict[str, Any]
    ) -> None:
        """Only what is needed to be taken over; the rest when it is asked for, in `_get_machinery`."""
        self._beginning = config, server_state, app_state
        self.app = config.loaded_app
        self.logger = log
        self.app_state = app_state
        self.connections = server_state.connections
        self.tasks = server_state.tasks
        self.default_headers = server_state.default_headers
        self.queue = asyncio.Queue()
        self.handshake_complete = self.read_paused = False
        self.close_timer = self.ping_timer = self.pong_timer = self.pending_ping_payload = None
        self._has_machinery = False

    def begin(self, transport: asyncio.Transport, head: bytes, upgrade: Upgrade) -> None:
        """Ask the application."""
        self.transport = transport
        self._head, self._upgrade = head, upgrade
        self.connections.add(self)
        self.scope = self._scope(upgrade)  # type: ignore[assignment]
        self.queue.put_nowait({"type": "websocket.connect"})
        task = asyncio.get_running_loop().create_task(self.run_asgi())
        task.add_done_callback(self.tasks.discard)
        self.tasks.add(task)

    async def send(self, message: MutableMapping[str, Any]) -> None:  # type: ignore[override]
        """Accept, if that is what the application says; everything else takes the machinery."""
        if message != ACCEPT or self._has_machinery or self.transport.is_closing():
            self._get_machinery()
            await super().send(message)  # type: ignore[arg-type]
        else:
            self.handshake_complete = True
            self.transport.write(answer_to(self._upgrade, self.default_headers))

    def data_received(self, data: bytes) -> None:
        """Hear something before anybody took over."""
        self._get_machinery()
        super().data_received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        """Hear that the connection is gone."""
        if not self._is_taken:
            self._get_machinery()
        super().connection_lost(exc)

    def shutdown(self) -> None:
        """Say goodbye because the server ends."""
        if not self._is_taken:
            self._get_machinery()
        super().shutdown()

    def send_500_response(self) -> None:
        """Say that the application failed, if nothing was said yet."""
        if not self.handshake_complete:
            self._get_machinery()
            super().send_500_response()

    @property
    def _is_taken(self) -> bool:
        return not hasattr(self, "scope")

    def _get_machinery(self) -> None:
        """Be what uvicorn would be now, after the same beginning."""
        if self._has_machinery:
            return
        has_accepted, queue, transport = self.handshake_complete, self.queue, self.transport
        super().__init__(*self._beginning)
        super().connection_made(transport)
        self.queue, self._has_machinery = queue, True
        self.conn.receive_data(self._head)
        (self.request,) = self.conn.events_received()  # type: ignore[assignment]
        self.response = self.conn.accept(self.request)
        self.handshake_initiated = True
        if has_accepted:
            self.handshake_complete = True
            self.conn.send_response(self.response)
            self.conn.data_to_send()
            self.start_keepalive()

    def _scope(self, upgrade: Upgrade) -> dict[str, Any]:
        raw_path, _, query = upgrade.target.partition(b"?")
        transport = self.transport
        return {
            "type": "websocket",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "scheme": "wss" if is_ssl(transport) else "ws",
            "server": get_local_addr(transport),
            "client": get_remote_addr(transport),
            "root_path": "",
            "path": unquote(raw_path.decode("ascii")),
            "raw_path": raw_path,
            "query_string": query,
            "headers": upgrade.headers,
            "subprotocols": [],
            "state": self.app_state.copy(),
            "extensions": {"websocket.http.response": {}, EXTENSION: self},
        }
