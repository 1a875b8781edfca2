"""What was asked for over HTTP, in the server's log: what changes something, and what was refused or failed (M3).

Reading is not worth a line. The query is left out: it may hold a token.
"""

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from crdt_server.clock import stopwatch
from crdt_server.hub.event import event

log = logging.getLogger("callboard")

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

ANSWERS = ("http.response.start", "websocket.http.response.start")
READING = ("GET", "HEAD", "OPTIONS")
REFUSED = 400
LONGEST_PATH = 200
LINE = "/sync-events"


class RequestLog:
    """Stands in front of everything else and writes down how it went."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note its answer."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        begun = stopwatch()

        async def send_and_note(message: MutableMapping[str, Any]) -> None:
            if message["type"] in ANSWERS:
                _note(scope, message["status"], stopwatch() - begun)
            await send(message)

        await self._app(scope, receive, send_and_note)


def _note(scope: Scope, status: int, seconds: float) -> None:
    method = scope.get("method", "WEBSOCKET")
    if method in READING and status < REFUSED:
        return
    path = scope["path"][:LONGEST_PATH]
    if path.startswith(LINE):
        if status < REFUSED:
            return  # posts of edits; and whoever knows the name of a line can speak for its client
        path = LINE
    address = scope["client"][0] if scope.get("client") else ""
    log.log(
        logging.INFO if status < REFUSED else logging.WARNING,
        "%s %s from %s was answered with %d.",
        method,
        path,
        address or "somewhere",
        status,
        extra=event(
            "request",
            method=method,
            path=path,
            address=address,
            status=status,
            seconds=round(seconds, 4),
        ),
    )
