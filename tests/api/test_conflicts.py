"""Conflicts through the API: told with both names, decided with one request, by new edits (C1, C2, C3)."""

import asyncio
import json
from typing import Any

import httpx
import pytest
from pycrdt import Doc
from starlette.applications import Starlette

from crdt_server.protocol.messages import Stateless
from docs_model import edit
from docs_model.kinds.show import SEGMENTS
from tests.api.test_documents import sentence
from tests.api.test_history import BEN, Editor, a_show, content_of, put, steps_of
from tests.docs_model.shows import NOW
from tests.hub.socket import connected

pytestmark = pytest.mark.anyio
SIX, HALF_PAST, QUARTER_TO = 64_800_000, 66_600_000, 67_500_000


async def conflicts_of(client: httpx.AsyncClient, name: str) -> list[dict[str, Any]]:
    response = await client.get(f"/api/documents/{name}/conflicts")
    assert response.status_code == 200, response.text
    answer = response.json()
    assert answer["amount"] == len(answer["conflicts"])
    found: list[dict[str, Any]] = answer["conflicts"]
    return found


async def decide(client: httpx.AsyncClient, name: str, which: str, keep: str) -> httpx.Response:
    path = f"/api/documents/{name}/conflicts/{which}"
    return await client.post(path, json={"keep": keep, "by": BEN})


async def one_away(
    client: httpx.AsyncClient, app: Starlette, live: Any, away: Any, clients: tuple[int, int]
) -> str:
    """Let Ana be away and change something while Ben changes something too; then she comes back. Give the document."""
    name = await a_show(client)
    async with connected(app.state.hub) as socket:
        ana = Editor(socket, name, clients[0])
        await ana.come("Ana", "a")
        copy = ana.doc.get_update()
    async with connected(app.state.hub) as socket:
        ben = Editor(socket, name, clients[1])
        await ben.come("Ben", "b")
        await ben.does(live)
    kept: Doc[Any] = Doc(client_id=clients[0])
    kept.apply_update(copy)
    away(kept)
    async with connected(app.state.hub) as socket:
        ana = Editor(socket, name, clients[0])
        ana.doc.apply_update(kept.get_update())
        await ana.come("Ana", "a")
        await ana.until_saved(1)
    return name


@pytest.mark.parametrize("clients", [(1001, 2002), (2002, 1001)], ids=["ben wins", "ana wins"])
async def test_C1_two_values_are_told_with_names_and_the_other_can_be_taken(
    client: httpx.AsyncClient, app: Starlette, clients: tuple[int, int]
) -> None:
    name = await one_away(
        client, app, put("a", start=HALF_PAST), put("a", start=QUARTER_TO), clients
    )
    (conflict,) = await conflicts_of(client, name)
    sides = {conflict[side]["by"]["name"]: conflict[side]["said"] for side in ("stands", "other")}
    assert sides == {"Ana": "18:45", "Ben": "18:30"}
    standing = conflict["stands"]["by"]["name"]
    assert standing == ("Ben" if clients[1] > clients[0] else "Ana")
    other = "Ana" if standing == "Ben" else "Ben"
    assert conflict["sentence"] == (
        f"Segment ‘A’ start: {standing} put {sides[standing]}, {other} put {sides[other]}; "
        f"{sides[standing]} stands"
    )
    assert conflict["path"] == "segments/a/start"
    marked = [step for step in await steps_of(client, name) if step["conflicts"]]
    assert [one["id"] for step in marked for one in step["conflicts"]] == [conflict["id"]]

    assert (await decide(client, name, conflict["id"], "other")).json() == {"amount": 0}
    segment = (await content_of(client, name))["segments"][0]
    assert segment["start"] == (HALF_PAST if other == "Ben" else QUARTER_TO)
    assert await conflicts_of(client, name) == []
    last = (await client.get(f"/api/documents/{name}/history")).json()["last"]
    again = await decide(client, name, conflict["id"], "other")
    assert again.json() == {"amount": 0}
    assert (await client.get(f"/api/documents/{name}/history")).json()["last"] == last


async def test_C2_a_row_deleted_while_somebody_was_away_and_changed_it_comes_back_with_one_request(
    client: httpx.AsyncClient, app: Starlette
) -> None:
    name = await one_away(
        client,
        app,
        lambda doc: edit.delete(doc, SEGMENTS, ["b"], now=NOW),
        put("b", notes="Ask for the key"),
        (1001, 2002),
    )
    (conflict,) = await conflicts_of(client, name)
    assert conflict["sentence"] == "Segment ‘B’ was deleted by Ben while Ana changed its notes"
    assert (await decide(client, name, conflict["id"], "other")).json() == {"amount": 0}
    segment = (await content_of(client, name))["segments"][1]
    assert (segment["notes"], segment["deleted_at"]) == ("Ask for the key", None)


