"""Where the server may be sent to by whoever can name an address (O12)."""

from collections.abc import Sequence
from ipaddress import ip_address

import pytest

from crdt_server.setting import networks_in
from crdt_server.webhooks.places import NotThere, fault_of_address, place_of, url_in

pytestmark = pytest.mark.anyio
EVERYWHERE = networks_in("0.0.0.0/0 ::/0")


@pytest.mark.parametrize(
    ("address", "scheme", "listed", "is_allowed"),
    [
        ("93.184.216.34", "https", "", True),
        ("93.184.216.34", "http", "", False),
        ("2606:2800:220:1::1", "https", "", True),
        ("192.168.1.30", "http", "", False),
        ("192.168.1.30", "https", "", False),
        ("192.168.1.30", "http", "192.168.1.0/24", True),
        ("192.168.2.30", "http", "192.168.1.0/24", False),
        ("10.0.0.1", "https", "", False),
        ("172.16.0.1", "https", "", False),
        ("100.64.0.1", "https", "", False),
        ("127.0.0.1", "http", "", False),
        ("127.0.0.1", "http", "127.0.0.1", True),
        ("::1", "http", "", False),
        ("fd12::1", "http", "", False),
        ("fd12::1", "http", "fd12::/16", True),
        ("fec0::1", "https", "", False),
        ("::10.0.0.1", "https", "", False),
        ("::ffff:10.0.0.1", "https", "", False),
        ("::ffff:10.0.0.1", "http", "10.0.0.0/8", True),
        ("2002:0a00:0001::1", "https", "", False),
        ("64:ff9b::a00:1", "https", "", False),
        ("0.0.0.0", "https", "", False),
        ("255.255.255.255", "https", "", False),
        ("240.0.0.1", "https", "", False),
    ],
)
def test_O12_public_addresses_over_https_and_listed_ones_are_allowed(
    address: str, scheme: str, listed: str, is_allowed: bool
) -> None:
    fault = fault_of_address(ip_address(address), scheme, networks_in(listed))
    assert (fault is None) is is_allowed, fault


@pytest.mark.parametrize(
    "address",
    [
        "169.254.169.254",
        "169.254.0.1",
        "fe80::1",
        "::ffff:169.254.169.254",
        "64:ff9b::a9fe:a9fe",
        "2002:a9fe:a9fe::1",
        "fd00:ec2::254",
        "fd20:ce::254",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "224.0.0.1",
        "ff02::1",
        "0.0.0.0",
        "::",
    ],
)
def test_O12_link_local_and_metadata_are_never_allowed(address: str) -> None:
    for scheme in ("http", "https"):
        assert fault_of_address(ip_address(address), scheme, EVERYWHERE) is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.org/hook",
        "ftp://example.org",
        "file:///etc/passwd",
        "https://",
        "https:///hook",
        "https://ana:secret@example.org",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://exa mple.org",
        "https://example.org/\n",
        "https://[::1",
        "https://example.org/" + "x" * 2_000,
        "https://" + "a" * 64 + ".org/",
        "https://a..org/",
        "https://xn--a/",
        "https://xn--/",
    ],
)
def test_O12_what_is_no_address_is_told_so(text: str) -> None:
    with pytest.raises(NotThere) as refused:
        url_in(text)
    assert str(refused.value).endswith(".")
    assert "secret" not in str(refused.value)


async def test_O12_a_name_in_other_letters_is_looked_up_as_it_is_proved() -> None:
    """By an older rule ß is ss: another name, which somebody else may own."""
    asked: list[str] = []

    async def ask(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["93.184.216.34"]

    await place_of(url_in("https://faß.example/x"), (), ask)
    assert asked == ["xn--fa-hia.example"]


async def test_O12_a_name_is_judged_by_all_it_leads_to() -> None:
    async def two(host: str, port: int) -> Sequence[str]:
        return ["10.0.0.1", "93.184.216.34"]

    async def inside(host: str, port: int) -> Sequence[str]:
        return ["10.0.0.1"]

    url = url_in("https://hook.example.org/x")
    assert (await place_of(url, (), two)).addresses == ("93.184.216.34",)
    with pytest.raises(NotThere, match="webhook_networks"):
        await place_of(url, (), inside)
