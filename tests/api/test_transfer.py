"""Files in and out: exports that can be imported again, and tables that are understood before they are stored."""

import asyncio
import threading
from typing import Any

import httpx
import orjson
import pytest
from starlette.applications import Starlette

from docs_model.sheets import read_sheet
from tests.api.test_documents import create, sentence

pytestmark = pytest.mark.anyio

TABLE = b"Start,Title,Dur,Notes\n18:00,Doors,30,Check tickets\n18:30,Opening,never,\n"


async def content_of(client: httpx.AsyncClient, name: str) -> dict[str, Any]:
    content: dict[str, Any] = (await client.get(f"/api/documents/{name}")).json()["content"]
    return content


async def test_D5_importing_an_export_changes_nothing(client: httpx.AsyncClient) -> None:
    name = await create(client, sample=True)
    exported = await client.get(f"/api/documents/{name}/export?format=json")
    assert exported.headers["content-disposition"].startswith("attachment")
    response = await client.post(
        f"/api/documents/{name}/import", json=orjson.loads(exported.content)
    )
    assert response.json() == {"changed": [], "problems": []}


async def test_D5_a_show_created_from_an_export_is_the_same_show(client: httpx.AsyncClient) -> None:
    first = await content_of(client, await create(client, sample=True, title="One"))
    second = await content_of(client, await create(client, content=first, title="One"))
    first["meta"]["epoch"] = second["meta"]["epoch"]
    for content in (first, second):
        for record in content["segments"] + content["cues"]:
            record["updated_at"] = None
    assert second == first


async def test_what_an_import_cannot_use_is_told_with_its_path(client: httpx.AsyncClient) -> None:
    name = await create(client)
    segment = {"id": "3c6a1a52-0b2e-4c8e-9a53-6d3f1f3b7a11", "name": "Doors", "duration": "long"}
    response = await client.post(f"/api/documents/{name}/import", json={"segments": [segment]})
    (problem,) = response.json()["problems"]
    assert problem["path"] == f"segments/{segment['id']}/duration"
    assert [row["name"] for row in (await content_of(client, name))["segments"]] == ["Doors"]


async def test_D12_a_table_is_previewed_and_nothing_is_stored(client: httpx.AsyncClient) -> None:
    response = await client.post("/api/tables/preview?filename=plan.csv", content=TABLE)
    preview = response.json()
    assert [column["field"] for column in preview["columns"]] == [
        "start",
        "name",
        "duration",
        "notes",
    ]
    assert [problem["row"] for problem in preview["problems"]] == [3]
    assert [segment["name"] for segment in preview["content"]["segments"]] == ["Doors", "Opening"]
    assert (await client.get("/api/documents")).json()["documents"] == []


async def test_D12_a_column_can_be_overruled(client: httpx.AsyncClient) -> None:
    response = await client.post(
        "/api/tables/preview", params={"columns": '{"3": "name", "1": null}'}, content=TABLE
    )
    assert [column["field"] for column in response.json()["columns"]] == [
        "start",
        None,
        "duration",
        "name",
    ]
    wrong = await client.post(
        "/api/tables/preview", params={"columns": '{"3": "price"}'}, content=TABLE
    )
    assert "price" in sentence(wrong)
    for columns in ("7", "[]", '{"0":[]}', '{"0":7}', '{"a":null}', "{"):
        path = f"/api/tables/preview?columns={columns}"
        assert (await client.post(path, content=TABLE)).status_code == 400


async def test_D12_one_table_at_a_time_is_understood(
    app: Starlette, client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever sends many large files at once makes them wait for each other, not everybody for them."""
    started = 0
    go_on = threading.Event()

    def understand(content: bytes) -> Any:
        nonlocal started
        started += 1
        assert go_on.wait(30)
        return read_sheet(content)

    monkeypatch.setattr("crdt_server.api.tables.read_sheet", understand)
    async with asyncio.TaskGroup() as group:
        asked = [
            group.create_task(client.post("/api/tables/preview", content=TABLE)) for _ in range(4)
        ]
        while started + app.state.previews.statistics().tasks_waiting < 4:
            await asyncio.sleep(0)
        at_once = started
        go_on.set()
    assert at_once == 1
    assert [task.result().status_code for task in asked] == [200] * 4


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
async def test_D12_what_was_exported_can_be_imported_again(
    client: httpx.AsyncClient, suffix: str
) -> None:
    name = await create(client, sample=True)
    table = await client.get(f"/api/documents/{name}/export?format={suffix}")
    preview = (await client.post("/api/tables/preview", content=table.content)).json()
    assert preview["problems"] == []
    again = await client.post(f"/api/documents/{name}/import", json=preview["content"])
    assert again.json() == {"changed": [], "problems": []}


async def test_a_file_that_is_no_table_is_refused_with_a_sentence(
    client: httpx.AsyncClient,
) -> None:
    response = await client.post("/api/tables/preview", content=b"PK\x03\x04 no archive")
    assert response.status_code == 400
    assert "XLSX" in sentence(response)