async def test_C2_who_comes_back_and_deletes_what_was_changed_meanwhile_is_told(
    client: httpx.AsyncClient, app: Starlette
) -> None:
    name = await one_away(
        client,
        app,
        put("b", notes="Ask for the key"),
        lambda doc: edit.delete(doc, SEGMENTS, ["b"], now=NOW),
        (1001, 2002),
    )
    (conflict,) = await conflicts_of(client, name)
    assert conflict["sentence"] == "Segment ‘B’ was deleted by Ana while Ben changed its notes"


async def test_C3_what_somebody_leaves_as_it_is_is_not_asked_again(
    client: httpx.AsyncClient, app: Starlette
) -> None:
    name = await one_away(
        client, app, put("a", start=SIX), put("a", start=QUARTER_TO), (1001, 2002)
    )
    (conflict,) = await conflicts_of(client, name)
    before = await content_of(client, name)
    assert (await decide(client, name, conflict["id"], "stands")).json() == {"amount": 0}
    assert await conflicts_of(client, name) == []
    assert await content_of(client, name) == before


async def test_C3_a_decision_that_cannot_be_made_is_refused_with_a_sentence(
    client: httpx.AsyncClient,
) -> None:
    name = await a_show(client)
    response = await decide(client, name, "1.2-3.4", "mine")
    assert response.status_code == 400
    assert "keep" in sentence(response)
    response = await decide(client, name, "1.2-3.4", "other")
    assert response.status_code == 404


async def test_C4_whoever_has_the_show_is_told_that_there_is_something_to_look_at(
    client: httpx.AsyncClient, app: Starlette
) -> None:
    hub = app.state.hub
    name = await a_show(client)
    async with connected(hub) as one, connected(hub) as two:
        ana, ben = Editor(one, name, 1001), Editor(two, name, 2002)
        await ana.come("Ana", "a")
        await ben.come("Ben", "b")
        hub.look()  # what was known before
        away: Doc[Any] = Doc(client_id=3003)
        away.apply_update(ana.doc.get_update())
        put("a", start=QUARTER_TO)(away)
        await ben.does(put("a", start=HALF_PAST))
        async with connected(hub) as three:
            cem = Editor(three, name, 3003)
            cem.doc.apply_update(away.get_update())
            await cem.come("Cem", "c")
            await cem.until_saved(1)
            async with asyncio.timeout(10):
                while not is_hint(await ana.hear()):
                    hub.look()
                while not is_hint(await cem.hear()):
                    hub.look()
        (conflict,) = await conflicts_of(client, name)
        async with connected(hub) as four:
            dora = Editor(four, name, 4004)
            dora.begin()
            async with asyncio.timeout(10):
                while not is_hint(await dora.hear()):
                    pass
        await decide(client, name, conflict["id"], "stands")
        async with asyncio.timeout(10):
            while not is_hint(await ana.hear()):
                pass


async def test_C4_one_who_writes_alone_has_nobody_to_meet(
    client: httpx.AsyncClient, app: Starlette
) -> None:
    hub = app.state.hub
    name = await a_show(client)
    async with connected(hub) as socket:
        ana = Editor(socket, name, 1001)
        await ana.come("Ana", "a")
        room = hub.rooms.find(name)
        room.company.begin(hub.clock.now())
        for minutes in range(5):
            await ana.does(put("a", start=minutes * 60_000))
        assert not room.company.is_mixed
        room.company.note("somebody else", was_away=False)
        assert room.company.is_mixed


def is_hint(message: object) -> bool:
    return isinstance(message, Stateless) and json.loads(message.payload) == {
        "callboard": "conflicts"
    }


async def test_C4_a_long_history_that_nobody_opened_is_not_read_in_passing(
    client: httpx.AsyncClient, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crdt_server.hub.history.MOST_UNASKED", 2)
    name = await one_away(
        client, app, put("a", start=SIX), put("a", start=QUARTER_TO), (1001, 2002)
    )
    await app.state.hub.store.put("open conflicts", name, b"1")
    answer = (await client.get(f"/api/documents/{name}/conflicts")).json()
    assert answer == {"amount": 1, "conflicts": []}
    await steps_of(client, name)  # somebody opens the history
    assert len(await conflicts_of(client, name)) == 1


async def test_C4_a_timeline_that_nobody_asked_for_lately_makes_room_for_another(
    client: httpx.AsyncClient, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 0.0
    monkeypatch.setattr("crdt_server.hub.history.MOST_KEPT", 1)
    monkeypatch.setattr("crdt_server.hub.history.stopwatch", lambda: now)
    first, second = await a_show(client), await a_show(client)
    history = app.state.hub.history
    await history.look(first)
    assert not await history.may_follow(second)
    now = 30.0
    assert await history.may_follow(second)
    await history.look(second)
    assert await history.may_follow(second)
