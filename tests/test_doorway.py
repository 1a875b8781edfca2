"""A stranger's page gets nothing here, under whatever name it comes (A7)."""

import socket
from collections.abc import MutableMapping
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from crdt_server.doorway import Doorway
from crdt_server.settings import Settings
from tests.running import Server

pytestmark = pytest.mark.anyio

LOCAL, NETWORK = "127.0.0.1", "0.0.0.0"


async def let_in(scope: Any, receive: Any, send: Any) -> None:
    """The rest of the server: it answers everything."""
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def doorway(listening_on: str = LOCAL, **settings: Any) -> Doorway:
    return Doorway(let_in, Settings(host=listening_on, **settings), own_name="Desk.venue.example")


@pytest.mark.parametrize(
    ("listening_on", "host", "answers"),
    [
        (LOCAL, "127.0.0.1:3001", True),
        (LOCAL, "192.168.1.20:3001", True),
        (LOCAL, "[::1]:3001", True),
        (LOCAL, "localhost", True),
        (LOCAL, "LOCALHOST.:3001", True),
        (LOCAL, "app.localhost:3001", True),
        (LOCAL, "desk:3001", True),
        (LOCAL, "desk.local:3001", True),
        (LOCAL, "desk.venue.example", True),
        (LOCAL, "listed.example", True),
        (LOCAL, "not.listed.example", False),
        (LOCAL, "evil.example:3001", False),
        (LOCAL, "stage.local", False),
        (LOCAL, "stage", False),
        (LOCAL, "127.0.0.1.evil.example", False),
        (LOCAL, "localhost.evil.example", False),
        (LOCAL, "user@evil.example", False),
        (LOCAL, "[", False),
        (LOCAL, ":3001", False),
        (NETWORK, "stage.local:3001", True),
        (NETWORK, "stage:3001", True),
        (NETWORK, "stage.internal", True),
        (NETWORK, "stage.home.arpa", True),
        (NETWORK, "evil.example", False),
        (NETWORK, "local.evil.example", False),
        (NETWORK, "fritz.box", False),
        (NETWORK, ".", False),
        ("venue.example", "venue.example:3001", True),
    ],
)
def test_A7_it_answers_only_to_names_that_a_stranger_cannot_have(
    listening_on: str, host: str, answers: bool
) -> None:
    assert doorway(listening_on, hosts="listed.example other.example").answers_to(host) is answers


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/", {}, 204),
        ("POST", "/api/tables/preview", {}, 204),
        ("POST", "/api/tables/preview", {"origin": "http://localhost:3001"}, 204),
        ("POST", "/api/tables/preview", {"origin": "https://ours.example"}, 204),
        ("POST", "/api/tables/preview", {"origin": "http://evil.example"}, 403),
        ("POST", "/api/tables/preview", {"origin": "http://localhost:9999"}, 403),
        ("POST", "/api/tables/preview", {"origin": "null"}, 403),
        ("POST", "/api/tables/preview", {"origin": "http://["}, 403),
        ("DELETE", "/api/documents/x", {"origin": "http://evil.example"}, 403),
        ("PATCH", "/api/documents/x", {"origin": "http://evil.example"}, 403),
        ("GET", "/api/documents", {"origin": "http://evil.example"}, 204),
        ("GET", "/api/documents", {"host": "evil.example:3001"}, 403),
        ("GET", "/", {"host": "evil.example:3001"}, 403),
        ("POST", "/api", {"host": "evil.example", "origin": "http://evil.example"}, 403),
    ],
)
async def test_A7_a_stranger_changes_nothing_and_reads_nothing(
    method: str, path: str, headers: dict[str, str], status: int
) -> None:
    """Neither by asking straight away, nor under a name that was made to lead here."""
    transport = httpx.ASGITransport(doorway(origins="https://ours.example"))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost:3001") as client:
        response = await client.request(method, path, headers=headers)
    assert response.status_code == status
    if status == 403:
        assert "hosts" in response.text or "origins" in response.text


@pytest.mark.parametrize(
    ("headers", "is_let_in"),
    [
        ({"host": "localhost"}, True),
        ({"host": "localhost", "origin": "http://localhost"}, True),
        ({"host": "localhost", "origin": "http://evil.example"}, False),
        ({"host": "evil.example", "origin": "http://evil.example"}, False),
        ({}, True),
    ],
)
async def test_A7_a_stranger_opens_no_socket(headers: dict[str, str], is_let_in: bool) -> None:
    sent: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "websocket.accept"})

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message["type"])

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    door = Doorway(app, Settings())
    await door({"type": "websocket", "path": "/sync", "headers": raw}, receive, send)
    assert sent == ["websocket.accept" if is_let_in else "websocket.close"]


def test_A7_a_name_that_was_made_to_lead_here_is_refused_everywhere(tmp_path: Any) -> None:
    """On a real server: the page, the API and the socket; each refusal says how to allow the name."""
    with Server(tmp_path, "--open", "--hosts", "stage.example") as server:
        port = int(server.address.rpartition(":")[2])

        def asked(name: str, path: str) -> httpx.Response:
            return httpx.get(server.address + path, headers={"host": f"{name}:{port}"})

        def opens(name: str) -> None:
            line = socket.create_connection(("127.0.0.1", port))
            origin: Any = f"http://{name}:{port}"
            with connect(f"ws://{name}:{port}/sync/x", sock=line, origin=origin) as live:
                live.send(b"\x00\x00\x01\x00")
                assert live.recv(timeout=10) == b"\x00\x00\x01\x00"

        for path in ("/", "/api/documents", "/healthz"):
            assert asked("stage.example", path).status_code != 403
            refused = asked("evil.example", path)
            assert refused.status_code == 403
            assert "--hosts evil.example" in refused.text
        assert asked("evil.example", "/api/documents").json()["error"]["code"] == "host"
        opens("stage.example")
        with pytest.raises(InvalidStatus) as error:
            opens("evil.example")
        assert error.value.response.status_code == 403
        assert b"--hosts evil.example" in (error.value.response.body or b"")
