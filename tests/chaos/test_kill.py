"""kill -9 in the middle of typing, again and again: what was acknowledged is there, and in the end everything is."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pycrdt import Doc, Text

from persistence.open import open_store
from tests.chaos.typist import StubbornTypist
from tests.effort import effort
from tests.interop.conftest import Venue
from tests.interop.people import NodePerson

ROUNDS = effort(8)
PATIENCE = 20.0
DOCUMENT = "rehearsal/killed"


async def stored_text(data: Path) -> str:
    """Read what is on disk, before anybody who has it in memory can bring it again."""
    store = await open_store(f"sqlite:///{data / 'callboard.sqlite'}")
    try:
        loaded = await store.load(DOCUMENT)
    finally:
        await store.close()
    assert not loaded.damaged
    doc: Doc = Doc()
    text = doc.get("t", type=Text)
    if loaded.checkpoint is not None:
        doc.apply_update(loaded.checkpoint.update)
    for entry in loaded.entries:
        doc.apply_update(entry.update)
    return str(text)


def count(text: str, person: str) -> int:
    """Count the letters of one of the two: the one types small letters, the other capitals."""
    return sum(letter.islower() if person == "small" else letter.isupper() for letter in text)


async def reaches(typist: StubbornTypist, acknowledged: int) -> None:
    """Wait until so many letters of a typist are acknowledged."""
    async with asyncio.timeout(PATIENCE):
        while typist.acknowledged < acknowledged:
            await asyncio.sleep(0.001)


@asynccontextmanager
async def typing(venue: Venue, person: NodePerson) -> AsyncIterator[StubbornTypist]:
    """Have both type: the provider for Node small letters, the typist in Python capitals."""
    typist = StubbornTypist(f"/sync/{DOCUMENT}", venue.server.port, client=4711)
    async with asyncio.TaskGroup() as group:
        connection = group.create_task(typist.stay_connected())
        group.create_task(typist.type())
        await asyncio.to_thread(person.open, DOCUMENT)
        person.order("type_on", DOCUMENT, letters="abcdefghijklmnopqrstuvwxyz", milliseconds=3)
        yield typist
        connection.cancel()


@pytest.mark.slow
@pytest.mark.anyio
async def test_W4_P2_nothing_acknowledged_is_lost_by_kill_9(own_venue: Venue) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    person = own_venue.person("hocuspocus-4")
    async with typing(own_venue, person) as typist:
        for _ in range(ROUNDS):
            small = person.sees(DOCUMENT).saved
            await reaches(typist, typist.acknowledged + chance.randrange(1, 60))
            await asyncio.to_thread(person.until, DOCUMENT, lambda sight, n=small: sight.saved > n)
            own_venue.server.kill()
            person.until(DOCUMENT, lambda sight: not sight.connected)
            stored = await stored_text(own_venue.data)
            kept = count(stored, "small"), count(stored, "capital")
            assert kept[0] >= person.sees(DOCUMENT).saved
            assert kept[1] >= typist.acknowledged
            await asyncio.to_thread(own_venue.start_again)
        person.order("stop_typing", DOCUMENT)
        typist.typing = False
        await asyncio.to_thread(person.until_saved, DOCUMENT)
        await reaches_the_same(own_venue, person, typist)


async def reaches_the_same(venue: Venue, person: NodePerson, typist: StubbornTypist) -> None:
    """In the end both, and somebody who comes fresh, have every letter, each once."""
    letters = person.sees(DOCUMENT).letters + typist.typed
    sight = await asyncio.to_thread(
        person.until, DOCUMENT, lambda sight: len(sight.text) == letters
    )
    late = venue.person("y-websocket-3")
    await asyncio.to_thread(late.open, DOCUMENT)
    await asyncio.to_thread(late.until_text, DOCUMENT, sight.text)
    assert count(sight.text, "small") == person.sees(DOCUMENT).letters
    assert count(sight.text, "capital") == typist.typed
    async with asyncio.timeout(PATIENCE):
        while typist.text != sight.text:
            await asyncio.sleep(0.001)
