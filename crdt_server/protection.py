"""What browsers are told about our pages: what a page may load, and who may frame it (A16).

Each answer carries it, refusals included. The policy has no `unsafe-inline` and no `unsafe-eval`: the app consists of
files of this server alone, so a script that somebody smuggled into a document is not run, whatever draws it.

    https       we have a certificate, or a trusted proxy has
    plain http  a browser complains about what only counts behind TLS, so that is left out

Strict-Transport-Security is a promise for a year, for all ports of a name: from then on a browser neither asks there
for plain http nor lets anybody pass a warning. So it is made for a name in the public DNS alone, and where https is in
its usual place. `desk.local` is another machine at the next venue, or the same one without a certificate; and whoever
gives us port 3001 of a name may have something else at its others. (An address or localhost cannot promise it at all.)
"""

import re
from base64 import b64encode
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

from crdt_server.doorway import OF_THE_NETWORK
from crdt_server.proxies import is_https
from crdt_server.settings import Settings

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = tuple[tuple[bytes, bytes], ...]

STYLES = (
    "@layer {\n  [data-react-aria-pressable] {\n    touch-action: pan-x pan-y pinch-zoom;\n  }\n}",
    "@layer {\n  * {\n    overscroll-behavior: contain;\n  }\n}",
)
"""What React Aria puts into a page by itself, for touch; allowed to the letter, by hash."""


def _hash_of(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": " ".join(("'self'", *map(_hash_of, STYLES))),
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
DEVICES = ("accelerometer", "camera", "geolocation", "gyroscope", "magnetometer", "microphone")
MAY_USE, MAY_NOT_USE = ("screen-wake-lock", "fullscreen"), (*DEVICES, "payment", "usb")
PERMISSIONS = ", ".join((*(f"{n}=(self)" for n in MAY_USE), *(f"{n}=()" for n in MAY_NOT_USE)))
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": PERMISSIONS,
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
ONE_YEAR = 31_536_000
ANSWERS = ("http.response.start", "websocket.http.response.start")
NAME_AND_PORT = re.compile(r"[a-z0-9.-]{1,253}(:[0-9]{1,5})?", re.IGNORECASE)
PUBLIC_NAME = re.compile(r"([a-z0-9-]+\.)+[a-z][a-z0-9-]*(:443)?", re.IGNORECASE)
HERE = re.compile(r"(localhost|127\.[0-9.]+|\[::1\]|[a-z0-9.-]+\.localhost)(:[0-9]+)?")


class Protection:
    """Stands in front of everything else: every answer gets the headers that it has not given itself."""

    def __init__(self, app: App, settings: Settings) -> None:
        self._app = app
        self._trusted = settings.proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; from here on its scheme is the one that the visitor's browser used."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        behind_tls = is_https(scope, self._trusted)
        if behind_tls:
            scope["scheme"] = "https" if scope["type"] == "http" else "wss"
        host = next((value for name, value in scope["headers"] if name == b"host"), b"")
        ours = headers_for(host.decode("latin-1"), behind_tls=behind_tls)

        async def send_protected(message: MutableMapping[str, Any]) -> None:
            if message["type"] in ANSWERS:
                said = {name for name, _ in message.get("headers", ())}
                missing = [header for header in ours if header[0] not in said]
                message = {**message, "headers": [*message.get("headers", ()), *missing]}
            await send(message)

        await self._app(scope, receive, send_protected)


@lru_cache(maxsize=64)
def headers_for(host: str, *, behind_tls: bool) -> Headers:
    """Give the headers for a page that was asked for by the name `host`, with or without a port."""
    said = {"content-security-policy": policy_for(host), **ALWAYS}
    said.update(_of_secure_pages(host, behind_tls=behind_tls))
    return tuple((name.encode(), value.encode()) for name, value in said.items())


def policy_for(host: str) -> str:
    """Give the Content-Security-Policy; sockets are named, for older browsers do not count them as 'self'.

    A name that could not be one is left out, and so is an IPv6 address, which the policy has no way to write.
    """
    sockets = f" ws://{host} wss://{host}" if NAME_AND_PORT.fullmatch(host) else ""
    sources = {**POLICY, "connect-src": POLICY["connect-src"] + sockets}
    return "; ".join(f"{name} {value}" for name, value in sources.items())


def _of_secure_pages(host: str, *, behind_tls: bool) -> Iterator[tuple[str, str]]:
    if behind_tls and PUBLIC_NAME.fullmatch(host) and not host.lower().endswith(OF_THE_NETWORK):
        yield "strict-transport-security", f"max-age={ONE_YEAR}"
    if behind_tls or HERE.fullmatch(host):
        yield "cross-origin-opener-policy", "same-origin"
