"""Where a socket comes from, and what it is counted for (M1, M3, M5)."""

from typing import Any

import pytest

from crdt_server.hub.callers import ADDRESS
from crdt_server.hub.endpoint import address_of
from crdt_server.hub.hub import Hub
from crdt_server.protocol import y_websocket
from crdt_server.protocol.messages import Update
from tests.hub.socket import YClient, connected
from tests.room.replica import Replica


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


@pytest.mark.anyio
async def test_M1_what_arrives_in_a_burst_is_counted_like_what_comes_alone(hub: Hub) -> None:
    async with connected(hub, "d") as one, connected(hub, "d") as two:
        ana, bob = YClient(one, 1), YClient(two, 2)
        ana.begin()
        bob.begin()
        await ana.hear()
        traffic = one.connection
        before = traffic.frames_in, traffic.bytes_in
        edits = [Replica(client).type("x") for client in (7, 8, 9)]
        frames = [frame for edit in edits if (frame := y_websocket.encode(Update(edit)))]
        one.connection.hear_all(frames)
        await bob.until("xxx")
        assert traffic.frames_in - before[0] == 3
        assert traffic.bytes_in - before[1] == sum(map(len, frames))
        await hub.journal.settled("d")
        assert (hub.journal.kept, hub.journal.stored) == (3, 3)
        assert hub.journal.kept_bytes == hub.journal.stored_bytes == sum(map(len, edits))
