"""One password for a server without accounts: nothing comes in or out before it was shown (A19, S002-148)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from crdt_server.accounts.attempts import FREE_FAILURES
from crdt_server.api.permit import COOKIE
from crdt_server.api.routes import PATHS
from crdt_server.app import make_app
from crdt_server.hub.admission import Admitted, Refused
from crdt_server.settings import Settings, SettingsError
from persistence.memory import MemoryStore
from persistence.open import open_store
from persistence.store import Store

pytestmark = pytest.mark.anyio
PASSWORD = "green room after two"
ANA, BOB = "192.0.2.1", "192.0.2.2"


@asynccontextmanager
async def house(password: str = PASSWORD, store: Store | None = None) -> AsyncIterator[Starlette]:
    app = make_app(Settings(open=True, password=password), store or MemoryStore())
    async with app.router.lifespan_context(app):
        yield app


def browser(app: Starlette, address: str = ANA) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app, client=(address, 1))
    return httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:3001")


def decided(app: Starlette, cookie: str = "", token: str = "") -> Admitted | Refused:
    """Ask at the door as a socket does."""
    headers = [(b"cookie", f"{COOKIE}={cookie}".encode())] if cookie else []
    admission = app.state.entrance.at({"headers": headers, "query_string": b""})
    answer: Admitted | Refused = admission.admit("notes", token)
    return answer


async def test_A19_nothing_is_shown_before_the_password_and_everything_after_it() -> None:
    async with house() as app, browser(app) as ana:
        assert (await ana.get("/api/me")).json()["mode"] == "password"
        assert (await ana.get("/api/me")).json()["visitor"] is None
        for path in PATHS:
            if path.needs != "anybody":
                address = path.path.replace("{name}", "show/x").replace("{", "").replace("}", "")
                refused = await ana.request(path.method, address, json={})
                assert refused.status_code == 401, path.path
                assert "password" in refused.json()["error"]["message"]
        wrong = await ana.post("/api/password", json={"password": "the stage door"})
        assert (wrong.status_code, wrong.cookies.get(COOKIE)) == (403, None)
        right = await ana.post("/api/password", json={"password": PASSWORD, "name": "Ana"})
        assert right.json()["visitor"]["name"] == "Ana"
        assert (await ana.post("/api/documents", json={"title": "Gala"})).status_code == 201
        assert len((await ana.get("/api/documents")).json()["documents"]) == 1
        await ana.delete("/api/login")
        assert (await ana.get("/api/documents")).status_code == 401


async def test_A19_a_socket_shows_the_cookie_or_the_password_as_its_token() -> None:
    async with house() as app, browser(app) as ana:
        for cookie, token in (("", ""), ("cbl_made-up", ""), ("", "the stage door")):
            assert isinstance(decided(app, cookie, token), Refused)
        assert isinstance(decided(app, token=PASSWORD), Admitted)
        await ana.post("/api/password", json={"password": PASSWORD})
        assert isinstance(decided(app, cookie=ana.cookies[COOKIE]), Admitted)


async def test_A19_whoever_guesses_has_to_wait_and_nobody_else() -> None:
    async with house() as app, browser(app) as ana, browser(app, BOB) as bob:
        for guess in range(FREE_FAILURES):
            await ana.post("/api/password", json={"password": f"guess {guess}"})
        waits = await ana.post("/api/password", json={"password": PASSWORD})
        assert waits.status_code == 429
        by_token = {"authorization": f"Bearer {PASSWORD}"}
        assert (await ana.get("/api/documents", headers=by_token)).status_code == 401
        assert (await bob.get("/api/documents", headers=by_token)).status_code == 200
        assert (await bob.post("/api/password", json={"password": PASSWORD})).status_code == 200


async def test_A19_a_client_that_shows_an_old_password_again_and_again_is_no_guesser() -> None:
    async with house() as app, browser(app) as ana:
        old = {"authorization": "Bearer last year's password"}
        for _ in range(2 * FREE_FAILURES):
            assert (await ana.get("/api/documents", headers=old)).status_code == 401
        assert (await ana.post("/api/password", json={"password": PASSWORD})).status_code == 200


@pytest.mark.parametrize(("then", "status"), [(PASSWORD, 200), ("another one now", 401)])
async def test_A19_another_password_shuts_what_the_last_one_opened(
    tmp_path: Path, then: str, status: int
) -> None:
    database = f"sqlite:///{tmp_path / 'callboard.sqlite'}"
    async with house(store=await open_store(database)) as app, browser(app) as ana:
        await ana.post("/api/password", json={"password": PASSWORD})
        cookies = dict(ana.cookies)
    async with house(then, await open_store(database)) as app, browser(app) as ana:
        ana.cookies.update(cookies)
        assert (await ana.get("/api/documents")).status_code == status


async def test_A19_a_guest_of_a_link_does_not_know_the_password() -> None:
    async with house() as app, browser(app) as cem:
        now = app.state.hub.clock.now()
        _, secret = await app.state.book.logins.begin(now=now, name="Cem", shares=("x",))
        cem.cookies.set(COOKIE, secret)
        assert (await cem.get("/api/documents")).status_code == 401
        assert isinstance(decided(app, cookie=secret), Refused)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(password=PASSWORD), "--open"),
        (Settings(open=True, password=PASSWORD, password_file="x"), "not both"),
        (Settings(open=True, password_file="/nowhere/at all"), "cannot be read"),
        (Settings(open=True, password="short"), "10 to 200"),
    ],
)
def test_A19_a_password_that_is_no_use_stops_the_start(settings: Settings, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        make_app(settings, MemoryStore())
