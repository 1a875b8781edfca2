"""A server in this process whose door the test guards: who may come in and what they may do is said while people work.

The server is the real one, on a real socket, with nothing replaced but the one who decides at the door.
"""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import uvicorn

from crdt_server.app import make_app
from crdt_server.hub.admission import Admitted, Refused
from crdt_server.hub.direct import OfferingProtocol
from crdt_server.hub.hub import Hub
from crdt_server.settings import Settings
from persistence.memory import MemoryStore

T = TypeVar("T")
PATIENCE = 20.0


class Door:
    """Lets in whoever shows a token, with what stands for it."""

    def __init__(self) -> None:
        self.says: dict[str, Admitted | Refused] = {}

    def admit(self, document: str, token: str) -> Admitted | Refused:
        return self.says[token]


class GuardedServer:
    """A running server; `within` does something in its loop, where the hub lives."""

    def __init__(self, port: int, door: Door, loop: asyncio.AbstractEventLoop, hub: Hub) -> None:
        self.port = port
        self.door = door
        self._loop = loop
        self._hub = hub

    @property
    def address(self) -> str:
        """Give where it is, for HTTP."""
        return f"http://127.0.0.1:{self.port}"

    def within(self, act: Callable[[Hub], T]) -> T:
        """Have something done with the hub; give what came of it."""

        async def done() -> T:
            return act(self._hub)

        return asyncio.run_coroutine_threadsafe(done(), self._loop).result(PATIENCE)


@contextmanager
def guarded_server() -> Iterator[GuardedServer]:
    """Have a server for the length of a `with` block."""
    door = Door()
    app = make_app(Settings(open=True), MemoryStore(), door=lambda registry: door)
    config = uvicorn.Config(
        app, port=0, ws=OfferingProtocol, log_level="error", ws_per_message_deflate=False
    )
    server = uvicorn.Server(config)
    listener = config.bind_socket()
    listener.listen()
    started: list[asyncio.AbstractEventLoop] = []
    ready = threading.Event()

    async def serve() -> None:
        serving = asyncio.ensure_future(server.serve([listener]))
        while not server.started and not serving.done():
            await asyncio.sleep(0.01)
        started.append(asyncio.get_running_loop())
        ready.set()
        await serving

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    try:
        assert ready.wait(PATIENCE)
        yield GuardedServer(listener.getsockname()[1], door, started[0], app.state.hub)
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
