"""The same sync over plain requests, for networks that break WebSockets (W11): events down, posts up.

    GET    /sync-events               tells that requests come through
    POST   /sync-events               begins a line: its id, and how much to hear before confirming
    GET    /sync-events/<id>?after=N  the events after N as they come; with &brief=1 those there are, and it ends
    POST   /sync-events/<id>          numbered frames, and the number of the last event heard
    DELETE /sync-events/<id>          goodbye

Beginning is a POST, so the doorway asks what page it comes from, as with a socket (A7); after that the id is the key.
"""

import asyncio
from contextlib import aclosing
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from crdt_server.api.answer import answer
from crdt_server.api.errors import BadRequest, NotFound, Unavailable
from crdt_server.hub.callers import COUNTED, Counted
from crdt_server.hub.endpoint import address_of
from crdt_server.hub.event_stream import HEADERS, MEDIA_TYPE
from crdt_server.hub.line import Line, Lines, Missed
from crdt_server.hub.numbered import Goodbye
from crdt_server.hub.outbox import RELIEF
from crdt_server.protocol.errors import Malformed
from crdt_server.protocol.errors import TooLarge as MessageTooLarge
from crdt_server.protocol.posts import HEAD, MOST_TOGETHER, decode_post

NORMAL = 1000
MOST_DIGITS = 16


async def begin(request: Request) -> Response:
    """Begin a line."""
    counted: Counted | None = request.scope.get(COUNTED)
    entrance = request.app.state.entrance
    admission = None if entrance is None else entrance.at(request.scope)
    if counted is None:
        line = _lines(request).begin(address=address_of(request.scope), admission=admission)
    else:
        address = address_of(request.scope)
        line = _lines(request).begin(counted.caller, counted.end, address, admission)
        counted.goes_on = line is not None
    if line is None:
        raise Unavailable(
            "Too many connections are being made at this moment. Try again in a few seconds."
        )
    confirm = request.app.state.settings.slow_outbox // RELIEF
    return answer({"session": line.id, "confirm_bytes": confirm}, 201)


async def explain(request: Request) -> Response:
    """Tell that plain requests come through, and how a line is begun."""
    return answer(
        {"message": "A line is begun with POST /sync-events, and read with GET /sync-events/<id>."}
    )


async def read(request: Request) -> Response:
    """Give the events after a number, as they come or those there are."""
    line = _line_of(request)
    after = _number_in(request, "after")
    if not line.outbox.holds_after(after) and not line.outbox.closing:
        raise BadRequest(
            f"This line cannot go on after event {after}; its last one is {line.outbox.last}. "
            "Begin another with POST /sync-events."
        )
    if request.query_params.get("brief"):
        return Response(await line.batch(after), 200, HEADERS, MEDIA_TYPE)
    return Stream(line, after)


async def post(request: Request) -> Response:
    """Take in frames; answer with the number of the last one that was heard and of the last event that was sent."""
    line = _line_of(request)
    most: int = request.app.state.settings.max_message
    try:
        if not line.outbox.closing:
            body = await _body(request, most + MOST_TOGETHER)
            await line.keep_pace()
            line.hear(decode_post(body, most))
    except Missed as missed:
        return _missed(missed)
    except Malformed as error:
        line.outbox.close(error.close_code, str(error))
    if line.outbox.goodbye is not None:
        return _closed(line.outbox.goodbye)
    return answer({"heard": line.heard, "last": line.outbox.last})


async def end(request: Request) -> Response:
    """Say goodbye: everybody sees this client's people leave at once (R2)."""
    _line_of(request).outbox.close(NORMAL, "you left")
    return Response(status_code=204, headers={"cache-control": "no-store"})


def sync_event_routes() -> list[BaseRoute]:
    """Make the routes."""
    one = "/sync-events/{line}"
    return [
        Route("/sync-events", begin, methods=["POST"]),
        Route("/sync-events", explain),
        Route(one, read, methods=["GET"]),
        Route(one, post, methods=["POST"]),
        Route(one, end, methods=["DELETE"]),
    ]


def _missed(missed: Missed) -> Response:
    said = {"code": "missed", "message": f"{missed}; send them again.", "heard": missed.heard}
    return answer({"error": said}, 409)


def _closed(goodbye: Goodbye) -> Response:
    said = {"code": "closed", "message": goodbye.reason, "close": goodbye.code}
    return answer({"error": said}, 410)


class Stream(Response):
    """A response that is written as events come, and ends at once when the client is gone.

    One that is not read is given up with its line, in the middle if need be; uvicorn remarks on that in its log.
    """

    def __init__(self, line: Line, after: int) -> None:
        super().__init__(None, 200, HEADERS, MEDIA_TYPE)
        del self.headers["content-length"]
        self._line = line
        self._pieces = line.stream(after)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Write until one side ends it."""
        async with asyncio.TaskGroup() as group:
            ways_to_end = [
                group.create_task(self._write(send)),
                group.create_task(_gone(receive)),
                group.create_task(_over(self._line)),
            ]
            await asyncio.wait(ways_to_end, return_when=asyncio.FIRST_COMPLETED)
            for task in ways_to_end:
                task.cancel()

    async def _write(self, send: Send) -> None:
        start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(start)
        async with aclosing(self._pieces) as pieces:  # type: ignore[type-var]
            async for piece in pieces:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _over(line: Line) -> None:
    await line.over.wait()


async def _body(request: Request, most: int) -> bytes:
    """Read a post; one over the limit is not read to its end."""
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > most + HEAD:
                raise MessageTooLarge(f"a message of more than {most} bytes")
            parts.append(part)
    except ClientDisconnect:
        raise BadRequest("The post was cut off; send it again.") from None
    return b"".join(parts)


def _lines(request: Request) -> Lines:
    lines: Lines = request.app.state.lines
    return lines


def _line_of(request: Request) -> Line:
    line = _lines(request).find(request.path_params["line"])
    if line is None:
        raise NotFound("There is no such line any more. Begin another with POST /sync-events.")
    return line


def _number_in(request: Request, name: str) -> int:
    text: Any = request.query_params.get(name, "0")
    if not text.isdecimal() or len(text) > MOST_DIGITS:
        raise BadRequest(f"{name} should be the number of the last event heard, not {text[:40]!r}.")
    return int(text)
