"""People at their computers: each is a real client program that a test can order about and look over the shoulder of.

Person                       orders go out, what it sees comes in, `until` waits for it to see something
├── NodePerson               y-websocket or a Hocuspocus provider, unmodified, in a process of its own
└── PycrdtPerson             pycrdt's own Provider over pycrdt-websocket's client channel
"""

import asyncio
import contextlib
import json
import os
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import anyio
import httpx
from anyio.from_thread import BlockingPortal, start_blocking_portal
from httpx_ws import AsyncWebSocketSession, HTTPXWSException, aconnect_ws
from pycrdt import Doc, Provider, Text
from pycrdt.websocket.websocket import HttpxWebsocket

from tests.certificates import Made

CLIENTS = Path(__file__).parent / "clients"
PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person sees of one document at a moment."""

    text: str = ""
    title: str | None = None
    synced: bool = False
    connected: bool = False
    presence: dict[str, Any] = field(default_factory=dict)
    letters: int = 0
    saved: int = 0
    unsynced: int | None = None
    authenticated: bool = False
    scope: str | None = None
    heard: list[str] = field(default_factory=list)
    refused: str | None = None
    closes: list[dict[str, Any]] = field(default_factory=list)

    def in_short(self) -> str:
        """Describe it in a line, for a failing test."""
        text = self.text if len(self.text) < 80 else f"{self.text[:60]}… ({len(self.text)})"
        return repr(replace(self, text=text, closes=self.closes[-3:]))


NOTHING = Sight()


class Person:
    """Somebody at a computer; `until` and the orders return when it is so, or fail after a deadline."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._sights: dict[str, Sight] = {}
        self._news = threading.Condition()

    def sees(self, document: str) -> Sight:
        """Give what this person sees now."""
        return self._sights.get(document, NOTHING)

    def until(
        self, document: str, holds: Callable[[Sight], object], patience: float = PATIENCE
    ) -> Sight:
        """Wait until this person sees something."""
        with self._news:
            if not self._news.wait_for(lambda: holds(self.sees(document)), patience):
                seen = self.sees(document)
                raise AssertionError(f"{self.name} did not come to see it: {seen.in_short()}")
            return self.sees(document)

    def until_text(self, document: str, text: str) -> None:
        """Wait until the text reads so."""
        self.until(document, lambda sight: sight.text == text)

    def until_saved(self, document: str) -> None:
        """Wait until everything typed so far is acknowledged."""
        self.until(document, lambda sight: sight.unsynced == 0 and sight.synced)

    def open(self, document: str, **options: Any) -> None:
        """Open a document, and wait until it is there."""
        self.order("open", document, options=options)
        self.until(document, lambda sight: sight.synced)

    def type(self, document: str, letters: str, at: int | None = None) -> None:
        """Type letters at a place, or at the end."""
        self.order("type", document, letters=letters, at=at)

    def order(self, do: str, document: str | None = None, **details: Any) -> None:
        """Have something done."""
        raise NotImplementedError

    def go_away(self) -> None:
        """Close the program."""
        raise NotImplementedError

    def _look(self, document: str, sight: Sight) -> None:
        with self._news:
            self._sights[document] = sight
            self._news.notify_all()


