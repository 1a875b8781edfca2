"""A real receiver of webhooks on a port of its own, and the channels of a server that posts to it."""

import base64
import hashlib
import hmac
import json
import queue
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from typing import Any

import pytest

from crdt_server.webhooks.post import Poster
from crdt_server.webhooks.webhooks import Webhooks
from tests.live.conftest import NAME, House, house

__all__ = ["house"]
PATIENCE = 20
HERE = (ip_network("127.0.0.0/8"),)
BOTH = ("segment-activated", "segment-completed")


@dataclass
class Came:
    """One request that a receiver got."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    def is_signed_with(self, secret: str) -> bool:
        """Check it as a receiver does, by the specification and not by our code."""
        key = base64.b64decode(secret.partition("_")[2])
        said = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode()
        right = base64.b64encode(hmac.new(key, said + self.body, hashlib.sha256).digest())
        return self.headers["webhook-signature"] == f"v1,{right.decode()}"


@dataclass
class Receiver:
    """Answers as `statuses` say, one after the other, and 204 after that; a status of 0 is no answer for a while."""

    server: ThreadingHTTPServer
    statuses: list[int] = field(default_factory=list)
    came: "queue.Queue[Came]" = field(default_factory=queue.Queue)
    let_go: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/hook"

    def next(self) -> Came:
        return self.came.get(timeout=PATIENCE)


@contextmanager
def a_receiver(prepare: Callable[[ThreadingHTTPServer], object] = id) -> Iterator[Receiver]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            heard = {name.lower(): value for name, value in self.headers.items()}
            status = receiver.statuses.pop(0) if receiver.statuses else 204
            receiver.came.put(Came(self.path, heard, body))
            if not status:
                receiver.let_go.wait(PATIENCE)
                return
            self.send_response(status)
            self.send_header("location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    prepare(server)
    receiver = Receiver(server)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join(PATIENCE)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with a_receiver() as receiver:
        yield receiver


@pytest.fixture
async def webhooks(house: House) -> AsyncIterator[Webhooks]:
    """The webhooks of the house; its time stands still but for what a test does."""
    webhooks = webhooks_of(house)
    await webhooks.open()
    yield webhooks


def webhooks_of(house: House) -> Webhooks:
    return Webhooks(house.live, house.store, house.live.workspaces, Poster(HERE))


async def a_hook(webhooks: Webhooks, url: str, *events: str) -> tuple[str, str]:
    hook, secret = await webhooks.make("", url, label="", events=events or BOTH, by="account:ana")
    return hook.id, secret


SHOW = NAME
