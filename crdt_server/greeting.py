"""What the server says when it starts: where it is, and who may edit (A5)."""

import socket
from collections.abc import Iterator, Sequence
from ipaddress import ip_address

from crdt_server.settings import Settings

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  (recognised here, not listened on)
# Where a packet would leave for: a neighbour in the network, somebody outside, a group. Nothing is sent.
DIRECTIONS = ("224.0.0.251", "192.0.2.1", "10.255.255.254", "172.31.255.254", "192.168.255.254")


def greeting(
    settings: Settings, host: str, port: int, addresses: Sequence[str], code: str = ""
) -> Iterator[str]:
    """Give the lines; `addresses` are the IP addresses by which the network reaches this machine.

    `code` is for the first run of a server with accounts; "" once it is set up.
    """
    here = address_of(reachable_here(host), port)
    yield f"Callboard is at {here}"
    if code:
        yield f"Nobody has an account yet. Set it up at {here}/setup#{code}"
        yield f"(Elsewhere the page asks for the code: {code}. To try it out without accounts, start with --open.)"
    if settings.is_local:
        return
    known = " or ".join(places(host, port, addresses)) or f"its address, port {port},"
    if settings.password or settings.password_file:
        yield f"Whoever opens {known} and knows the password may read and edit every document."
    elif settings.open:
        yield f"Everybody on this network who opens {known} may read and edit every document."
    else:
        yield f"The network finds it at {known}"


def places(host: str, port: int, addresses: Sequence[str]) -> list[str]:
    """Give where people find a server that listens on `host`; `addresses` are those of this machine on the network."""
    known = addresses if host in EVERYWHERE else [host]
    return [address_of(each, port) for each in known]


def reachable_here(host: str) -> str:
    """Give where this machine itself finds a server that listens on a host."""
    return "127.0.0.1" if host in EVERYWHERE else host


def address_of(host: str, port: int) -> str:
    """Give the address to type into a browser."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def addresses_on_the_network() -> list[str]:
    """Give the IPv4 addresses of this machine that others can reach; none when there is no network."""
    found = [_address_towards(direction) for direction in DIRECTIONS] + _addresses_of_the_name()
    usable = [each for each in found if each and not _is_for_nobody_else(each)]
    return list(dict.fromkeys(usable))


def _address_towards(direction: str) -> str | None:
    """Give the address that a packet would be sent from."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        try:
            line.connect((direction, 9))
        except OSError:
            return None
        address: str = line.getsockname()[0]
        return address


def _addresses_of_the_name() -> list[str]:
    try:
        return [
            str(found[4][0])
            for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        ]
    except (OSError, UnicodeError):
        return []


def _is_for_nobody_else(address: str) -> bool:
    parsed = ip_address(address)
    return parsed.is_loopback or parsed.is_unspecified
