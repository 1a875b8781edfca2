"""Where this server may post to: not to whatever somebody can name, since it stands where they do not (SSRF).

    a public address                       over https
    an address of the venue's networks     over http or https, if it is in the setting `webhook_networks`
    link-local, metadata of clouds, groups never, whatever the setting says

A name is looked up here, judged by what it leads to, and connected to at that very address: whoever owns the name
cannot let it lead elsewhere in between.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

import httpx

LONGEST_URL: Final = 2_000
MOST_ADDRESSES: Final = 3
HIGHEST_PORT: Final = 65_535
SCHEMES: Final = ("https", "http")
METADATA: Final = frozenset(
    ip_address(each)
    for each in ("100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd20:ce::254")
)
"""Where clouds tell machines their secrets, beside the link-local 169.254.169.254."""

SITE_LOCAL: Final = IPv6Network("fec0::/10")
TRANSLATED: Final = IPv6Network("64:ff9b::/96")
Address = IPv4Address | IPv6Address
Networks = Sequence[IPv4Network | IPv6Network]
LookUp = Callable[[str, int], Awaitable[Sequence[str]]]
"""Gives the addresses of a name; an OSError if there are none."""


class NotThere(ValueError):
    """Nothing is posted to this; the text says why, and never quotes the address, in which a secret may be."""


@dataclass(frozen=True, slots=True)
class Place:
    """An address to post to, and the URL that led there."""

    url: httpx.URL
    addresses: tuple[str, ...]


def url_in(text: str) -> httpx.URL:
    """Read a URL, as far as it can be judged without looking anything up."""
    if len(text) > LONGEST_URL or not text.isprintable() or any(each.isspace() for each in text):
        raise NotThere(
            f"An address is one line of at most {LONGEST_URL} characters, without blanks."
        )
    try:
        url = httpx.URL(text)
        name, port = url.host, port_of(url)
        host_of(url).encode("idna")  # as whoever looks it up will do
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise NotThere("This is no address such as https://example.org/hook.") from error
    if url.scheme not in SCHEMES or not name or url.port == 0 or port > HIGHEST_PORT:
        raise NotThere("This is no address such as https://example.org/hook.")
    if url.userinfo:
        raise NotThere(
            "An address cannot have a user or a password in it: the signature proves who sends."
        )
    return url


async def place_of(url: httpx.URL, networks: Networks, look_up: LookUp) -> Place:
    """Say where a URL leads as of now; NotThere if nothing may be posted there, an OSError if it leads nowhere."""
    found = await look_up(host_of(url), port_of(url))
    judged = {host: fault_of_address(ip_address(host), url.scheme, networks) for host in found}
    good = tuple(host for host, fault in judged.items() if fault is None)
    if not good:
        raise NotThere(next(filter(None, judged.values()), "That name leads nowhere."))
    return Place(url, good[:MOST_ADDRESSES])


def host_of(url: httpx.URL) -> str:
    """Give the host of a URL as it is looked up, shown and proved: in the letters of the DNS."""
    return url.raw_host.decode("ascii")


def port_of(url: httpx.URL) -> int:
    """Give the port of a URL, said or not."""
    return url.port or (443 if url.scheme == "https" else 80)


def fault_of_address(address: Address, scheme: str, networks: Networks) -> str | None:
    """Say why nothing is posted to an address, None if it may be."""
    plain = _plain(address)
    if plain.is_link_local or plain.is_multicast or plain.is_unspecified or plain in METADATA:
        return "That address leads to where nothing is ever posted to (link-local, a group, a cloud's metadata)."
    if any(plain in network for network in networks):
        return None
    if not plain.is_global or plain.is_reserved or plain in SITE_LOCAL:
        return (
            "That address leads into a private network. Whoever runs the server can allow that with the setting "
            "webhook_networks."
        )
    return (
        None
        if scheme == "https"
        else "An address outside of the venue's own networks has to begin with https://."
    )


def _plain(address: Address) -> Address:
    """Give the IPv4 address that an IPv6 address stands for, if it does."""
    if isinstance(address, IPv4Address):
        return address
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
