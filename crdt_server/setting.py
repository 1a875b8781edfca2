"""One setting: how it is declared, and what a text has to be like to be its value."""

from collections.abc import Callable
from dataclasses import field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

from crdt_server.oidc.address import fault_of_address

SHORTEST_TOKEN = 16
SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 200


def networks_in(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Read addresses and networks, separated by spaces or commas; ValueError says which is none."""
    return tuple(ip_network(word) for word in text.replace(",", " ").split())


def endpoint_in(text: str) -> tuple[str, int]:
    """Read an address and a port, such as 192.168.1.30:8000 or [::1]:8000; ValueError says what is wrong."""
    host, _, port = text.strip().rpartition(":")
    try:
        number = int(port)
        address = ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        number = 0
    if not 0 < number < 65_536:
        raise ValueError(f"{text!r} is no address with a port, such as 192.168.1.30:8000")
    return str(address), number


def endpoints_in(text: str) -> tuple[tuple[str, int], ...]:
    """Read several of them, separated by spaces or commas."""
    return tuple(endpoint_in(word) for word in text.replace(",", " ").split())


def setting(
    *,
    default: Any,
    about: str,
    least: int = 0,
    most: int = 0,
    is_secret: bool = False,
    check: Callable[[str], object] = str,
) -> Any:
    """Declare a setting; `check` raises ValueError for a text that is not usable."""
    metadata = {"about": about, "least": least, "most": most, "check": check}
    return field(default=default, metadata=metadata, repr=not is_secret)


def long_enough(token: str) -> None:
    """Refuse a token that could be guessed; it is not repeated."""
    if len(token) < SHORTEST_TOKEN:
        raise ValueError(
            f"it has {len(token)} characters, and at least {SHORTEST_TOKEN} are needed"
        )


def provider_address(address: str) -> None:
    """Refuse an address that a password or a proof of somebody should not be sent to."""
    if fault := fault_of_address(address):
        raise ValueError(fault)


def plain(text: str) -> None:
    if not text.isascii() or not text.isprintable():
        raise ValueError("it has letters in it that no provider gives")


def no_short_password(password: str) -> None:
    """Refuse a password that is guessed too soon; it is not repeated."""
    if len(password) < SHORTEST_PASSWORD:
        raise ValueError(
            f"it has {len(password)} characters, and at least {SHORTEST_PASSWORD} are needed"
        )


def text_or_json(log_format: str) -> None:
    if log_format not in ("text", "json"):
        raise ValueError(f"it is text or json, not {log_format!r}")
