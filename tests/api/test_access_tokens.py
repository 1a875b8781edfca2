"""Signed access tokens through the API: made, renewed, ended, rotated, and checked without asking anybody (A14)."""

import base64
import json
import stat
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc import jws, jwt
from joserfc.jwk import KeySet, OctKey, OKPKey
from starlette.applications import Starlette

from crdt_server.accounts.signing_keys import (
    LEEWAY_MS,
    TOKEN_LASTS_MS,
    SigningKeys,
    rotated,
    write_ring,
)
from crdt_server.app import make_app
from crdt_server.cli_keys import for_others
from crdt_server.settings import Settings
from persistence.memory import MemoryStore
from tests.api.test_accounts import ANA, a_show, browser, invited, me, titles, workspace_of
from tests.hub.conftest import FakeClock

pytestmark = pytest.mark.anyio
BEGAN = 1_800_000_000_000


@pytest.fixture
def clock() -> FakeClock:
    clock = FakeClock()
    clock.time = BEGAN
    return clock


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    return tmp_path / "data" / "callboard.sqlite.keys"


@pytest.fixture
async def app(clock: FakeClock, keys: Path) -> AsyncIterator[Starlette]:
    app = make_app(Settings(), MemoryStore(), clock, keys=keys)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def ana(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    async with browser(app) as ana:
        body = {"code": app.state.setup_code, "server": "The Venue", **ANA}
        assert (await ana.post("/api/setup", json=body)).status_code == 200
        yield ana


async def granted(client: httpx.AsyncClient, **more: Any) -> dict[str, Any]:
    response = await client.post("/api/me/access-tokens", json={"label": "Companion", **more})
    assert response.status_code == 201, response.text
    answer: dict[str, Any] = response.json()
    return answer


async def renewed(app: Starlette, refresh: str) -> httpx.Response:
    async with browser(app) as program:
        return await program.post("/api/access-tokens", json={"refresh_token": refresh})


async def status_with(app: Starlette, token: str, path: str = "/api/documents") -> int:
    async with browser(app) as program:
        response = await program.get(path, headers={"authorization": f"Bearer {token}"})
        return response.status_code


def payload_of(token: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(jws.extract_compact(token.encode()).payload)
    return said


async def test_A14_a_signed_token_says_who_one_is_and_what_one_may_do(
    app: Starlette, ana: httpx.AsyncClient, keys: Path
) -> None:
    """A14, S002-113, S002-146."""
    name, venue = await a_show(ana), await workspace_of(ana)
    assert not keys.exists()
    made = await granted(ana)
    assert (made["token_type"], made["expires_in"]) == ("Bearer", 900)
    assert stat.S_IMODE(keys.stat().st_mode) == 0o600
    async with browser(app) as anybody:
        public = (await anybody.get("/.well-known/jwks.json")).json()
    assert all("d" not in key for key in public["keys"])
    read = jwt.decode(made["access_token"], KeySet.import_key_set(public), algorithms=["Ed25519"])
    assert read.header == {"alg": "Ed25519", "typ": "at+jwt", "kid": public["keys"][0]["kid"]}
    claims = read.claims
    assert claims["iss"].startswith("callboard-")
    assert claims["name"] == "Ana"
    assert (claims["iat"], claims["exp"]) == (BEGAN // 1000, BEGAN // 1000 + 900)
    assert "manage_members" in claims["workspaces"][venue]
    assert payload_of((await granted(ana))["access_token"])["jti"] != claims["jti"]
    assert await status_with(app, made["access_token"], f"/api/documents/{name}") == 200


async def test_A14_a_signed_token_is_over_after_a_quarter_of_an_hour(
    app: Starlette, ana: httpx.AsyncClient, clock: FakeClock
) -> None:
    token = (await granted(ana))["access_token"]
    clock.time = BEGAN + TOKEN_LASTS_MS + LEEWAY_MS - 1
    assert await status_with(app, token) == 200
    clock.time += 1
    assert await status_with(app, token) == 401
    clock.time = BEGAN - LEEWAY_MS - 1000
    assert await status_with(app, token) == 401


async def test_A14_a_token_is_limited_to_its_scopes_and_changes_no_account(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    name = await a_show(ana)
    made = await granted(ana, scopes=["read", "view_show_call"])
    assert set(payload_of(made["access_token"])["workspaces"][await workspace_of(ana)]) == {
        "read",
        "view_show_call",
    }
    async with browser(app) as program:
        program.headers["authorization"] = f"Bearer {made['access_token']}"
        assert (await program.get(f"/api/documents/{name}")).status_code == 200
        renaming = await program.patch(f"/api/documents/{name}", json={"title": "x"})
        assert renaming.status_code == 403
        for path in ("/api/me/access-tokens", "/api/me/tokens"):
            refused = await program.post(path, json={"label": "x", "scopes": ["edit"]})
            assert refused.status_code == 403
    wrong = await ana.post("/api/me/access-tokens", json={"label": "x", "scopes": [["read"]]})
    assert wrong.status_code == 400


async def test_A14_a_removed_persons_token_ends_at_once(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    name, venue = await a_show(ana), await workspace_of(ana)
    ben = await invited(app, ana, "crew", "ben@example.org")
    token = (await granted(ben))["access_token"]
    assert await status_with(app, token, f"/api/documents/{name}") == 200
    account = payload_of(token)["sub"]
    assert (await ana.delete(f"/api/workspaces/{venue}/people/{account}")).status_code == 200
    assert await status_with(app, token, f"/api/documents/{name}") == 404
    await app.state.book.people.change(account, disabled_at=1)
    assert await status_with(app, token) == 401
    await ben.aclose()


async def test_A14_a_refresh_token_is_good_once_and_opens_nothing_itself(
    app: Starlette, ana: httpx.AsyncClient, clock: FakeClock
) -> None:
    made = await granted(ana)
    for secret in (made["refresh_token"], made["refresh_token"].partition(".")[0]):
        assert await status_with(app, secret) == 401
        async with browser(app) as thief:
            thief.cookies.set("callboard", secret)
            assert (await me(thief))["visitor"] is None
    clock.time += TOKEN_LASTS_MS + LEEWAY_MS
    again = await renewed(app, made["refresh_token"])
    assert again.status_code == 200
    assert await status_with(app, again.json()["access_token"]) == 200
    assert again.json()["refresh_token"] != made["refresh_token"]
    third = await renewed(app, again.json()["refresh_token"])
    assert third.status_code == 200


async def test_A14_a_refresh_token_that_is_shown_twice_ends_everything_made_with_it(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    first, other = await granted(ana), await granted(ana)
    second = (await renewed(app, first["refresh_token"])).json()
    twice = await renewed(app, first["refresh_token"])
    assert twice.status_code == 401
    assert "used before" in twice.json()["error"]["message"]
    for token in (first["access_token"], second["access_token"]):
        assert await status_with(app, token) == 401
    assert (await renewed(app, second["refresh_token"])).status_code == 401
    assert await status_with(app, other["access_token"]) == 200
    deeds = await ana.get(f"/api/workspaces/{await workspace_of(ana)}/audit")
    assert deeds.json()["deeds"][0]["what"] == "token.used_twice"
    for secret in (first["refresh_token"], first["access_token"]):
        assert secret not in deeds.text


async def test_A14_an_invented_refresh_token_ends_nothing(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    made = await granted(ana)
    for invented in ("cbr_x.y", f"cbr_{made['login']}.y", "", "x" * 5_000, made["access_token"]):
        assert (await renewed(app, invented)).status_code in (400, 401)
    assert (await renewed(app, made["refresh_token"])).status_code == 200


async def test_A14_whoever_signs_a_program_out_ends_its_signed_tokens(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    made = await granted(ana)
    listed = (await ana.get("/api/me/logins")).json()["logins"]
    assert made["login"] in [one["id"] for one in listed]
    assert (await ana.delete(f"/api/me/logins/{made['login']}")).status_code == 200
    assert await status_with(app, made["access_token"]) == 401
    assert (await renewed(app, made["refresh_token"])).status_code == 401


async def test_A14_a_rotated_key_counts_until_its_last_token_is_over(
    app: Starlette, ana: httpx.AsyncClient, clock: FakeClock, keys: Path
) -> None:
    old = (await granted(ana))["access_token"]
    ring = SigningKeys(keys).ring()
    assert ring is not None
    write_ring(keys, rotated(ring, clock.time))
    assert ring.keys[0].d not in keys.read_text()
    new = (await granted(ana))["access_token"]
    assert (
        jws.extract_compact(old.encode()).headers() != jws.extract_compact(new.encode()).headers()
    )
    for token in (old, new):
        assert await status_with(app, token) == 200
    async with browser(app) as anybody:
        assert len((await anybody.get("/.well-known/jwks.json")).json()["keys"]) == 2
        clock.time += TOKEN_LASTS_MS + LEEWAY_MS
        assert len((await anybody.get("/.well-known/jwks.json")).json()["keys"]) == 1
    stolen = (await granted(ana))["access_token"]
    assert await status_with(app, stolen) == 200
    write_ring(keys, rotated(SigningKeys(keys).ring() or ring, clock.time, at_once=True))
    assert await status_with(app, stolen) == 401


async def test_A14_nothing_forged_is_taken(
    app: Starlette, ana: httpx.AsyncClient, keys: Path
) -> None:
    """Never alg none, never a shared secret, never another's key, never a claim that was changed."""
    good = (await granted(ana))["access_token"]
    ring = SigningKeys(keys).ring()
    assert ring is not None
    kid, claims, own = ring.keys[0].kid, payload_of(good), ring.keys[0].secret
    header = {"typ": "at+jwt", "kid": kid, "alg": "Ed25519"}
    public = OctKey.import_key(json.dumps(ring.keys[0].public))
    stranger = OKPKey.generate_key("Ed25519")
    head, body, signature = good.split(".")
    forged = {
        "alg none": f"{encoded({**header, 'alg': 'none'})}.{body}.",
        "alg None": f"{encoded({**header, 'alg': 'None'})}.{body}.{signature}",
        "public key as a secret": jwt.encode(
            {**header, "alg": "HS256"}, claims, public, algorithms=["HS256"]
        ),
        "another key": jwt.encode(header, claims, stranger, algorithms=["Ed25519"]),
        "a key in the header": jwt.encode(
            {**header, "jwk": stranger.as_dict(private=False)},
            claims,
            stranger,
            algorithms=["Ed25519"],
        ),
        "an unknown kid": jwt.encode({**header, "kid": "x"}, claims, own, algorithms=["Ed25519"]),
        "another type": jwt.encode({**header, "typ": "JWT"}, claims, own, algorithms=["Ed25519"]),
        "another issuer": jwt.encode(header, {**claims, "iss": "x"}, own, algorithms=["Ed25519"]),
        "a longer life": jwt.encode(
            header, {**claims, "exp": claims["exp"] + 60}, own, algorithms=["Ed25519"]
        ),
        "no end": jwt.encode(
            header, {k: v for k, v in claims.items() if k != "exp"}, own, algorithms=["Ed25519"]
        ),
        "another person": f"{head}.{encoded({**claims, 'sub': 'x'})}.{signature}",
        "signed for another person": jwt.encode(
            header, {**claims, "sub": "x"}, own, algorithms=["Ed25519"]
        ),
        "no signature": f"{head}.{body}.",
        "nonsense": "ey..",
        "more nonsense": "eyé.é.é".encode().decode("latin-1"),
        "far too much": f"{head}.{body}{'A' * 20_000}.{signature}",
    }
    assert await status_with(app, good) == 200
    for how, token in forged.items():
        assert app.state.book.access.signed.read(token, BEGAN) is None or how.startswith(
            "signed for"
        ), how
        if token.isascii():
            assert await status_with(app, token) == 401, how


def encoded(value: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


async def test_A14_a_venues_server_checks_people_without_asking_their_server(
    app: Starlette, ana: httpx.AsyncClient, clock: FakeClock, keys: Path, tmp_path: Path
) -> None:
    """The word of a trusted server counts for the workspaces that are named, and for nothing else."""
    ben = await invited(app, ana, "crew", "ben@example.org")
    token = (await granted(ben))["access_token"]
    there = await workspace_of(ana)
    file = tmp_path / "trusted.json"
    file.write_text('{"issuers": []}')
    venue = make_app(Settings(trusted_issuers=str(file)), MemoryStore(), clock)
    async with venue.router.lifespan_context(venue), browser(venue) as eva:
        body = {**ANA, "email": "eva@example.org", "name": "Eva", "code": venue.state.setup_code}
        assert (await eva.post("/api/setup", json={**body, "server": "Venue"})).status_code == 200
        name, here = await a_show(eva), await workspace_of(eva)
        assert await status_with(venue, token) == 401
        ring = SigningKeys(keys).ring()
        assert ring is not None
        trust(file, for_others(ring, clock.time), {"another": here})
        assert await status_with(venue, token, f"/api/documents/{name}") == 404
        trust(file, for_others(ring, clock.time), {there: here})
        async with browser(venue) as program:
            program.headers["authorization"] = f"Bearer {token}"
            assert (await program.get(f"/api/documents/{name}")).status_code == 200
            assert await titles(program) == ["Gala"]
            renaming = await program.patch(f"/api/documents/{name}", json={"title": "x"})
            assert renaming.status_code == 403
            about = await me(program)
            assert about["visitor"]["name"] == "ben"
            assert about["workspaces"] == [
                {"id": here, "name": "Venue", "rights": ["read", "view_show_call"]}
            ]
            assert (await program.post("/api/me/access-tokens", json={})).status_code == 401
        file.write_text("{")  # somebody is editing it: what it said goes on to count
        assert await status_with(venue, token, f"/api/documents/{name}") == 200
        clock.time += TOKEN_LASTS_MS + LEEWAY_MS
        assert await status_with(venue, token) == 401
    await ben.aclose()


def trust(file: Path, said: str, workspaces: dict[str, str]) -> None:
    """Write the file that says whom to trust, as an operator does: with a name for each workspace."""
    value = json.loads(said)
    value["issuers"][0]["workspaces"] = workspaces
    beside = file.with_suffix(".new")
    beside.write_text(json.dumps(value))
    beside.replace(file)


async def test_A14_keys_that_cannot_be_used_are_told_of_and_nothing_is_changed(
    app: Starlette, ana: httpx.AsyncClient, keys: Path
) -> None:
    made = await granted(ana)
    keys.chmod(0o644)
    keys.write_text(keys.read_text() + " ")
    async with browser(app) as program:
        body = {"refresh_token": made["refresh_token"]}
        refused = await program.post("/api/access-tokens", json=body)
        assert refused.status_code == 503
        assert "others can read it" in refused.json()["error"]["message"]
        assert await status_with(app, made["access_token"]) == 401
        keys.chmod(0o600)
        keys.write_text(keys.read_text() + " ")
        assert (await program.post("/api/access-tokens", json=body)).status_code == 200
        keys.write_text("{}")
        assert (await program.get("/.well-known/jwks.json")).status_code == 503
