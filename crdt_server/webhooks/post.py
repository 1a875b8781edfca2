"""One attempt to deliver: a POST that follows nothing, waits for little, and reads no more than the status."""

import asyncio
import socket
import ssl
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import certifi
import httpx

from crdt_server.webhooks.places import (
    LookUp,
    Networks,
    NotThere,
    Place,
    host_of,
    place_of,
    url_in,
)

PATIENCE_SECONDS: Final = 5.0
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
        self._look_up = look_up or addresses_of
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
                return await self._post_to(place, headers, body)
        except NotThere as error:
            return Result(trouble=str(error))
        except (TimeoutError, httpx.TimeoutException):
            return Result(trouble=f"It did not answer within {PATIENCE_SECONDS:.0f} seconds.")
        except httpx.TransportError as error:
            return Result(trouble=_sentence_about(error))
        except OSError:
            return Result(trouble="Its name cannot be found.")

    async def _post_to(self, place: Place, headers: Mapping[str, str], body: bytes) -> Result:
        failure: httpx.ConnectError | None = None
        for address in place.addresses:
            try:
                return await self._post_at(address, place.url, headers, body)
            except httpx.ConnectError as error:
                failure = error
        assert failure is not None
        raise failure

    async def _post_at(
        self, address: str, url: httpx.URL, headers: Mapping[str, str], body: bytes
    ) -> Result:
        """Post to the address that was judged, as if it had been asked for by name."""
        if url.scheme == "https" and self._trust is None:
            self._trust = await asyncio.to_thread(_trust)
        # Nothing is kept open: two names may share an address, and the next may not be who this one has proved to be.
        async with httpx.AsyncClient(
            verify=self._trust or False,
            trust_env=False,
            follow_redirects=False,
            timeout=PATIENCE_SECONDS,
            limits=httpx.Limits(max_keepalive_connections=0),
        ) as client:
            request = client.build_request(
                "POST",
                url.copy_with(host=address),
                headers={"host": url.netloc.decode("ascii"), "user-agent": AGENT, **headers},
                content=body,
                extensions={"sni_hostname": host_of(url)},
            )
            answered = await client.send(request, stream=True)
            await answered.aclose()  # what it says is not for whoever has named the address
            return _judged(answered.status_code)


async def addresses_of(host: str, port: int) -> Sequence[str]:
    """Ask the system where a name leads."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]).partition("%")[0] for one in found))


def _judged(status: int) -> Result:
    if status in GOOD:
        return Result(status)
    if status in MOVED:
        return Result(status, f"It answered {status}, a redirect, which is not followed.")
    return Result(status, f"It answered {status}.")


def _sentence_about(error: httpx.TransportError) -> str:
    if isinstance(error.__context__, ssl.SSLError) or "CERTIFICATE" in str(error):
        return "Its certificate is not good."
    if isinstance(error, httpx.ConnectError):
        return "Nobody answers there."
    return "It broke off before it had answered."


def _trust() -> ssl.SSLContext:
    """Trust whom this machine trusts, its own authority perhaps; on one that trusts nobody, whom browsers trust."""
    trust = ssl.create_default_context()
    trust.load_verify_locations(certifi.where())
    return trust
