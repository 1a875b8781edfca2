"""Links to all documents of a workspace, and roles in single documents, through the API (A20, A21)."""

from dataclasses import replace

import anyio
import httpx
import pytest
from starlette.applications import Starlette

from crdt_server.accounts.newcomers import Newcomer, account_for
from crdt_server.accounts.rights import Right
from crdt_server.accounts.shares import SEVERAL, Share
from crdt_server.api.permit import COOKIE
from crdt_server.hub.names import fault_of
from crdt_server.protocol.messages import Denied
from tests.api.test_accounts import (
    PASSWORD,
    a_show,
    ana,
    app,
    browser,
    invited,
    me,
    shared,
    titles,
    workspace_of,
)
from tests.api.test_documents import sentence
from tests.api.test_matrix import House, gets_document, socket_of
from tests.hub.socket import HClient

pytestmark = pytest.mark.anyio
__all__ = ["ana", "app"]


async def test_A20_one_link_opens_every_document_of_a_workspace_also_later_ones_until_it_is_revoked(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    first, path = await a_show(ana), f"/api/workspaces/{await workspace_of(ana)}/shares"
    body = {"role": "crew", "label": "Everyone", "days": 1, "passphrase": "macbeth at midnight"}
    made = (await ana.post(path, json=body)).json()
    assert (made["share"]["document"], made["share"]["has_passphrase"]) == ("", True)
    async with browser(app) as phone:
        looked = (await phone.post("/api/links/look", json={"link": made["link"]})).json()["link"]
        assert (looked["document"], looked["title"]) == ("", "The Venue")
        assert looked["about"] == "Follow the show."
        opening = {"link": made["link"], "name": "Cem", "passphrase": "macbeth at midnight"}
        assert (await phone.post("/api/links", json=opening)).status_code == 200
        later = await a_show(ana, "Matinee")
        assert sorted(await titles(phone)) == ["Gala", "Matinee"]
        for name in (first, later):
            assert (await phone.get(f"/api/documents/{name}")).status_code == 200
            assert (await phone.delete(f"/api/documents/{name}")).status_code == 403
        # It opens documents, and gives nothing in the workspace itself.
        assert (await phone.get(path)).status_code == 404
        assert (await phone.post("/api/documents", json={"title": "Mine"})).status_code == 403
        kept = (await ana.get(path)).json()["shares"]
        assert [(one["uses"], one["holders"], one["opens"]) for one in kept] == [(1, ["Cem"], True)]
        assert kept[0]["last_used_at"] is not None
        assert (await ana.get(f"/api/documents/{first}/shares")).json()["shares"] == []
        revoked = await ana.delete(f"{path}/{made['share']['id']}")
        assert revoked.json()["share"]["opens"] is False
        assert await titles(phone) == []
        assert (await phone.get(f"/api/documents/{first}")).status_code == 404


async def test_A20_a_link_is_revoked_by_the_path_of_what_it_opens_and_by_no_other(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    name, venue = await a_show(ana), await workspace_of(ana)
    one = (await shared(ana, name))["share"]["id"]
    made = await ana.post(f"/api/workspaces/{venue}/shares", json={"role": "viewer"})
    whole = made.json()["share"]["id"]
    assert (await ana.delete(f"/api/workspaces/{venue}/shares/{one}")).status_code == 404
    assert (await ana.delete(f"/api/documents/{name}/shares/{whole}")).status_code == 404
    deeds = (await ana.get(f"/api/workspaces/{venue}/audit")).json()["deeds"]
    assert [(deed["what"], deed["on"]) for deed in deeds[:2]] == [
        ("share.made", "The Venue"),
        ("share.made", name),
    ]


async def test_A10_whoever_signs_in_over_somebody_else_does_not_get_their_links(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    ben = await invited(app, ana, "guest", "ben@example.org")
    name = await a_show(ana)
    link = (await shared(ana, name))["link"]
    assert (await ben.post("/api/links", json={"link": link})).status_code == 200
    other = await invited(app, ana, "guest", "dora@example.org")
    await other.aclose()
    signed_in = {"email": "dora@example.org", "password": PASSWORD}
    house = House(app, "", {"ben": ben.cookies[COOKIE]})
    async with socket_of(house, "ben", None) as socket:
        client = HClient(socket, name, 7)
        client.begin()
        assert await gets_document(client)
        assert (await ben.post("/api/login", json=signed_in)).status_code == 200
        assert await titles(ben) == []
        with anyio.fail_after(5):  # what is open elsewhere in that browser closes
            while not isinstance(await client.hear(), Denied):
                pass
    await ben.aclose()


async def test_A21_a_member_has_a_role_in_one_document_more_than_in_the_rest_until_it_is_taken(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    name, other, venue = await a_show(ana), await a_show(ana, "Other"), await workspace_of(ana)
    ben = await invited(app, ana, "viewer", "ben@example.org")
    path = f"/api/workspaces/{venue}/people/{(await me(ben))['visitor']['id'].partition(':')[2]}"
    given = await ana.put(path, json={"role": "editor", "document": name})
    assert given.status_code == 200
    rename = {"title": "Ben was here"}
    assert (await ben.patch(f"/api/documents/{name}", json=rename)).status_code == 200
    assert (await ben.patch(f"/api/documents/{other}", json=rename)).status_code == 403
    assert (await ana.delete(path, params={"document": other})).status_code == 404
    assert (await ana.delete(path, params={"document": name})).status_code == 200
    assert (await ben.patch(f"/api/documents/{name}", json=rename)).status_code == 403
    assert (await ben.get(f"/api/documents/{name}")).status_code == 200
    deed = (await ana.get(f"/api/workspaces/{venue}/audit")).json()["deeds"][0]
    assert (deed["what"], deed["on"], deed["before"]) == (
        "role.taken",
        f"ben@example.org {name}",
        "editor",
    )
    await ben.aclose()


async def test_A21_an_invitation_into_one_document_opens_that_one_alone(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    name, other, venue = await a_show(ana), await a_show(ana, "Other"), await workspace_of(ana)
    path = f"/api/workspaces/{venue}/invitations"
    asked = {"email": "cem@example.org", "role": "editor", "document": name}
    made = (await ana.post(path, json=asked)).json()
    assert made["invitation"]["document"] == name
    async with browser(app) as cem:
        looked = (await cem.post("/api/invitations/look", json={"link": made["link"]})).json()
        assert (looked["title"], looked["about"]) == ("Gala", "Look and edit.")
        taken = {"link": made["link"], "name": "Cem", "password": PASSWORD}
        assert (await cem.post("/api/invitations", json=taken)).status_code == 200
        assert await titles(cem) == ["Gala"]
        assert (await cem.get(f"/api/documents/{other}")).status_code == 404
        assert (await cem.get(f"/api/workspaces/{venue}/people")).status_code == 404
    wrong = await ana.post(path, json={**asked, "document": "show/of-nobody"})
    assert (wrong.status_code, "no such document" in sentence(wrong)) == (400, True)


async def test_A13_the_colour_of_an_account_is_the_same_wherever_one_is_signed_in(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    assert (await me(ana))["visitor"]["colour"] == ""
    changed = await ana.patch("/api/me", json={"colour": "teal"})
    assert changed.json()["visitor"]["colour"] == "teal"
    assert changed.json()["visitor"]["name"] == "Ana"
    async with browser(app) as other:
        signed_in = {"email": "ana@example.org", "password": PASSWORD}
        about = (await other.post("/api/login", json=signed_in)).json()
        assert about["visitor"]["colour"] == "teal"
    for colour in ("Teal", "url(x)", "a b", "", 7):
        assert (await ana.patch("/api/me", json={"colour": colour})).status_code == 400


async def test_A21_somebody_from_a_provider_who_was_invited_into_one_document_sees_that_one_alone(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    name, venue, book = await a_show(ana), await workspace_of(ana), app.state.book
    asked = {"email": "eva@example.org", "role": "editor", "document": name}
    await ana.post(f"/api/workspaces/{venue}/invitations", json=asked)
    eva = Newcomer("https://id.example.org", "7", "Eva", "eva@example.org", is_verified=True)
    account, _ = await account_for(book, eva, frozenset(), app.state.hub.clock.now())
    assert Right.EDIT in book.workspaces.rights_on(account.id, name)
    assert not book.workspaces.rights_in(account.id, venue)


async def test_A26_one_link_opens_the_chosen_documents_and_no_other_until_it_is_revoked(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    gala, matinee, other = [await a_show(ana, title) for title in ("Gala", "Matinee", "Other")]
    path = f"/api/workspaces/{await workspace_of(ana)}/shares"
    body = {"role": "crew", "label": "Crew", "documents": [gala, matinee, gala]}
    made = (await ana.post(path, json=body)).json()
    assert (made["share"]["document"], made["share"]["documents"]) == ("", [gala, matinee])
    house = House(app, "", {})
    async with browser(app) as phone:
        looked = (await phone.post("/api/links/look", json={"link": made["link"]})).json()["link"]
        assert (looked["document"], looked["titles"]) == ("", ["Gala", "Matinee"])
        opening = {"link": made["link"], "name": "Cem"}
        assert (await phone.post("/api/links", json=opening)).status_code == 200
        await a_show(ana, "Later")
        assert sorted(await titles(phone)) == ["Gala", "Matinee"]
        assert (await phone.get(f"/api/documents/{other}")).status_code == 404
        assert (await phone.get(path)).status_code == 404
        house.cookies["cem"] = phone.cookies[COOKIE]
        async with socket_of(house, "cem", None) as socket:
            client = HClient(socket, matinee, 7)
            client.begin()
            assert await gets_document(client)
            revoked = await ana.delete(f"{path}/{made['share']['id']}")
            assert revoked.json()["share"]["opens"] is False
            with anyio.fail_after(1):
                while not isinstance(await client.hear(), Denied):
                    pass
        assert await titles(phone) == []
    deed = (await ana.get(path.replace("shares", "audit"))).json()["deeds"][0]
    assert (deed["what"], deed["on"]) == ("share.revoked", "The Venue")
    assert deed["before"] == "crew Crew: “Gala”, “Matinee”"


async def test_A26_only_documents_of_the_workspace_can_be_chosen(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    name, gone = await a_show(ana), await a_show(ana, "Gone")
    await ana.delete(f"/api/documents/{gone}")
    elsewhere = (await ana.post("/api/workspaces", json={"name": "Next door"})).json()
    there = elsewhere["workspace"]["id"]
    stranger = (
        await ana.post("/api/documents", json={"kind": "show", "title": "X", "workspace": there})
    ).json()["document"]["name"]
    notes = await ana.post(
        f"/api/documents/{name}/companions", json={"title": "Mine", "edits": ["stage_manager"]}
    )
    beside = notes.json()["companion"]["name"]
    venue = next(one["id"] for one in (await me(ana))["workspaces"] if one["name"] == "The Venue")
    path = f"/api/workspaces/{venue}/shares"
    for wrong in ([gone], [stranger], [beside], ["show/x"], [7], [], "all", [name] * 101):
        refused = await ana.post(path, json={"role": "crew", "documents": wrong})
        assert refused.status_code == 400, wrong
    refused = await ana.post(
        f"/api/documents/{name}/shares", json={"role": "crew", "documents": [name]}
    )
    assert "made for their workspace" in sentence(refused)
    assert (await ana.get(path)).json()["shares"] == []


async def test_A26_a_document_that_moves_away_leaves_the_link_for_good(
    app: Starlette, ana: httpx.AsyncClient
) -> None:
    gala, matinee, venue = await a_show(ana), await a_show(ana, "Matinee"), await workspace_of(ana)
    there = (await ana.post("/api/workspaces", json={"name": "Next door"})).json()
    path = f"/api/workspaces/{venue}/shares"
    made = (await ana.post(path, json={"role": "crew", "documents": [gala, matinee]})).json()
    async with browser(app) as phone:
        await phone.post("/api/links", json={"link": made["link"]})
        for place in (there["workspace"]["id"], venue):
            moved = await ana.post(f"/api/documents/{gala}/move", json={"workspace": place})
            assert moved.status_code == 200
            assert await titles(phone) == ["Matinee"]
        assert moved.json()["links_ended"] == 0
        body = {"workspace": there["workspace"]["id"]}
        last = await ana.post(f"/api/documents/{matinee}/move", json=body)
        assert (last.json()["links_ended"], await titles(phone)) == (1, [])
    (kept,) = (await ana.get(path)).json()["shares"]
    assert kept["opens"] is False


def test_A26_a_program_that_knows_nothing_of_chosen_documents_opens_none() -> None:
    kept = Share("1", "", "venue", SEVERAL, "crew", "", 0, "", documents=("show/a", "show/b"))
    assert kept.opens("show/a") and not kept.opens("show/c")
    without = replace(kept, documents=())
    assert not any(without.opens(name) for name in ("show/a", "show/c", ""))
    assert fault_of(SEVERAL) is not None, "no document can be called so"
