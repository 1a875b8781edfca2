"""Signing in with an OpenID provider, through a browser and a provider that really runs (A15, S002-149)."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.applications import Starlette

from crdt_server.app import make_app
from crdt_server.clock import SystemClock
from crdt_server.oidc.ticket import LASTS_MS
from crdt_server.settings import Settings, SettingsError
from crdt_server.settings_sources import read_settings
from persistence.memory import MemoryStore
from tests.api.test_accounts import ANA, PASSWORD, browser, me, sentence, workspace_of
from tests.oidc_provider import CLIENT_ID, CLIENT_SECRET, Client, OidcProvider, a_key, running

pytestmark = pytest.mark.anyio
BEN = {"name": "Ben", "email": "ben@example.org", "email_verified": True}
DAY_MS = 86_400_000


class LateClock(SystemClock):
    """The clock of this machine, and some time more."""

    def __init__(self) -> None:
        self.late_ms = 0

    def now(self) -> int:
        return super().now() + self.late_ms


@pytest.fixture
def provider() -> Iterator[OidcProvider]:
    with running() as provider:
        yield provider


@pytest.fixture
def clock() -> LateClock:
    return LateClock()


@pytest.fixture
def settings(provider: OidcProvider, tmp_path: Path) -> Settings:
    secret = tmp_path / "secret"
    secret.write_text(CLIENT_SECRET + "\n")
    return Settings(
        oidc_issuer=provider.issuer,
        oidc_client_id=CLIENT_ID,
        oidc_client_secret_file=str(secret),
        oidc_name="Stage Door",
        oidc_open_to="crew.example",
    )


@pytest.fixture
async def app(settings: Settings, clock: LateClock) -> AsyncIterator[Starlette]:
    app = make_app(settings, MemoryStore(), clock)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def ana(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    async with browser(app) as ana:
        body = {"code": app.state.setup_code, "server": "The Venue", **ANA}
        assert (await ana.post("/api/setup", json=body)).status_code == 200
        yield ana


def surfer(app: Starlette) -> httpx.AsyncClient:
    """A browser that reaches our server and, over the network, the provider."""
    ours = httpx.ASGITransport(app)
    return httpx.AsyncClient(
        mounts={"all://localhost": ours},
        base_url="http://localhost",
        headers={"accept": "text/html"},
    )


async def to_provider(client: httpx.AsyncClient, to: str = "/") -> str:
    begun = await client.get("/api/oidc/begin", params={"to": to})
    assert begun.status_code == 303, begun.text
    return begun.headers["location"]


async def at_provider(client: httpx.AsyncClient, address: str, person: str) -> str:
    """Fill in the provider's form; give the address that it sends the browser to."""
    assert "<form" in (await client.get(address)).text
    answer = await client.post(address, data={"person": person})
    assert answer.status_code == 302, answer.text
    return answer.headers["location"]


async def signed_in(client: httpx.AsyncClient, person: str, to: str = "/") -> httpx.Response:
    """Go the whole way, as a browser does."""
    return await client.get(await at_provider(client, await to_provider(client, to), person))


async def invite(ana: httpx.AsyncClient, email: str, role: str = "editor") -> None:
    path = f"/api/workspaces/{await workspace_of(ana)}/invitations"
    assert (await ana.post(path, json={"email": email, "role": role})).status_code == 201


async def test_A15_who_was_invited_signs_in_with_the_provider_and_has_the_role(
    app: Starlette, ana: httpx.AsyncClient, provider: OidcProvider
) -> None:
    """A15, S002-149."""
    await invite(ana, "Ben@Example.org")
    provider.people["ben"] = BEN
    async with surfer(app) as ben:
        assert (await me(ben))["oidc"] == {"name": "Stage Door"}
        there = parse_qs(urlsplit(await to_provider(ben)).query)
        assert there["code_challenge_method"] == ["S256"]
        assert there["scope"] == ["openid email profile"]
        back = await signed_in(ben, "ben", "/show/1?x=1#segments")
        assert (back.status_code, back.headers["location"]) == (303, "/show/1?x=1#segments")
        about = await me(ben)
        assert about["visitor"]["name"] == "Ben"
        assert "edit" in about["workspaces"][0]["rights"]
        assert "share" not in about["workspaces"][0]["rights"]
        assert not any(cookie.name == "callboard-oidc" for cookie in ben.cookies.jar)
        identity = about["visitor"]["id"]
    provider.people["ben"] = {"email": "new@example.org", "email_verified": False}
    async with surfer(
        app
    ) as again:  # known by who they are there, whatever their address is by now
        assert (await signed_in(again, "ben")).status_code == 303
        assert (await me(again))["visitor"]["id"] == identity
    deeds = await ana.get(f"/api/workspaces/{await workspace_of(ana)}/audit")
    assert [deed["what"] for deed in deeds.json()["deeds"]][:3] == [
        "login.begun",
        "login.begun",
        "account.entered",
    ]


