"""The channels of a server with an ear for OSC, and consoles that send it real packets on this machine."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from pythonosc.osc_message import OscMessage
from pythonosc.osc_message_builder import build_msg

from crdt_server.accounts.rights import ROLES, Role
from crdt_server.live.live import Visit
from crdt_server.osc.ear import Ear, caller_at
from tests.live.conftest import NAME, House, house

__all__ = ["house"]
PATIENCE = 20
SHOW = f"/callboard/{NAME}"


@dataclass
class Console:
    """A UDP socket: says and hears."""

    line: socket.socket
    towards: tuple[str, int] = ("127.0.0.1", 9)

    def send(self, packet: bytes) -> None:
        self.line.sendto(packet, self.towards)

    def say(self, address: str, *values: Any) -> None:
        self.send(build_msg(address, list(values)).dgram)

    async def hear(self) -> tuple[str, list[Any]]:
        loop = asyncio.get_running_loop()
        packet = await asyncio.wait_for(loop.sock_recv(self.line, 65536), PATIENCE)
        message = OscMessage(packet)
        return message.address, message.params

    async def until(self, last: str) -> list[Any]:
        """Hear until an address ends so; give its values."""
        while True:
            address, values = await self.hear()
            if address.rpartition("/")[2] == last:
                return values

    async def asks(self, address: str, *values: Any) -> tuple[str, list[Any]]:
        self.say(address, *values)
        return await self.hear()

    @property
    def here(self) -> tuple[str, int]:
        host, port = self.line.getsockname()[:2]
        return host, port


@contextmanager
def a_console(towards: tuple[str, int] = ("127.0.0.1", 9)) -> Iterator[Console]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.setblocking(False)
        line.bind(("127.0.0.1", 0))
        yield Console(line, towards)


@dataclass
class Stand:
    """An ear at a port of its own, and one console that speaks to it."""

    house: House
    ear: Ear
    console: Console
    role: Role = Role.STAGE_MANAGER
    knocked: list[tuple[str, str]] = field(default_factory=list)


@pytest.fixture
async def stand(house: House) -> AsyncIterator[Stand]:
    found: list[Stand] = []

    def knock(host: str, channel: str) -> Visit:
        found[0].knocked.append((host, channel))
        return Visit(caller_at(host), ROLES[found[0].role], host)

    ear = Ear(house.live, knock, (), NAME)
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: ear, ("127.0.0.1", 0))
    house.hub.tasks.start("osc", ear.run())
    with a_console(transport.get_extra_info("sockname")) as console:
        found.append(Stand(house, ear, console))
        yield found[0]
    transport.close()
