"""Where a request really comes from (L7)."""

import pytest

from crdt_server.proxies import address_in, caller_of
from crdt_server.settings import SettingsError
from crdt_server.settings_sources import read_settings

TRUSTED = read_settings(
    {}, {"CALLBOARD_TRUSTED_PROXIES": "127.0.0.1 10.0.0.0/24,2001:db8:ffff::/48"}
).proxies
PROXY, EDGE = "10.0.0.5", "10.0.0.6"


def caller(peer: str, **headers: str) -> str | None:
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return caller_of(peer, pairs, TRUSTED)


def test_L7_without_a_proxy_the_peer_is_the_caller_whatever_it_says() -> None:
    assert caller("192.0.2.7") == "192.0.2.7"
    assert caller("192.0.2.7", x_forwarded_for="198.51.100.1") == "192.0.2.7"
    assert caller("192.0.2.7", forwarded="for=198.51.100.1") == "192.0.2.7"
    assert caller_of("192.0.2.7", [(b"x-forwarded-for", b"198.51.100.1")], ()) == "192.0.2.7"


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ({"x_forwarded_for": "192.0.2.7"}, "192.0.2.7"),
        ({"x_forwarded_for": "6.6.6.6, 192.0.2.7"}, "192.0.2.7"),
        ({"x_forwarded_for": f"6.6.6.6, 192.0.2.7, {EDGE}"}, "192.0.2.7"),
        ({"x_forwarded_for": f"6.6.6.6, 192.0.2.7:4711,{EDGE}:80"}, "192.0.2.7"),
        ({"x_forwarded_for": "6.6.6.6, unknown"}, PROXY),
        ({"x_forwarded_for": f"6.6.6.6, rubbish, {EDGE}"}, EDGE),
        ({"x_forwarded_for": ""}, PROXY),
        ({"x_forwarded_for": f"10.0.0.9, {EDGE}"}, "10.0.0.9"),
        ({"x_forwarded_for": "127.0.0.1"}, None),
        ({"forwarded": "for=192.0.2.7;proto=https"}, "192.0.2.7"),
        ({"forwarded": f"for=6.6.6.6, for=192.0.2.7, proto=https;For={EDGE};by=x"}, "192.0.2.7"),
        ({"forwarded": 'for="[2001:db8:1:2:3::4]:4711"'}, "2001:db8:1:2::/64"),
        ({"forwarded": "for=_hidden"}, PROXY),
        ({"forwarded": "proto=https"}, PROXY),
        ({"forwarded": "for=192.0.2.7", "x_forwarded_for": "192.0.2.7"}, "192.0.2.7"),
        ({"forwarded": "for=6.6.6.6", "x_forwarded_for": "192.0.2.7"}, PROXY),
        ({"forwarded": "for=192.0.2.7", "x_forwarded_for": "6.6.6.6"}, PROXY),
        ({"forwarded": "for=unknown", "x_forwarded_for": "192.0.2.7"}, PROXY),
        ({}, PROXY),
    ],
)
def test_L7_the_rightmost_that_is_no_trusted_proxy_is_the_caller(
    headers: dict[str, str], found: str | None
) -> None:
    """What stands left of it anybody could have written; of two headers that disagree neither is believed."""
    assert caller(PROXY, **headers) == found


def test_L7_of_a_header_that_comes_several_times_the_last_line_is_nearest() -> None:
    headers = [(b"x-forwarded-for", b"6.6.6.6"), (b"x-forwarded-for", b"192.0.2.7")]
    assert caller_of(PROXY, headers, TRUSTED) == "192.0.2.7"


def test_L7_a_chain_without_end_is_read_from_the_right_for_a_while() -> None:
    endless = ", ".join([EDGE] * 50_000)
    assert caller(PROXY, x_forwarded_for="6.6.6.6, " + endless) == EDGE


def test_L7_everybody_in_one_home_is_one_caller() -> None:
    assert caller("2001:db8:1:2::1") == caller("2001:db8:1:2:ffff::9") == "2001:db8:1:2::/64"
    assert caller("2001:db8:1:3::1") == "2001:db8:1:3::/64"
    assert caller("::ffff:192.0.2.7") == "192.0.2.7", "an IPv4 address, written otherwise"
    assert caller("fe80::1%eth0") == "fe80::/64"


def test_L7_this_machine_itself_is_not_counted() -> None:
    assert caller_of("127.0.0.1", [], ()) is None
    assert caller_of("::1", [], ()) is None
    assert caller_of("testclient", [], ()) is None
    assert caller("127.0.0.1", x_forwarded_for="192.0.2.7") == "192.0.2.7", "a proxy on it is asked"


@pytest.mark.parametrize("text", ["", "[", "[]", "1.2.3", "a:b", "1.2.3.4.5", "[::1", "%", "::%"])
def test_L7_what_is_no_address_is_none(text: str) -> None:
    found = address_in(text)
    assert found is None or str(found) in ("::1", "::")


def test_L7_proxies_that_are_none_stop_the_start_with_a_sentence() -> None:
    with pytest.raises(SettingsError, match=r"trusted_proxies.*'proxy\.example'"):
        read_settings({}, {"CALLBOARD_TRUSTED_PROXIES": "10.0.0.1 proxy.example"})
    with pytest.raises(SettingsError, match="host bits set"):
        read_settings({}, {"CALLBOARD_TRUSTED_PROXIES": "10.0.0.1/24"})
