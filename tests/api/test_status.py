"""`/api/server/status`: what a person who looks after the server sees (M5), and what nobody sees there (M4)."""

import asyncio
import json
import logging

import httpx
import pytest
from starlette.applications import Starlette

from crdt_server.hub.set_aside import COLLECTION
from crdt_server.logs import JsonForm
from crdt_server.protocol import awareness
from crdt_server.protocol.awareness import PresenceEntry
from crdt_server.protocol.messages import Awareness
from crdt_server.room import pen as rooms
from crdt_server.room.digest import Indigestible
from persistence.store import StoreError
from tests.hub.socket import Closed, HClient, YClient, connected

pytestmark = pytest.mark.anyio

TYPED = "Ophelia drowns"
STATUS = "/api/server/status"


def says(client: int, name: str) -> Awareness:
    state = json.dumps({"person": {"id": "x", "name": name}, "place": TYPED})
    return Awareness(awareness.encode([PresenceEntry(client, 1, state)]))


async def test_M5_who_is_here_from_where_and_in_what(
    client: httpx.AsyncClient, app: Starlette
) -> None:
    made = await client.post("/api/documents", json={"kind": "show", "title": "Gala"})
    name = made.json()["document"]["name"]
    hub = app.state.hub
    async with connected(hub) as one, connected(hub, "notes") as two, connected(hub):
        ana, bob = HClient(one, name, 1), YClient(two, 2)
        ana.begin()
        bob.begin()
        await ana.until_saved(1)
        ana.say(says(1, "Ana Lima"))
        bob.type(TYPED)
        await hub.journal.settled("notes")
        status = (await client.get(STATUS)).json()
    by_name = {document["name"]: document for document in status["documents"]}
    assert (by_name[name]["title"], by_name[name]["people"]) == ("Gala", 1)
    assert (by_name["notes"]["people"], by_name["notes"]["log_entries"]) == (1, 1)
    assert status["documents_open"] == 2 and status["sockets_open"] == 3
    first, second, third = status["sockets"]
    assert (first["dialect"], first["people"], first["documents"]) == (
        "hocuspocus",
        ["Ana Lima"],
        [name],
    )
    assert (second["dialect"], second["documents"]) == ("y-websocket", ["notes"])
    assert (third["dialect"], third["documents"]) == ("none yet", [])
    assert first["number"] < second["number"] < third["number"]
    assert status["saving"]["trouble"] is None
    assert status["saving"]["unsaved_entries"] == status["saving"]["unsaved_bytes"] == 0
    assert status["saving"]["commits"] >= 1 and status["saving"]["commit_median"] >= 0
    assert status["started_at"] <= status["now"]
    assert status["database"] == "sqlite:///data/callboard.sqlite"
    assert TYPED not in json.dumps(status)


async def test_M5_what_is_not_saved_is_told_with_the_reason(
    client: httpx.AsyncClient, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = app.state.hub

    async def broken(entries: object) -> None:
        raise StoreError("The disk is full.")

    async with connected(hub) as socket:
        ana = HClient(socket, "notes", 1)
        ana.begin()
        await ana.until_saved(1)
        with monkeypatch.context() as patch:
            patch.setattr(hub.store, "append", broken)
            update = ana.type(TYPED)
            while hub.journal.trouble is None:
                await asyncio.sleep(0.01)
            saving = (await client.get(STATUS)).json()["saving"]
        assert saving["trouble"] == "The disk is full."
        assert (saving["unsaved_entries"], saving["unsaved_bytes"]) == (1, len(update))
        assert saving["unsaved_since"] > 1_600_000_000_000
        await ana.until_saved(2)


async def test_M4_of_what_is_set_aside_all_is_told_but_its_content(
    client: httpx.AsyncClient,
    app: Starlette,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A library that fails may quote what it was given: that goes into the record, and nowhere else."""
    hub = app.state.hub

    def poisoned(doc: object, update: bytes) -> None:
        raise Indigestible(f"the update made the CRDT library fail: byte 3 is inside '{TYPED}'")

    caplog.set_level(logging.INFO)
    async with connected(hub, "notes") as socket:
        ana = YClient(socket, 1)
        ana.begin()
        await ana.hear()
        with monkeypatch.context() as patch:
            patch.setattr(rooms, "apply", poisoned)
            update = ana.type(TYPED)
        with pytest.raises(Closed):
            while True:
                await socket.hear()
    status = (await client.get(STATUS)).json()
    (aside,) = status["quarantine"]
    assert status["quarantined"] == 1
    assert (aside["document"], aside["bytes"]) == ("notes", len(update))
    assert aside["cause"] == "the update made the CRDT library fail"
    assert aside["at"] <= status["now"]
    told = "\n".join(map(JsonForm().format, caplog.records))
    assert '"event":"set_aside"' in told
    figures = (await client.get("/metrics")).text
    assert "callboard_quarantined_total 1" in figures
    for hidden in (TYPED, update.hex()):
        assert hidden not in told + figures + json.dumps(status)
    while not (kept := await hub.store.list(COLLECTION)):
        await asyncio.sleep(0)
    assert update.hex().encode() in kept[0].value


async def test_M5_what_was_set_aside_before_a_restart_is_told_as_well(
    client: httpx.AsyncClient, app: Starlette
) -> None:
    old = {"document": "notes", "reason": "an entry: why", "at": 5, "bytes": "00ff00"}
    await app.state.hub.store.put(COLLECTION, "notes:1", json.dumps(old).encode())
    status = (await client.get(STATUS)).json()
    assert status["quarantine"] == [{"document": "notes", "at": 5, "cause": "an entry", "bytes": 3}]


async def test_M5_the_status_is_told_while_the_store_does_not_answer(
    client: httpx.AsyncClient, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(collection: str) -> None:
        raise StoreError("The disk does not answer.")

    monkeypatch.setattr(app.state.hub.store, "list", broken)
    answer = await client.get(STATUS)
    assert answer.status_code == 200
    assert (answer.json()["quarantine"], answer.json()["quarantined"]) == ([], None)


async def test_M5_the_status_is_described(client: httpx.AsyncClient) -> None:
    paths = (await client.get("/api/openapi.json")).json()["paths"]
    assert paths[STATUS]["get"]["operationId"] == "read_status"
