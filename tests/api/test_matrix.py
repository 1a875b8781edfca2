"""Every role with every path of the API and every message of both dialects: by the table (A9; S002-156)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import pytest
from starlette.applications import Starlette

from crdt_server.accounts.book import Book
from crdt_server.accounts.rights import ROLES, Right, Role, may_edit, may_read
from crdt_server.api.permit import COOKIE
from crdt_server.api.routes import PATHS
from crdt_server.app import make_app
from crdt_server.hub.hub import Hub
from crdt_server.protocol.messages import Denied, Step2
from crdt_server.settings import Settings
from docs_model import edit
from docs_model.kinds import SHOW
from persistence.memory import MemoryStore
from tests.hub.socket import Closed, HClient, Socket, YClient

pytestmark = pytest.mark.anyio
NOW = 1_800_000_000_000
NOBODY = "nobody at all"
WHO = [*Role, NOBODY]
GUARDED = [path for path in PATHS if isinstance(path.needs, Right)]
SHOW_NAME = "show/0190b1c2-0000-7000-8000-000000000001"


@dataclass
class House:
    """A server with one show, and somebody of every role: `cookies` has what their browsers show."""

    app: Starlette
    workspace: str
    cookies: dict[str, str]

    @property
    def hub(self) -> Hub:
        hub: Hub = self.app.state.hub
        return hub


@pytest.fixture
async def house() -> AsyncIterator[House]:
    app = make_app(Settings(), MemoryStore())
    async with app.router.lifespan_context(app):
        book: Book = app.state.book
        owner = await book.people.enter("Owner", "owner@example.org", now=NOW)
        workspace = await book.workspaces.found("Venue", owner=owner.id, now=NOW)
        cookies = {NOBODY: ""}
        for role in Role:
            account = await book.people.enter(role, f"{role}@example.net", now=NOW)
            await book.workspaces.give(workspace.id, account.id, role, now=NOW)
            _, cookies[role] = await book.logins.begin(
                now=app.state.hub.clock.now(), account=account.id
            )
        house = House(app, workspace.id, cookies)
        await a_show(house)
        yield house


async def a_show(house: House) -> None:
    async with house.hub.rooms.hold(SHOW_NAME) as room:
        birth = room.begin(lambda doc: edit.start(doc, SHOW, title="Gala", epoch="e"))
        await house.hub.journal.settled(SHOW_NAME)
    await house.hub.registry.create(SHOW_NAME, "show", "Gala", birth)


def browser_of(house: House, who: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(house.app, raise_app_exceptions=False)
    cookies = {COOKIE: house.cookies[who]} if house.cookies[who] else {}
    return httpx.AsyncClient(transport=transport, base_url="http://localhost", cookies=cookies)


def may(who: str, path_needs: Right, *, on_document: bool) -> bool:
    if who == NOBODY:
        return False
    rights = ROLES[Role(who)]
    return path_needs in rights and (not on_document or may_read(rights, "show"))


def is_refusal(response: httpx.Response) -> bool:
    """Tell a refusal from an answer about something inside of what one may see."""
    if response.status_code in (401, 403):
        return True
    hidden = ("There is no document", "There is no such workspace")
    return response.status_code == 404 and response.json()["error"]["message"].startswith(hidden)


@pytest.mark.parametrize("who", WHO)
async def test_A9_every_path_is_open_to_whom_the_table_says_and_to_nobody_else(
    house: House, who: str
) -> None:
    async with browser_of(house, who) as browser:
        # What deletes the document comes last, so that all the others find it.
        for path in sorted(
            GUARDED, key=lambda path: (path.method == "DELETE", path.path.count("{"))
        ):
            assert isinstance(path.needs, Right)
            address = (
                path.path.replace("{name}", SHOW_NAME)
                .replace("{workspace}", house.workspace)
                .replace("{", "")
                .replace("}", "")
            )
            response = await browser.request(
                path.method, address, json={} if path.method in ("POST", "PUT", "PATCH") else None
            )
            allowed = may(who, path.needs, on_document="{name}" in path.path)
            told = f"{who} {path.method} {path.path}: {response.status_code} {response.text[:200]}"
            assert is_refusal(response) is not allowed, told
            assert response.status_code < 500, told
            if house.hub.registry.find(SHOW_NAME).deleted_at is not None:  # type: ignore[union-attr]
                await house.hub.registry.restore(SHOW_NAME)


async def test_A9_every_path_about_a_document_or_a_workspace_needs_a_right(house: House) -> None:
    for path in PATHS:
        if "{name}" in path.path or "{workspace}" in path.path:
            assert isinstance(path.needs, Right), path.path


@pytest.mark.parametrize("dialect", ["hocuspocus", "y-websocket"])
@pytest.mark.parametrize("who", WHO)
async def test_S003_52_every_message_of_both_dialects_is_judged_by_the_role(
    house: House, who: str, dialect: str
) -> None:
    """A9, S003-52."""
    rights = ROLES[Role(who)] if who != NOBODY else frozenset()
    reads, writes = may_read(rights, "show"), may_edit(rights, "show")
    is_hocuspocus = dialect == "hocuspocus"
    async with socket_of(house, who, None if is_hocuspocus else SHOW_NAME) as socket:
        client = HClient(socket, SHOW_NAME, 7) if is_hocuspocus else YClient(socket, 7)
        client.begin()
        got_in = await gets_document(client)
        assert got_in is reads
        if got_in:
            client.type("mine")
            client.begin()  # answered after what came before
            assert await gets_document(client)
    async with house.hub.rooms.hold(SHOW_NAME) as room:
        assert (b"mine" in room.room.whole()) is writes


@asynccontextmanager
async def socket_of(house: House, who: str, path_name: str | None) -> AsyncIterator[Socket]:
    """A socket whose handshake shows the cookie of somebody."""
    cookie = f"{COOKIE}={house.cookies[who]}".encode()
    scope = {"headers": [(b"cookie", cookie)], "query_string": b""}
    socket = Socket(house.hub, path_name)
    house.hub.disconnect(socket.connection)
    admission = house.app.state.entrance.at(scope)
    socket.connection = house.hub.connect(path_name, socket.outbox, admission=admission)
    carrying = asyncio.get_running_loop().create_task(socket.carry())
    try:
        yield socket
    finally:
        house.hub.disconnect(socket.connection)
        carrying.cancel()


async def gets_document(client: HClient | YClient) -> bool:
    """Listen until the document comes, or a refusal."""
    try:
        while True:
            message = await client.hear()
            if isinstance(message, Step2):
                return True
            if isinstance(message, Denied):
                return False
    except Closed:
        return False
