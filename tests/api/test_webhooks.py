"""Webhooks through the API: who may, what is shown, and that no secret is (O12)."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from crdt_server.app import make_app
from crdt_server.settings import Settings
from crdt_server.walls import new_wall
from persistence.memory import MemoryStore
from persistence.open import open_store
from tests.api.test_accounts import ANA, a_show, browser, workspace_of
from tests.api.test_accounts import ana as ana
from tests.webhooks.conftest import Receiver, a_receiver

pytestmark = pytest.mark.anyio
SEGMENT = "0190b1c2-0000-7000-8000-000000000101"
CONTENT = {"segments": [{"id": SEGMENT, "name": "Doors"}]}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with a_receiver() as receiver:
        yield receiver


@pytest.fixture
async def app() -> AsyncIterator[Starlette]:
    app = make_app(Settings(webhook_networks="127.0.0.1"), MemoryStore())
    async with app.router.lifespan_context(app):
        yield app


async def webhooks_of(client: httpx.AsyncClient) -> str:
    return f"/api/workspaces/{await workspace_of(client)}/webhooks"


async def test_O12_a_webhook_is_made_tried_listed_and_removed(
    ana: httpx.AsyncClient, receiver: Receiver
) -> None:
    path = await webhooks_of(ana)
    assert (await ana.get(path)).json()["webhooks"] == []
    made = await ana.post(path, json={"url": receiver.url, "label": "Lobby display"})
    assert made.status_code == 201, made.text
    hook, secret = made.json()["webhook"], made.json()["secret"]
    assert hook["events"] == ["segment-activated", "segment-completed"]
    tried = (await ana.post(f"{path}/{hook['id']}/test")).json()["delivery"]
    assert (tried["outcome"], tried["status"], tried["trouble"]) == ("delivered", 204, "")
    assert receiver.next().is_signed_with(secret)
    (listed,) = (await ana.get(path)).json()["webhooks"]
    assert (listed["waiting"], listed["last"]["event"]) == (0, "test")
    (delivery,) = (await ana.get(f"{path}/{hook['id']}/deliveries")).json()["deliveries"]
    assert delivery == tried
    assert (await ana.delete(f"{path}/{hook['id']}")).json() == {"removed": hook["id"]}
    gone = await ana.post(f"{path}/{hook['id']}/test")
    assert gone.status_code == 404


async def test_O12_a_secret_is_told_once_and_is_in_no_answer_and_no_log(
    ana: httpx.AsyncClient, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    path = await webhooks_of(ana)
    url = f"{receiver.url}?key=only-we-know"
    made = (await ana.post(path, json={"url": url, "label": "Lobby"})).json()
    secret, identity = made["secret"], made["webhook"]["id"]
    receiver.statuses.append(500)
    await ana.post(f"{path}/{identity}/test")
    audit = await ana.get(f"{path.removesuffix('/webhooks')}/audit")
    told = [(await ana.get(each)).text for each in (path, f"{path}/{identity}/deliveries")]
    assert not any(secret in each for each in (*told, audit.text, caplog.text))
    assert "only-we-know" not in audit.text + caplog.text
    (deed,) = [one for one in audit.json()["deeds"] if one["what"] == "webhook.made"]
    assert deed["on"] == "Lobby 127.0.0.1"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({}, "Give a url"),
        ({"url": "example.org"}, "no address such as"),
        ({"url": "https://ana:secret@example.org"}, "cannot have a user"),
        ({"url": "http://169.254.169.254/latest"}, "nothing is ever posted to"),
        ({"url": "http://10.0.0.1/"}, "webhook_networks"),
        ({"url": "https://example.org", "events": []}, "Give the events"),
        ({"url": "https://example.org", "events": ["dance"]}, "Give the events"),
        ({"url": "https://example.org", "events": [["x"]]}, "Give the events"),
        ({"url": "https://example.org", "label": "x" * 81}, "label is too long"),
        ({"url": "https://example.org", "label": 7}, "Give a label"),
    ],
)
async def test_O12_what_is_wrong_is_told_in_a_sentence(
    ana: httpx.AsyncClient, body: dict[str, Any], why: str
) -> None:
    answered = await ana.post(await webhooks_of(ana), json=body)
    assert answered.status_code == 400
    assert why in answered.json()["error"]["message"]


async def test_O12_webhooks_of_one_workspace_are_not_there_in_another(
    app: Starlette, ana: httpx.AsyncClient, receiver: Receiver
) -> None:
    mine = await webhooks_of(ana)
    other = (await ana.post("/api/workspaces", json={"name": "Other"})).json()["workspace"]["id"]
    made = (await ana.post(mine, json={"url": receiver.url})).json()["webhook"]
    theirs = f"/api/workspaces/{other}/webhooks"
    assert (await ana.get(theirs)).json()["webhooks"] == []
    for method, path in (("DELETE", ""), ("POST", "/test"), ("GET", "/deliveries")):
        answered = await ana.request(method, f"{theirs}/{made['id']}{path}")
        assert answered.status_code == 404, path
    async with browser(app) as nobody:
        assert (await nobody.get(mine)).status_code == 401


async def test_O12_what_is_decided_in_a_show_is_posted(
    ana: httpx.AsyncClient, receiver: Receiver
) -> None:
    path, name = await webhooks_of(ana), await a_show(ana)
    imported = await ana.post(f"/api/documents/{name}/import", json=CONTENT)
    assert imported.status_code == 200, imported.text
    made = (
        await ana.post(path, json={"url": receiver.url, "events": ["segment-activated"]})
    ).json()
    called = await ana.post(f"/api/live/{name}", json={"command": "next"})
    assert called.status_code == 200, called.text
    came = await asyncio.to_thread(receiver.next)
    assert came.json["data"]["segmentId"] == SEGMENT
    assert came.is_signed_with(made["secret"])


async def test_O12_a_show_that_is_moved_in_tells_nothing_of_before(
    ana: httpx.AsyncClient, receiver: Receiver
) -> None:
    name = await a_show(ana)
    await ana.post(f"/api/documents/{name}/import", json=CONTENT)
    called = await ana.post(f"/api/live/{name}", json={"command": "next"})
    assert called.status_code == 200, called.text
    other = (await ana.post("/api/workspaces", json={"name": "Other"})).json()["workspace"]["id"]
    await ana.post(f"/api/workspaces/{other}/webhooks", json={"url": receiver.url})
    moved = await ana.post(f"/api/documents/{name}/move", json={"workspace": other})
    assert moved.status_code == 200, moved.text
    await ana.post(f"/api/live/{name}", json={"command": "complete"})
    assert (await asyncio.to_thread(receiver.next)).json["type"] == "segment-completed"


async def test_O12_on_postgresql_webhooks_work_behind_the_wall(
    walled: tuple[str, str], receiver: Receiver
) -> None:
    """With row-level security, P15: what is posted is read by the server itself, of the show's own workspace."""
    for run in range(2):
        wall = new_wall()
        settings = Settings(webhook_networks="127.0.0.1")
        app = make_app(settings, await open_store(walled[1], wall), wall=wall)
        async with app.router.lifespan_context(app), browser(app) as ana:
            if run == 0:
                code = {"code": app.state.setup_code, "server": "The Venue", **ANA}
                assert (await ana.post("/api/setup", json=code)).status_code == 200
                name = await a_show(ana)
                await ana.post(f"/api/documents/{name}/import", json=CONTENT)
                await ana.post(await webhooks_of(ana), json={"url": receiver.url})
            else:
                await ana.post("/api/login", json=ANA)
            command = ("next", "complete")[run]
            called = await ana.post(f"/api/live/{name}", json={"command": command})
            assert called.status_code == 200, called.text
            came = await asyncio.to_thread(receiver.next)
            assert came.json["type"] == f"segment-{('activated', 'completed')[run]}"
            assert came.json["segment"] == {"name": "Doors", "number": 1}
            async with asyncio.timeout(10):  # or it would be posted again after the restart
                while (await ana.get(await webhooks_of(ana))).json()["webhooks"][0]["waiting"]:
                    await asyncio.sleep(0.01)


async def test_O12_an_open_server_has_one_list_of_webhooks(receiver: Receiver) -> None:
    app = make_app(Settings(open=True, webhook_networks="127.0.0.1"), MemoryStore())
    async with app.router.lifespan_context(app), browser(app) as anybody:
        path = "/api/workspaces/open/webhooks"
        made = (await anybody.post(path, json={"url": receiver.url})).json()["webhook"]
        (listed,) = (await anybody.get(path)).json()["webhooks"]
        assert listed["id"] == made["id"]