class NodePerson(Person):
    """Somebody with a program for Node."""

    def __init__(
        self, name: str, program: str, *arguments: str, trusts: Made | None = None
    ) -> None:
        super().__init__(name)
        trusted = {"NODE_EXTRA_CA_CERTS": str(trusts.certificate)} if trusts else {}
        self._process = subprocess.Popen(
            ["node", str(CLIENTS / program), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **trusted},
        )
        self._done: dict[int, str | None] = {}
        self._orders = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def order(self, do: str, document: str | None = None, **details: Any) -> None:
        assert self._process.stdin is not None
        self._orders += 1
        number = self._orders
        line = {"order": number, "do": do, "document": document, **details}
        self._process.stdin.write(json.dumps(line) + "\n")
        self._process.stdin.flush()
        with self._news:
            if not self._news.wait_for(lambda: number in self._done, PATIENCE):
                raise AssertionError(f"{self.name} did not answer {line}")
            if error := self._done.pop(number):
                raise AssertionError(f"{self.name}: {error}")

    def vanish(self) -> None:
        """Be gone at once, as when a computer is switched off."""
        self._process.kill()

    def go_away(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if not line.endswith("\n"):
                return  # it was switched off in the middle of a sentence
            said = json.loads(line)
            if "done" in said:
                with self._news:
                    self._done[said["done"]] = said.get("error")
                    self._news.notify_all()
            else:
                self._look(said["document"], Sight(**said["sees"]))


class PycrdtPerson(Person):
    """Somebody whose program is written in Python with pycrdt; the loop runs in a thread of its own."""

    def __init__(self, name: str, address: str, trusted: ssl.SSLContext | None = None) -> None:
        super().__init__(name)
        self._url = f"{address}/sync/"
        self._verify = trusted or True
        self._docs: dict[str, Doc] = {}
        self._lines: dict[str, tuple[Future[None], anyio.CancelScope]] = {}
        self._portal_context = start_blocking_portal()
        self._portal: BlockingPortal = self._portal_context.__enter__()

    def order(self, do: str, document: str | None = None, **details: Any) -> None:
        assert document is not None
        if do == "open":
            self._docs[document] = self._portal.call(self._new_doc, document)
            self._connect(document)
        elif do == "type":
            self._portal.call(self._type, document, details["letters"], details.get("at"))
        elif do == "go_offline":
            self._disconnect(document)
        else:
            assert do == "go_online", do
            self._connect(document)

    def go_away(self) -> None:
        for document in list(self._lines):
            self._disconnect(document)
        self._portal_context.__exit__(None, None, None)

    def _new_doc(self, document: str) -> Doc:
        doc: Doc = Doc({"t": Text()})
        doc.observe(lambda event: asyncio.get_running_loop().call_soon(self._tell, document))
        return doc

    def _type(self, document: str, letters: str, at: int | None) -> None:
        text = self._docs[document].get("t", type=Text)
        text.insert(len(text) if at is None else at, letters)

    def _tell(self, document: str, *, synced: bool | None = None) -> None:
        before = self.sees(document)
        synced = before.synced if synced is None else synced
        text = str(self._docs[document].get("t", type=Text))
        self._look(document, Sight(text=text, synced=synced, connected=synced))

    def _connect(self, document: str) -> None:
        future, scope = self._portal.start_task(self._stay_connected, document)
        self._lines[document] = future, scope

    def _disconnect(self, document: str) -> None:
        future, scope = self._lines.pop(document)
        self._portal.call(scope.cancel)
        future.result(PATIENCE)

    async def _stay_connected(
        self, document: str, *, task_status: anyio.abc.TaskStatus[anyio.CancelScope]
    ) -> None:
        with anyio.CancelScope() as scope:
            task_status.started(scope)
            while True:
                with contextlib.suppress(HTTPXWSException, httpx.HTTPError):
                    await self._connect_once(document)
                self._tell(document, synced=False)
                await anyio.sleep(0.05)
        self._tell(document, synced=False)

    async def _connect_once(self, document: str) -> None:
        client = httpx.AsyncClient(verify=self._verify)
        async with client as http, aconnect_ws(self._url + document, http) as session:
            line = _Line(session)
            async with Provider(self._docs[document], HttpxWebsocket(line, document)) as provider:
                await provider.synced.wait()
                self._tell(document, synced=True)
                await line.gone.wait()


class _Line:
    """A WebSocket that remembers that it is gone; the channel around it keeps that to itself."""

    def __init__(self, websocket: AsyncWebSocketSession) -> None:
        self._websocket = websocket
        self.gone = anyio.Event()

    async def send_bytes(self, message: bytes) -> None:
        try:
            await self._websocket.send_bytes(message)
        except HTTPXWSException:
            self.gone.set()

    async def receive_bytes(self) -> bytes:
        try:
            return await self._websocket.receive_bytes()
        except HTTPXWSException:
            self.gone.set()
            raise


@contextlib.contextmanager
def everybody_leaves(people: list[Person]) -> Iterator[None]:
    """See all of them out at the end."""
    try:
        yield
    finally:
        for person in people:
            person.go_away()
