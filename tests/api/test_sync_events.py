"""Sync over plain requests, with a real server in a process of its own (W11, W12, W13)."""

import asyncio
from base64 import b64decode
from collections.abc import AsyncIterator, MutableMapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from websockets.sync.client import connect

from crdt_server.api.sync_events import Stream
from crdt_server.clock import SystemClock
from crdt_server.hub.hub import Hub
from crdt_server.hub.line import Lines
from crdt_server.hub.outbox import Bounds
from crdt_server.hub.pace import PaceLimits
from crdt_server.settings import Settings
from persistence.memory import MemoryStore
from tests.hub.line_socket import EventReader, post_of
from tests.room.replica import Replica
from tests.running import Server

pytestmark = pytest.mark.anyio

PATIENCE = 20
KEY = b"\x02d1"
AUTH = KEY + b"\x02\x00\x00\x054.8.0"
STEP1 = KEY + b"\x00\x00\x01\x00"
STORED = KEY + b"\x08\x01"
LIMIT = 1024 * 1024


def edit(letters: str, client: int) -> bytes:
    update = Replica(client).type(letters)
    assert len(update) < 128
    return KEY + b"\x00\x02" + bytes((len(update),)) + update


def small_messages(directory: Path) -> Path:
    file = directory / "settings.toml"
    file.write_text(f"max_message = {LIMIT}\n")
    return file


class Browser:
    """What a page does: one stream of events, posts one after the other."""

    def __init__(self, server: Server) -> None:
        self.http = httpx.AsyncClient(base_url=server.address, timeout=PATIENCE)
        self.path = ""
        self.said = 0
        self.heard = 0
        self.headers: httpx.Headers | None = None

    async def begin(self) -> None:
        begun = await self.http.post("/sync-events")
        assert begun.status_code == 201
        self.path = f"/sync-events/{begun.json()['session']}"

    async def say(self, *frames: bytes) -> httpx.Response:
        body = post_of(self.said + 1, self.heard, *frames)
        self.said += len(frames)
        return await self.http.post(self.path, content=body)

    async def events(self) -> AsyncIterator[dict[bytes, bytes]]:
        """Give the events of one stream, to its end."""
        reader = EventReader()
        address = f"{self.path}?after={self.heard}"
        async with self.http.stream("GET", address) as response:
            self.headers = response.headers
            async for piece in response.aiter_bytes():
                for event in reader.feed(piece):
                    self.heard = int(event.get(b"id", self.heard))
                    yield event

    async def until(self, *wanted: bytes) -> list[bytes]:
        """Listen until all these frames have come; give every one that came; then the stream is cut."""
        came: list[bytes] = []
        async with asyncio.timeout(PATIENCE):
            async for event in self.events():
                if b"id" in event:
                    came.append(b64decode(event[b"data"]))
                if all(frame in came for frame in wanted):
                    return came
        raise AssertionError(f"the stream ended after {came}")

    async def closing(self) -> dict[str, object]:
        """Listen to the end; give the code and the reason."""
        async with asyncio.timeout(PATIENCE):
            async for event in self.events():
                if event.get(b"event") == b"close":
                    said: dict[str, object] = orjson.loads(event[b"data"])
                    return said
        raise AssertionError("the stream ended without a word")


@asynccontextmanager
async def browsing(server: Server) -> AsyncIterator[Browser]:
    browser = Browser(server)
    async with browser.http:
        await browser.begin()
        yield browser


async def test_W11_people_with_and_without_a_socket_edit_together(tmp_path: Path) -> None:
    with Server(tmp_path, "--open") as server, connect(server.sockets) as bela:
        async with browsing(server) as ana:
            bela.send(AUTH)
            bela.send(STEP1)
            await ana.say(AUTH, STEP1)
            await ana.until(KEY + b"\x00\x01\x02\x00\x00")
            said = edit("from ana", 1)
            answered = await ana.say(said)
            assert answered.json()["heard"] == 3
            await ana.until(STORED)
            while bela.recv(timeout=PATIENCE) != said:
                pass
            back = edit("from bela", 2)
            bela.send(back)
            await ana.until(back)


async def test_W11_a_cut_stream_goes_on_where_it_was_and_posts_are_applied_once(
    tmp_path: Path,
) -> None:
    with Server(tmp_path, "--open") as server:
        async with browsing(server) as ana, browsing(server) as bela:
            for person in (ana, bela):
                await person.say(AUTH, STEP1)
                await person.until(KEY + b"\x00\x01\x02\x00\x00")
            first = edit("one", 1)
            for _ in range(3):  # as after two timeouts
                ana.said = 2
                assert (await ana.say(first)).json()["heard"] == 3
            ana.said = 7
            lost = await ana.say(first)
            assert (lost.status_code, lost.json()["error"]["heard"]) == (409, 3)
            assert (await ana.until(STORED)).count(STORED) == 1
            assert first in await bela.until(first)
            ana.said = 3
            await ana.say(edit("two", 3))
            assert STORED in await ana.until(STORED)


async def test_W11_short_answers_are_whole_and_can_be_asked_for_again(tmp_path: Path) -> None:
    with Server(tmp_path, "--open") as server:
        async with browsing(server) as ana:
            await ana.say(AUTH, STEP1)
            answers: list[httpx.Response] = []
            while b"id: 3" not in b"".join(each.content for each in answers):
                answers.append(await ana.http.get(f"{ana.path}?after={len(answers)}&brief=1"))
            assert all("content-length" in each.headers for each in answers)
            again = await ana.http.get(f"{ana.path}?after=2&brief=1")
            assert again.content.startswith(b"id: 3\n")


