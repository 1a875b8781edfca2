"""What the server says when it starts: where it is, and who may edit (A5)."""

import socket
from collections.abc import Iterator, Sequence
from ipaddress import ip_address

from crdt_server.settings import Settings
from crdt_server.tls.certificate import HERE, Certificate

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  (recognised here, not listened on)
# Where a packet would leave for: a neighbour in the network, somebody outside, a group. Nothing is sent.
DIRECTIONS = ("224.0.0.251", "192.0.2.1", "10.255.255.254", "172.31.255.254", "192.168.255.254")


def greeting(
    settings: Settings,
    host: str,
    port: int,
    addresses: Sequence[str],
    code: str = "",
    certificate: Certificate | None = None,
) -> Iterator[str]:
    """Give the lines; `addresses` are the IP addresses by which the network reaches this machine.

    `code` is for the first run of a server with accounts; "" once it is set up.
    """
    here = seen_from_here(host, port, certificate)
    yield f"Callboard is at {here}"
    if code:
        yield f"Nobody has an account yet. Set it up at {here}/setup#{code}"
        yield f"(Elsewhere the page asks for the code: {code}. To try it out without accounts, start with --open.)"
    if settings.osc_listen:
        yield f"OSC is heard at {settings.osc_listen}, from {settings.osc_from or 'this machine'}."
    if settings.is_local:
        return
    known = " or ".join(places(host, port, addresses, certificate))
    known = known or f"its address, port {port},"
    if settings.password or settings.password_file:
        yield f"Whoever opens {known} and knows the password may read and edit every document."
    elif settings.open:
        yield f"Everybody on this network who opens {known} may read and edit every document."
    else:
        yield f"The network finds it at {known}"


def places(
    host: str, port: int, addresses: Sequence[str], certificate: Certificate | None = None
) -> list[str]:
    """Give where people find a server that listens on `host`; `addresses` are those of this machine on the network.

    With a certificate these are the names in it, and those addresses at which no browser will complain.
    """
    known = list(addresses) if host in EVERYWHERE else [host]
    if certificate is None:
        return [address_of(each, port) for each in known]
    named = [name for name in certificate.names_for_others if not _is_address(name)]
    return [
        address_of(each, port, "https")
        for each in named + [one for one in known if certificate.is_for(one)] or known
    ]


def seen_from_here(host: str, port: int, certificate: Certificate | None = None) -> str:
    """Give the address for a browser on this machine; with a certificate, one at which it will not complain."""
    if certificate is None:
        return address_of(reachable_here(host), port)
    here = [reachable_here(host)]
    if here[0] in HERE:
        here.append("localhost")
    good = [name for name in (*here, *certificate.names_for_others) if certificate.is_for(name)]
    return address_of((good or here)[0], port, "https")


def reachable_here(host: str) -> str:
    """Give where this machine itself finds a server that listens on a host."""
    return "127.0.0.1" if host in EVERYWHERE else host


def address_of(host: str, port: int, scheme: str = "http") -> str:
    """Give the address to type into a browser."""
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


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


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _is_for_nobody_else(address: str) -> bool:
    parsed = ip_address(address)
    return parsed.is_loopback or parsed.is_unspecified
