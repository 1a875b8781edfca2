"""Signed tokens at the door of a document: shown in both dialects, judged anew, and over in time (A14)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from starlette.applications import Starlette

from crdt_server.accounts.access import Access
from crdt_server.accounts.book import Book
from crdt_server.accounts.logins import REFRESH_LASTS_MS, NotGood
from crdt_server.accounts.people import Account
from crdt_server.accounts.rights import Right, Role
from crdt_server.accounts.signing_keys import LEEWAY_MS, TOKEN_LASTS_MS
from crdt_server.app import make_app
from crdt_server.hub.hub import Hub
from crdt_server.hub.rights import SOON_MS
from crdt_server.protocol.messages import Authenticated, Denied, Step2, TokenWanted
from crdt_server.settings import Settings
from persistence.memory import MemoryStore
from tests.hub.conftest import FakeClock
from tests.hub.socket import Closed, HClient, Socket, YClient

pytestmark = pytest.mark.anyio
NAME = "free-notes"
BEGAN = 1_800_000_000_000
ENDS = BEGAN + TOKEN_LASTS_MS + LEEWAY_MS


@dataclass
class House:
    """A server with a free document, and an editor of it."""

    app: Starlette
    clock: FakeClock
    ben: Account
    workspace: str

    @property
    def hub(self) -> Hub:
        hub: Hub = self.app.state.hub
        return hub

    @property
    def book(self) -> Book:
        book: Book = self.app.state.book
        return book

    async def token(self, *scopes: Right) -> tuple[str, str]:
        """Give a signed token of the editor's, and the sign-in that it was made with."""
        access: Access = self.book.access
        login, _ = await self.book.logins.lend(
            self.ben.id, "Program", scopes or tuple(Right), now=self.clock.time
        )
        signed = access.signed.make(self.ben.id, self.ben.name, {}, login.id, self.clock.time)
        return signed, login.id


@pytest.fixture
async def house() -> AsyncIterator[House]:
    clock = FakeClock()
    clock.time = BEGAN
    app = make_app(Settings(), MemoryStore(), clock)
    async with app.router.lifespan_context(app):
        book: Book = app.state.book
        owner = await book.people.enter("Owner", "owner@example.org", now=BEGAN)
        workspace = await book.workspaces.found("Venue", owner=owner.id, now=BEGAN)
        ben = await book.people.enter("Ben", "ben@example.org", now=BEGAN)
        await book.workspaces.give(workspace.id, ben.id, Role.EDITOR, now=BEGAN)
        app.state.hub.registry.note_free(NAME)
        yield House(app, clock, ben, workspace.id)


@asynccontextmanager
async def socket_of(house: House, path_name: str | None, query: str = "") -> AsyncIterator[Socket]:
    """A socket whose handshake has a query."""
    socket = Socket(house.hub, path_name)
    house.hub.disconnect(socket.connection)
    admission = house.app.state.entrance.at({"headers": [], "query_string": query.encode()})
    socket.connection = house.hub.connect(path_name, socket.outbox, admission=admission)
    carrying = asyncio.get_running_loop().create_task(socket.carry())
    try:
        yield socket
    finally:
        house.hub.disconnect(socket.connection)
        carrying.cancel()


async def heard(client: HClient | YClient, kind: type) -> object:
    """Listen until something of a kind is said."""
    while True:
        message = await client.hear()
        if isinstance(message, kind):
            return message


async def test_A14_a_provider_shows_a_signed_token_and_is_asked_for_another_before_it_is_over(
    house: House,
) -> None:
    token, _ = await house.token()
    async with socket_of(house, None) as socket:
        client = HClient(socket, NAME, 7)
        client.begin(token)
        await heard(client, Step2)
        house.clock.time = ENDS - SOON_MS - 1
        house.hub.look()
        house.clock.time += 1
        house.hub.look()
        house.hub.look()
        assert await heard(client, TokenWanted)
        another, _ = await house.token()
        client.show(another)
        assert await heard(client, Authenticated) == Authenticated(read_only=False)
        house.clock.time = ENDS
        house.hub.look()
        client.type("still here")
        await client.until_saved(1)
        house.clock.time += TOKEN_LASTS_MS
        house.hub.look()
        assert isinstance(await heard(client, Denied), Denied)


