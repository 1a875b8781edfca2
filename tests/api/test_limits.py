"""What is too large is refused by the API with a sentence, and nothing of it is done (L1, L8)."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from crdt_server.app import make_app
from crdt_server.settings import Settings
from docs_model.sample import sample_show
from persistence.memory import MemoryStore
from tests.api.test_documents import create, sentence

pytestmark = pytest.mark.anyio

LONG = {"id": "0190b1c2-0000-7000-8000-000000000001", "name": "x" * 5_000}


@pytest.fixture
async def app() -> AsyncIterator[Starlette]:
    app = make_app(Settings(open=True, max_document=200_000, max_record=4_000), MemoryStore())
    async with app.router.lifespan_context(app):
        yield app


async def test_L8_a_record_that_is_too_large_is_named(client: httpx.AsyncClient) -> None:
    name = await create(client)
    before = (await client.get(f"/api/documents/{name}")).json()
    short = {"name": "Doors"}
    for content in ({"segments": [short, LONG]}, {"segments": [short, "x" * 5_000]}):
        response = await client.post(f"/api/documents/{name}/import", json=content)
        assert response.status_code == 413
        assert response.json()["error"]["code"] == "too_large"
    assert "segments/1 has 4.88 KiB" in sentence(response)
    assert "3.91 KiB is the most" in sentence(response)
    assert (await client.get(f"/api/documents/{name}")).json() == before
    response = await client.post(
        "/api/documents", json={"kind": "show", "content": {"segments": [LONG]}}
    )
    assert response.status_code == 413
    assert LONG["id"] in sentence(response)
    assert len((await client.get("/api/documents")).json()["documents"]) == 1


async def test_L8_an_import_for_which_there_is_no_room_is_refused_whole(
    client: httpx.AsyncClient,
) -> None:
    rows = {"segments": [{"id": f"row-{number}", "name": "x" * 400} for number in range(160)]}
    name = await create(client, content=rows)
    response = await client.post(f"/api/documents/{name}/import", json=rows)
    assert response.status_code == 413
    assert "This document is full" in sentence(response)
    content = (await client.get(f"/api/documents/{name}")).json()["content"]
    assert len(content["segments"]) == 160
    response = await client.post(
        "/api/documents", json={"kind": "show", "content": {"segments": rows["segments"] * 3}}
    )
    assert response.status_code == 413


async def test_L1_the_sample_has_room_by_far(client: httpx.AsyncClient) -> None:
    name = await create(client, sample=True)
    response = await client.post(f"/api/documents/{name}/import", json=sample_show())
    assert response.status_code == 200


async def test_contents_that_are_no_object_are_refused(client: httpx.AsyncClient) -> None:
    name = await create(client)
    response = await client.post(f"/api/documents/{name}/import", json={"content": [1]})
    assert response.status_code == 400
    assert "JSON object" in sentence(response)
