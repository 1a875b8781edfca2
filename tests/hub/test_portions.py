"""Over TLS it is known what waits for a reader, as it is without (R6)."""

import asyncio
import socket as tcp
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
import uvloop

from crdt_server.hub.direct import MOST_UNSENT
from crdt_server.hub.portions import PORTION, Portions
from tests.certificates import HERE, Made

NARROW = 128 * 1024
UNSEEN = 8 * NARROW  # in the kernel's buffers of both ends, and encrypted already
LARGE = 8 * 1024 * 1024
LOOPS: dict[str, Callable[[], asyncio.AbstractEventLoop]] = {
    "asyncio": asyncio.new_event_loop,
    "uvloop": uvloop.new_event_loop,
}


class Above(asyncio.Protocol):
    """What a socket is told of what waits."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.portions: Portions
        self.begun, self.ended = asyncio.Event(), asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport) or hasattr(transport, "write")
        narrow = transport.get_extra_info("socket")
        narrow.setsockopt(tcp.SOL_SOCKET, tcp.SO_SNDBUF, NARROW)
        narrow.setsockopt(tcp.IPPROTO_TCP, tcp.TCP_NOTSENT_LOWAT, MOST_UNSENT)
        self.portions = Portions(transport, self)  # type: ignore[arg-type]
        self.portions.set_write_buffer_limits(high=NARROW, low=PORTION)
        transport.set_protocol(self.portions)  # type: ignore[attr-defined]
        self.begun.set()

    def pause_writing(self) -> None:
        self.told.append("congested")

    def resume_writing(self) -> None:
        self.told.append("relieved")

    def connection_lost(self, error: Exception | None) -> None:
        self.ended.set()


class Reader(asyncio.Protocol):
    """The other end: reads when it is let."""

    def __init__(self) -> None:
        self.read = b""
        self.news = asyncio.Event()
        self.ended = asyncio.Event()

    def data_received(self, data: bytes) -> None:
        self.read += data
        self.news.set()

    def connection_lost(self, error: Exception | None) -> None:
        self.ended.set()


async def conversation(
    made: Made, talk: Callable[[Above, Reader, asyncio.Transport], object]
) -> None:
    """Have both ends of a TLS connection for the length of a talk."""
    loop = asyncio.get_running_loop()
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.load_cert_chain(made.certificate, made.key)
    above = Above()
    server = await loop.create_server(lambda: above, "127.0.0.1", 0, ssl=server_side)
    end = tcp.socket()
    end.setsockopt(tcp.SOL_SOCKET, tcp.SO_RCVBUF, NARROW)
    end.setblocking(False)
    await loop.sock_connect(end, server.sockets[0].getsockname())
    transport, reader = await loop.create_connection(
        Reader, sock=end, ssl=made.trust(), server_hostname="localhost"
    )
    await above.begun.wait()
    try:
        async with asyncio.timeout(20):
            await talk(above, reader, transport)  # type: ignore[misc]
    finally:
        transport.abort()
        server.close()


async def slowly(above: Above, reader: Reader, transport: asyncio.Transport) -> None:
    letters = bytes(range(256)) * (LARGE // 256)
    transport.pause_reading()
    above.portions.write(letters[: LARGE // 2])
    for at in range(LARGE // 2, LARGE, 1000):
        above.portions.write(letters[at : at + 1000])
    assert above.told == ["congested"]
    while len(reader.read) < LARGE:
        waiting = above.portions.get_write_buffer_size()
        assert LARGE - len(reader.read) - waiting < UNSEEN, "bytes wait that nobody knows of"
        assert ("relieved" in above.told) is (waiting <= PORTION)
        reader.news.clear()
        transport.resume_reading()
        await reader.news.wait()
        transport.pause_reading()
    assert reader.read == letters
    assert above.told == ["congested", "relieved"]


async def to_the_end(above: Above, reader: Reader, transport: asyncio.Transport) -> None:
    above.portions.write(b"x" * LARGE)
    above.portions.close()
    assert above.portions.is_closing()
    await reader.ended.wait()
    await above.ended.wait()
    assert len(reader.read) == LARGE


async def cut_off(above: Above, reader: Reader, transport: asyncio.Transport) -> None:
    transport.pause_reading()
    above.portions.write(b"x" * LARGE)
    above.portions.abort()
    assert above.portions.get_write_buffer_size() < UNSEEN
    await above.ended.wait()


@pytest.mark.parametrize("loop", LOOPS)
@pytest.mark.parametrize("talk", [slowly, to_the_end, cut_off], ids=lambda talk: talk.__name__)
def test_R6_what_waits_for_a_reader_over_tls_is_known(
    tmp_path: Path, loop: str, talk: Callable[[Above, Reader, asyncio.Transport], object]
) -> None:
    with asyncio.Runner(loop_factory=LOOPS[loop]) as runner:
        runner.run(conversation(Made(tmp_path, *HERE), talk))
