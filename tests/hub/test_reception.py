"""One port for pages and sockets: whoever begins plainly is let through at once, everybody else as uvicorn does it."""

import socket
import threading
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
import uvicorn
import uvloop
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from crdt_server.app import make_app
from crdt_server.hub.direct import OfferingProtocol
from crdt_server.hub.reception import Reception
from crdt_server.settings import Settings
from persistence.memory import MemoryStore
from tests.hub.test_upgrade import PLAIN

Message = MutableMapping[str, Any]
STEP1 = b"\x00\x00\x01\x00"
HEAD = PLAIN.replace(b"desk.local", b"127.0.0.1") + b"\r\n"


@contextmanager
def serving(app: Any) -> Iterator[int]:
    config = uvicorn.Config(
        app, http=Reception, ws=OfferingProtocol, log_level="critical", ws_per_message_deflate=False
    )
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=lambda: uvloop.run(server.serve([listener])))
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serving(make_app(Settings(open=True), MemoryStore())) as port:
        yield port


def test_a_socket_and_a_page_come_in_at_one_port(port: int) -> None:
    with connect(f"ws://127.0.0.1:{port}/sync/d") as socket:
        socket.send(STEP1)
        assert socket.recv(timeout=10) == STEP1
        assert httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200


@pytest.mark.parametrize("cut", [1, 60, len(HEAD) - 1])
def test_a_beginning_in_pieces_is_waited_for(port: int, cut: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as plain:
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        plain.sendall(HEAD[:cut])
        plain.sendall(HEAD[cut:])
        assert plain.recv(1000).startswith(b"HTTP/1.1 101 ")


def test_a_socket_may_follow_a_page_on_one_connection(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as plain:
        plain.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        answer = b""
        while not answer.endswith(b'{"status":"ok"}'):
            answer += plain.recv(1000)
        plain.sendall(HEAD)
        assert plain.recv(1000).startswith(b"HTTP/1.1 101 ")


def test_A7_a_stranger_s_page_is_refused_with_a_sentence(port: int) -> None:
    with pytest.raises(InvalidStatus) as refused:
        connect(f"ws://127.0.0.1:{port}/sync/d", origin="http://stranger.example")
    assert refused.value.response.status_code == 403
    assert b"may not use this server" in (refused.value.response.body or b"")


def test_a_socket_to_nowhere_is_refused(port: int) -> None:
    with pytest.raises(InvalidStatus) as refused:
        connect(f"ws://127.0.0.1:{port}/nowhere")
    assert refused.value.response.status_code == 403


def test_an_application_that_takes_nothing_over_sees_plain_ASGI() -> None:
    with (
        serving(_echo) as port,
        connect(f"ws://127.0.0.1:{port}/", ping_interval=None) as socket,
    ):
        for text in ("one", "two"):
            socket.send(text)
            assert socket.recv(timeout=10) == text
        assert socket.ping().wait(timeout=10)
        socket.close(4000)
        assert socket.close_code == 4000


def test_an_application_that_fails_is_answered_for() -> None:
    with serving(_fall) as port, pytest.raises(InvalidStatus) as refused:
        connect(f"ws://127.0.0.1:{port}/")
    assert refused.value.response.status_code == 500


def test_the_server_ends_though_somebody_has_not_said_a_word() -> None:
    app = make_app(Settings(open=True), MemoryStore())
    with serving(app) as port:
        silent = socket.create_connection(("127.0.0.1", port))
        assert httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200
    with silent:
        assert silent.recv(1) == b""


async def _echo(
    scope: Message,
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Message], Awaitable[None]],
) -> None:
    while scope["type"] == "websocket":
        message = await receive()
        if message["type"] == "websocket.disconnect":
            return
        if message["type"] == "websocket.connect":
            await send({"type": "websocket.accept"})
        else:
            await send({"type": "websocket.send", "text": message["text"]})


async def _fall(scope: Message, receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        raise RuntimeError