async def test_W11_proxies_are_told_to_pass_everything_on_unchanged(tmp_path: Path) -> None:
    with Server(tmp_path, "--open") as server:
        async with browsing(server) as ana:
            ana.http.headers["accept-encoding"] = "gzip, br, zstd"
            await ana.say(AUTH, STEP1)
            await ana.until(KEY + b"\x00\x01\x02\x00\x00")
            assert ana.headers is not None
            assert ana.headers["content-type"].startswith("text/event-stream")
            assert ana.headers["cache-control"] == "no-store, no-transform"
            assert ana.headers["x-accel-buffering"] == "no"
            assert "content-encoding" not in ana.headers
            assert "content-length" not in ana.headers


async def test_W13_bad_requests_get_a_sentence_and_touch_nobody_else(tmp_path: Path) -> None:
    with Server(tmp_path, "--open", "--config", str(small_messages(tmp_path))) as server:
        async with browsing(server) as ana, browsing(server) as eve, browsing(server) as max_:
            unknown = await ana.http.post("/sync-events/not-a-line", content=post_of(1, 0))
            assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "not_found")
            beyond = await ana.http.get(f"{ana.path}?after=99")
            assert (beyond.status_code, "POST /sync-events" in beyond.text) == (400, True)
            assert (await ana.http.get(f"{ana.path}?after=-1")).status_code == 400
            broken = await eve.http.post(eve.path, content=b"\xff" * 30)
            assert (broken.status_code, broken.json()["error"]["close"]) == (410, 1007)
            assert (await eve.closing())["code"] == 1007
            await max_.say(b"x" * (LIMIT + 1))
            assert (await max_.closing())["code"] == 1009
            await ana.say(AUTH, STEP1)
            await ana.until(KEY + b"\x00\x01\x02\x00\x00")


async def test_W13_a_post_far_over_the_limit_is_not_read_to_its_end(tmp_path: Path) -> None:
    with Server(tmp_path, "--open", "--config", str(small_messages(tmp_path))) as server:
        async with browsing(server) as ana:

            async def endless() -> AsyncIterator[bytes]:
                for _ in range(64):
                    yield b"x" * LIMIT

            closing = asyncio.get_running_loop().create_task(ana.closing())
            try:
                refused = await ana.http.post(ana.path, content=endless())
                assert refused.status_code == 410
            except httpx.TransportError:
                pass  # the server did not wait for the rest
            assert (await closing)["code"] == 1009


async def test_A7_W13_a_page_of_another_origin_begins_no_line(tmp_path: Path) -> None:
    with Server(tmp_path, "--open") as server:
        async with httpx.AsyncClient(base_url=server.address) as http:
            for headers in ({"origin": "http://evil.example"}, {"host": "evil.example"}):
                refused = await http.post("/sync-events", headers=headers)
                assert refused.status_code == 403
            by_hand = await http.get("/sync-events")
            assert (by_hand.status_code, "POST /sync-events" in by_hand.text) == (200, True)


async def test_W13_a_goodbye_is_seen_at_once(tmp_path: Path) -> None:
    with Server(tmp_path, "--open") as server:
        async with browsing(server) as ana, browsing(server) as bela:
            here = KEY + b"\x01\x06\x01\x07\x01\x02{}"
            for person in (ana, bela):
                await person.say(AUTH, STEP1)
                await person.until(KEY + b"\x00\x01\x02\x00\x00")
            await ana.say(here)
            await bela.until(here)
            assert (await ana.http.delete(ana.path)).status_code == 204
            await bela.until(KEY + b"\x01\x08\x01\x07\x01\x04null")


async def test_W13_a_server_that_stops_ends_streams_at_once(tmp_path: Path) -> None:
    with Server(tmp_path, "--open") as server:
        async with browsing(server) as ana:
            await ana.say(AUTH, STEP1)
            await ana.until(KEY + b"\x00\x01\x02\x00\x00")
            ana.heard = 0
            async with asyncio.timeout(5):  # uvicorn alone would wait for ten seconds
                async for event in ana.events():
                    if event.get(b"id") == b"1":
                        server.process.terminate()
                assert event[b"event"] == b"close"
                assert b"1012" in event[b"data"]
                await asyncio.to_thread(server.process.wait)


async def test_W12_a_response_that_nobody_reads_is_given_up_with_its_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("crdt_server.hub.line.LINGER", 0.0)
    hub = Hub(MemoryStore(), SystemClock(), Settings())
    line = Lines(hub, Bounds(), PaceLimits()).begin()
    assert line is not None
    is_stuck = asyncio.Event()

    async def stuck(_: object) -> None:
        is_stuck.set()
        await asyncio.Event().wait()

    async def silent() -> MutableMapping[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError("nothing comes")

    scope: dict[str, Any] = {"type": "http"}
    writing = asyncio.get_running_loop().create_task(Stream(line, 0)(scope, silent, stuck))
    await is_stuck.wait()
    line.outbox.close(1013, "too slow")
    await asyncio.wait_for(writing, PATIENCE)
    assert not hub.connections


async def test_P2_what_was_acknowledged_over_plain_requests_survives_kill_9(tmp_path: Path) -> None:
    with Server(tmp_path, "--open") as server:
        async with browsing(server) as ana:
            await ana.say(AUTH, STEP1)
            await ana.until(KEY + b"\x00\x01\x02\x00\x00")
            said = edit("kept", 1)
            await ana.say(said)
            await ana.until(STORED)
            server.kill()
    with Server(tmp_path, "--open") as server:
        async with browsing(server) as ana:
            await ana.say(AUTH, STEP1)
            update = said[6:]
            came = await ana.until(KEY + b"\x00\x01" + bytes((len(update),)) + update)
            assert came
