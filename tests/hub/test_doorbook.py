"""Where a socket comes from, as it stands in the log and on the server page (M3, M5)."""

from typing import Any

import pytest

from crdt_server.hub.callers import ADDRESS
from crdt_server.hub.endpoint import address_of


@pytest.mark.parametrize(
    ("client", "told", "said"),
    [
        (("192.0.2.7", 50112), None, "192.0.2.7 port 50112"),
        (("192.0.2.7", 50112), "192.0.2.7", "192.0.2.7 port 50112"),
        (("2001:db8::5", 50112), "2001:db8::/64", "2001:db8::5 port 50112"),
        (("10.0.0.1", 50112), "192.0.2.7", "192.0.2.7 through 10.0.0.1"),
        (("10.0.0.1", 50112), "2001:db8::/64", "2001:db8::/64 through 10.0.0.1"),
        (("a socket file", 0), None, "a socket file"),
        (None, None, ""),
    ],
    ids=str,
)
def test_M5_where_a_socket_comes_from_is_told_as_a_trusted_proxy_says(
    client: tuple[str, int] | None, told: str | None, said: str
) -> None:
    scope: dict[str, Any] = {"client": client}
    if told is not None:
        scope[ADDRESS] = told
    assert address_of(scope) == said