async def test_A15_a_verified_address_leads_to_the_account_that_has_it(
    app: Starlette, ana: httpx.AsyncClient, provider: OidcProvider
) -> None:
    provider.people["a"] = {"email": ANA["email"].upper(), "email_verified": True, "name": "Other"}
    provider.people["thief"] = provider.people["a"]
    async with surfer(app) as other:
        assert (await signed_in(other, "a")).status_code == 303
        assert (await me(other))["visitor"] == (await me(ana))["visitor"]
    async with surfer(app) as thief:
        refused = await signed_in(thief, "thief")
        assert refused.status_code == 403
        assert "somebody else" in refused.text
    async with browser(app) as other:
        body = {"email": ANA["email"], "password": PASSWORD}
        assert (await other.post("/api/login", json=body)).status_code == 200


@pytest.mark.parametrize("verified", [False, None, "false", 1, "yes"])
async def test_A15_an_address_that_nobody_verified_leads_nowhere(
    app: Starlette, ana: httpx.AsyncClient, provider: OidcProvider, verified: object
) -> None:
    await invite(ana, "ben@example.org")
    for address in (ANA["email"], "ben@example.org", "x@crew.example"):
        provider.people["eve"] = {"email": address, "email_verified": verified}
        async with surfer(app) as eve:
            refused = await signed_in(eve, "eve")
            assert refused.status_code == 403
            assert "verified" in refused.text
            assert (await me(eve))["visitor"] is None


async def test_A15_whom_nobody_invited_is_told_so_unless_their_domain_is_welcome(
    app: Starlette, ana: httpx.AsyncClient, provider: OidcProvider
) -> None:
    provider.people["cem"] = {"email": "cem@crew.example", "email_verified": True, "name": "Cem"}
    for number, address in enumerate(("x@example.com", "x@crew.example.com", "crew.example@x.org")):
        provider.people[f"eve{number}"] = {"email": address, "email_verified": True}
        async with surfer(app) as eve:
            refused = await signed_in(eve, f"eve{number}")
            assert refused.status_code == 403
            assert "Nobody has invited" in refused.text
    async with surfer(app) as cem:
        assert (await signed_in(cem, "cem")).status_code == 303
        about = await me(cem)
        assert (about["visitor"]["name"], about["workspaces"][0]["rights"]) == ("Cem", [])


async def test_A15_the_address_may_come_from_the_userinfo_of_the_same_person(
    app: Starlette, ana: httpx.AsyncClient, provider: OidcProvider
) -> None:
    await invite(ana, "ben@example.org")
    provider.userinfo = {**BEN, "sub": "somebody else"}
    async with surfer(app) as ben:
        assert "somebody else" in (await signed_in(ben, "ben")).text
        provider.userinfo = {**BEN, "sub": "ben"}
        assert (await signed_in(ben, "ben")).status_code == 303


