"""What attackers leave behind, seen by real Yjs clients: they go on, and all see the same (W3, W5)."""

import asyncio
import random

import pytest

from bench.client import Socket
from bench.yjs import HELLO, STEP2, UPDATE, message
from tests.chaos.attacks import attacks, genuine_updates, mutated
from tests.interop.conftest import Venue
from tests.interop.people import NodePerson

DAMAGED_EDITS = 500


async def throw(port: int, path: str, *frames: bytes) -> None:
    """Connect, say something, and wait until it was answered or the server has hung up."""
    answered = asyncio.Event()
    socket = Socket(path, port, lambda _: answered.set())
    await socket.open()
    for frame in frames:
        socket.say(frame)
    heard = asyncio.get_running_loop().create_task(answered.wait())
    await asyncio.wait({heard, socket.ended}, timeout=5, return_when=asyncio.FIRST_COMPLETED)
    heard.cancel()
    socket.vanish()


async def besiege(port: int, document: str, chance: random.Random) -> None:
    """Throw everything there is at a document: attacks that are known, and genuine edits with damage."""
    genuine = genuine_updates()
    for attack in attacks():
        if not attack.many_documents:
            await throw(port, f"/sync/{document}", *attack.messages)
    for _ in range(DAMAGED_EDITS):
        damaged = mutated(chance, chance.choice(genuine))
        kind = chance.choice((STEP2, UPDATE))
        await throw(port, f"/sync/{document}", HELLO, message(kind, damaged))


@pytest.mark.slow
@pytest.mark.parametrize("round_", range(3))
def test_W5_yjs_clients_in_a_besieged_document_go_on_and_see_the_same(
    own_venue: Venue, round_: int
) -> None:
    document = "rehearsal/besieged"
    seed = random.randrange(2**32)
    print("seed", seed)
    ana: NodePerson = own_venue.person("y-websocket-3")
    bob: NodePerson = own_venue.person("hocuspocus-4")
    for person in (ana, bob):
        person.open(document)
    ana.type(document, "before ")
    asyncio.run(besiege(own_venue.server.port, document, random.Random(seed)))
    bob.type(document, "after")
    late: NodePerson = own_venue.person("y-websocket-3")
    late.open(document)
    bob.until_saved(document)
    text = bob.sees(document).text
    assert "before " in text
    assert "after" in text
    ana.until_text(document, text)
    late.until_text(document, text)
