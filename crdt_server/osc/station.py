"""OSC of one server: what its settings ask for, opened with the server and closed with it."""

import asyncio
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from crdt_server.accounts.access import Access, Shown
from crdt_server.clock import Clock
from crdt_server.live.live import Live, Visit
from crdt_server.live.visits import visit_of
from crdt_server.osc.addresses import channel_named
from crdt_server.osc.ear import Ear, Networks, caller_at
from crdt_server.osc.mouth import Mouth, Target
from crdt_server.setting import endpoint_in


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the settings say: who is heard and told, about which show, and as whom consoles act."""

    listed: Networks = ()
    targets: tuple[Target, ...] = ()
    show: str = ""
    token: Callable[[], str] = lambda: ""
    counts_down: bool = False


class Station:
    """The ear and the mouth, as far as they are wished for."""

    def __init__(self, live: Live, access: Access, clock: Clock, wishes: Wishes) -> None:
        self._live = live
        self._access = access
        self._clock = clock
        self._wishes = wishes
        self._bound = channel_named(wishes.show)
        self._mouth = Mouth(live, wishes.targets, self._bound) if wishes.targets else None
        self._transport: asyncio.DatagramTransport | None = None

    async def open(self, listening: socket.socket | None) -> None:
        """Begin; `listening` is the socket that was opened for it, None if nobody is to be heard."""
        tasks = self._live.hub.tasks
        if self._mouth is not None:
            self._live.watchers.append(self._mouth.watch)
            tasks.keep("osc out", self._mouth.run)
            if self._wishes.counts_down:
                tasks.keep("osc countdown", self._mouth.count)
        if listening is not None:
            ear = self._ear()
            self._transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(
                lambda: ear, sock=listening
            )
            tasks.keep("osc in", ear.run)

    def close(self) -> None:
        """End; what is still to be sent is not."""
        if self._transport is not None:
            self._transport.close()
        if self._mouth is not None:
            self._mouth.close()

    def visit(self, host: str, channel: str) -> Visit:
        """Say as whom an address acts: as the owner of the token, and where nobody signs in, as itself."""
        shown = Shown(token=self._wishes.token(), address=host)
        return visit_of(self._access, shown, channel, self._clock.now()).called(caller_at(host))

    def _ear(self) -> Ear:
        answer = self._mouth.answer if self._mouth is not None else lambda packet, to: None
        return Ear(self._live, self.visit, self._wishes.listed, self._bound, answer)


def listen(endpoint: str) -> socket.socket:
    """Take the port of the setting `osc_listen`; an OSError says why that is not possible and what to do."""
    host, port = endpoint_in(endpoint)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    line = socket.socket(family, socket.SOCK_DGRAM)
    line.setblocking(False)  # noqa: FBT003
    try:
        line.bind((host, port))
    except OSError as error:
        line.close()
        raise OSError(
            f"it cannot hear OSC on {endpoint} ({error.strerror}). Another program may use that port, or this "
            "machine does not have that address; choose others with the setting osc_listen."
        ) from error
    return line


def token_in(path: Path) -> Callable[[], str]:
    """Give what reads the token in a file, the first line, as it is now; "" while the file cannot be read."""

    def token() -> str:
        try:
            with path.open(encoding="utf-8") as file:
                return file.readline(4096).strip()
        except (OSError, ValueError):
            return ""

    return token
