"""A document moves to another workspace, and who may see it follows at once (A24)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import httpx
import pytest
from starlette.applications import Starlette

from crdt_server.accounts.book import Book
from crdt_server.accounts.rights import Role
from crdt_server.api.permit import COOKIE
from crdt_server.app import make_app
from crdt_server.hub.session import FORBIDDEN
from crdt_server.protocol.messages import Step2
from crdt_server.settings import Settings
from persistence.memory import MemoryStore
from tests.hub.socket import Closed, Socket, YClient

pytestmark = pytest.mark.anyio
NOW = 1_800_000_000_000


class House:
    """A server with two workspaces: Ana has both, Ben and Cem are crew in one each, Dan manages one show alone."""

    def __init__(self, app: Starlette, stack: AsyncExitStack) -> None:
        self.app = app
        self._stack = stack
        self.browsers: dict[str, httpx.AsyncClient] = {}
        self.places: dict[str, str] = {}

    @property
    def book(self) -> Book:
        book: Book = self.app.state.book
        return book

    async def browser(self, cookie: str = "") -> httpx.AsyncClient:
        browser = httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app),
            base_url="http://localhost",
            cookies={COOKIE: cookie} if cookie else {},
        )
        return await self._stack.enter_async_context(browser)

    async def enters(self, name: str, place: str, role: Role, document: str = "") -> str:
        """Give somebody a role, and a browser that is signed in; what that browser shows is given."""
        book = self.book
        account = await book.people.enter(name, f"{name}@example.net", now=NOW)
        await book.workspaces.give(self.places[place], account.id, role, now=NOW, document=document)
        now = self.app.state.hub.clock.now()
        _, cookie = await book.logins.begin(now=now, account=account.id)
        self.browsers[name] = await self.browser(cookie)
        return cookie

    async def moves(self, who: str, name: str, place: str) -> httpx.Response:
        body = {"workspace": self.places.get(place, place)}
        return await self.browsers[who].post(f"/api/documents/{name}/move", json=body)

    async def sees(self, who: str, name: str) -> bool:
        answer = await self.browsers[who].get(f"/api/documents/{name}")
        assert answer.status_code in (200, 404)
        return answer.status_code == 200

    async def deeds(self, place: str) -> list[tuple[str, str, str]]:
        answer = await self.browsers["ana"].get(f"/api/workspaces/{self.places[place]}/audit")
        found = answer.json()["deeds"]
        return [(one["what"], one["before"], one["after"]) for one in found]


@pytest.fixture
async def house() -> AsyncIterator[House]:
    app = make_app(Settings(), MemoryStore())
    async with app.router.lifespan_context(app), AsyncExitStack() as stack:
        house = House(app, stack)
        ana = await house.book.people.enter("Ana", "a@example.org", now=NOW, administers=True)
        first = (await house.book.workspaces.found("Festival", owner=ana.id, now=NOW)).id
        _, cookie = await house.book.logins.begin(now=app.state.hub.clock.now(), account=ana.id)
        browser = house.browsers["ana"] = await house.browser(cookie)
        made = await browser.post("/api/workspaces", json={"name": "School"})
        assert made.status_code == 201, made.text
        house.places = {"Festival": first, "School": made.json()["workspace"]["id"]}
        yield house


async def a_show(house: House, place: str = "Festival") -> str:
    body = {"kind": "show", "title": "Gala", "workspace": house.places[place]}
    made = await house.browsers["ana"].post("/api/documents", json=body)
    return str(made.json()["document"]["name"])


async def test_A24_who_may_see_a_document_follows_where_it_is(house: House) -> None:
    name = await a_show(house)
    await house.enters("ben", "Festival", Role.CREW)
    await house.enters("cem", "School", Role.CREW)
    assert (await house.sees("ben", name), await house.sees("cem", name)) == (True, False)
    moved = await house.moves("ana", name, "School")
    assert moved.json()["document"]["workspace"] == house.places["School"]
    assert (await house.sees("ben", name), await house.sees("cem", name)) == (False, True)
    (listed,) = (await house.browsers["cem"].get("/api/documents")).json()["documents"]
    assert (listed["name"], listed["workspace"]) == (name, house.places["School"])
    for place in house.places:
        assert (await house.deeds(place))[0] == ("document.moved", "Festival", "School")


async def test_A24_links_to_it_and_roles_in_it_alone_end_for_good(house: House) -> None:
    name = await a_show(house)
    await house.enters("dan", "Festival", Role.STAGE_MANAGER, document=name)
    ana = house.browsers["ana"]
    share = (await ana.post(f"/api/documents/{name}/shares", json={"role": "crew"})).json()
    guest = house.browsers["guest"] = await house.browser()
    assert (await guest.post("/api/links", json={"link": share["link"], "name": "G"})).is_success
    assert await house.sees("dan", name) and await house.sees("guest", name)
    (listed,) = (await guest.get("/api/documents")).json()["documents"]
    assert listed["workspace"] == ""
    moved = (await house.moves("ana", name, "School")).json()
    assert (moved["links_ended"], moved["roles_ended"]) == (1, 1)
    assert not await house.sees("dan", name) and not await house.sees("guest", name)
    back = (await house.moves("ana", name, "Festival")).json()
    assert (back["links_ended"], back["roles_ended"]) == (0, 0)
    assert not await house.sees("dan", name) and not await house.sees("guest", name)


async def test_A24_open_sockets_are_judged_anew_at_once(house: House) -> None:
    name = await a_show(house)
    cookie = await house.enters("ben", "Festival", Role.EDITOR)
    hub, entrance = house.app.state.hub, house.app.state.entrance
    socket = Socket(hub, name)
    hub.disconnect(socket.connection)
    scope = {"headers": [(b"cookie", f"{COOKIE}={cookie}".encode())], "query_string": b""}
    socket.connection = hub.connect(name, socket.outbox, admission=entrance.at(scope))
    carrying = asyncio.get_running_loop().create_task(socket.carry())
    ben = YClient(socket, 7)
    ben.begin()
    while not isinstance(await ben.hear(), Step2):
        pass
    await house.moves("ana", name, "School")
    with pytest.raises(Closed) as closed:
        while True:
            await ben.hear()
    assert closed.value.code == FORBIDDEN
    hub.disconnect(socket.connection)
    carrying.cancel()


@pytest.mark.parametrize("in_festival", list(Role))
async def test_A24_only_who_manages_documents_in_both_moves_one(
    house: House, in_festival: Role
) -> None:
    """Every role in the one with every role in the other, and with none."""
    able = (Role.OWNER, Role.ADMIN, Role.STAGE_MANAGER)
    await house.enters("eve", "Festival", in_festival)
    eve = house.book.people.by_email("eve@example.net")
    assert eve is not None
    for in_school in (None, *Role):
        name = await a_show(house)
        if in_school is not None:
            await house.book.workspaces.give(house.places["School"], eve.id, in_school, now=NOW)
        answer = await house.moves("eve", name, "School")
        may = in_festival in able and in_school in able
        assert answer.is_success is may, answer.text
        assert answer.status_code in (200, 403, 404)
        has_moved = house.book.workspaces.of_document(name) == house.places["School"]
        assert has_moved is may


async def test_A24_what_cannot_be_moved_is_told_in_a_sentence(house: House) -> None:
    name = await a_show(house)
    await house.enters("dan", "Festival", Role.STAGE_MANAGER, document=name)
    dan = house.book.people.by_email("dan@example.net")
    assert dan is not None
    await house.book.workspaces.give(house.places["School"], dan.id, Role.OWNER, now=NOW)
    answer = await house.moves("dan", name, "School")
    assert answer.status_code == 403 and "not the workspace that it is in" in answer.text
    for target, status in ((5, 400), ("", 400), ("nowhere", 404)):
        body = {"workspace": target}
        path = f"/api/documents/{name}/move"
        assert (await house.browsers["ana"].post(path, json=body)).status_code == status
    before = await house.deeds("Festival")
    assert (await house.moves("ana", name, "Festival")).is_success
    assert await house.deeds("Festival") == before
    founded = await house.browsers["dan"].post("/api/workspaces", json={"name": "Mine"})
    assert founded.status_code == 403 and "administers" in founded.text


async def test_A24_on_an_open_server_there_is_nowhere_to_move_to() -> None:
    app = make_app(Settings(open=True), MemoryStore())
    async with app.router.lifespan_context(app), AsyncExitStack() as stack:
        browser = await House(app, stack).browser()
        made = await browser.post("/api/documents", json={"kind": "show", "title": "Gala"})
        path = f"/api/documents/{made.json()['document']['name']}/move"
        assert (await browser.post(path, json={"workspace": "x"})).status_code == 404
