"""What the tests of interop have, here too: a server of one's own, and people with real clients."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.interop.conftest import client_packages, document, own_venue

__all__ = ["client_packages", "document", "own_venue"]


@pytest.fixture
async def sockets_are_closed() -> AsyncIterator[None]:
    """Give the loop the turns it needs to close what a test has left."""
    yield
    for _ in range(3):
        await asyncio.sleep(0)