async def test_A15_an_answer_counts_once_for_the_browser_that_began_within_ten_minutes(
    app: Starlette, ana: httpx.AsyncClient, provider: OidcProvider, clock: LateClock
) -> None:
    await invite(ana, "ben@example.org")
    provider.people["ben"] = BEN
    async with surfer(app) as ben, surfer(app) as eve:
        back = await at_provider(ben, await to_provider(ben), "ben")
        no_ticket = await eve.get(back)
        assert no_ticket.status_code == 400
        assert "has not begun" in no_ticket.text
        await to_provider(eve)
        assert "another attempt" in (await eve.get(back)).text
        ticket = ben.cookies["callboard-oidc"]
        assert (await ben.get(back)).status_code == 303
        ben.cookies.set("callboard-oidc", ticket, domain="localhost.local", path="/api/oidc")
        replayed = await ben.get(back, headers={"cookie": f"callboard-oidc={ticket}"})
        assert replayed.status_code == 400
        assert "used already" in replayed.text
    async with surfer(app) as slow:
        back = await at_provider(slow, await to_provider(slow), "ben")
        ticket = slow.cookies["callboard-oidc"]
        changed = ticket[:-1] + ("0" if ticket[-1] != "0" else "1")
        forged = await slow.get(back, headers={"cookie": f"callboard-oidc={changed}"})
        assert forged.status_code == 400
        clock.late_ms = LASTS_MS
        late = await slow.get(back, headers={"cookie": f"callboard-oidc={ticket}"})
        assert "longer than ten minutes" in late.text
        assert (await me(slow))["visitor"] is None


@pytest.mark.parametrize(
    ("claim", "word"),
    [
        ({"nonce": "another"}, "nonce"),
        ({"aud": ["somebody else"]}, "aud"),
        ({"aud": [CLIENT_ID, "another"], "azp": "another"}, "azp"),
        ({"iss": "https://elsewhere.example"}, "iss"),
        ({"exp": 1_000_000}, "its time is over"),
        ({"at_hash": "x" * 22}, "at_hash"),
        ({"sub": ""}, "does not say who"),
        ({"sub": ["ben"]}, "sub"),
        ({"iat": "today"}, "iat"),
    ],
)
async def test_A15_a_proof_that_is_not_right_in_everything_is_none(
    app: Starlette,
    ana: httpx.AsyncClient,
    provider: OidcProvider,
    claim: dict[str, Any],
    word: str,
) -> None:
    await invite(ana, "ben@example.org")
    provider.people["ben"] = {**BEN, **claim}
    async with surfer(app) as ben:
        refused = await signed_in(ben, "ben")
        assert refused.status_code == 400, refused.text
        assert word in refused.text
        assert (await me(ben))["visitor"] is None


async def test_A15_a_proof_of_another_time_or_for_another_nonce_is_none(
    app: Starlette, ana: httpx.AsyncClient, provider: OidcProvider, clock: LateClock
) -> None:
    await invite(ana, "ben@example.org")
    provider.people["ben"] = BEN
    async with surfer(app) as ben:
        there = httpx.URL(await to_provider(ben)).copy_set_param("nonce", "chosen-by-somebody-else")
        assert "nonce" in (await ben.get(await at_provider(ben, str(there), "ben"))).text
        there = httpx.URL(await to_provider(ben)).copy_set_param("code_challenge", "x" * 43)
        stolen = await ben.get(await at_provider(ben, str(there), "ben"))
        assert "does not accept" in stolen.text
        clock.late_ms = DAY_MS
        assert "its time is over" in (await signed_in(ben, "ben")).text


async def test_A15_keys_are_kept_and_asked_for_again_when_one_is_new(
    app: Starlette, ana: httpx.AsyncClient, provider: OidcProvider, clock: LateClock
) -> None:
    await invite(ana, "ben@example.org")
    provider.people["ben"] = BEN
    async with surfer(app) as ben:
        for _ in range(2):
            assert (await signed_in(ben, "ben")).status_code == 303
        assert provider.asked.count("/keys") == 1
        assert provider.asked.count("/.well-known/openid-configuration") == 1
        provider.key = a_key()
        assert "not signed by" in (await signed_in(ben, "ben")).text  # asked for a moment ago
        assert provider.asked.count("/keys") == 1
        clock.late_ms = 60_000
        assert (await signed_in(ben, "ben")).status_code == 303
        assert provider.asked.count("/keys") == 2


async def test_A15_a_provider_that_says_no_or_nothing_is_told_of(
    app: Starlette, ana: httpx.AsyncClient, provider: OidcProvider
) -> None:
    async with surfer(app) as ben:
        state = parse_qs(urlsplit(await to_provider(ben)).query)["state"][0]
        address = "/api/oidc/return"
        said = {"state": state, "error": "access_denied", "error_description": "<script>"}
        denied = await ben.get(address, params=said)
        assert denied.status_code == 400
        assert "Stage Door did not sign you in (access_denied)" in denied.text
        assert "<script>" not in denied.text
        for params in ({}, {"state": "x"}, {"state": "é" * 9_000, "code": "x" * 9_000}):
            assert (await ben.get(address, params=params)).status_code == 400
        state = parse_qs(urlsplit(await to_provider(ben)).query)["state"][0]
        mixed = {"state": state, "code": "x", "iss": "https://elsewhere.example"}
        assert "not from Stage Door" in (await ben.get(address, params=mixed)).text
        as_program = await ben.get(address, headers={"accept": "*/*"})
        assert "has not begun" in sentence(as_program)


