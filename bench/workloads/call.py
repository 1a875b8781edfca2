"""A show is called, and a thousand people follow it: how long until everybody has what is active."""

import asyncio
import json
from dataclasses import dataclass
from time import perf_counter
from typing import Any
from urllib.request import Request, urlopen

from bench.bars import Bar, at_most
from bench.client import Socket
from bench.measure import Meter, Result
from bench.processes import CALLBOARD, Server

PATIENCE = 20.0
SEGMENTS = 20


@dataclass(frozen=True, slots=True)
class Call:
    """How many people follow, and how many segments are activated, a moment after one another.

    A delivery is one activation reaching one follower; the delay counts from the caller's command. Nobody else has
    channels of this sort, so this server is measured alone.
    """

    followers: int = 1_000
    activations: int = 40
    pause: float = 0.25

    @property
    def name(self) -> str:
        """Name it in a table."""
        return f"a show with {self.followers} followers, {self.activations} activations"

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Give what is to be reached."""
        return (at_most("p99 ms", 200),)

    async def run(self, server: Server) -> Result:
        """Activate one segment after the other, and wait until all followers have each."""
        meter = Meter(server)
        if server.kind.name != CALLBOARD.name:
            meter.wrong = ["this server has no channels"]
            return Result.of(self.name, meter)
        document, segments = await asyncio.to_thread(_make_show, server.port)
        caller, *crowd = [_Follower(meter.delays, server.port) for _ in range(self.followers + 1)]
        for follower in (caller, *crowd):
            await follower.follow(document)
        with meter.running():
            for number in range(self.activations):
                segment = segments[number % len(segments)]
                await self._activate(caller, crowd, document, segment, number)
                await asyncio.sleep(self.pause)
        meter.deliveries = self.activations * self.followers
        last = segments[(self.activations - 1) % len(segments)]
        meter.wrong = [f"a follower ended with {one.active}" for one in crowd if one.active != last]
        for follower in (caller, *crowd):
            follower.socket.vanish()
        return Result.of(self.name, meter)

    async def _activate(
        self,
        caller: "_Follower",
        crowd: list["_Follower"],
        document: str,
        segment: str,
        number: int,
    ) -> None:
        begun = perf_counter()
        for follower in crowd:
            follower.expect(begun, segment)
        args = {"segmentId": segment}
        caller.say(type="command", channel=document, id=str(number), command="activate", args=args)
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(follower.arrived for follower in crowd))


class _Follower:
    """One socket that follows the show."""

    def __init__(self, delays: list[float], port: int) -> None:
        self.socket = Socket("/live", port, self._hear)
        self.active = ""
        self.arrived: asyncio.Future[None]
        self._delays = delays
        self._begun = 0.0
        self._wanted = ""

    async def follow(self, document: str) -> None:
        """Come, and wait for the snapshot."""
        self.arrived = asyncio.get_running_loop().create_future()
        await self.socket.open()
        self.say(type="subscribe", channel=document)
        await self.arrived

    def expect(self, begun: float, segment: str) -> None:
        """Wait for an activation from now on."""
        self._begun, self._wanted = begun, segment
        self.arrived = asyncio.get_running_loop().create_future()

    def say(self, **frame: Any) -> None:
        self.socket.say_text(json.dumps(frame).encode())

    def _hear(self, frame: bytes) -> None:
        if frame.startswith(b'{"type":"snapshot"'):
            self.arrived.set_result(None)
        elif frame.startswith(b'{"type":"events"'):
            self.active = self._wanted if self._wanted.encode() in frame else self.active
            if not self.arrived.done() and self.active == self._wanted:
                self._delays.append(perf_counter() - self._begun)
                self.arrived.set_result(None)


def _make_show(port: int) -> tuple[str, list[str]]:
    """Make a show with some segments; give its name and theirs."""
    segments = [f"segment-{number}" for number in range(SEGMENTS)]
    rows = [{"id": one, "name": one, "duration": 60_000} for one in segments]
    content = {"meta": {"kind": "show", "title": "Bench"}, "segments": rows}
    body = json.dumps({"kind": "show", "title": "Bench", "content": content}).encode()
    request = Request(
        f"http://127.0.0.1:{port}/api/documents", body, {"content-type": "application/json"}
    )
    with urlopen(request, timeout=PATIENCE) as answer:
        name: str = json.load(answer)["document"]["name"]
    return name, segments
