"""Where OSC arrives: whoever is listed is heard, one message after the other, and answered where it came from.

    packet ─▶ listed? ─▶ new? ─▶ messages ─▶ queue ─▶ Live.command, as over HTTP ─▶ /callboard/done or …/refused

Whoever is not listed is not answered, so that nobody can use this server to send packets to somebody else.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from secrets import token_urlsafe
from typing import Any, Final, cast

import msgspec

from crdt_server.channels.machine import Person, Refused
from crdt_server.hub.contained import contained
from crdt_server.hub.event import event
from crdt_server.live.kind import ChannelKind, kind_of_channel
from crdt_server.live.live import Live, Visit
from crdt_server.osc.addresses import DONE, REFUSED, Named, named_by
from crdt_server.osc.arguments import arguments_of
from crdt_server.osc.bounce import Bounce, Sender
from crdt_server.osc.packet import MOST_BYTES, Malformed, Message, Value, read, write
from crdt_server.osc.screen import TOLD

log = logging.getLogger("callboard")
MOST_WAITING: Final = 64
NOTED_MS: Final = 60_000
THIS_MACHINE: Final = (IPv4Network("127.0.0.0/8"), IPv6Network("::1/128"))
Networks = Sequence[IPv4Network | IPv6Network]
Knock = Callable[[str, str], Visit]
"""Says as whom an address acts on a channel, and what it may do there, as of now."""


class Ear(asyncio.DatagramProtocol):
    """The listener; `knock` is asked anew for every command."""

    def __init__(
        self,
        live: Live,
        knock: Knock,
        listed: Networks,
        bound: str = "",
        answer: Callable[[bytes, Sender], object] = lambda packet, to: None,
    ) -> None:
        """`listed` is who is heard, by default this machine; `bound` is the channel of short addresses.

        `answer` takes an answer besides the sender's own port: some consoles listen on another one.
        """
        self._live = live
        self._knock = knock
        self._listed = listed or THIS_MACHINE
        self._bound = bound
        self._answer_too = answer
        self._bounce = Bounce()
        self._waiting: asyncio.Queue[tuple[Message, Sender]] = asyncio.Queue(MOST_WAITING)
        self._transport: asyncio.DatagramTransport | None = None
        self._noted_at = -NOTED_MS

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The port is open."""
        self._transport = cast(
            asyncio.DatagramTransport, transport
        )  # uvloop's is not derived from it

    def datagram_received(self, data: bytes, addr: tuple[Any, ...]) -> None:
        """Take a packet in, or leave it."""
        sender = (str(addr[0]), int(addr[1]))
        if not self._is_listed(sender[0]):
            self._note("OSC from %s is not heard: it is not in the setting osc_from.", sender)
        elif not self._bounce.is_again(sender, data[: MOST_BYTES + 1], self._live.clock.now()):
            with contained("Reading OSC"):
                self._take(data, sender)

    def error_received(self, exc: Exception) -> None:
        """An answer did not arrive: whoever asked is gone."""

    async def run(self) -> None:
        """Do what was asked for, one after the other, for ever."""
        while True:
            message, sender = await self._waiting.get()
            with contained("Doing what OSC asked for"):
                await self.hear(message, sender)

    async def hear(self, message: Message, sender: Sender) -> None:
        """Do what one message asks for."""
        named = named_by(message.address, self._bound)
        if named is None or (isinstance(named, Named) and named.verb in TOLD):
            return  # not for us, or what we say ourselves: answering that would never end
        if isinstance(named, Refused):
            self._refuse(sender, named)
            return
        done = await self._obey(named, message, sender)
        if isinstance(done, Refused):
            self._refuse(sender, done, named)
        elif done is not None:
            self._tell(sender, DONE, (named.verb, named.channel, done))

    async def _obey(self, named: Named, message: Message, sender: Sender) -> int | Refused | None:
        """Give the number of the decision, why there is none, or None where nothing was asked for."""
        visit = self._knock(sender[0], named.channel)
        kind = kind_of_channel(named.channel)
        arguments = _arguments(kind, named.verb, message)
        if arguments is None:
            return None
        if isinstance(arguments, Refused) and kind is not None and kind.view in visit.rights:
            return arguments
        args = b"{}" if isinstance(arguments, Refused) else msgspec.json.encode(arguments)
        key = f"osc:{token_urlsafe(12)}"
        done = await self._live.command(named.channel, key, named.verb, args, visit)
        return done if isinstance(done, Refused) else done.seq

    def _take(self, packet: bytes, sender: Sender) -> None:
        try:
            messages = read(packet)
        except Malformed as error:
            self._refuse(sender, Refused("no_osc", f"This is not understood as OSC: {error}."))
            return
        for message in messages:
            if self._waiting.full():
                self._note("OSC from %s comes faster than it can be done.", sender)
                return
            self._waiting.put_nowait((message, sender))

    def _is_listed(self, host: str) -> bool:
        try:
            address = ip_address(host.partition("%")[0])
        except ValueError:
            return False
        plain = getattr(address, "ipv4_mapped", None) or address
        return any(plain in network for network in self._listed)

    def _refuse(self, sender: Sender, refused: Refused, named: Named | None = None) -> None:
        about = (named.verb, named.channel) if named is not None else ("", "")
        self._tell(sender, REFUSED, (refused.reason, refused.code, *about))

    def _tell(self, sender: Sender, address: str, values: Sequence[Value]) -> None:
        packet = write(address, values)
        if self._transport is not None and not self._transport.is_closing():
            self._transport.sendto(packet, sender)
        self._answer_too(packet, sender)

    def _note(self, sentence: str, sender: Sender) -> None:
        """Write into the log what happens to packets, once a minute: whoever sends them could send very many."""
        now = self._live.clock.now()
        if now - self._noted_at >= NOTED_MS:
            self._noted_at = now
            log.warning(sentence, sender[0], extra=event("osc_left", address=sender[0]))


def caller_at(host: str) -> Person:
    """Say who acts where nobody signs in: whatever stands at an address."""
    return Person(f"said:osc {host}", f"OSC from {host}")


def _arguments(
    kind: ChannelKind | None, verb: str, message: Message
) -> dict[str, Any] | Refused | None:
    """Give the arguments of a message, as far as there is such a command; Live says what is wrong if not."""
    command = kind.verbs.get(verb) if kind is not None else None
    return {} if command is None else arguments_of(command, message.values)
