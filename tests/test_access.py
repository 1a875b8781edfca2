"""A server with accounts and its sockets: who does not belong stays out, who no longer does is out at once (A10)."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from tests.room.replica import Replica
from tests.running import Server

STEP1 = b"\x00\x00\x01\x00"
PASSWORD = "a horse on the fly floor"
SECOND = 10.0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("venue"), is_open=False) as server:
        yield server


@pytest.fixture(scope="module")
def ana(server: Server) -> Iterator[httpx.Client]:
    """The browser of whoever has set the server up, with the code it printed."""
    assert server.process.stdout is not None
    told = server.process.stdout.readline()
    code = told.strip().rpartition("#")[2]
    with browser(server) as ana:
        body = {"code": code, "server": "Venue", "name": "Ana", "email": "a@example.org"}
        response = ana.post("/api/setup", json={**body, "password": PASSWORD})
        assert response.status_code == 200, response.text
        yield ana


def browser(server: Server) -> httpx.Client:
    return httpx.Client(base_url=server.address, timeout=60)


def a_show(ana: httpx.Client) -> str:
    made = ana.post("/api/documents", json={"kind": "show", "title": "Gala"})
    return str(made.json()["document"]["name"])


def socket_of(server: Server, client: httpx.Client, name: str, query: str = "") -> ClientConnection:
    cookie = "; ".join(f"{key}={value}" for key, value in client.cookies.items())
    headers = {"cookie": cookie} if cookie else {}
    return connect(f"{server.sockets}/{name}{query}", additional_headers=headers)


def gets_in(socket: ClientConnection) -> bool:
    """Begin to sync; tell whether the document comes."""
    try:
        socket.send(STEP1)
        while True:
            message = socket.recv(timeout=SECOND)
            if message[:2] == b"\x00\x01":
                return True
    except ConnectionClosed:
        return False


def reason_of(socket: ClientConnection) -> tuple[int, str]:
    """Read until the server closes; give code and reason."""
    with pytest.raises(ConnectionClosed) as closed:
        while True:
            socket.recv(timeout=SECOND)
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code, closed.value.rcvd.reason


def shared(ana: httpx.Client, name: str, role: str) -> dict[str, Any]:
    made: dict[str, Any] = ana.post(f"/api/documents/{name}/shares", json={"role": role}).json()
    return made


def an_edit() -> bytes:
    """An edit as a y-websocket client would send it."""
    update = Replica(77).type("not mine to say")
    return b"\x00\x02" + bytes([len(update)]) + update


def test_A8_a_socket_without_a_sign_in_gets_nothing(server: Server, ana: httpx.Client) -> None:
    name = a_show(ana)
    with browser(server) as nobody, socket_of(server, nobody, name) as socket:
        socket.send(STEP1)
        code, reason = reason_of(socket)
    assert code == 4403
    assert "Sign in" in reason
    with socket_of(server, ana, name) as socket:
        assert gets_in(socket)


def test_S003_9_a_link_in_the_query_or_in_the_cookie_opens_its_document_only(
    server: Server, ana: httpx.Client
) -> None:
    """A10, S003-8 … S003-11, S003-53, S003-57, S003-58."""
    name, other = a_show(ana), a_show(ana)
    link = shared(ana, name, "crew")["link"]
    with browser(server) as nobody:
        for path, opens in ((name, True), (other, False)):
            with socket_of(server, nobody, path, f"?token={link}") as socket:
                assert gets_in(socket) is opens
    with browser(server) as phone:
        assert phone.post("/api/links", json={"link": link, "name": "Cem"}).status_code == 200
        for path, opens in ((name, True), (other, False)):
            with socket_of(server, phone, path) as socket:
                assert gets_in(socket) is opens


def test_S003_52_a_reader_is_refused_every_edit_and_others_never_hear_it(
    server: Server, ana: httpx.Client
) -> None:
    """A9, S003-12, S003-52."""
    name = a_show(ana)
    link = shared(ana, name, "crew")["link"]
    with browser(server) as phone, socket_of(server, ana, name) as editor:
        phone.post("/api/links", json={"link": link})
        assert gets_in(editor)
        with socket_of(server, phone, name) as reader:
            assert gets_in(reader)
            reader.send(an_edit())
            assert gets_in(reader), "reading goes on"
        assert b"not mine" not in ana.get(f"/api/documents/{name}/export?format=yjs").content


def test_S003_84_a_revoked_link_closes_the_view_with_a_sentence_and_nothing_follows(
    server: Server, ana: httpx.Client
) -> None:
    """A10, S003-51, S003-84."""
    name = a_show(ana)
    made = shared(ana, name, "crew")
    with browser(server) as phone:
        phone.post("/api/links", json={"link": made["link"]})
        with socket_of(server, phone, name) as reader:
            assert gets_in(reader)
            ana.delete(f"/api/documents/{name}/shares/{made['share']['id']}")
            ana.patch(f"/api/documents/{name}", json={"title": "After the end"})
            heard = b""
            with pytest.raises(ConnectionClosed) as closed:
                while True:
                    heard += reader.recv(timeout=SECOND)  # type: ignore[operator]
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 4403
            assert "shared" in closed.value.rcvd.reason
            assert b"After the end" not in heard
        with socket_of(server, phone, name) as reader:
            assert not gets_in(reader)


def test_A8_signing_out_closes_the_sockets_of_that_browser(
    server: Server, ana: httpx.Client
) -> None:
    name = a_show(ana)
    with browser(server) as other:
        other.post("/api/login", json={"email": "a@example.org", "password": PASSWORD})
        with socket_of(server, other, name) as socket, socket_of(server, ana, name) as stays:
            assert gets_in(socket)
            assert gets_in(stays)
            other.delete("/api/login")
            assert reason_of(socket)[0] == 4403
            assert gets_in(stays)


def test_O7_a_link_lets_its_holder_follow_a_show_until_it_is_revoked(
    server: Server, ana: httpx.Client
) -> None:
    """A10, S000-47, S000-48: with the sentence, and nothing after it."""
    name = a_show(ana)
    made = shared(ana, name, "crew")
    with connect(f"{live_of(server)}?token={made['link']}") as phone:
        phone.send(json.dumps({"type": "subscribe", "channel": name}))
        assert heard(phone, "snapshot")["may"] == ["view_show_call"]
        phone.send(json.dumps({"type": "command", "channel": name, "id": "1", "command": "next"}))
        assert heard(phone, "refused")["code"] == "forbidden"
        ana.delete(f"/api/documents/{name}/shares/{made['share']['id']}")
        assert heard(phone, "ended")["code"] == "not_shared"
        ana.post(f"/api/live/{name}", json={"command": "take"})
        ana.post(f"/api/live/{name}", json={"command": "release"})
        phone.send(json.dumps({"type": "subscribe", "channel": name}))
        assert heard(phone)["type"] == "refused", "nothing of the show came before"


def live_of(server: Server) -> str:
    return server.address.replace("http", "ws") + "/live"


def heard(socket: ClientConnection, wanted: str = "") -> Any:
    """Give the next frame, or the next one of a type."""
    while True:
        frame = json.loads(socket.recv(timeout=SECOND))
        if wanted in ("", frame["type"]):
            return frame


def test_A8_no_secret_is_in_what_the_server_says(server: Server, ana: httpx.Client) -> None:
    link = shared(ana, a_show(ana), "crew")["link"]
    with browser(server) as phone:
        phone.post("/api/links", json={"link": link})
        phone.post("/api/login", json={"email": "a@example.org", "password": "wrong" + PASSWORD})
        with socket_of(server, phone, "show/none", f"?token={link}") as socket:
            gets_in(socket)
    said = server.stop()
    for secret in (link, PASSWORD, next(iter(ana.cookies.values()))):
        assert secret not in said
