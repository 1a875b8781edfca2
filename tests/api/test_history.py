"""A document's history through the API: who did what, named versions, comparison, bringing back (H1–H4)."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from crdt_server.protocol.awareness import PresenceEntry, encode
from crdt_server.protocol.messages import Awareness, Update
from docs_model import edit
from docs_model.kinds.show import SEGMENTS
from tests.api.test_documents import create, sentence
from tests.docs_model.shows import NOW, AnyDoc
from tests.hub.socket import HClient, connected

pytestmark = pytest.mark.anyio
BEN = {"id": "b", "name": "Ben", "colour": "pink"}


class Editor(HClient):
    """Somebody who has a show open, is there with a name, and edits it."""

    async def come(self, name: str, identity: str) -> None:
        """Open the show and say who it is."""
        self.begin()
        await self.until_saved(1)
        state = json.dumps({"person": {"id": identity, "name": name, "colour": "teal"}})
        self.say(Awareness(encode([PresenceEntry(self.doc.client_id, 1, state)])))

    async def does(self, change: Callable[[AnyDoc], object]) -> None:
        """Change the show and wait until that is stored."""
        updates: list[bytes] = []
        subscription = self.doc.observe(lambda event: updates.append(event.update))
        change(self.doc)
        self.doc.unobserve(subscription)
        for update in updates:
            self.say(Update(update))
        await self.until_saved(self.saved + len(updates))


def put(key: str, **values: Any) -> Callable[[AnyDoc], object]:
    return lambda doc: edit.change(doc, SEGMENTS, key, values, now=NOW)


async def a_show(client: httpx.AsyncClient) -> str:
    segments = [{"id": key, "name": key.upper(), "duration": 60_000} for key in "abc"]
    return await create(client, content={"segments": segments}, title="Gala")


async def steps_of(client: httpx.AsyncClient, name: str, query: str = "") -> list[dict[str, Any]]:
    response = await client.get(f"/api/documents/{name}/history{query}")
    assert response.status_code == 200, response.text
    steps: list[dict[str, Any]] = response.json()["steps"]
    return steps


def told(step: dict[str, Any]) -> list[str]:
    return [change["sentence"] for change in step["changes"]]


async def content_of(client: httpx.AsyncClient, name: str) -> dict[str, Any]:
    content: dict[str, Any] = (await client.get(f"/api/documents/{name}")).json()["content"]
    return content


async def test_H1_the_timeline_says_who_did_what(client: httpx.AsyncClient, app: Starlette) -> None:
    name = await a_show(client)
    async with connected(app.state.hub) as socket:
        ana = Editor(socket, name, 1001)
        await ana.come("Ana", "a")
        await ana.does(put("a", start=66_600_000))
        await ana.does(lambda doc: edit.delete(doc, SEGMENTS, ["b"], now=NOW))
    latest, first = await steps_of(client, name)
    assert told(latest) == ["Segment ‘A’ start not fixed → 18:30", "Segment ‘B’ deleted"]
    assert (latest["author"]["name"], latest["author"]["colour"]) == ("Ana", "teal")
    assert latest["author"]["kind"] == "person"
    assert latest["brought_by"] is None
    assert first["author"]["name"] == "Somebody, through the API"
    assert "Title" in told(first)[0]


async def test_H1_an_author_is_told_by_the_socket_whatever_the_update_claims(
    client: httpx.AsyncClient, app: Starlette
) -> None:
    name = await a_show(client)
    async with connected(app.state.hub) as socket, connected(app.state.hub) as other:
        ana, eve = Editor(socket, name, 1001), Editor(other, name, 2002)
        await ana.come("Ana", "a")
        await ana.does(put("a", duration=1))
        await eve.come("Eve", "e")
        eve.doc.apply_update(ana.doc.get_update())
        forged: AnyDoc = type(eve.doc)(client_id=1001)
        forged.apply_update(ana.doc.get_update())
        eve.doc = forged
        await eve.does(put("a", duration=2))
    latest = (await steps_of(client, name))[0]
    assert "duration" in told(latest)[0]
    assert latest["author"]["name"] == "Ana"
    assert latest["brought_by"]["name"] == "Eve"


async def test_H1_a_show_made_from_the_sample_begins_with_one_sentence(
    client: httpx.AsyncClient,
) -> None:
    name = await create(client, sample=True, title="Gala")
    (step,) = await steps_of(client, name)
    (made,) = told(step)
    assert made.startswith("Made from the sample: ")


async def test_H1_the_timeline_is_given_in_pages(client: httpx.AsyncClient) -> None:
    name = await a_show(client)
    for number in range(3):
        by = {"id": f"p{number}", "name": f"Person {number}"}
        await client.patch(f"/api/documents/{name}", json={"title": f"Title {number}", "by": by})
    page = (await client.get(f"/api/documents/{name}/history?most=2")).json()
    assert [told(step) for step in page["steps"]] == [
        ["Title ‘Title 1’ → ‘Title 2’"],
        ["Title ‘Title 0’ → ‘Title 1’"],
    ]
    rest = (await client.get(f"/api/documents/{name}/history?before={page['before']}")).json()
    assert told(rest["steps"][0]) == ["Title ‘Gala’ → ‘Title 0’"]
    assert rest["before"] is None
    assert rest["steps"][0]["author"]["name"] == "Person 0"


async def test_H2_two_moments_are_compared_in_words(client: httpx.AsyncClient) -> None:
    name = await a_show(client)
    begun = (await client.get(f"/api/documents/{name}/history")).json()["last"]
    body = {"segments": [{"id": "a", "name": "Doors"}], "show": {"venue": "Hall"}}
    await client.post(f"/api/documents/{name}/import", json=body)
    query = f"/api/documents/{name}/compare?from={begun}"
    whole = (await client.get(query)).json()
    assert told(whole) == ["Venue empty → ‘Hall’", "Segment name ‘A’ → ‘Doors’"]
    assert (whole["from"]["seq"], whole["to"]["moment"]) == (begun, "now")
    part = (await client.get(query + "&path=segments/a")).json()
    assert [change["path"] for change in part["changes"]] == ["segments/a/name"]
    assert part["changes"][0]["before"] == "A"
    same = (await client.get(f"/api/documents/{name}/compare?from=2100-01-01T00:00:00Z")).json()
    assert same["changes"] == []


async def test_H3_a_version_is_named_listed_renamed_read_and_deleted(
    client: httpx.AsyncClient,
) -> None:
    name = await a_show(client)
    made = await client.post(
        f"/api/documents/{name}/versions", json={"title": " Before tech ", "by": BEN}
    )
    assert made.status_code == 201
    version = made.json()["version"]
    assert (version["title"], version["by"]["name"]) == ("Before tech", "Ben")
    await client.patch(f"/api/documents/{name}", json={"title": "Changed"})
    path = f"/api/documents/{name}/versions/{version['id']}"
    assert (await client.get(path)).json()["content"]["meta"]["title"] == "Gala"
    await client.patch(path, json={"title": "Tech"})
    (listed,) = (await client.get(f"/api/documents/{name}/versions")).json()["versions"]
    assert listed["title"] == "Tech"
    compared = await client.get(f"/api/documents/{name}/compare?from={version['moment']}")
    assert told(compared.json()) == ["Title ‘Gala’ → ‘Changed’"]
    assert (await client.delete(path)).status_code == 200
    assert (await client.get(path)).status_code == 404
    assert (await client.get(f"/api/documents/{name}/versions")).json()["versions"] == []


async def test_H3_a_moment_of_the_past_can_be_named(client: httpx.AsyncClient) -> None:
    name = await a_show(client)
    begun = (await client.get(f"/api/documents/{name}/history")).json()["last"]
    await client.patch(f"/api/documents/{name}", json={"title": "Changed"})
    body = {"title": "As it began", "moment": str(begun)}
    version = (await client.post(f"/api/documents/{name}/versions", json=body)).json()["version"]
    content = (await client.get(f"/api/documents/{name}/versions/{version['id']}")).json()
    assert content["content"]["meta"]["title"] == "Gala"


async def test_H4_a_field_a_record_and_a_moment_come_back_as_edits_of_whoever_asked(
    client: httpx.AsyncClient, app: Starlette
) -> None:
    name = await a_show(client)
    before = await content_of(client, name)
    begun = str((await client.get(f"/api/documents/{name}/history")).json()["last"])
    async with connected(app.state.hub) as socket:
        ana = Editor(socket, name, 1001)
        await ana.come("Ana", "a")
        await ana.does(put("a", start=1, duration=5))
        await ana.does(put("b", name="Other"))
        await ana.does(lambda doc: edit.delete(doc, SEGMENTS, ["c"], now=NOW))
        url = f"/api/documents/{name}/history/restore"
        one = {"moment": begun, "path": "segments/a/start", "by": BEN}
        answer = (await client.post(url, json=one)).json()
        assert told(answer) == ["Segment ‘A’ start 00:00:00.001 → not fixed"]
        while ana.doc["segments"]["a"]["start"] is not None:
            await ana.hear()
        assert (await client.post(url, json=one)).json()["amount"] == 0
        answer = (await client.post(url, json={"moment": begun, "path": "segments/c"})).json()
        assert told(answer) == ["Segment ‘C’ restored"]
        await client.post(url, json={"moment": begun})
    after = await content_of(client, name)
    for segment in before["segments"] + after["segments"]:
        segment["updated_at"] = None
    assert after == before
    authors = {step["author"]["name"] for step in await steps_of(client, name)}
    assert {"Ana", "Ben", "Somebody, through the API"} <= authors


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "word"),
    [
        ("GET", "/history?most=many", None, 400, "whole number"),
        ("GET", "/compare?from=yesterday", None, 400, "version:<id>"),
        ("GET", "/compare?from=99999", None, 404, "last one"),
        ("GET", "/compare?from=version:none", None, 404, "version"),
        ("POST", "/history/restore", {}, 400, "moment"),
        ("POST", "/history/restore", {"moment": "1", "path": "stage"}, 400, "stage"),
        ("POST", "/versions", {"title": " "}, 400, "title"),
        ("DELETE", "/versions/none", None, 404, "version"),
    ],
)
async def test_A3_what_history_cannot_answer_is_explained(
    client: httpx.AsyncClient, method: str, path: str, body: object, status: int, word: str
) -> None:
    name = await a_show(client)
    response = await client.request(method, f"/api/documents/{name}{path}", json=body)
    assert response.status_code == status
    assert word in sentence(response)


async def test_D11_of_a_free_document_sizes_and_authors_are_told(
    client: httpx.AsyncClient, app: Starlette
) -> None:
    async with connected(app.state.hub) as socket:
        ana = Editor(socket, "my notes", 1001)
        await ana.come("Ana", "a")
        ana.type("hello")
        await ana.until_saved(2)
    (step,) = await steps_of(client, "my notes")
    assert step["author"]["name"] == "Ana"
    assert step["bytes"] > 0
    assert step["changes"] == []
    refused = await client.get("/api/documents/my notes/compare")
    assert refused.status_code == 400
    assert "schema" in sentence(refused)
    version = await client.post("/api/documents/my notes/versions", json={"title": "First"})
    path = f"/api/documents/my notes/versions/{version.json()['version']['id']}"
    assert (await client.get(path)).json()["update"]
