"""A hub over a store in memory, with a clock that stands still until told."""

from collections.abc import AsyncIterator

import pytest

import tests.hub.socket
from crdt_server.hub.hub import Hub
from crdt_server.settings import Settings
from persistence.memory import MemoryStore
from tests.hub.line_socket import LineSocket


class FakeClock:
    """Shows the time it was told."""

    def __init__(self) -> None:
        self.time = 1_000_000

    def now(self) -> int:
        return self.time


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
async def hub(store: MemoryStore, clock: FakeClock) -> AsyncIterator[Hub]:
    hub = Hub(store, clock, Settings())
    await hub.start()
    yield hub
    await hub.stop(patience=1.0)


@pytest.fixture(params=["over a socket", "over a line"])
def both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever connects without a name in the path does so over a socket, then over plain requests (W11)."""
    if request.param == "over a line":
        monkeypatch.setattr(tests.hub.socket, "for_many_documents", LineSocket)
