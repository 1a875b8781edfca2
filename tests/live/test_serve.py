"""The channels of a real server: over sockets, over plain requests, and after it was killed (O4, O5, O7; S000-45)."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect

from tests.running import Server

pytestmark = pytest.mark.anyio
ANA = {"id": "ana", "name": "Ana"}


def a_show(server: Server) -> str:
    body = {"kind": "show", "title": "Gala", "sample": True}
    name: str = httpx.post(f"{server.address}/api/documents", json=body).json()["document"]["name"]
    return name


def at(server: Server) -> str:
    return server.address.replace("http", "ws") + "/live"


async def say(socket: ClientConnection, type_: str, **members: Any) -> None:
    await socket.send(json.dumps({"type": type_, **members}))


async def until(socket: ClientConnection, type_: str) -> Any:
    while (frame := json.loads(await socket.recv()))["type"] != type_:
        pass
    return frame


async def test_O4_what_anybody_saw_survives_a_kill(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        name = a_show(server)
        async with connect(at(server)) as ana, connect(at(server)) as crew:
            await say(crew, "subscribe", channel=name)
            await until(crew, "snapshot")
            await say(ana, "hello", **ANA)
            for number, verb in enumerate(("next", "pause", "resume", "add-time")):
                args = {"ms": 1_000} if verb == "add-time" else {}
                await say(ana, "command", channel=name, id=str(number), command=verb, args=args)
            seen = [await until(crew, "events") for _ in range(4)]
            before = httpx.get(f"{server.address}/api/live/{name}").json()
            server.kill()
    with Server(tmp_path) as server:
        after = httpx.get(f"{server.address}/api/live/{name}").json()
        assert (after["state"], after["seq"]) == (before["state"], seen[-1]["seq"])
        assert after["generation"] > before["generation"]
        async with connect(at(server)) as crew:
            await say(crew, "subscribe", channel=name, after={"generation": 1, "seq": 3})
            assert (await until(crew, "events"))["patch"] == seen[-1]["patch"]


async def test_O5_plain_requests_give_and_take_the_same(tmp_path: Path) -> None:
    with Server(tmp_path) as server, httpx.Client(base_url=server.address) as browser:
        name = a_show(server)
        path = f"/api/live/{name}"
        first = browser.get(path)
        assert (
            browser.get(path, headers={"if-none-match": first.headers["etag"]}).status_code == 304
        )
        go = {"command": "next", "id": "1", "by": ANA}
        done = browser.post(path, json=go)
        assert browser.post(path, json=go).json() == done.json()
        second = browser.get(path, headers={"if-none-match": first.headers["etag"]}).json()
        assert (second["seq"], second["state"]["caller"]["name"]) == (1, "Ana")
        refused = browser.post(path, json={"command": "next", "by": {"id": "ben", "name": "Ben"}})
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "not_caller")
        assert browser.post(path, json={"command": "dance"}).status_code == 400
        assert browser.post(path, json={"command": "next", "id": ""}).status_code == 400
        assert browser.get("/api/live/show/elsewhere").status_code == 404
        assert (
            browser.get("/api/asyncapi.json").json()["x-commands"]["next"]["about"].startswith("GO")
        )
        as_run = browser.get(f"{path}/as-run?format=csv")
        assert as_run.text.splitlines()[0].startswith("\ufeffSegment,Status,Planned start")
        assert "as run.csv" in as_run.headers["content-disposition"]
        report = browser.get(f"{path}/as-run").json()
        assert (report["called_by"], report["rows"][0]["status"]) == (["Ana"], "active")  # O14
        browser.delete(f"/api/documents/{name}")
        assert browser.get(path).status_code == 404


async def test_O7_a_socket_of_nobody_is_given_nothing_where_people_sign_in(tmp_path: Path) -> None:
    with Server(tmp_path, is_open=False) as server:
        async with connect(at(server)) as nobody:
            await say(nobody, "subscribe", channel="show/0190b1c2-0000-7000-8000-000000000005")
            assert (await until(nobody, "refused"))["code"] == "unknown_channel"


async def test_L4_a_message_that_is_too_long_and_one_in_bytes_end_the_socket(
    tmp_path: Path,
) -> None:
    with Server(tmp_path) as server:
        for message, code in (("x" * 70_000, 1009), (b"x", 1003)):
            async with connect(at(server)) as socket:
                await socket.send(message)
                await socket.wait_closed()
                assert socket.close_code == code


async def test_O1_a_free_document_cannot_have_the_name_of_a_channels_log(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        answered = httpx.post(
            f"{server.address}/api/documents", json={"kind": "free", "name": "live:show/1"}
        )
        assert answered.status_code == 400
        assert "kept for the server" in answered.json()["error"]["message"]