async def test_A14_a_socket_with_a_token_in_its_address_is_closed_when_that_is_over(
    house: House,
) -> None:
    token, _ = await house.token()
    async with socket_of(house, NAME, f"token={token}") as socket:
        client = YClient(socket, 7)
        client.begin()
        await heard(client, Step2)
        house.clock.time = ENDS - 1
        house.hub.look()
        client.type("in time")
        client.begin()
        await heard(client, Step2)
        house.clock.time = ENDS
        house.hub.look()
        client.type("too late")
        with pytest.raises(Closed) as closed:
            await heard(client, TokenWanted)
        assert closed.value.code == 4403
    async with socket_of(house, NAME, f"token={token}") as socket:
        client = YClient(socket, 8)
        client.begin()
        with pytest.raises(Closed):
            await heard(client, Step2)
    async with house.hub.rooms.hold(NAME) as room:
        assert b"in time" in room.room.whole()
        assert b"too late" not in room.room.whole()


async def test_A14_a_sign_in_that_ends_takes_its_signed_tokens_along_at_once(house: House) -> None:
    token, login = await house.token()
    async with socket_of(house, NAME, f"token={token}") as socket:
        client = YClient(socket, 7)
        client.begin()
        await heard(client, Step2)
        await house.book.logins.end(login)
        assert house.hub.rights.reconsider(actor=f"account:{house.ben.id}") == 1
        with pytest.raises(Closed):
            await heard(client, TokenWanted)


async def test_A14_a_role_that_changes_counts_for_signed_tokens_at_once(house: House) -> None:
    token, _ = await house.token()
    async with socket_of(house, None) as socket:
        client = HClient(socket, NAME, 7)
        client.begin(token)
        await heard(client, Step2)
        now = house.clock.time
        await house.book.workspaces.give(house.workspace, house.ben.id, Role.VIEWER, now=now)
        house.hub.rights.reconsider(actor=f"account:{house.ben.id}")
        assert await heard(client, Authenticated) == Authenticated(read_only=True)


async def test_A14_a_token_that_may_only_read_is_a_reader(house: House) -> None:
    token, _ = await house.token(Right.READ)
    async with socket_of(house, None) as socket:
        client = HClient(socket, NAME, 7)
        client.begin(token)
        assert await heard(client, Authenticated) == Authenticated(read_only=True)


async def test_A10_a_link_that_ends_while_it_is_in_use_closes_its_socket(house: House) -> None:
    """What has an end is asked for again when it has come, whatever was shown: A10, A11, A14."""
    _, link = await house.book.shares.make(
        house.workspace, NAME, Role.CREW, label="Crew", by="", now=BEGAN, expires_at=BEGAN + 5_000
    )
    async with socket_of(house, NAME, f"token={link}") as socket:
        client = YClient(socket, 7)
        client.begin()
        await heard(client, Step2)
        house.clock.time = BEGAN + 5_000
        house.hub.look()
        with pytest.raises(Closed):
            await heard(client, TokenWanted)


async def test_A14_two_who_take_the_same_refresh_token_at_once_are_both_out(house: House) -> None:
    """The one who comes second proves that there is a copy, even while the first is being answered."""
    login, refresh = await house.book.logins.lend(house.ben.id, "x", (Right.READ,), now=BEGAN)
    answers = await asyncio.gather(
        house.book.logins.renew(refresh, BEGAN),
        house.book.logins.renew(refresh, BEGAN),
        return_exceptions=True,
    )
    assert any(isinstance(answer, Exception) for answer in answers)
    assert house.book.logins.find(login.id) is None


async def test_A14_a_refresh_token_that_nobody_uses_for_a_month_is_over(house: House) -> None:
    login, refresh = await house.book.logins.lend(house.ben.id, "x", (Right.READ,), now=BEGAN)
    _, refresh = await house.book.logins.renew(refresh, BEGAN + REFRESH_LASTS_MS - 1)
    with pytest.raises(NotGood):
        await house.book.logins.renew(refresh, BEGAN + 2 * REFRESH_LASTS_MS)
    assert house.book.logins.find(login.id) is not None
