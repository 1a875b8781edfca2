"""Where a request really comes from: the address of its sender, or what a trusted proxy in between says of it (L7).

    nearest   the peer at the other end of the connection
    told      Forwarded (RFC 7239) or X-Forwarded-For: the proxy that got the request last has written last

Every hop is believed only if a trusted proxy tells of it, so one reads from the right and stops at the first address
that is not a trusted proxy's. What stands left of that anybody could have written. A proxy mostly maintains one of
the two headers and lets the other through as the client sent it: when they disagree, neither is believed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

MOST_HOPS = 32
HOME = 64  # bits of an IPv6 address that one customer or one venue is given
PROTO = re.compile(r'(?:^|;)\s*proto\s*=\s*"?([a-z]+)"?\s*(?:;|$)', re.IGNORECASE)
FOR = re.compile(r'^\s*for\s*=\s*(?:"([^"]*)"|([^\s;,"]+))\s*$', re.IGNORECASE)


def caller_of(
    peer: str, headers: Iterable[tuple[bytes, bytes]], trusted: Sequence[Network]
) -> str | None:
    """Give the address that something is counted for; None if it is this machine's own, or there is none.

    `peer` is the address at the other end of the connection. IPv6 counts by /64, since everybody has that many.
    """
    nearest = address_in(peer)
    if nearest is None:
        return None
    found = nearest
    if _is_among(nearest, trusted):
        found = _told(headers, trusted) or nearest
    return None if found.is_loopback else _counted(found)


def is_https(scope: Mapping[str, Any], trusted: Sequence[Network]) -> bool:
    """Tell whether a visitor's browser came by https: to this server itself, or to a trusted proxy in front (A17)."""
    if scope.get("scheme") in ("https", "wss"):
        return True
    peer = scope.get("client")
    nearest = address_in(peer[0]) if peer else None
    if nearest is None or not _is_among(nearest, trusted):
        return False
    told = [_proto_in(value.decode("latin-1"), name) for name, value in scope["headers"]]
    found = {proto for proto in told if proto}
    return found in ({"https"}, {"wss"}, {"https", "wss"})


def _proto_in(value: str, header: bytes) -> str:
    """Give the scheme that the nearest proxy wrote, which stands last; "" of a header that tells of none."""
    nearest = value.split(",")[-1].strip().lower()
    if header == b"x-forwarded-proto":
        return nearest
    match = PROTO.search(nearest) if header == b"forwarded" else None
    return match[1] if match else ""


def address_in(text: str) -> Address | None:
    """Read an address with or without a port; None when it is none, such as `unknown` or `_hidden`."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _told(headers: Iterable[tuple[bytes, bytes]], trusted: Sequence[Network]) -> Address | None:
    """Give the address that proxies tell of; None when they tell of none, or not of the same one."""
    chains: dict[bytes, list[str]] = {b"forwarded": [], b"x-forwarded-for": []}
    for name, value in headers:
        if name in chains:
            chains[name] += value.decode("latin-1").split(",")
    standard = [_for_in(element) for element in chains[b"forwarded"]]
    found = [
        _nearest_stranger(chain, trusted)
        for chain in (standard, chains[b"x-forwarded-for"])
        if chain
    ]
    return found[0] if found and all(each == found[0] for each in found) else None


def _for_in(element: str) -> str:
    """Give whom one element of Forwarded is for; empty when it does not say."""
    found = (FOR.match(part) for part in element.split(";"))
    return next((match[1] or match[2] or "" for match in found if match), "")


def _nearest_stranger(chain: list[str], trusted: Sequence[Network]) -> Address | None:
    """Read from the right up to the first that is no trusted proxy; of a chain of proxies alone, the first."""
    last: Address | None = None
    for text in reversed(chain[-MOST_HOPS:]):
        address = address_in(text)
        if address is None:
            return last
        last = address
        if not _is_among(address, trusted):
            return address
    return last


def _is_among(address: Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)


def _counted(address: Address) -> str:
    if isinstance(address, IPv6Address):
        return str(ip_network((address, HOME), strict=False))
    return str(address)
