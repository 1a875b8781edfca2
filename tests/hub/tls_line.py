"""A plain line to a server that speaks TLS, for clients that read and write in two threads.

Two threads may not use one TLS connection at once in Python before 3.13: under load it hangs, or ends the process. Here
one loop does both.
"""

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 1 << 16
"""What is on its way here, at most: a reader that stalls is felt by the server as without this."""


@contextmanager
def plain_line(port: int, context: ssl.SSLContext) -> Iterator[int]:
    """Have a port, for the length of a `with` block, at which the server answers without TLS."""
    loop, started = asyncio.new_event_loop(), threading.Event()
    found: list[int] = []
    ended = asyncio.Event()

    async def relay(near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        back.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, AT_ONCE)
        line = socket.socket()
        line.setblocking(False)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, AT_ONCE)
        await asyncio.get_running_loop().sock_connect(line, ("127.0.0.1", port))
        far, there = await asyncio.open_connection(sock=line, ssl=context, server_hostname="")
        await asyncio.gather(_carry(near, there), _carry(far, back))

    async def run() -> None:
        async with await asyncio.start_server(relay, "127.0.0.1", 0) as server:
            found.append(server.sockets[0].getsockname()[1])
            started.set()
            await ended.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()))
    thread.start()
    started.wait()
    try:
        yield found[0]
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join()
        loop.close()


async def _carry(from_: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    """Take along what comes, as fast as it is taken, to the end of one of the two."""
    try:
        while part := await from_.read(AT_ONCE):
            to.write(part)
            await to.drain()
    except ConnectionError:
        pass
    finally:
        to.close()
