"""Real sockets on a real uvicorn: our own transport and plain ASGI behave alike."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import cast

import pytest
import uvicorn
import uvloop
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from crdt_server.app import make_app
from crdt_server.hub.direct import WE_PING, DirectSocket, OfferingProtocol
from crdt_server.hub.outbox import Bounds, frame_of
from crdt_server.hub.pace import Pace, PaceLimits
from crdt_server.settings import Settings
from crdt_server.tls.contexts import context_without_check
from persistence.memory import MemoryStore
from tests.certificates import HERE, Made
from tests.hub.tls_line import plain_line
from tests.room.replica import Replica

STEP1 = b"\x00\x00\x01\x00"
SETTINGS = Settings(open=True, max_message=1024 * 1024, max_outbox=512 * 1024)
PROTOCOLS = {
    "direct": OfferingProtocol,
    "over tls": OfferingProtocol,
    "asgi": "websockets-sansio",
}
TRUSTING = context_without_check()


@pytest.fixture(params=PROTOCOLS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    app = make_app(SETTINGS, MemoryStore())
    made = Made(tmp_path, *HERE) if request.param == "over tls" else None
    config = uvicorn.Config(
        app,
        port=0,
        ssl_certfile=made and made.certificate,
        ssl_keyfile=made and made.key,
        ws=PROTOCOLS[request.param],
        ws_max_size=SETTINGS.max_message,
        log_level="error",
        ws_per_message_deflate=False,
    )
    server = uvicorn.Server(config)
    listener = config.bind_socket()
    listener.listen()
    loop = uvloop.new_event_loop if made else asyncio.new_event_loop  # as it runs with TLS
    thread = threading.Thread(target=run_in, args=(loop, server, listener))
    thread.start()
    port = listener.getsockname()[1]
    with plain_line(port, TRUSTING) if made else nullcontext(port) as near:
        yield f"ws://127.0.0.1:{near}/sync"
    server.should_exit = True
    thread.join()
    listener.close()


def run_in(
    loop: Callable[[], asyncio.AbstractEventLoop], server: uvicorn.Server, listener: socket.socket
) -> None:
    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(server.serve([listener]))


@contextmanager
def join(address: str, name: str = "d") -> Iterator[ClientConnection]:
    with connect(f"{address}/{name}", max_size=None) as socket:
        socket.send(STEP1)
        assert socket.recv(timeout=10) == STEP1
        assert socket.recv(timeout=10) == b"\x00\x01\x02\x00\x00"
        yield socket


def sync(update: bytes) -> bytes:
    assert len(update) < 128
    return b"\x00\x02" + bytes((len(update),)) + update


def closing(socket: ClientConnection) -> tuple[int, str]:
    """Read to the end; give the code and the reason that the server closed with."""
    with pytest.raises(ConnectionClosed) as closed:
        while True:
            socket.recv(timeout=10)
    assert closed.value.rcvd is not None
    return closed.value.rcvd.code, closed.value.rcvd.reason


def test_an_edit_reaches_the_other_and_comes_back_as_saved(address: str) -> None:
    with join(address) as ana, join(address) as bob:
        edit = sync(Replica(1).type("hello"))
        ana.send(edit)
        assert bob.recv(timeout=10) == edit
        assert ana.recv(timeout=10) == edit


def test_a_message_in_pieces_is_one_message(address: str) -> None:
    with join(address) as ana, join(address) as bob:
        edit = sync(Replica(1).type("in pieces"))
        ana.send([edit[:3], edit[3:4], edit[4:]])
        assert bob.recv(timeout=10) == edit


def test_pings_are_answered_and_a_goodbye_is_returned(address: str) -> None:
    with join(address) as ana:
        assert ana.ping().wait(timeout=10)
        ana.close(4000, "bye")
        assert ana.close_code == 4000


def test_W5_malformed_bytes_get_a_reason_and_touch_nobody_else(address: str) -> None:
    with join(address) as ana, join(address) as eve:
        eve.send(b"\x00\x02\x05\x01\x01\x01\x00\xff")
        code, reason = closing(eve)
        assert code == 1007
        assert reason
        edit = sync(Replica(1).type("still here"))
        ana.send(edit)
        assert ana.recv(timeout=10) == edit


def test_W6_a_message_over_the_limit_closes_with_1009(address: str) -> None:
    with join(address) as eve:
        eve.send(b"x" * (SETTINGS.max_message + 1))
        assert closing(eve)[0] == 1009


def test_text_is_refused_with_a_sentence(address: str) -> None:
    with join(address) as eve:
        eve.send("hello?")
        code, reason = closing(eve)
        assert code == 1003
        assert "binary" in reason


def test_W8_every_frame_carries_one_message(address: str) -> None:
    """Also when several are sent in one turn, and when a client puts several into a frame."""
    with connect(f"{address}/d") as socket:
        socket.send(STEP1 + b"\x03")
        assert socket.recv(timeout=10) == STEP1
        assert socket.recv(timeout=10) == b"\x00\x01\x02\x00\x00"
        assert socket.recv(timeout=10) == b"\x01\x01\x00"


def test_R6_a_stalled_reader_is_told_the_difference_and_the_writer_does_not_notice(
    address: str,
) -> None:
    with join(address) as ana, connect(f"{address}/d", max_queue=1, max_size=None) as bob:
        bob.send(STEP1)
        page, sent = Replica(2), 0
        while sent < 24 * SETTINGS.max_outbox:
            letters = page.type("x" * 500_000)
            head = len(letters)
            size = bytes((head & 127 | 128, head >> 7 & 127 | 128, head >> 14))
            ana.send(b"\x00\x02" + size + letters)
            assert len(ana.recv(timeout=10)) == len(letters) + 5
            sent += len(letters)
        copy, messages = Replica(3), 0
        while str(copy) != str(page):
            message = bob.recv(timeout=10)
            assert isinstance(message, bytes)
            messages += 1
            if message[:2] in (b"\x00\x01", b"\x00\x02"):
                copy.hear(payload(message))
        assert messages < 24  # what had been sent, and a difference or two


def payload(message: bytes) -> bytes:
    """Give the update in a sync message."""
    at = 2
    while message[at] > 127:
        at += 1
    return message[at + 1 :]


class _SlowTransport(asyncio.Transport):
    """A transport whose other end takes what is queued as the test says."""

    def __init__(self) -> None:
        super().__init__()
        self.queued = 0
        self.pings = 0
        self.sizes: list[int] = []
        self.aborted = False

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """What is queued is said by the test."""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.pings += data == WE_PING
        self.sizes.append(len(data))

    def get_write_buffer_size(self) -> int:
        return self.queued

    def abort(self) -> None:
        self.aborted = True

    def is_closing(self) -> bool:
        return False


@pytest.mark.anyio
async def test_W10_a_slow_reader_is_not_taken_for_dead_while_it_reads() -> None:
    socket, transport = DirectSocket(1000, Bounds(), Pace(PaceLimits())), _SlowTransport()
    socket.begin(cast(OfferingProtocol, None), transport)
    for queued in (9_000_000, 8_000_000, 7_000_000, 10_000_000, 9_000_000):
        transport.queued = queued
        socket.check_alive(0)
        assert not transport.aborted
    socket.check_alive(0)
    socket.check_alive(0)  # nothing was taken and nothing was answered
    assert transport.aborted


@pytest.mark.anyio
async def test_W10_a_socket_that_answers_nothing_is_cut_off() -> None:
    socket, transport = DirectSocket(1000, Bounds(), Pace(PaceLimits())), _SlowTransport()
    socket.begin(cast(OfferingProtocol, None), transport)
    socket.check_alive(0)
    assert (transport.pings, transport.aborted) == (1, False)
    socket.data_received(b"")
    socket.check_alive(0)
    assert (transport.pings, transport.aborted) == (2, False)
    socket.check_alive(0)
    assert transport.aborted


@pytest.mark.anyio
async def test_R6_frames_go_out_together_only_while_that_is_little() -> None:
    """So what waits for a slow reader is known frame by frame, and stays within its bound."""
    socket, transport = DirectSocket(1000, Bounds(), Pace(PaceLimits())), _SlowTransport()
    socket.begin(cast(OfferingProtocol, None), transport)
    little, much = frame_of(b"x" * 98), frame_of(b"x" * 9_996)
    socket.put_all([little] * 5)
    socket.put_all([much] * 2)
    socket.pause_writing()
    socket.put_all([little] * 2)
    assert transport.sizes == [500, 10_000, 10_000, 100, 100]
