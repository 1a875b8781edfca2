"""Where names lead, and that one nobody answers holds up no other (O12)."""

import asyncio
import socket
import threading
from collections.abc import Sequence
from typing import Any

import pytest

from crdt_server.webhooks.names import MOST_ASKED, Names

pytestmark = pytest.mark.anyio


class NameServers:
    """Those of `silent` names do not answer until they are let go; the others are the system's own."""

    def __init__(self) -> None:
        self.let_go = threading.Event()
        self.asked: list[str] = []

    def ask(self, host: str, port: int) -> Sequence[Any]:
        self.asked.append(host)
        if host.startswith("silent"):
            self.let_go.wait(20)
            raise socket.gaierror(-3, "Temporary failure in name resolution")
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


async def test_O12_a_name_leads_to_its_addresses_or_nowhere() -> None:
    assert "127.0.0.1" in await Names().addresses_of("localhost", 80)
    assert await Names().addresses_of("127.0.0.1", 80) == ("127.0.0.1",)
    with pytest.raises(socket.gaierror):
        await Names().addresses_of("nowhere.invalid", 80)


async def test_O12_names_that_nobody_answers_hold_up_no_other_and_are_asked_once() -> None:
    servers = NameServers()
    names = Names(servers.ask)
    for _ in range(2):
        for number in range(MOST_ASKED - 1):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0):
                    await names.addresses_of(f"silent{number}", 443)
    assert await names.addresses_of("127.0.0.1", 443) == ("127.0.0.1",)
    silent = [host for host in servers.asked if host.startswith("silent")]
    assert len(silent) == len(set(silent)) == MOST_ASKED - 1
    last = asyncio.ensure_future(names.addresses_of("silent last", 443))
    await asyncio.sleep(0)
    with pytest.raises(OSError, match="Too many names"):
        await names.addresses_of("127.0.0.1", 443)
    servers.let_go.set()
    with pytest.raises(socket.gaierror):
        await last
