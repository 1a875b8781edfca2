"""The server's log: one line for each event (M3), without what people typed and without tokens (M4)."""

import asyncio
import json
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from crdt_server import logs
from crdt_server.hub.contained import contained
from crdt_server.hub.event import event
from crdt_server.logs import JsonForm, Scribe, TextForm
from persistence.store import StoreError
from tests.hub.socket import HClient, Socket
from tests.room.replica import Replica
from tests.running import Server

TYPED = "Ophelia drowns at 21:07"
TOKEN = "the-token-of-whoever-looks-after-it"
CLIENT_TOKEN = "the-token-that-a-client-shows"

STEP1 = b"\x00\x00\x01\x00"


def record(message: str, *args: object, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("callboard", logging.WARNING, "", 0, message, args, None)
    made.created = 1_764_101_703.12
    for name, value in extra.items():
        setattr(made, name, value)
    return made


def failed(error: BaseException) -> logging.LogRecord:
    try:
        raise error
    except type(error) as raised:
        return record("It failed.", exc_info=(type(raised), raised, raised.__traceback__))


def test_M3_an_event_is_one_line_of_text() -> None:
    told = TextForm().format(record("A name: %s.", "two\nlines \x1b[31m"))
    assert told == "2025-11-25 20:15:03 WARNING A name: two\\nlines \\x1b[31m."


def test_M3_an_event_is_one_object_of_json_with_its_facts() -> None:
    extra = event("refused", document="a\nname \ud800", why="not_admitted", code=4403)
    told = JsonForm().format(record("Not let in: %s.", "a\nname", **extra))
    assert "\n" not in told
    assert json.loads(told) == {
        "time": "2025-11-25T20:15:03.120Z",
        "level": "warning",
        "event": "refused",
        "message": "Not let in: a\nname.",
        "document": "a\nname ?",
        "why": "not_admitted",
        "code": 4403,
    }


@pytest.mark.parametrize("form", [TextForm(), JsonForm()], ids=["text", "json"])
def test_M4_the_text_of_an_error_that_nobody_foresaw_is_left_out(form: logging.Formatter) -> None:
    told = form.format(failed(KeyError(TYPED)))
    assert TYPED not in told
    assert "KeyError" in told and "test_logs.py" in told and "in failed" in told
    try:
        raise ValueError(TYPED) from KeyError(TYPED)
    except ValueError as error:
        chained = form.format(failed(error))
    assert TYPED not in chained
    assert chained.index("KeyError") < chained.index("ValueError")


def test_M3_the_text_of_an_error_of_the_store_is_told() -> None:
    told = TextForm().format(failed(StoreError("The disk is full.")))
    assert "\n    StoreError: The disk is full.\n    at " in told


def test_M3_whoever_does_not_read_the_log_holds_nobody_up() -> None:
    """A writer that is stuck: events are taken in at once, and what was left out is counted when it reads again."""
    reads, stuck, written = threading.Event(), threading.Event(), list[str]()

    def write(line: str) -> None:
        stuck.set()
        reads.wait(30)
        written.append(line)

    scribe = Scribe(write)
    scribe.setFormatter(TextForm())
    scribe.emit(record("first"))
    assert stuck.wait(30)
    for number in range(logs.MOST_WAITING + 25):
        scribe.emit(record("%d", number))
    assert written == []
    reads.set()
    while scribe._waiting.qsize():
        threading.Event().wait(0.01)
    scribe.close()
    assert "25 lines of this log were left out" in written[1]
    assert len(written) == logs.MOST_WAITING + 2


@pytest.fixture
def lines() -> Iterator[Callable[[], str]]:
    """Write the log as a server does; give what was written so far, whole."""
    written: list[str] = []
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    scribe = logs.begin("json", written.append)

    def whole() -> str:
        scribe.close()
        return "".join(written)

    yield whole
    scribe.close()
    root.handlers[:] = before
    root.setLevel(level)
    logging.getLogger("callboard").setLevel(logging.NOTSET)


def test_M4_a_bug_in_the_event_loop_shows_no_arguments(lines: Callable[[], str]) -> None:
    def bug(typed: str) -> None:
        raise ValueError(typed)

    async def run() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(logs.note_failure_of_the_loop)
        loop.call_soon(bug, TYPED)
        await asyncio.sleep(0)
        with contained("Something"):
            bug(TYPED)

    asyncio.run(run())
    told = lines()
    assert told.count("ValueError") == 2
    assert TYPED not in told


def sync(update: bytes) -> bytes:
    assert len(update) < 128
    return b"\x00\x02" + bytes((len(update),)) + update


def converse(server: Server) -> None:
    """What clients do that is worth a line, with something to hide in each of it."""
    path = f"{server.sockets}/notes?token={CLIENT_TOKEN}"
    with connect(path) as ana, connect(path) as bob:
        for socket in (ana, bob):
            socket.send(STEP1)
            for _ in range(2):
                socket.recv(timeout=10)
        edit = sync(Replica(1).type(TYPED))
        ana.send(edit)
        while bob.recv(timeout=10) != edit:
            pass
    with connect(f"{server.sockets}/notes") as liar:
        liar.send(STEP1)
        liar.send(b"\x00\x02\x19" + TYPED.encode()[:23] + b"\xff\xff")
        with pytest.raises(ConnectionClosed):
            while True:
                liar.recv(timeout=10)
    with connect(server.sockets) as stranger:
        client = HClient(Wire(stranger.send), "show/00000000-0000-4000-8000-000000000000", 2)
        client.begin(token=CLIENT_TOKEN)
        stranger.recv(timeout=10)
        stranger.close(4000, TYPED)


class Wire(Socket):
    """A hand-driven client's end that is a real socket."""

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self._send_frame = send

    def say(self, frame: bytes) -> None:
        self._send_frame(frame)


def ask(server: Server) -> None:
    """Requests that change something, are refused, or show a token."""
    made = httpx.post(
        server.address + "/api/documents",
        json={"kind": "show", "title": TYPED, "by": {"id": "x", "name": TYPED}},
    )
    assert made.status_code == 201
    name = made.json()["document"]["name"]
    httpx.patch(f"{server.address}/api/documents/{name}", json={"title": TYPED + " again"})
    for token in (TOKEN, TOKEN + "wrong"):
        headers = {"authorization": f"Bearer {token}", "via": "1.1 proxy"}
        httpx.get(f"{server.address}/metrics?token={token}", headers=headers)
    httpx.post(
        server.address + "/api/documents", json={}, headers={"origin": "http://evil.example"}
    )
    httpx.get(server.address + "/healthz")


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_M4_neither_typed_text_nor_tokens_are_in_the_log(tmp_path: Path, log_format: str) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(f'log_format = "{log_format}"\nmetrics_token = "{TOKEN}"\n')
    with Server(tmp_path / "data", "--config", str(settings)) as server:
        converse(server)
        ask(server)
        told = server.stop()
    for secret in (TYPED, "Ophelia", TOKEN, CLIENT_TOKEN, TYPED.encode().hex()):
        assert secret not in told, f"{secret!r} is in the log:\n{told}"
    if log_format == "json":
        check_events([json.loads(line) for line in told.splitlines()])
    else:
        assert all(line[:4].isdigit() or line.startswith("    ") for line in told.splitlines())
        assert "has ended with code 1007" in told


def check_events(events: list[dict[str, object]]) -> None:
    """What somebody who looks after a server needs is there (M3)."""
    names = [event["event"] for event in events]
    assert (names[0], names[-1]) == ("server_started", "server_ended")
    assert names.count("socket_opened") == names.count("socket_closed") == 4
    ends = {(event["code"], event["by"]) for event in events if event["event"] == "socket_closed"}
    assert ends == {(1000, "client"), (1007, "server"), (4000, "client")}
    ana = next(event for event in events if event["event"] == "socket_closed")
    assert (ana["dialect"], ana["documents"]) == ("y-websocket", ["notes"])
    assert str(ana["address"]).startswith("127.0.0.1 port ")
    refused = [event["why"] for event in events if event["event"] == "refused"]
    assert refused == ["unreadable", "not_admitted"]
    asked = [
        (event["method"], event["path"], event["status"])
        for event in events
        if event["event"] == "request"
    ]
    assert asked[0] == ("POST", "/api/documents", 201)
    assert asked[2:] == [("GET", "/metrics", 404), ("POST", "/api/documents", 403)]
