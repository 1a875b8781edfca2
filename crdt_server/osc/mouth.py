"""Where OSC is sent to: the targets of the setting, told of every decision, and every second of what is left.

It is sent beside the line: nobody waits for it, and what cannot be sent is lost, as anything may be on UDP.
"""

import asyncio
import socket
from collections import deque
from collections.abc import Iterable, Sequence
from typing import Final

from crdt_server.accounts.rights import EVERYTHING
from crdt_server.channels.call_state import CallState, Phase, Row
from crdt_server.channels.machine import Person
from crdt_server.hub.contained import contained
from crdt_server.live.channel import Channel, Decided
from crdt_server.live.live import Live, Visit
from crdt_server.live.now import timing_of
from crdt_server.live.situation import rows_of
from crdt_server.osc.addresses import prefix_of
from crdt_server.osc.packet import write
from crdt_server.osc.screen import Told, remaining, shown, told_of

MOST_WAITING: Final = 256
TICK_SECONDS: Final = 1.0
FORGOTTEN_MS: Final = 24 * 60 * 60 * 1000
Target = tuple[str, int]
OURSELVES: Final = Visit(Person("", ""), EVERYTHING)


class Mouth:
    """Tells `targets` of all shows, or of the one show `bound`."""

    def __init__(self, live: Live, targets: Sequence[Target], bound: str = "") -> None:
        self._live = live
        self._targets = targets
        self._bound = bound
        self._waiting: deque[Decided] = deque(maxlen=MOST_WAITING)
        self._something = asyncio.Event()
        self._sockets = {
            family: _sending(family) for family in {_family_of(host) for host, _ in targets}
        }

    def watch(self, decided: Decided) -> None:
        """Hear of a decision."""
        if not self._bound or decided.channel == self._bound:
            self._waiting.append(decided)
            self._something.set()

    def answer(self, packet: bytes, to: Target) -> None:
        """Send an answer to the ports on which whoever asked listens, if some are among the targets."""
        for target in self._targets:
            if target[0] == to[0] and target != to:
                self._send(packet, target)

    async def run(self) -> None:
        """Tell what happens, in its order, for ever."""
        await self._begin()
        while True:
            await self._something.wait()
            self._something.clear()
            while self._waiting:
                decided = self._waiting.popleft()
                with contained("Telling over OSC what has happened"):
                    self._tell(decided.channel, told_of(decided, await self._rows(decided.channel)))

    async def count(self) -> None:
        """Tell every second what is left, for ever."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            with contained("Telling over OSC what is left"):
                await self.tick()

    async def tick(self) -> None:
        """Tell once what is left of whatever is on."""
        for channel in self._live.open_channels():
            if self._is_counted(channel):
                self._live.attendance.used(channel.name)
                left = await self._remaining(channel)
                if left is not None:
                    self._tell(channel.name, [remaining(left)])

    def close(self) -> None:
        """Let go of the sockets."""
        for line in self._sockets.values():
            line.close()

    def _is_counted(self, channel: Channel) -> bool:
        """Tell whether something is on in a show that this is about; one that nobody moves for a day was forgotten."""
        state: CallState = channel.state
        if self._bound not in ("", channel.name) or state.phase is Phase.IDLE:
            return False
        moved_at, now = state.updated_at or 0, self._live.clock.now()
        return now - moved_at < FORGOTTEN_MS and self._live.is_there(channel.name)

    async def _begin(self) -> None:
        """Tell what is on in the show that this is about: whoever listens may have missed it."""
        channel = await self._live.channel(self._bound, OURSELVES) if self._bound else None
        if isinstance(channel, Channel):
            state: CallState = channel.state
            self._tell(channel.name, shown(state, await self._rows(channel.name)))

    async def _rows(self, channel: str) -> Sequence[Row]:
        async with self._live.hub.rooms.hold(channel) as room:
            return rows_of(room.room.doc)

    async def _remaining(self, channel: Channel) -> int | None:
        async with self._live.hub.rooms.hold(channel.name) as room:
            active = timing_of(room.room.doc, channel.state, self._live.clock.now()).active
        return active.remaining if active is not None else None

    def _tell(self, channel: str, told: Iterable[Told]) -> None:
        for name, values in told:
            packet = write(f"{prefix_of(channel, self._bound)}/{name}", values)
            for target in self._targets:
                self._send(packet, target)

    def _send(self, packet: bytes, target: Target) -> None:
        try:
            self._sockets[_family_of(target[0])].sendto(packet, target)
        except OSError:
            return  # nobody is there, or the network is not


def _sending(family: socket.AddressFamily) -> socket.socket:
    """Open a socket that sends, to all of a network as well, and never waits."""
    line = socket.socket(family, socket.SOCK_DGRAM)
    line.setblocking(False)  # noqa: FBT003
    if family == socket.AF_INET:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    return line


def _family_of(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
