"""One attempt to deliver: a POST that follows nothing, waits for little, and reads no more than the status.

Written out here and not left to a client: those read whatever comes, and a receiver that never comes to its point
would keep busy the loop in which shows are called.
"""

import asyncio
import re
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

import certifi
import httpx

from crdt_server.webhooks.names import Names
from crdt_server.webhooks.places import (
    LookUp,
    Networks,
    NotThere,
    Place,
    host_of,
    place_of,
    port_of,
    url_in,
)

PATIENCE_SECONDS: Final = 5.0
LONGEST_HEAD: Final = 32_768
MOST_HEADS: Final = 4
"""So many answers that say only that one is to come: whoever sends them without end does not keep this server busy."""

STATUS: Final = re.compile(rb"HTTP/1\.[01] ([1-5]\d\d)[ \r]")
UNDER_WAY: Final = range(100, 200)
GOOD: Final = range(200, 300)
MOVED: Final = range(300, 400)
AGENT: Final = "Callboard-Webhooks/1"


@dataclass(frozen=True, slots=True)
class Result:
    """How an attempt went: the status, 0 if there was none, and what was wrong, "" if nothing was."""

    status: int = 0
    trouble: str = ""

    @property
    def is_good(self) -> bool:
        """Tell whether the message has arrived."""
        return not self.trouble


BROKEN_OFF: Final = Result(trouble="It broke off before it had answered.")


class Poster:
    """Posts to where it is allowed; `networks` are private ones that are allowed too."""

    def __init__(
        self,
        networks: Networks = (),
        look_up: LookUp | None = None,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        """`trust` judges certificates; by default as this machine does."""
        self._networks = networks
        self._look_up = look_up or Names().addresses_of
        self._trust = trust

    async def check(self, url: str) -> None:
        """Refuse what nothing may be posted to; a name that leads nowhere today may tomorrow."""
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(PATIENCE_SECONDS):
                await place_of(url_in(url), self._networks, self._look_up)

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Result:
        """Try once."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                place = await place_of(url_in(url), self._networks, self._look_up)
                return await self._post_to(place, _request(place.url, headers, body))
        except NotThere as error:
            return Result(trouble=str(error))
        except TimeoutError:
            return Result(trouble=f"It did not answer within {PATIENCE_SECONDS:.0f} seconds.")
        except OSError:
            return Result(trouble="Its name cannot be found.")

    async def _post_to(self, place: Place, request: bytes) -> Result:
        """Post to where somebody is: to the very addresses that were judged, as if they had been asked for by name."""
        secure = await self._secure(place.url)
        for address in place.addresses:
            try:
                reader, writer = await asyncio.open_connection(
                    address, port_of(place.url), limit=LONGEST_HEAD, **secure
                )
            except ssl.CertificateError:
                return Result(trouble="Its certificate is not good.")
            except ssl.SSLError:
                return Result(trouble="It does not speak https there.")
            except OSError:
                continue
            return await _exchange(reader, writer, request)
        return Result(trouble="Nobody answers there.")

    async def _secure(self, url: httpx.URL) -> dict[str, Any]:
        """Give what a connection has to prove: over https the name that was asked for, whatever it led to."""
        if url.scheme != "https":
            return {}
        if self._trust is None:
            self._trust = await asyncio.to_thread(_trust)
        return {"ssl": self._trust, "server_hostname": host_of(url)}


def _request(url: httpx.URL, headers: Mapping[str, str], body: bytes) -> bytes:
    said = {
        "host": url.netloc.decode("ascii"),
        "user-agent": AGENT,
        "content-length": str(len(body)),
        "connection": "close",
        **headers,
    }
    lines = (f"{name}: {value}\r\n" for name, value in said.items())
    begin = f"POST {url.raw_path.decode('ascii')} HTTP/1.1\r\n"
    return "".join((begin, *lines, "\r\n")).encode("ascii") + body


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
) -> Result:
    """Say it, and hear no more than how the answer begins: the rest is not for whoever has named the address."""
    try:
        writer.write(request)
        await writer.drain()
        for _ in range(MOST_HEADS):
            found = STATUS.match(await reader.readuntil(b"\r\n\r\n"))
            if found is None:
                break
            if int(found[1]) not in UNDER_WAY:
                return _judged(int(found[1]))
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return BROKEN_OFF
    finally:
        writer.transport.abort()
    return Result(trouble="What it answers is no HTTP.")


def _judged(status: int) -> Result:
    if status in GOOD:
        return Result(status)
    if status in MOVED:
        return Result(status, f"It answered {status}, a redirect, which is not followed.")
    return Result(status, f"It answered {status}.")


def _trust() -> ssl.SSLContext:
    """Trust whom this machine trusts, its own authority perhaps; on one that trusts nobody, whom browsers trust."""
    trust = ssl.create_default_context()
    trust.load_verify_locations(certifi.where())
    return trust
