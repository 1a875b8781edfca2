"""Sockets of people of one workspace of two: what is said at random harms nobody and shows nothing of others (A18)."""

import asyncio
import logging
from random import Random

import pytest

from crdt_server.api.permit import COOKIE
from crdt_server.protocol import hocuspocus, y_websocket
from crdt_server.protocol.messages import QueryAwareness, Said, Stateless, Step1, Step2, Update
from tests.api.neighbours import CREW, MARK, NOBODY, OURS, OWNER, THEIRS, street
from tests.effort import effort, seeds
from tests.hub.socket import Socket

pytestmark = pytest.mark.anyio
SAYINGS: tuple[Said, ...] = (
    Step1(b"\0"), Step2(b"\0\0"), Update(b"\0\0"), QueryAwareness(), Stateless("x"),
)  # fmt: skip
INTERNAL_ERROR = 1011


def frame(random: Random, path_name: str | None, name: str) -> bytes:
    """Make a message of either dialect about a document, one time in two damaged."""
    saying = random.choice(SAYINGS)
    made = y_websocket.encode(saying) if path_name else hocuspocus.encode(name, saying)
    whole = bytearray(made or bytes([len(name)]) + name.encode() + b"\x02\x00\x00\x00")
    if random.random() < 0.5:
        whole[random.randrange(len(whole))] = random.randrange(256)
    return bytes(whole)


@pytest.mark.parametrize("who", [OWNER, CREW, NOBODY])
@pytest.mark.parametrize("seed", seeds(2))
async def test_A18_what_is_said_at_random_is_no_mistake_and_brings_nothing_of_others(
    who: str, seed: int, caplog: pytest.LogCaptureFixture
) -> None:
    random = Random(seed)
    print("seed", seed)
    async with street() as place:
        heard = bytearray()
        for _ in range(effort(60)):
            path_name = random.choice([None, OURS, THEIRS])
            cookie = f"{COOKIE}={await place.cookie_of(who)}".encode()
            scope = {"headers": [(b"cookie", cookie)], "query_string": b""}
            socket = Socket(place.hub, path_name)
            place.hub.disconnect(socket.connection)
            admission = place.app.state.entrance.at(scope)
            socket.connection = place.hub.connect(path_name, socket.outbox, admission=admission)
            carrying = asyncio.get_running_loop().create_task(socket.carry())
            name = random.choice([OURS, THEIRS])
            if path_name is None:
                socket.say(bytes([len(name)]) + name.encode() + b"\x02\x00\x00\x00")
            for _ in range(6):
                socket.say(frame(random, path_name, name))
                await asyncio.sleep(0)
            await place.hub.journal.settled(OURS)
            while not socket.nothing_more():
                message = socket._arrived.get_nowait()
                assert message.get("code") != INTERNAL_ERROR
                heard += message.get("bytes") or b""
            place.hub.disconnect(socket.connection)
            carrying.cancel()
        assert MARK.encode() not in heard
        assert who == NOBODY or b"ours show" in heard  # the ears are open
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
