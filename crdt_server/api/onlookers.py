"""Who may see what the server is doing: whoever sits at its machine, or has the token (M2).

    a bearer token, and it is the one of the setting `metrics_token`                     yes
    signed in, and administers the server                                                 yes
    from this machine, asked for as this machine, and nobody in between says otherwise    yes
    everybody else                                                                        finds nothing

A proxy on this machine makes everybody look as if they sat at it. So a request with a header that proxies add is not
from here; and neither is one that asks for the server by another name, which a proxy passes on unchanged.
"""

from hmac import compare_digest
from ipaddress import IPv6Address, ip_address

from starlette.requests import Request

from crdt_server.accounts.access import administers
from crdt_server.api.permit import visitor_of

BEARER = "bearer "
NOT_SHOWN = (
    "Nothing is shown here. Ask on the server's own machine (http://127.0.0.1 or http://localhost), "
    "or with its token: the setting metrics_token, sent as Authorization: Bearer."
)
SIGNS_OF_A_PROXY = (
    "forwarded",
    "via",
    "x-real-ip",
    "x-client-ip",
    "x-cluster-client-ip",
    "true-client-ip",
    "cf-connecting-ip",
    "fastly-client-ip",
    "fly-client-ip",
)
FORWARDED = "x-forwarded-"  # -for, -host, -proto, -server …


def may_look(request: Request) -> bool:
    """Tell whether whoever asks may see what the server is doing."""
    return _has_token(request) or _is_from_here(request) or administers(visitor_of(request))


def may_look_at_names(request: Request) -> bool:
    """Tell whether whoever asks may see names, too: on a server with accounts that takes more than to sit there."""
    is_open: bool = request.app.state.book.access.is_open
    at_the_machine = is_open and _is_from_here(request)
    return _has_token(request) or at_the_machine or administers(visitor_of(request))


def _has_token(request: Request) -> bool:
    """Compare in a time that says nothing about how much of a guess was right."""
    token: str = request.app.state.settings.metrics_token
    said = request.headers.get("authorization", "")
    if not token or said[: len(BEARER)].lower() != BEARER:
        return False
    return compare_digest(said[len(BEARER) :].strip().encode("latin-1"), token.encode())


def _is_from_here(request: Request) -> bool:
    if any(name in SIGNS_OF_A_PROXY or name.startswith(FORWARDED) for name in request.headers):
        return False
    client = request.client
    if client is None or not _is_loopback(client.host):
        return False
    asked_for = _name_asked_for(request)
    return asked_for == "localhost" or _is_loopback(asked_for)


def _name_asked_for(request: Request) -> str:
    try:
        return request.url.hostname or ""
    except ValueError:
        return ""


def _is_loopback(text: str) -> bool:
    try:
        address = ip_address(text)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback
