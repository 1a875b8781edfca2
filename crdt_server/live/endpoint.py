"""Where sockets for channels arrive: `/live`, JSON in text messages, apart from the documents so that nothing waits."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any
from urllib.parse import parse_qs

from crdt_server.channels.frames import FromClient, Subscribe
from crdt_server.hub.contained import contained
from crdt_server.hub.outbox import LOST, Bounds, Parting
from crdt_server.hub.pace import AGAINST_THE_RULES, FLOODING, Pace, PaceLimits
from crdt_server.hub.queued import QueuedOutbox
from crdt_server.live.follower import MOST_CHANNELS, Follower, Knock
from crdt_server.live.live import Live

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

LONGEST_FRAME = 64 * 1024
LONGEST_CHANNEL = 200
TOO_LONG, NOT_BINARY = 1009, 1003
BOUNDS = Bounds(4 * 1024 * 1024, 256 * 1024)


class LiveEndpoint:
    """The ASGI application behind `/live`."""

    def __init__(self, knock_of: Callable[[Scope], Knock], paces: PaceLimits) -> None:
        """`knock_of` looks at what a socket shows in its handshake."""
        self._knock_of = knock_of
        self._paces = paces
        self.followers: set[Follower] = set()

    def reconsider(self) -> None:
        """Somebody's rights have changed: look again what everybody may follow."""
        for follower in list(self.followers):
            follower.reconsider()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one socket from its opening to its end."""
        await receive()
        await send({"type": "websocket.accept"})
        live: Live = scope["app"].state.live
        outbox = QueuedOutbox(BOUNDS)
        follower = Follower(live, outbox, self._knock_of(scope))
        self.followers.add(follower)
        follower.greet()
        try:
            async with asyncio.TaskGroup() as group:
                writer = group.create_task(outbox.drain(_in_text(send)))
                code = await _listen(follower, outbox, receive, Pace(self._paces), _asked(scope))
                outbox.parting = outbox.parting or Parting(code)
                writer.cancel()
        finally:
            self.followers.discard(follower)
            follower.leave()


def _asked(scope: Scope) -> list[Subscribe]:
    """Give what a socket's address asks to follow, for programs that can say nothing by themselves when it opens."""
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    names = query.get("channel", [])[:MOST_CHANNELS]
    return [Subscribe(name) for name in names if 0 < len(name) <= LONGEST_CHANNEL]


async def _listen(
    follower: Follower,
    outbox: QueuedOutbox,
    receive: Receive,
    pace: Pace,
    asked: Sequence[FromClient],
) -> int:
    """Hear one frame after the other, to the end; probes are answered while something else is being decided."""
    waiting: asyncio.Queue[FromClient] = asyncio.Queue(maxsize=MOST_CHANNELS)
    for subscribe in asked:
        waiting.put_nowait(subscribe)
    async with asyncio.TaskGroup() as group:
        worker = group.create_task(_work_off(follower, waiting))
        code = await _receive_all(follower, outbox, receive, pace, waiting)
        worker.cancel()
    return code


async def _receive_all(
    follower: Follower,
    outbox: QueuedOutbox,
    receive: Receive,
    pace: Pace,
    waiting: asyncio.Queue[FromClient],
) -> int:
    while True:
        message = await receive()
        came = follower.live.clock.precise()
        if message["type"] == "websocket.disconnect":
            return message.get("code") or LOST
        frame: str | None = message.get("text")
        if frame is None:
            outbox.close(NOT_BINARY, "This path speaks in text messages, in JSON.")
        elif len(frame) > LONGEST_FRAME:
            outbox.close(TOO_LONG, "A message here can have 64 KiB.")
        elif (said := follower.understand(frame, came)) is not None:
            await waiting.put(said)
        await _keep_pace(outbox, pace, len(frame or ""))


async def _work_off(follower: Follower, waiting: asyncio.Queue[FromClient]) -> None:
    while True:
        said = await waiting.get()
        with contained("Hearing somebody on /live"):
            await follower.hear(said)


async def _keep_pace(outbox: QueuedOutbox, pace: Pace, size: int) -> None:
    """Wait for as long as somebody has sent too much (L4)."""
    if pace.spend(size, 1):
        return
    while (wait := pace.wait()) and not outbox.closing:
        if pace.is_flooding:
            outbox.close(AGAINST_THE_RULES, FLOODING)
        else:
            await asyncio.sleep(wait)


def _in_text(send: Send) -> Send:
    """Say in text what an outbox says in bytes; a socket that is gone is about to be heard to end."""

    async def send_text(message: MutableMapping[str, Any]) -> None:
        payload = message.get("bytes")
        if payload is not None:
            message = {"type": message["type"], "text": payload.decode()}
        try:
            await send(message)
        except (OSError, RuntimeError):
            return

    return send_text
