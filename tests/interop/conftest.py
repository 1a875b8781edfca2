"""A real server as a process, with its data in a directory of the test, and people who connect to it."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from bench.processes import CALLBOARD, Server, start
from tests.certificates import Made
from tests.interop.people import NodePerson, Person, PycrdtPerson, everybody_leaves

Y_WEBSOCKETS = ("y-websocket-3", "y-websocket-4", "y-websocket-2", "y-websocket-1")
HOCUSPOCUSES = ("hocuspocus-4", "hocuspocus-3", "hocuspocus-2")
WITH_PRESENCE = (*Y_WEBSOCKETS, *HOCUSPOCUSES)
CLIENT_KINDS = (*WITH_PRESENCE, "pycrdt")


@pytest.fixture(scope="session", autouse=True)
def client_packages() -> None:
    """Install the clients from the lockfile, if one is not there yet."""
    here = Path(__file__).parent
    wanted = json.loads((here / "package.json").read_text())["dependencies"]
    if not all((here / "node_modules" / name).exists() for name in wanted):
        subprocess.run(["npm", "ci"], cwd=here, check=True)


class Venue:
    """A server, its data, and who is there; it can be killed and started again at the same address."""

    def __init__(self, data: Path, server: Any, made: Made | None = None) -> None:
        """`made` is the certificate of a server that speaks https: everybody who comes trusts it, and no other."""
        self.data = data
        self.server = server
        self.made = made
        self.people: list[Person] = []

    @property
    def url(self) -> str:
        """Give the address of the sockets."""
        return f"{self.server.address.replace('http', 'ws')}/sync"

    def person(self, kind: str, name: str = "") -> Any:
        """Have somebody come with a program of a kind: a package and its major."""
        name = name or f"{kind} {len(self.people)}"
        if kind == "pycrdt":
            trusted = self.made.trust() if self.made else None
            person: Person = PycrdtPerson(name, self.server.address, trusted)
        else:
            package, _, major = kind.rpartition("-")
            person = NodePerson(name, f"{package}.mjs", self.url, major, trusts=self.made)
        self.people.append(person)
        return person

    def request(self, method: str, path: str, **details: Any) -> Any:
        """Ask the API; give the JSON of the answer."""
        answer = httpx.request(method, f"{self.server.address}{path}", timeout=20, **details)
        assert answer.is_success, answer.text
        return answer.json()

    def start_again(self) -> None:
        """Start the server on the same data, at the same address."""
        self.server = start(CALLBOARD, self.data, port=self.server.port)


@pytest.fixture
def document() -> str:
    """The name of a document that no other test uses."""
    return f"rehearsal/{uuid4()}"


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests that leave it standing."""
    server = start(CALLBOARD, tmp_path_factory.mktemp("shared"))
    yield server
    server.stop()


@pytest.fixture
def venue(tmp_path: Path, shared_server: Server) -> Iterator[Venue]:
    """The shared server and whoever comes to it for this test."""
    venue = Venue(tmp_path, shared_server)
    with everybody_leaves(venue.people):
        yield venue


@pytest.fixture
def own_venue(tmp_path: Path) -> Iterator[Venue]:
    """A server that a test may do with as it likes, and whoever comes to it."""
    venue = Venue(tmp_path, start(CALLBOARD, tmp_path))
    with everybody_leaves(venue.people):
        try:
            yield venue
        finally:
            venue.server.stop()
