"""The past survives checkpoints and trimming, as far as the log is kept; named versions survive both (H1, H3)."""

import pytest

from crdt_server.hub.authors import Author, Authors, signature, signed_by
from crdt_server.hub.checkpoints import Checkpoints
from crdt_server.hub.hub import DAY_MS, Hub
from crdt_server.hub.past import Past, TooOld
from crdt_server.hub.tasks import Tasks
from crdt_server.room.effects import Introduce
from crdt_server.room.peer import Peer
from crdt_server.room.person import Person
from crdt_server.room.replay import Replay
from docs_model import edit
from docs_model.document import read
from docs_model.kinds import SHOW
from docs_model.meta import title_of
from persistence.memory import MemoryStore
from persistence.store import Checkpoint, Entry
from tests.docs_model.shows import empty_show, updates_of
from tests.hub.conftest import FakeClock

pytestmark = pytest.mark.anyio
NAME = "show/3c6a1a52-0b2e-4c8e-9a53-6d3f1f3b7a11"
DAYS = 40


async def a_title_a_day(store: MemoryStore) -> list[bytes]:
    """Write a show whose title changes every day; entry 1 begins it, entry n is written on day n."""
    doc = empty_show("day 1")
    heard = [doc.get_update()]
    updates = updates_of(doc)
    for day in range(2, DAYS + 1):
        edit.rename(doc, SHOW, f"day {day}")
    heard += updates
    entries = [Entry(NAME, day, update, day * DAY_MS) for day, update in enumerate(heard, 1)]
    await store.append(entries)
    return heard


async def test_H1_every_kept_moment_can_be_shown_after_trimming(store: MemoryStore) -> None:
    heard = await a_title_a_day(store)
    past = Past(store)
    await store.checkpoint(Checkpoint(NAME, 30, Replay(heard[:30]).whole(), 0))
    for before in (10, 20):
        await past.keep_base(NAME, 30, before * DAY_MS)
        await store.trim(NAME, before * DAY_MS)
    assert (await store.entries(NAME, 0, 1))[0].seq == 20
    for day in range(19, DAYS + 1):
        assert title_of((await past.at(NAME, day)).doc, SHOW) == f"day {day}"
    with pytest.raises(TooOld, match="older than what is kept"):
        await past.at(NAME, 18)


async def test_H1_a_crash_between_keeping_the_base_and_trimming_loses_nothing(
    store: MemoryStore,
) -> None:
    heard = await a_title_a_day(store)
    past = Past(store)
    await store.checkpoint(Checkpoint(NAME, 30, Replay(heard[:30]).whole(), 0))
    await past.keep_base(NAME, 30, 10 * DAY_MS)
    assert title_of((await past.at(NAME, 9)).doc, SHOW) == "day 9"
    assert title_of((await past.at(NAME, 15)).doc, SHOW) == "day 15"


async def test_H1_a_log_that_was_trimmed_without_a_base_begins_at_its_checkpoint(
    store: MemoryStore,
) -> None:
    heard = await a_title_a_day(store)
    await store.checkpoint(Checkpoint(NAME, 30, Replay(heard[:30]).whole(), 0))
    await store.trim(NAME, 10 * DAY_MS)
    past = Past(store)
    assert title_of((await past.at(NAME, 35)).doc, SHOW) == "day 35"
    with pytest.raises(TooOld):
        await past.at(NAME, 29)
    await past.keep_base(NAME, 30, 20 * DAY_MS)
    assert (await past.base(NAME)).seq == 30


async def test_H1_checkpoints_of_a_running_server_keep_the_base(
    hub: Hub, store: MemoryStore, clock: FakeClock
) -> None:
    await a_title_a_day(store)
    clock.time = (DAYS + 1) * DAY_MS
    checkpoints = Checkpoints(store, hub.journal, clock, 30 * DAY_MS, hub.past.keep_base)
    async with hub.rooms.hold(NAME) as room:
        await checkpoints.keep(room)
    assert (await store.entries(NAME, 0, 1))[0].seq == 11
    assert (await hub.past.base(NAME)).seq == 10
    assert title_of((await hub.past.at(NAME, 10)).doc, SHOW) == "day 10"
    look = await hub.history.look(NAME)
    assert look.timeline.steps[0].changes[0].sentence == "Title ‘day 10’ → ‘day 11’"


async def test_H1_who_somebody_is_stays_with_the_first_and_follows_their_name(
    store: MemoryStore,
) -> None:
    authors = Authors(store, Tasks())
    ana = Peer()
    authors.introduce(NAME, Introduce(ana, (7,), None))
    await authors.flush()
    authors.introduce(NAME, Introduce(ana, (7, 8), '{"person": {"id": "a", "name": "Ana"}}'))
    authors.introduce(NAME, Introduce(ana, (7,), '{"person": {"id": "a", "name": "Ana B."}}'))
    await authors.flush()
    authors.introduce(NAME, Introduce(Peer(), (7,), '{"person": {"id": "e", "name": "Eve"}}'))
    await authors.flush()
    authors.introduce(NAME, Introduce(Peer("eve"), (8,), '{"person": {"id": "a", "name": "X"}}'))
    found = await authors.of(NAME)
    assert found["7"] == Author("7", "", Person("a", "Ana B."))
    assert found["8"] == Author("8", "", Person("a", "Ana"))
    assert await authors.of("another") == {}


def test_H1_a_signature_is_read_as_it_was_written() -> None:
    assert signed_by(signature("ana@x#y", "7")) == Author("7", "ana@x#y")
    assert signed_by(signature("", "")) == Author()
    assert signed_by("") is None
    assert signed_by("ana") == Author("ana")


async def test_H1_a_moment_is_looked_up_without_changing_the_document(store: MemoryStore) -> None:
    heard = await a_title_a_day(store)
    replay = await Past(store).at(NAME, DAYS)
    assert read(replay.doc, SHOW) == read(Replay(heard).doc, SHOW)
