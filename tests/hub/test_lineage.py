"""R10 through the whole line: whoever has a copy of another history is told, and the others notice nothing."""

import pytest
from pycrdt import Doc

from crdt_server.hub.hub import Hub
from crdt_server.protocol.messages import Denied, Step1
from crdt_server.room.lineage import Birth
from crdt_server.room.room import OTHER_HISTORY
from crdt_server.settings import Settings
from docs_model.edit import renew, start
from docs_model.kinds.show import SHOW
from docs_model.meta import title_of
from persistence.memory import MemoryStore
from tests.hub.conftest import FakeClock
from tests.hub.socket import Closed, HClient, YClient, connected

pytestmark = pytest.mark.anyio

NAME = "show/2f1d0f3e-6f5c-4d5b-9c39-0d3c7d1b9a10"


async def a_show(hub: Hub, title: str = "Gala") -> Birth:
    async with hub.rooms.hold(NAME) as room:
        birth = room.begin(lambda doc: start(doc, SHOW, title=title, epoch="first"))
        await hub.journal.settled(NAME)
        await hub.registry.create(NAME, "show", title, birth)
    return birth


async def begin_anew(hub: Hub) -> None:
    async with hub.rooms.hold(NAME) as room:
        birth = room.begin(lambda doc: renew(doc, "second"))
        await hub.journal.settled(NAME)
        await hub.registry.renew(NAME, birth)


def old_copy() -> Doc:
    """Make the copy of somebody who has a show of the same name from elsewhere."""
    copy: Doc = Doc(client_id=5)
    start(copy, SHOW, title="Elsewhere", epoch="elsewhere")
    return copy


async def test_R10_a_hocuspocus_client_is_denied_with_a_sentence_and_keeps_its_other_documents(
    hub: Hub,
) -> None:
    await a_show(hub)
    async with connected(hub) as socket, connected(hub) as other:
        ana, notes = HClient(socket, NAME, 1), HClient(socket, "notes", 1)
        ana.doc.apply_update(old_copy().get_update())
        ana.begin()
        while not isinstance(message := await ana.hear(), Denied):
            pass
        assert message.reason == OTHER_HISTORY
        assert title_of(ana.doc, SHOW) == "Elsewhere"  # nothing was merged on its side either
        notes.begin()
        await notes.until_saved(1)
        bob = HClient(other, NAME, 2)
        bob.begin()
        await bob.until_saved(1)
        assert title_of(bob.doc, SHOW) == "Gala"


async def test_R10_a_y_websocket_client_is_closed_with_the_sentence(hub: Hub) -> None:
    await a_show(hub)
    async with connected(hub, NAME) as socket:
        ana = YClient(socket, 1)
        ana.doc.apply_update(old_copy().get_update())
        ana.begin()
        with pytest.raises(Closed) as closed:
            while True:
                await ana.hear()
        assert closed.value.code == 4403
        assert OTHER_HISTORY.startswith(closed.value.reason)
        assert title_of(ana.doc, SHOW) == "Elsewhere"


async def test_R10_nobody_hears_edits_before_its_copy_is_known(hub: Hub) -> None:
    await a_show(hub)
    async with connected(hub, NAME) as one, connected(hub) as two:
        ana, bob = YClient(one, 1), HClient(two, NAME, 2)
        bob.begin()
        await bob.until_saved(1)
        ana.type("too early")  # joined, and has not asked for the document
        assert isinstance(await ana.hear(), Step1)
        bob.type("meanwhile")
        await bob.until_saved(2)
        assert one.nothing_more()
        assert str(bob.text) == "meanwhile"
        ana.begin()
        while len(str(bob.text)) < len("too earlymeanwhile"):
            await bob.hear()
        await ana.until(str(bob.text))


async def test_R10_a_history_that_began_anew_stays_so_after_a_restart(
    hub: Hub, store: MemoryStore, clock: FakeClock
) -> None:
    await a_show(hub)
    async with connected(hub) as socket:
        ana = HClient(socket, NAME, 1)
        ana.begin()
        await ana.until_saved(1)
        copy = ana.doc.get_update()
    await begin_anew(hub)
    again = Hub(store, clock, Settings())
    await again.start()
    try:
        async with connected(again) as socket:
            ana = HClient(socket, NAME, 1)
            ana.doc.apply_update(copy)
            ana.begin()
            while not isinstance(await ana.hear(), Denied):
                pass
    finally:
        await again.stop(patience=1.0)
