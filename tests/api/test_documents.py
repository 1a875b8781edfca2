"""The library through its API: create, list, rename, delete, restore, read (A2, A3)."""

import httpx
import pytest
from starlette.applications import Starlette

from crdt_server.api.routes import PATHS
from crdt_server.hub.names import WORDS_OF_THE_API
from crdt_server.protocol.messages import Denied
from docs_model.kinds.show import SHOW
from docs_model.meta import title_of
from docs_model.write import NotAllowed
from persistence.store import StoreError
from tests.hub.socket import HClient, connected

pytestmark = pytest.mark.anyio


async def create(client: httpx.AsyncClient, **body: object) -> str:
    response = await client.post("/api/documents", json={"kind": "show", "title": "A show", **body})
    assert response.status_code == 201
    name: str = response.json()["document"]["name"]
    return name


def sentence(response: httpx.Response) -> str:
    message: str = response.json()["error"]["message"]
    return message


async def test_A2_a_document_is_created_listed_and_read(client: httpx.AsyncClient) -> None:
    name = await create(client, title="  Gala  ")
    (entry,) = (await client.get("/api/documents")).json()["documents"]
    assert (entry["name"], entry["kind"], entry["title"]) == (name, "show", "Gala")
    content = (await client.get(f"/api/documents/{name}")).json()["content"]
    assert content["meta"]["title"] == "Gala"
    assert content["meta"]["epoch"]
    assert content["segments"] == []


async def test_A2_renaming_reaches_the_document_and_whoever_has_it_open(
    client: httpx.AsyncClient, app: Starlette
) -> None:
    name = await create(client)
    async with connected(app.state.hub) as socket:
        ana = HClient(socket, name, 1)
        ana.begin()
        await ana.until_saved(1)
        response = await client.patch(f"/api/documents/{name}", json={"title": "Renamed"})
        assert response.json()["document"]["title"] == "Renamed"
        while title_of(ana.doc, SHOW) != "Renamed":
            await ana.hear()


async def test_A2_a_deleted_document_turns_everybody_out_and_comes_back_whole(
    client: httpx.AsyncClient, app: Starlette
) -> None:
    name = await create(client, sample=True)
    before = (await client.get(f"/api/documents/{name}")).json()["content"]
    async with connected(app.state.hub) as socket:
        ana = HClient(socket, name, 1)
        ana.begin()
        await ana.until_saved(1)
        await client.delete(f"/api/documents/{name}")
        while not isinstance(message := await ana.hear(), Denied):
            pass
        assert "restored" in message.reason
        ana.begin()
        assert isinstance(await ana.hear(), Denied)
    response = await client.get(f"/api/documents/{name}")
    assert response.status_code == 410
    assert "/restore" in sentence(response)
    assert (await client.get("/api/documents")).json()["documents"][0]["deleted_at"]
    restored = await client.post(f"/api/documents/{name}/restore")
    assert restored.json()["document"]["deleted_at"] is None
    assert (await client.get(f"/api/documents/{name}")).json()["content"] == before


async def test_a_free_document_is_listed_and_read_as_bytes(
    client: httpx.AsyncClient, app: Starlette
) -> None:
    async with connected(app.state.hub) as socket:
        ana = HClient(socket, "my notes", 1)
        ana.begin()
        ana.type("hello")
        await ana.until_saved(2)
    (entry,) = (await client.get("/api/documents")).json()["documents"]
    assert (entry["name"], entry["kind"]) == ("my notes", "free")
    exported = await client.get("/api/documents/my notes/export?format=yjs")
    assert exported.content == ana.doc.get_update()
    assert (await client.get("/api/documents/my notes/export?format=csv")).status_code == 400


async def test_a_free_document_can_be_entered_before_anybody_opens_it(
    client: httpx.AsyncClient,
) -> None:
    response = await client.post("/api/documents", json={"kind": "free", "name": "plan"})
    assert response.json()["document"]["name"] == "plan"
    claimed = {"kind": "free", "name": "show/3c6a1a52-0b2e-4c8e-9a53-6d3f1f3b7a11"}
    assert (await client.post("/api/documents", json=claimed)).status_code == 400


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "word"),
    [
        ("GET", "/api/documents/nothing", None, 404, "/api/documents"),
        ("GET", "/api/nothing", None, 404, "openapi"),
        ("POST", "/api/documents", {"kind": "opera"}, 400, "show"),
        ("POST", "/api/documents", {"kind": "show", "title": 7}, 400, "title"),
        ("POST", "/api/documents", {"kind": "show", "title": "x" * 201}, 400, "200"),
        ("POST", "/api/documents", {"kind": "show", "content": []}, 400, "object"),
        ("POST", "/api/documents", {"kind": "show", "title": "two\nlines"}, 400, "one line"),
        ("POST", "/api/documents", {"kind": "free", "name": "two\rlines"}, 400, "one line"),
        ("POST", "/api/documents", [], 400, "object"),
        ("PATCH", "/api/documents/{name}", {"title": "two\rlines"}, 400, "one line"),
        ("DELETE", "/api/server", None, 404, "openapi"),
    ],
)
async def test_A3_an_error_says_what_was_wrong(
    client: httpx.AsyncClient, method: str, path: str, body: object, status: int, word: str
) -> None:
    path = path.replace("{name}", await create(client))
    response = await client.request(method, path, json=body)
    assert response.status_code == status
    assert word in sentence(response)


