"""Counts what comes from one address, in front of everything else, and says when it is too much (L5, L7).

    a socket            refused before the handshake: 429, Retry-After and a sentence
    a line's beginning  the same: it takes the place of a socket
    a request to /api   429, Retry-After, and the API's own error with a code

The pages of the web app and the health checks are not counted.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from typing import Any

from starlette.responses import PlainTextResponse

from crdt_server.api.answer import answer
from crdt_server.hub.callers import ADDRESS, CALLER, COUNTED, Callers, Counted, TooMany
from crdt_server.proxies import caller_of
from crdt_server.settings import Settings

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

TOO_MANY_REQUESTS = 429


class Turnstile:
    """Lets in so much from one address."""

    def __init__(self, app: App, settings: Settings, callers: Callers) -> None:
        self._app = app
        self._trusted = settings.proxies
        self._callers = callers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request or a socket in, or say when to try again."""
        kind = scope["type"]
        if kind == "websocket" and (address := self._address(scope)):
            await self._let_socket_in(address, scope, receive, send)
        elif kind == "http" and _begins_line(scope) and (address := self._address(scope)):
            await self._let_line_in(address, scope, receive, send)
        elif kind == "http" and scope["path"].startswith("/api/"):
            await self._let_request_in(self._address(scope), scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _let_socket_in(
        self, address: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        caller = self._callers.open(address)
        if isinstance(caller, TooMany):
            await receive()
            await _refuse_socket(caller, scope, receive, send)
            return
        scope[CALLER], scope[ADDRESS] = caller, address
        try:
            await self._app(scope, receive, send)
        finally:
            self._callers.close(address)

    async def _let_line_in(self, address: str, scope: Scope, receive: Receive, send: Send) -> None:
        """What takes the place of a socket over plain requests counts as one, for as long as it lasts (W11)."""
        caller = self._callers.open(address)
        if isinstance(caller, TooMany):
            await _refuse_request(caller, scope, receive, send)
            return
        counted = scope[COUNTED] = Counted(caller, partial(self._callers.close, address))
        scope[ADDRESS] = address
        try:
            await self._app(scope, receive, send)
        finally:
            if not counted.goes_on:
                counted.end()

    async def _let_request_in(
        self, address: str | None, scope: Scope, receive: Receive, send: Send
    ) -> None:
        if address:
            scope[ADDRESS] = address
        refusal = self._callers.at(address).ask() if address else None
        if refusal is None:
            await self._app(scope, receive, send)
            return
        await _refuse_request(refusal, scope, receive, send)

    def _address(self, scope: Scope) -> str | None:
        peer = scope.get("client")
        return caller_of(peer[0], scope["headers"], self._trusted) if peer else None


def _begins_line(scope: Scope) -> bool:
    return bool(scope["method"] == "POST" and scope["path"] == "/sync-events")


async def _refuse_request(refusal: TooMany, scope: Scope, receive: Receive, send: Send) -> None:
    error = {"error": {"code": "too_many_requests", "message": refusal.sentence}}
    response = answer(error, TOO_MANY_REQUESTS)
    response.headers["retry-after"] = str(refusal.seconds)
    await response(scope, receive, send)


async def _refuse_socket(refusal: TooMany, scope: Scope, receive: Receive, send: Send) -> None:
    """Refuse the handshake; a server that can send a sentence with it does."""
    if "websocket.http.response" in scope.get("extensions", {}):
        headers = {"retry-after": str(refusal.seconds)}
        response = PlainTextResponse(refusal.sentence + "\n", TOO_MANY_REQUESTS, headers)
        await response(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 1013, "reason": refusal.sentence})
