"""Too much from one address is refused with 429 and the time to wait: a real server behind a proxy (L5, L6, L7)."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from tests.running import Server

STEP1 = b"\x00\x00\x01\x00"
MISSING = "show/0190b1c2-0000-7000-8000-000000000000"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server whose only peer, this machine, is a trusted proxy."""
    settings = tmp_path / "callboard.toml"
    settings.write_text(
        'trusted_proxies = "127.0.0.1"\n'
        "address_sockets = 3\naddress_requests = 20\naddress_failures = 2\n"
    )
    with Server(tmp_path / "data", "--config", str(settings)) as server:
        yield server


def ask(server: Server, caller: str, path: str = "/api/documents") -> httpx.Response:
    return httpx.get(server.address + path, headers={"x-forwarded-for": caller}, timeout=30)


@contextmanager
def join(server: Server, caller: str, name: str = "notes") -> Iterator[ClientConnection]:
    headers = {"x-forwarded-for": f"6.6.6.6, {caller}"}
    with connect(f"{server.sockets}/{name}", additional_headers=headers) as socket:
        yield socket


def test_L5_requests_over_the_rate_get_429_and_when_to_try_again(server: Server) -> None:
    answers = [ask(server, "192.0.2.1") for _ in range(25)]
    assert [answer.status_code for answer in answers[:20]] == [200] * 20
    refused = answers[-1]
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    assert refused.json()["error"]["code"] == "too_many_requests"
    assert "at most 20 a minute" in refused.json()["error"]["message"]
    assert ask(server, "192.0.2.1", "/healthz").status_code == 200
    assert ask(server, "192.0.2.2").status_code == 200, "another address is not touched"
    assert ask(server, "2001:db8::1").status_code == 200
    assert server.get("/api/documents").status_code == 200, "nor is the proxy's own"


def test_L5_sockets_over_the_bound_are_refused_before_the_handshake(server: Server) -> None:
    with ExitStack() as stack:
        sockets = [stack.enter_context(join(server, "192.0.2.1")) for _ in range(3)]
        with pytest.raises(InvalidStatus) as refused, join(server, "192.0.2.1"):
            pass
        response = refused.value.response
        assert response.status_code == 429
        assert int(response.headers["retry-after"]) >= 1
        assert b"3 at most" in response.body
        with join(server, "192.0.2.2"):
            pass
        sockets[0].close()
        for socket in sockets[1:]:
            socket.send(STEP1)
            assert socket.recv(timeout=30) == STEP1, "those who are in are not touched"
        gets_in_again(server, "192.0.2.1")


def test_L5_lines_over_plain_requests_count_as_sockets_until_they_end(server: Server) -> None:
    with httpx.Client(
        base_url=server.address, headers={"x-forwarded-for": "192.0.2.1"}, timeout=30
    ) as client:
        lines = [client.post("/sync-events") for _ in range(3)]
        assert [line.status_code for line in lines] == [201] * 3
        refused = client.post("/sync-events")
        assert (refused.status_code, refused.json()["error"]["code"]) == (429, "too_many_requests")
        assert "3 at most" in refused.json()["error"]["message"]
        assert client.delete(f"/sync-events/{lines[0].json()['session']}").status_code == 204
        assert client.post("/sync-events").status_code == 201


def test_L6_an_open_socket_hears_that_it_has_to_wait(server: Server) -> None:
    for _ in range(2):
        assert end_of(server, "192.0.2.1")[0] == 4403
    code, reason = end_of(server, "192.0.2.1")
    assert code == 1013
    assert "Too many attempts" in reason
    assert end_of(server, "192.0.2.2")[0] == 4403


def test_L7_without_a_trusted_proxy_nothing_is_believed_not_even_from_this_machine(
    tmp_path: Path,
) -> None:
    """uvicorn would believe it by default."""
    settings = tmp_path / "callboard.toml"
    settings.write_text("address_requests = 3\n")
    with Server(tmp_path / "data", "--config", str(settings)) as server:
        assert [ask(server, "192.0.2.1").status_code for _ in range(6)] == [200] * 6


def gets_in_again(server: Server, caller: str) -> None:
    """Wait until the server has noticed that another socket is gone."""
    while True:
        try:
            with join(server, caller):
                return
        except InvalidStatus:
            continue


def end_of(server: Server, caller: str) -> tuple[int, str]:
    """Ask for a document that is not there; give the code and the reason that the server closes with."""
    with join(server, caller, MISSING) as socket, pytest.raises(ConnectionClosed) as closed:
        socket.send(STEP1)
        while True:
            socket.recv(timeout=30)
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code, closed.value.rcvd.reason
