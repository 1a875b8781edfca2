"""Where people will find the server: whether its port is free or who has it, and the addresses of this machine."""

import ssl
from collections.abc import Iterator
from ipaddress import ip_address

import httpx

from crdt_server.doctor.finding import Finding, broken, ok, warning
from crdt_server.greeting import (
    EVERYWHERE,
    address_of,
    addresses_on_the_network,
    places,
    reachable_here,
)
from crdt_server.serve import listen
from crdt_server.settings import Settings
from crdt_server.tls.contexts import context_without_check
from crdt_server.tls.pair import TlsUnusable, files_of, read_certificate
from crdt_server.whereabouts import whereabouts

PORT, ADDRESSES = "port", "addresses"
PATIENCE = 3.0


def check_port(settings: Settings) -> Iterator[Finding]:
    """Tell whether the server can listen where it is told to, or who does already."""
    where = address_of(settings.host, settings.port, settings.scheme)
    here = address_of(reachable_here(settings.host), settings.port, settings.scheme)
    answer = _who_answers(here) if settings.port else None
    if answer is not None:
        yield _taken(here, answer, settings)
        return
    try:
        listen(settings).close()
    except OSError as error:
        yield broken(
            PORT, f"Nothing of ours answers there, and {error}", "Choose another port or address."
        )
        return
    yield ok(PORT, f"{where} is free." if settings.port else "Any free port will do.")


def check_addresses(settings: Settings, addresses: list[str] | None = None) -> Iterator[Finding]:
    """Tell by which addresses others reach this machine, and whether the server lets them."""
    found = addresses_on_the_network() if addresses is None else addresses
    if settings.is_local:
        named = " or ".join(address_of(each, settings.port, settings.scheme) for each in found)
        yield ok(
            ADDRESSES,
            "Only this machine reaches the server. "
            + (
                f"With --host 0.0.0.0 the network would find it at {named}."
                if found
                else "It is in no network."
            ),
        )
    elif settings.host in EVERYWHERE and not found:
        yield warning(
            ADDRESSES,
            "This machine has no address on a network, so nobody else can reach the server.",
            "Connect it to the venue's network; look at its cable, its Wi-Fi, and whether it was given an address.",
        )
    elif settings.host not in EVERYWHERE and _is_ipv4(settings.host) and settings.host not in found:
        yield warning(
            ADDRESSES,
            f"{settings.host} is not among the addresses of this machine ({', '.join(found) or 'none'}).",
            "The network may have given it another one; listen on 0.0.0.0, or have the router reserve the address.",
        )
    else:
        yield ok(
            ADDRESSES,
            f"People find the server at {' or '.join(_places(settings, found))}.",
        )


def _places(settings: Settings, addresses: list[str]) -> list[str]:
    """Give where the server will say that it is; a certificate that is not usable is another finding."""
    try:
        files = files_of(settings.tls_certificate, settings.tls_key)
        certificate = read_certificate(files) if files else None
    except TlsUnusable:
        certificate = None
    return places(settings.host, settings.port, addresses, certificate)


def _is_ipv4(host: str) -> bool:
    try:
        return ip_address(host).version == 4
    except ValueError:
        return False


def _who_answers(address: str) -> httpx.Response | None:
    """Give what somebody at an address says of themself; None if nobody is there."""
    try:
        check = context_without_check()
        with httpx.Client(timeout=PATIENCE, trust_env=False, verify=check) as client:
            return client.get(address + "/api/server")
    except httpx.ConnectError as error:
        return httpx.Response(500) if _is_about_tls(error) else None
    except (httpx.HTTPError, httpx.InvalidURL):
        return httpx.Response(500)  # somebody is there and does not speak HTTP


def _is_about_tls(error: BaseException | None) -> bool:
    """Tell whether somebody answered and does not speak TLS: httpx calls that a failed connection, too."""
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error is not None


def _taken(address: str, answer: httpx.Response, settings: Settings) -> Finding:
    try:
        about = answer.json()
        is_callboard, run = about["name"] == "Callboard", about["run"]
    except (ValueError, KeyError, TypeError):
        is_callboard, run = False, None
    if not is_callboard:
        return broken(
            PORT,
            f"Another program answers at {address}.",
            "Stop that program, or choose another port with --port.",
        )
    note = whereabouts(settings.database_url)
    if note is not None and note.run == run:
        return ok(PORT, f"Callboard {about.get('version', '')} runs at {address}, with this data.")
    return warning(
        PORT,
        f"A Callboard with other data runs at {address}.",
        "To start one with this data as well, choose another port with --port.",
    )