async def test_A3_a_title_that_a_document_cannot_have_is_a_problem_of_the_import(
    client: httpx.AsyncClient,
) -> None:
    for title in ("x" * 201, "two\nlines"):
        response = await client.post("/api/documents", json={"content": {"meta": {"title": title}}})
        assert response.status_code == 201
        assert response.json()["document"]["title"] == "Untitled"
        assert [problem["path"] for problem in response.json()["problems"]] == ["meta/title"]


async def test_A3_while_the_store_fails_the_answer_says_what_is_wrong_with_it(
    client: httpx.AsyncClient, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = await create(client)
    full = "The disk is full. Free some space."

    async def fail(*_: object) -> None:
        raise StoreError(full)

    monkeypatch.setattr(app.state.hub.registry, "_put", fail)
    answers = [
        await client.delete(f"/api/documents/{name}"),
        await client.patch(f"/api/documents/{name}", json={"title": "New"}),
        await client.post("/api/documents", json={"kind": "free", "name": "plan"}),
        await client.post("/api/documents", json={"kind": "show", "title": "Second"}),
    ]
    assert [(each.status_code, sentence(each)) for each in answers] == [(503, full)] * 4


async def test_A3_what_a_document_does_not_allow_is_a_bad_request_and_a_bug_is_told_as_one(
    app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        for error, status, code in (
            (NotAllowed("title must be shorter"), 400, "bad_request"),
            (ZeroDivisionError(), 500, "bug"),
        ):

            def fail(*_: object, error: Exception = error) -> None:
                raise error

            monkeypatch.setattr(app.state.hub.registry, "all", fail)
            response = await client.get("/api/documents")
            assert response.status_code == status
            assert response.json()["error"]["code"] == code
            assert sentence(response).endswith(".")


async def test_A3_what_is_not_json_is_refused_with_a_sentence(client: httpx.AsyncClient) -> None:
    headers = {"content-type": "application/json"}
    broken = await client.post("/api/documents", content=b"{", headers=headers)
    assert broken.status_code == 400
    assert "JSON" in sentence(broken)
    large = await client.post("/api/documents", content=b" " * 2_000_000, headers=headers)
    assert large.status_code == 413


async def test_A7_a_form_of_another_site_cannot_create_a_document(
    client: httpx.AsyncClient,
) -> None:
    """Without the JSON content type a browser sends a cross-site request without asking first."""
    response = await client.post(
        "/api/documents", content=b'{"kind":"show"}', headers={"content-type": "text/plain"}
    )
    assert response.status_code == 400
    assert (await client.get("/api/documents")).json()["documents"] == []


async def test_the_api_describes_itself_from_the_same_table(client: httpx.AsyncClient) -> None:
    description = (await client.get("/api/openapi.json")).json()
    assert "post" in description["paths"]["/api/documents/{name}/import"]
    assert (
        description["components"]["schemas"]["show"]
        == (await client.get("/api/schemas/show")).json()
    )
    assert (await client.get("/api/schemas/free")).status_code == 404


async def test_A6_health_and_readiness(client: httpx.AsyncClient, app: Starlette) -> None:
    assert (await client.get("/healthz")).status_code == 200
    assert (await client.get("/readyz")).status_code == 200
    app.state.hub.journal.trouble = "the disk is full"
    response = await client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["trouble"] == "the disk is full"
    assert (await client.get("/healthz")).status_code == 200


def test_no_free_document_can_be_called_like_an_address_of_the_api() -> None:
    behind = {path.path.partition("{name}/")[2].partition("/")[0] for path in PATHS}
    assert behind - {""} == WORDS_OF_THE_API


async def test_a_free_document_with_the_name_of_an_address_is_refused(
    client: httpx.AsyncClient,
) -> None:
    for name in ("notes/export", "notes/versions/1"):
        response = await client.post("/api/documents", json={"kind": "free", "name": name})
        assert response.status_code == 400
        assert "address" in sentence(response)
    response = await client.post("/api/documents", json={"kind": "free", "name": "export/notes"})
    assert response.status_code == 201
