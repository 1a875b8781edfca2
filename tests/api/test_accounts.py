"""Coming in, roles, links and the audit log through the API of a server with accounts (A8 … A12)."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from crdt_server.accounts.attempts import FREE_FAILURES
from crdt_server.app import make_app
from crdt_server.settings import Settings
from persistence.memory import MemoryStore
from tests.api.test_documents import sentence

pytestmark = pytest.mark.anyio
PASSWORD = "a horse on the fly floor"
ANA = {"name": "Ana", "email": "ana@example.org", "password": PASSWORD}


@pytest.fixture
async def app() -> AsyncIterator[Starlette]:
    app = make_app(Settings(), MemoryStore())
    async with app.router.lifespan_context(app):
        yield app


def browser(app: Starlette) -> httpx.AsyncClient:
    """A browser of its own, with its own cookies."""
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost")


@pytest.fixture
async def ana(app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    """The browser of Ana, who has just set the server up."""
    async with browser(app) as ana:
        body = {"code": app.state.setup_code, "server": "The Venue", **ANA}
        response = await ana.post("/api/setup", json=body)
        assert response.status_code == 200, response.text
        yield ana


async def me(client: httpx.AsyncClient) -> dict[str, Any]:
    answer: dict[str, Any] = (await client.get("/api/me")).json()
    return answer


async def workspace_of(client: httpx.AsyncClient) -> str:
    return str((await me(client))["workspaces"][0]["id"])


async def a_show(client: httpx.AsyncClient, title: str = "Gala") -> str:
    response = await client.post("/api/documents", json={"kind": "show", "title": title})
    assert response.status_code == 201, response.text
    return str(response.json()["document"]["name"])


async def titles(client: httpx.AsyncClient) -> list[str]:
    response = await client.get("/api/documents")
    return [one["title"] for one in response.json()["documents"]]


async def invited(
    app: Starlette, ana: httpx.AsyncClient, role: str, email: str
) -> httpx.AsyncClient:
    """Give the browser of somebody whom Ana has invited and who has made an account."""
    venue = await workspace_of(ana)
    made = await ana.post(
        f"/api/workspaces/{venue}/invitations", json={"email": email, "role": role}
    )
    assert made.status_code == 201, made.text
    ben = browser(app)
    body = {"link": made.json()["link"], "name": email.partition("@")[0], "password": PASSWORD}
    response = await ben.post("/api/invitations", json=body)
    assert response.status_code == 200, response.text
    return ben


async def shared(
    ana: httpx.AsyncClient, name: str, role: str = "crew", **more: Any
) -> dict[str, Any]:
    response = await ana.post(f"/api/documents/{name}/shares", json={"role": role, **more})
    assert response.status_code == 201, response.text
    answer: dict[str, Any] = response.json()
    return answer


async def test_A8_before_it_is_set_up_a_server_gives_nothing_but_its_setup(app: Starlette) -> None:
    async with browser(app) as somebody:
        assert (await me(somebody))["needs_setup"] is True
        for path in ("/api/documents", "/api/documents/show/x", "/api/me/logins"):
            assert (await somebody.get(path)).status_code == 401
        wrong = await somebody.post("/api/setup", json={"code": "AAAA", "server": "x", **ANA})
        assert wrong.status_code == 403
        typed = app.state.setup_code.lower().replace("-", " ")
        body = {"code": typed, "server": "The Venue", **ANA}
        assert (await somebody.post("/api/setup", json=body)).status_code == 200
        about = await me(somebody)
        assert about["needs_setup"] is False
        assert about["server"] == "The Venue"
        assert about["visitor"]["administers"] is True
        assert "manage_members" in about["workspaces"][0]["rights"]
        again = await somebody.post("/api/setup", json=body)
        assert again.status_code == 403


async def test_A8_one_signs_in_with_the_password_and_out_again(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    async with browser(app) as other:
        wrong = await other.post("/api/login", json={"email": ANA["email"], "password": "wrong"})
        nobody = await other.post(
            "/api/login", json={"email": "x@example.org", "password": "wrong"}
        )
        assert (wrong.status_code, wrong.json()) == (nobody.status_code, nobody.json())
        right = await other.post(
            "/api/login", json={"email": "ANA@example.org", "password": PASSWORD}
        )
        assert right.status_code == 200
        cookie = right.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=lax" in cookie
        assert (await me(other))["visitor"]["name"] == "Ana"
        assert (await other.delete("/api/login")).status_code == 200
        assert (await me(other))["visitor"] is None
    assert (await me(ana))["visitor"]["name"] == "Ana"


async def test_A8_guessing_a_password_is_slowed_down_for_that_account_alone(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    async with browser(app) as eve:
        for _ in range(FREE_FAILURES):
            guess = {"email": ANA["email"], "password": "a guess"}
            assert (await eve.post("/api/login", json=guess)).status_code == 401
        right = await eve.post("/api/login", json={"email": ANA["email"], "password": PASSWORD})
        assert right.status_code == 429
        assert "minutes" in sentence(right)
        other = await eve.post("/api/login", json={"email": "ben@example.org", "password": "x"})
        assert other.status_code == 401


async def test_A9_what_one_may_not_see_is_not_there(app: Starlette, ana: httpx.AsyncClient) -> None:
    name = await a_show(ana)
    async with browser(app) as nobody:
        assert (await nobody.get(f"/api/documents/{name}")).status_code == 401
    guest = await invited(app, ana, "guest", "cem@example.org")
    missing = await guest.get("/api/documents/show/0190b1c2-0000-7000-8000-000000000000")
    hidden = await guest.get(f"/api/documents/{name}")
    assert missing.status_code == hidden.status_code == 404
    assert await titles(guest) == []
    await guest.aclose()


async def test_A9_a_role_says_what_one_may_do_and_changes_at_once(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    name, venue = await a_show(ana), await workspace_of(ana)
    ben = await invited(app, ana, "crew", "ben@example.org")
    assert await titles(ben) == ["Gala"]
    rename = {"title": "Ball"}
    refused = await ben.patch(f"/api/documents/{name}", json=rename)
    assert refused.status_code == 403
    assert "change documents" in sentence(refused)
    people = (await ana.get(f"/api/workspaces/{venue}/people")).json()["people"]
    account = next(one["id"] for one in people if one["name"] == "ben")
    path = f"/api/workspaces/{venue}/people/{account}"
    assert (await ana.put(path, json={"role": "editor"})).status_code == 200
    assert (await ben.patch(f"/api/documents/{name}", json=rename)).status_code == 200
    assert (await ben.put(path, json={"role": "owner"})).status_code == 403
    assert (await ben.delete(f"/api/documents/{name}")).status_code == 403
    assert (await ana.delete(path)).status_code == 200
    assert (await ben.get(f"/api/documents/{name}")).status_code == 404
    await ben.aclose()


async def test_A9_nobody_gives_away_more_than_they_have(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    venue = await workspace_of(ana)
    admin = await invited(app, ana, "admin", "ben@example.org")
    body = {"email": "x@example.org", "role": "owner"}
    assert (await admin.post(f"/api/workspaces/{venue}/invitations", json=body)).status_code == 403
    people = (await admin.get(f"/api/workspaces/{venue}/people")).json()["people"]
    owner = next(one["id"] for one in people if one["name"] == "Ana")
    path = f"/api/workspaces/{venue}/people/{owner}"
    assert (await admin.put(path, json={"role": "viewer"})).status_code == 403
    assert (await admin.delete(path)).status_code == 403
    last = await ana.delete(path)
    assert last.status_code == 400
    assert "owner" in sentence(last)
    await admin.aclose()


async def test_A10_a_link_opens_one_document_in_one_request_and_ends_when_it_is_revoked(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    name, other = await a_show(ana), await a_show(ana, "Another")
    made = await shared(ana, name, label="Crew")
    async with browser(app) as phone:
        looked = (await phone.post("/api/links/look", json={"link": made["link"]})).json()
        assert looked["link"]["title"] == "Gala"
        opened = await phone.post("/api/links", json={"link": made["link"], "name": "Cem"})
        assert opened.status_code == 200
        assert (await me(phone))["visitor"] == {
            "kind": "guest",
            "id": (await me(phone))["visitor"]["id"],
            "name": "Cem",
            "email": "",
            "colour": "",
            "theme": "",
            "administers": False,
        }
        assert await titles(phone) == ["Gala"]
        assert (await phone.get(f"/api/documents/{name}")).status_code == 200
        assert (await phone.get(f"/api/documents/{other}")).status_code == 404
        assert (await phone.patch(f"/api/documents/{name}", json={"title": "x"})).status_code == 403
        assert (await phone.get(f"/api/documents/{name}/shares")).status_code == 403
        share = (await ana.get(f"/api/documents/{name}/shares")).json()["shares"][0]
        assert (share["uses"], share["label"], share["opens"]) == (1, "Crew", True)
        assert "secret" not in share
        gone = await ana.delete(f"/api/documents/{name}/shares/{share['id']}")
        assert gone.json()["share"]["opens"] is False
        assert (await phone.get(f"/api/documents/{name}")).status_code == 404
        refused = await phone.post("/api/links", json={"link": made["link"]})
        assert refused.status_code == 404
        assert "revoked" in sentence(refused)


async def test_A10_a_link_with_a_passphrase_opens_only_with_it(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    name = await a_show(ana)
    made = await shared(ana, name, passphrase="macbeth at midnight")
    async with browser(app) as phone:
        looked = (await phone.post("/api/links/look", json={"link": made["link"]})).json()
        assert looked["link"]["needs_passphrase"] is True
        body = {"link": made["link"], "passphrase": "hamlet"}
        assert (await phone.post("/api/links", json=body)).status_code == 403
        body["passphrase"] = "macbeth at midnight"
        assert (await phone.post("/api/links", json=body)).status_code == 200
        assert (await phone.get(f"/api/documents/{name}")).status_code == 200


async def test_A10_a_guest_who_signs_in_keeps_the_links(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    name = await a_show(ana)
    guest = await invited(app, ana, "guest", "cem@example.org")
    await guest.delete("/api/login")
    made = await shared(ana, name)
    await guest.post("/api/links", json={"link": made["link"], "name": "Cem"})
    body = {"email": "cem@example.org", "password": PASSWORD}
    assert (await guest.post("/api/login", json=body)).status_code == 200
    assert (await guest.get(f"/api/documents/{name}")).status_code == 200
    assert (await me(guest))["visitor"]["kind"] == "account"
    await guest.aclose()


async def test_A11_a_token_is_a_program_of_its_owner_within_its_scopes(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    name = await a_show(ana)
    body = {"label": "Companion", "scopes": ["read", "view_show_call"]}
    made = await ana.post("/api/me/tokens", json=body)
    assert made.status_code == 201
    async with browser(app) as program:
        program.headers["authorization"] = f"Bearer {made.json()['token']}"
        assert (await program.get(f"/api/documents/{name}")).status_code == 200
        assert (
            await program.patch(f"/api/documents/{name}", json={"title": "x"})
        ).status_code == 403
        assert (await program.post("/api/me/tokens", json=body)).status_code == 403
        listed = (await ana.get("/api/me/logins")).json()["logins"]
        token = next(one for one in listed if one["is_token"])
        assert made.json()["token"] not in str(listed)
        await ana.delete(f"/api/me/logins/{token['id']}")
        assert (await program.get(f"/api/documents/{name}")).status_code == 401


async def test_A8_a_new_password_signs_all_other_browsers_out(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    async with browser(app) as other:
        await other.post("/api/login", json={"email": ANA["email"], "password": PASSWORD})
        wrong = await ana.post("/api/me/password", json={"old": "x", "new": "b" * 4 + "cdefgh12"})
        assert wrong.status_code == 403
        new = "another horse altogether"
        done = await ana.post("/api/me/password", json={"old": PASSWORD, "new": new})
        assert done.status_code == 200
        assert (await me(other))["visitor"] is None
        assert (await me(ana))["visitor"]["name"] == "Ana"


async def test_S000_49_preferences_are_ones_own(app: Starlette, ana: httpx.AsyncClient) -> None:
    """A13, S000-1 … S000-6, S000-34, S000-36, S000-38, S000-44, S000-49."""
    name = await a_show(ana)
    ben = await invited(app, ana, "editor", "ben@example.org")
    path = f"/api/me/preferences/{name}"
    columns = {"columns": ["name", "start"], "from a newer program": {"x": [1]}}
    assert (await ana.put(path, json=columns)).status_code == 200
    assert (await ben.get(path)).json() == {"preferences": None}
    await ben.put(path, json={"columns": []})
    async with browser(app) as other:
        await other.post("/api/login", json={"email": ANA["email"], "password": PASSWORD})
        assert (await other.get(path)).json() == {"preferences": columns}
    huge = {"columns": ["x" * 20_000]}
    assert (await ana.put(path, json=huge)).status_code == 400
    await ben.aclose()


async def test_A12_the_audit_log_tells_what_was_done_and_holds_no_secret(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    name, venue = await a_show(ana), await workspace_of(ana)
    made = await shared(ana, name, label="=cmd()")
    await ana.delete(f"/api/documents/{name}/shares/{made['share']['id']}")
    ben = await invited(app, ana, "editor", "ben@example.org")
    path = f"/api/workspaces/{venue}/audit"
    deeds = (await ana.get(path)).json()["deeds"]
    assert [deed["what"] for deed in deeds] == [
        "invitation.accepted",
        "invitation.made",
        "share.revoked",
        "share.made",
        "server.set_up",
    ]
    assert {deed["name"] for deed in deeds} == {"Ana", "ben"}
    text = (await ana.get(path)).text + (await ana.get(path + "?format=csv")).text
    for secret in (made["link"], PASSWORD, app.state.setup_code):
        assert secret not in text
    assert len((await ana.get(path + "?words=revoked")).json()["deeds"]) == 1
    assert (await ben.get(path)).status_code == 403
    await ben.aclose()


async def test_A9_the_operator_does_everything_with_the_secret_beside_the_data(
    app: Starlette,
) -> None:
    async with browser(app) as program:
        program.headers["authorization"] = f"Bearer {app.state.operator}"
        assert (await program.get("/api/documents")).status_code == 200
        name = await a_show(program)
        assert (await program.get(f"/api/documents/{name}")).status_code == 200
        program.headers["authorization"] = "Bearer cbo_wrong"
        assert (await program.get("/api/documents")).status_code == 401


async def test_A9_the_table_of_roles_is_told_to_anybody_in_words(app: Starlette) -> None:
    async with browser(app) as somebody:
        told = await somebody.get("/api/roles")
    assert told.status_code == 200
    by_role = {one["role"]: one for one in told.json()["roles"]}
    assert by_role["crew"]["by_link"] is True
    assert set(by_role["crew"]["rights"]) == {"read", "view_show_call"}
    assert set(by_role["owner"]["rights"]) == set(told.json()["rights"])
    assert all(told.json()["rights"].values())


async def test_A10_whoever_shares_sees_who_holds_a_link(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    name = await a_show(ana)
    link = (await shared(ana, name))["link"]
    path = f"/api/documents/{name}/shares"
    assert (await ana.get(path)).json()["shares"][0]["holders"] == []
    async with browser(app) as cem, browser(app) as nameless:
        assert (await cem.post("/api/links", json={"link": link, "name": "Cem"})).status_code == 200
        assert (await nameless.post("/api/links", json={"link": link})).status_code == 200
        holders = (await ana.get(path)).json()["shares"][0]["holders"]
        assert sorted(holders) == ["", "Cem"]
        assert (await cem.get(path)).status_code == 403


async def test_A13_how_the_app_looks_goes_with_the_account(ana: httpx.AsyncClient) -> None:
    changed = await ana.patch("/api/me", json={"theme": "light"})
    assert (changed.status_code, changed.json()["visitor"]["theme"]) == (200, "light")
    assert (await ana.get("/api/me")).json()["visitor"]["theme"] == "light"
    refused = await ana.patch("/api/me", json={"theme": "purple"})
    assert refused.status_code == 400
    assert "system, dark, light" in sentence(refused)


async def test_A25_what_one_wants_to_be_told_goes_with_the_account_choice_by_choice(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    """S000-32 … S000-36: on all devices; each choice for itself, also when two come at once."""
    path = "/api/me/notifications"
    before = (await ana.get(path)).json()["notifications"]
    assert before == {
        "edits": True,
        "conflicts": True,
        "departments": [],
        "calls": True,
        "sound": False,
        "times": True,
    }
    async with browser(app) as phone:
        await phone.post("/api/login", json={"email": ANA["email"], "password": PASSWORD})
        chosen = {"departments": ["sound", "lighting", "sound"]}
        await asyncio.gather(ana.patch(path, json={"edits": False}), phone.patch(path, json=chosen))
        told = (await phone.get(path)).json()["notifications"]
    assert told == {**before, "edits": False, "departments": ["lighting", "sound"]}
    ben = await invited(app, ana, "editor", "ben@example.org")
    assert (await ben.get(path)).json()["notifications"] == before
    await ben.aclose()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({}, "Say what to change"),
        ({"sound": 1}, "'sound' is either true or false"),
        ({"departments": ["catering"]}, "some of: lighting, sound"),
        ({"departments": [["sound"]]}, "some of: lighting, sound"),
        ({"departments": "sound"}, "some of: lighting, sound"),
        ({"smell": True}, "There is no 'smell' to choose"),
    ],
)
async def test_A25_a_choice_that_cannot_be_made_is_refused_with_what_can(
    ana: httpx.AsyncClient, body: dict[str, Any], said: str
) -> None:
    refused = await ana.patch("/api/me/notifications", json=body)
    assert refused.status_code == 400
    assert said in sentence(refused)
