"""The whole application over a store in memory, asked through HTTP without a network."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from crdt_server.app import make_app
from crdt_server.settings import Settings
from persistence.memory import MemoryStore


@pytest.fixture
async def app() -> AsyncIterator[Starlette]:
    app = make_app(Settings(open=True, max_upload=1024 * 1024), MemoryStore())
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def client(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        yield client
