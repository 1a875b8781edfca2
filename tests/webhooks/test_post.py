"""One attempt to deliver, at real servers (O12)."""

import asyncio
import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from crdt_server.webhooks import post
from crdt_server.webhooks.post import Poster, Result
from tests.certificates import Made
from tests.webhooks.conftest import HERE, Receiver, a_receiver

pytestmark = pytest.mark.anyio


async def test_O12_a_message_arrives_as_it_was_signed(receiver: Receiver) -> None:
    result = await Poster(HERE).post(f"{receiver.url}?for=us", {"webhook-id": "m"}, b'{"a": 1}')
    came = receiver.next()
    assert result == Result(204)
    assert (came.path, came.body) == ("/hook?for=us", b'{"a": 1}')
    assert came.headers["host"] == f"127.0.0.1:{receiver.server.server_port}"
    assert came.headers["webhook-id"] == "m"
    assert "authorization" not in came.headers


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (200, ""),
        (302, "It answered 302, a redirect, which is not followed."),
        (308, "It answered 308, a redirect, which is not followed."),
        (404, "It answered 404."),
        (500, "It answered 500."),
    ],
)
async def test_O12_what_is_answered_is_told_and_no_redirect_followed(
    receiver: Receiver, status: int, trouble: str
) -> None:
    receiver.statuses.append(status)
    assert await Poster(HERE).post(receiver.url, {}, b"{}") == Result(status, trouble)
    receiver.next()
    assert receiver.came.empty()


async def test_O12_whoever_does_not_answer_is_not_waited_for(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(post, "PATIENCE_SECONDS", 0.2)
    receiver.statuses.append(0)
    result = await Poster(HERE).post(receiver.url, {}, b"{}")
    assert "did not answer" in result.trouble


async def test_O12_an_answer_without_end_is_not_read() -> None:
    done = asyncio.Event()

    async def endless(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        try:
            while True:
                writer.write(b"x" * 65_536)
                await writer.drain()
        except OSError:
            done.set()
        writer.close()

    server = await asyncio.start_server(endless, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        assert await Poster(HERE).post(f"http://127.0.0.1:{port}/", {}, b"{}") == Result(200)
        await asyncio.wait_for(done.wait(), 5)


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000, "What it answers is no HTTP."),
        (b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 20_000, "It broke off before it had answered."),
        (b"\x00" * 200_000, "It broke off before it had answered."),
        (b"220 mail.example.org ESMTP\r\n\r\n", "What it answers is no HTTP."),
        (b"HTTP/1.1 200", "It broke off before it had answered."),
        (b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204\r\n\r\n", ""),
    ],
    ids=["always under way", "headers without end", "no line", "no HTTP", "half", "hints before"],
)
async def test_O12_a_receiver_that_never_comes_to_its_point_is_left(
    said: bytes, trouble: str
) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            await reader.readuntil(b"{}")
            writer.write(said)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        result = await Poster(HERE).post(f"http://127.0.0.1:{port}/", {}, b"{}")
    assert result.trouble == trouble


async def test_O12_nobody_there_no_name_and_no_permission_are_told_apart() -> None:
    async def nowhere(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{line.getsockname()[1]}/"
        assert (await Poster(HERE).post(url, {}, b"")).trouble == "Nobody answers there."
    assert "private network" in (await Poster().post(url, {}, b"")).trouble

    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example.org\r\n")
        writer.close()

    async with await asyncio.start_server(greet, "127.0.0.1", 0) as it:
        port = it.sockets[0].getsockname()[1]
        plain = await Poster(HERE).post(f"https://127.0.0.1:{port}/", {}, b"")
    assert plain.trouble == "It does not speak https there."
    named = await Poster(HERE, nowhere).post("https://hook.example.org/", {}, b"")
    assert named.trouble == "Its name cannot be found."


async def test_O12_a_name_that_leads_elsewhere_in_the_meantime_gets_nothing(
    receiver: Receiver,
) -> None:
    """DNS rebinding: what was judged is what is connected to."""
    answers = [["93.184.216.34"], ["127.0.0.1"]]

    async def turning(host: str, port: int) -> Sequence[str]:
        return answers.pop(0)

    poster = Poster((), turning)
    await poster.check("https://hook.example.org/")
    result = await poster.post(f"https://hook.example.org:{receiver.server.server_port}/", {}, b"")
    assert "private network" in result.trouble
    assert receiver.came.empty()


async def test_O12_a_certificate_counts_for_the_name_that_was_asked_for(
    tmp_path: Path,
) -> None:
    made = Made(tmp_path, "hook.example.org")

    async def here(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    def behind_tls(server: ThreadingHTTPServer) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(made.certificate, made.key)
        server.socket = context.wrap_socket(server.socket, server_side=True)

    with a_receiver(behind_tls) as receiver:
        port = receiver.server.server_port
        stranger = await Poster(HERE, here).post(f"https://hook.example.org:{port}/", {}, b"")
        assert stranger.trouble == "Its certificate is not good."
        poster = Poster(HERE, here, made.trust())
        assert await poster.post(f"https://hook.example.org:{port}/", {}, b"") == Result(204)
        other = await poster.post(f"https://other.example.org:{port}/", {}, b"")
        assert other.trouble == "Its certificate is not good."
        assert receiver.next().headers["host"] == f"hook.example.org:{port}"