async def test_A15_while_the_provider_is_down_one_is_told_to_use_a_password(
    provider: OidcProvider, clock: LateClock
) -> None:
    with running() as gone:
        address = gone.issuer
    settings = Settings(oidc_issuer=address, oidc_client_id=CLIENT_ID)
    app = make_app(settings, MemoryStore(), clock)
    async with app.router.lifespan_context(app), surfer(app) as ben:
        assert (await ben.get("/api/oidc/begin")).status_code == 403  # nobody has set it up
        body = {"code": app.state.setup_code, "server": "The Venue", **ANA}
        assert (await ben.post("/api/setup", json=body)).status_code == 200
        refused = await ben.get("/api/oidc/begin")
        assert refused.status_code == 503
        assert "password" in refused.text


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"issuer": "https://elsewhere.example"}, "calls itself"),
        ({"token_endpoint": "http://elsewhere.example/token"}, "without https"),
        ({"jwks_uri": 5}, "does not say how"),
    ],
)
async def test_A15_a_provider_that_is_not_itself_is_not_asked(
    app: Starlette,
    ana: httpx.AsyncClient,
    provider: OidcProvider,
    about: dict[str, Any],
    words: str,
) -> None:
    provider.about = about
    async with surfer(app) as ben:
        refused = await ben.get("/api/oidc/begin")
        assert refused.status_code == 503
        assert words in refused.text


@pytest.mark.parametrize("methods", [("client_secret_post",), ("none",)])
async def test_A15_the_secret_is_shown_as_the_provider_wants_it(
    ana: httpx.AsyncClient,
    app: Starlette,
    provider: OidcProvider,
    methods: tuple[str, ...],
    settings: Settings,
) -> None:
    provider.client = Client(provider.client.redirect, methods)
    if methods == ("none",):
        Path(settings.oidc_client_secret_file).write_text("")
    provider.people["ana"] = {"email": ANA["email"], "email_verified": True}
    async with surfer(app) as other:
        assert (await signed_in(other, "ana")).status_code == 303


@pytest.mark.parametrize(
    "to", ["//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "", "/a\tb"]
)
async def test_A15_one_comes_back_to_this_server_and_nowhere_else(
    app: Starlette, ana: httpx.AsyncClient, provider: OidcProvider, to: str
) -> None:
    provider.people["ana"] = {"email": ANA["email"], "email_verified": True}
    async with surfer(app) as other:
        assert (await signed_in(other, "ana", to)).headers["location"] == "/"


async def test_A15_without_a_provider_nobody_is_sent_anywhere() -> None:
    for settings in (Settings(), Settings(open=True)):
        app = make_app(settings, MemoryStore())
        async with app.router.lifespan_context(app), browser(app) as ben:
            assert (await me(ben))["oidc"] is None
            assert (await ben.get("/api/oidc/begin")).status_code == 404
            assert (await ben.get("/api/oidc/return?code=x&state=y")).status_code == 404


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"oidc_issuer": "http://elsewhere.example", "oidc_client_id": "x"}, "https://"),
        ({"oidc_issuer": "https://user@x.example", "oidc_client_id": "x"}, "no address"),
        ({"oidc_issuer": "https://x.example"}, "oidc_client_id"),
        ({"oidc_client_id": "x"}, "oidc_issuer"),
        (
            {
                "oidc_issuer": "https://x.example",
                "oidc_client_id": "x",
                "oidc_client_secret_file": "/nowhere/secret",
            },
            "/nowhere/secret",
        ),
    ],
)
def test_A15_a_wrong_setting_stops_the_start_with_a_sentence(
    said: dict[str, str], words: str
) -> None:
    """A15, A4."""
    with pytest.raises(SettingsError, match=words):
        make_app(read_settings(said, {}), MemoryStore())
