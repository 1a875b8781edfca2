"""Who may come in with a visitor's browser: by the name it asked for (Host), and by the page that asks (Origin) (A7).

A stranger's page can use a browser against a server that only the visitor reaches. Either it just asks: then the
browser names the page in Origin. Or the stranger makes a name of his own lead here (DNS rebinding): then Host and
Origin agree, and both are his. So the server answers only to names that a stranger on the internet cannot have:

    an IP address, localhost, this machine's own name, a name listed in `hosts`      always
    a name without a dot, one under .local, .internal or .home.arpa                  if the network may come in anyway,
                                                                                     for nobody outside can give those

Programs that are no browsers say what they like, and are no danger to a visitor.
"""

import socket
from collections.abc import Awaitable, Callable, MutableMapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse, Response

from crdt_server.api.answer import answer
from crdt_server.settings import Settings

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HARMLESS = ("GET", "HEAD", "OPTIONS")  # another page can ask these, but cannot read the answer
OF_THE_NETWORK = (".local", ".internal", ".home.arpa")
FORBIDDEN = 403


class Doorway:
    """Turns away what a stranger's page asks, in front of everything else."""

    def __init__(self, app: App, settings: Settings, own_name: str | None = None) -> None:
        self._app = app
        self._origins = frozenset(settings.origins.split())
        self._is_open_to_network = not settings.is_local
        self._names = names_of(own_name or socket.gethostname())
        self._names |= {
            name.lower().rstrip(".") for name in (*settings.hosts.split(), settings.host)
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request or a socket in, or say why not and what to do."""
        refusal = self._refusal(scope) if scope["type"] in ("http", "websocket") else None
        if refusal is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await _refused(scope, *refusal)(scope, receive, send)
        else:
            await receive()
            await _refuse_socket(scope, receive, send, *refusal)

    def answers_to(self, host: str) -> bool:
        """Tell whether this server has the name, given with or without a port."""
        name = name_in(host)
        if name in self._names or name == "localhost" or name.endswith(".localhost"):
            return True
        if is_address(name):
            return True
        is_of_network = "." not in name or name.endswith(OF_THE_NETWORK)
        return bool(name) and is_of_network and self._is_open_to_network

    def _refusal(self, scope: Scope) -> tuple[str, str] | None:
        headers: dict[bytes, bytes] = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1")
        origin = headers.get(b"origin", b"").decode("latin-1")
        if host and not self.answers_to(host):
            name = name_in(host) or host
            return "host", (
                f"This server does not answer to the name {name!r}. If that is one of its names, list it in the "
                f"setting `hosts`: callboard serve --hosts {name}, or CALLBOARD_HOSTS. "
                "By its IP address it can always be reached."
            )
        if scope["type"] == "http" and scope["method"] in HARMLESS:
            return None
        if not origin or origin in self._origins or same_host(origin, host):
            return None
        return "origin", (
            f"A page of {origin!r} may not use this server. If it should, list that origin in the setting `origins` "
            "(CALLBOARD_ORIGINS); a proxy in between must pass the Host header on unchanged."
        )


def names_of(machine: str) -> set[str]:
    """Give the names by which a machine's neighbours know it: `desk`, `desk.local`, and what it calls itself."""
    machine = machine.lower().rstrip(".")
    short = machine.partition(".")[0]
    return {machine, short, short + ".local"}


def name_in(host: str) -> str:
    """Give the name of a Host header without its port; empty when there is none in it."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_address(name: str) -> bool:
    """Tell whether a name is an IP address: nobody can make that lead elsewhere."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def same_host(origin: str, host: str) -> bool:
    """Tell whether a page comes from this very server."""
    try:
        return urlsplit(origin).netloc.lower() == host.lower()
    except ValueError:
        return False


def _refused(scope: Scope, code: str, sentence: str) -> Response:
    """Answer a program with a code, a person with the sentence alone."""
    if scope["path"].startswith("/api/"):
        return answer({"error": {"code": code, "message": sentence}}, FORBIDDEN)
    return PlainTextResponse(sentence + "\n", FORBIDDEN, {"x-content-type-options": "nosniff"})


async def _refuse_socket(
    scope: Scope, receive: Receive, send: Send, code: str, sentence: str
) -> None:
    """Refuse the handshake; a server that can send a sentence with it does."""
    if "websocket.http.response" in scope.get("extensions", {}):
        await PlainTextResponse(sentence + "\n", FORBIDDEN)(scope, receive, send)
    else:
        await send({"type": "websocket.close", "code": 1008, "reason": f"{code} not allowed"})
