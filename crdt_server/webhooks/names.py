"""Where names lead: asked in threads of their own, so that a name that is never answered holds up nobody else.

The system's own look-up cannot be broken off, and the event loop has four threads for all of them: those names of a
workspace whose name server is silent would keep other webhooks, sign-in and the database waiting. So each name is asked
for once at a time, and whoever has lost patience leaves its thread behind.
"""

import asyncio
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final

MOST_ASKED: Final = 64
"""So many names are looked up at once; who comes after that tries again later."""

Ask = Callable[[str, int], Sequence[Any]]


class Names:
    """The names that are being looked up; `ask` is how the system does it, and blocks."""

    def __init__(self, ask: Ask | None = None) -> None:
        self._ask = ask or _of_the_system
        self._asked: dict[tuple[str, int], asyncio.Future[Sequence[str]]] = {}

    async def addresses_of(self, host: str, port: int) -> Sequence[str]:
        """Give where a name leads; an OSError if nowhere, or if too many are asked for."""
        known = (host, port)
        if known not in self._asked:
            if len(self._asked) >= MOST_ASKED:
                raise OSError("Too many names are being looked up.")
            self._begin(known)
        return await asyncio.shield(self._asked[known])

    def _begin(self, known: tuple[str, int]) -> None:
        loop = asyncio.get_running_loop()
        found: asyncio.Future[Sequence[str]] = loop.create_future()
        self._asked[known] = found

        def end(addresses: Sequence[str], error: Exception | None) -> None:
            del self._asked[known]
            if error is None:
                found.set_result(addresses)
            else:
                found.set_exception(error)
                found.exception()  # whoever has asked may be gone

        def work() -> None:
            addresses: tuple[str, ...] = ()
            error: Exception | None = None
            try:
                addresses = _addresses_in(self._ask(*known))
            except (OSError, ValueError) as failure:
                error = failure
            with suppress(RuntimeError):  # the server has ended
                loop.call_soon_threadsafe(end, addresses, error)

        threading.Thread(target=work, name="name of a webhook", daemon=True).start()


def _of_the_system(host: str, port: int) -> Sequence[Any]:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


def _addresses_in(found: Sequence[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(one[4][0]).partition("%")[0] for one in found))
