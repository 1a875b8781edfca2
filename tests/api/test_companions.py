"""Private columns: who may open one follows from its audience alone, and for anybody else there is none (A23)."""

from collections.abc import AsyncIterator

import httpx
import pytest

from crdt_server.accounts.book import Book
from crdt_server.accounts.companions import MOST_OF_A_SHOW, Companion
from crdt_server.accounts.rights import Right, Role
from crdt_server.api.companions import NEWS
from crdt_server.app import make_app
from crdt_server.protocol.messages import Denied, Heard, Stateless, Step2
from crdt_server.settings import Settings
from docs_model.sheets import read_csv
from docs_model.table import preview
from persistence.memory import MemoryStore
from tests.api.test_matrix import (
    NOBODY,
    SHOW_NAME,
    WHO,
    House,
    browser_of,
    gets_document,
    house,  # noqa: F401  (the fixture)
    socket_of,
)
from tests.hub.socket import HClient, YClient

pytestmark = pytest.mark.anyio
EDITS, READS = (Role.STAGE_MANAGER,), (Role.MUSICAL_DIRECTOR, Role.CREW)
PASSWORD = "the horse on the fly floor"
SECRET = "She does not know yet"
MADE_UP = "notes/0190b1c2-0000-7000-8000-00000000000f"


@pytest.fixture
async def notes(house: House) -> str:  # noqa: F811
    """A private column of the show with a note in it; give its name."""
    answer = await makes(house, Role.STAGE_MANAGER)
    assert answer.status_code == 201, answer.text
    name: str = answer.json()["companion"]["name"]
    content = {"notes": [{"id": "doors", "text": SECRET}]}
    async with browser_of(house, Role.STAGE_MANAGER) as browser:
        imported = await browser.post(f"/api/documents/{name}/import", json=content)
        assert imported.json()["changed"] == ["notes/doors"]
    return name


async def makes(house: House, who: str, **audience: object) -> httpx.Response:  # noqa: F811
    body = {"title": "Stage management", "edits": EDITS, "reads": READS, **audience}
    async with browser_of(house, who) as browser:
        return await browser.post(f"/api/documents/{SHOW_NAME}/companions", json=body)


async def asks(
    house: House,  # noqa: F811
    who: str,
    path: str,
    method: str = "GET",
    **more: object,
) -> httpx.Response:
    async with browser_of(house, who) as browser:
        address = f"/api/documents/{path}".rstrip("/")
        return await browser.request(method, address, **more)  # type: ignore[arg-type]


def may_read(who: str) -> bool:
    return who in (*EDITS, *READS, Role.OWNER)


def may_write(who: str) -> bool:
    return who in (*EDITS, Role.OWNER)


@pytest.mark.parametrize("who", WHO)
async def test_A23_a_companion_is_there_for_its_audience_and_for_nobody_else(
    house: House,  # noqa: F811
    notes: str,
    who: str,
) -> None:
    listed = await asks(house, who, f"{SHOW_NAME}/companions")
    if listed.status_code == 200:
        found = [one["name"] for one in listed.json()["companions"]]
        assert found == ([notes] if may_read(who) else [])
    else:
        assert not may_read(who)
    library = await asks(house, who, "")
    assert notes not in library.text
    writes = {"POST": "import", "PATCH": "", "PUT": "audience", "DELETE": ""}
    for method, path in {"GET": "export", **writes}.items():
        here, nowhere = [
            await asks(house, who, f"{name}/{path}", method, json={}) for name in (notes, MADE_UP)
        ]
        told = f"{who} {method} {path}: {here.status_code} {here.text[:200]}"
        if not may_read(who):
            assert here.status_code == nowhere.status_code, told
            assert here.text.replace(notes, "") == nowhere.text.replace(MADE_UP, ""), told
        else:
            assert (here.status_code == 403) is (method in writes and not may_write(who)), told
        assert (SECRET in here.text) is (may_read(who) and method == "GET"), told


@pytest.mark.parametrize("dialect", ["hocuspocus", "y-websocket"])
@pytest.mark.parametrize("who", WHO)
async def test_A23_every_message_about_a_companion_is_judged_by_its_audience(
    house: House,  # noqa: F811
    notes: str,
    who: str,
    dialect: str,
) -> None:
    is_hocuspocus = dialect == "hocuspocus"
    async with socket_of(house, who, None if is_hocuspocus else notes) as socket:
        client = HClient(socket, notes, 7) if is_hocuspocus else YClient(socket, 7)
        client.begin()
        assert await gets_document(client) is may_read(who)
        if may_read(who):
            client.type("mine")
            client.begin()  # answered after what came before
            assert await gets_document(client)
    async with house.hub.rooms.hold(notes) as room:
        assert (b"mine" in room.room.whole()) is may_write(who)


async def test_A23_a_link_to_the_show_opens_a_companion_only_if_its_role_is_in_the_audience(
    house: House,  # noqa: F811
    notes: str,
) -> None:
    book: Book = house.app.state.book
    now = house.hub.clock.now()
    shares = {}
    for role in (Role.CREW, Role.EDITOR):
        shares[role], _ = await book.shares.make(
            house.workspace, SHOW_NAME, role, label="", by="", now=now
        )
        _, house.cookies[f"link {role}"] = await book.logins.begin(
            now=now, name="Cem", shares=(shares[role].id,)
        )
    assert SECRET in (await asks(house, "link crew", f"{notes}/export")).text
    assert (await asks(house, "link editor", f"{notes}/export")).status_code == 404
    async with socket_of(house, "link crew", None) as socket:
        client = HClient(socket, notes, 7)
        client.begin()
        assert await gets_document(client)
        ended = f"{SHOW_NAME}/shares/{shares[Role.CREW].id}"
        assert (await asks(house, Role.OWNER, ended, "DELETE")).status_code == 200
        assert await is_turned_out(client)
    made = await asks(house, Role.STAGE_MANAGER, f"{notes}/shares", "POST", json={"role": "crew"})
    assert made.status_code == 403, "nobody makes a link to a companion itself"


async def test_A23_who_is_taken_out_of_the_audience_is_out_at_once(
    house: House,  # noqa: F811
    notes: str,
) -> None:
    async with socket_of(house, Role.CREW, None) as socket:
        client = HClient(socket, notes, 7)
        client.begin()
        assert await gets_document(client)
        body = {"edits": EDITS, "reads": []}
        answer = await asks(house, Role.STAGE_MANAGER, f"{notes}/audience", "PUT", json=body)
        assert answer.json()["companion"]["reads"] == []
        assert await is_turned_out(client)
    assert (await asks(house, Role.CREW, f"{notes}/export")).status_code == 404
    audit = await audit_of(house, Role.ADMIN)
    assert "audience.set" not in audit, "an administrator who is not in it reads nothing of it"
    told = await audit_of(house, Role.OWNER)
    assert "Stage management, written by stage manager; read by musical director, crew" in told


@pytest.mark.parametrize("who", [Role.CREW, Role.EDITOR])
async def test_A23_a_new_companion_is_told_of_to_its_audience_alone(
    house: House,  # noqa: F811
    who: str,
) -> None:
    async with socket_of(house, who, None) as socket:
        client = HClient(socket, SHOW_NAME, 7)
        client.begin()
        assert await gets_document(client)
        made = await makes(house, Role.STAGE_MANAGER)
        name = made.json()["companion"]["name"]
        await asks(house, Role.STAGE_MANAGER, name, "PATCH", json={"title": "Ours"})
        client.begin()
        heard = [message async for message in until_answered(client)]
        told = [one for one in heard if isinstance(one, Stateless)]
        assert told == ([Stateless(NEWS)] * 2 if who == Role.CREW else [])


async def until_answered(client: HClient) -> AsyncIterator[Heard]:
    while not isinstance(message := await client.hear(), Step2):
        yield message


async def is_turned_out(client: HClient) -> bool:
    while True:
        if isinstance(await client.hear(), Denied):
            return True


async def audit_of(house: House, who: str) -> str:  # noqa: F811
    async with browser_of(house, who) as browser:
        return (await browser.get(f"/api/workspaces/{house.workspace}/audit")).text


async def test_A23_nobody_makes_a_companion_that_they_could_not_write_in(
    house: House,  # noqa: F811
) -> None:
    assert (await makes(house, Role.STAGE_MANAGER, edits=["crew"])).status_code == 400
    assert (await makes(house, Role.ADMIN)).status_code == 400
    assert (await makes(house, Role.OWNER, edits=[])).status_code == 201
    for wrong in ("crew", ["owner"], ["guest"], [["crew"]], [1], {"crew": 1}, None):
        assert (await makes(house, Role.OWNER, reads=wrong)).status_code == 400
    assert (await makes(house, Role.OWNER, title=" ")).status_code == 400
    for _ in range(MOST_OF_A_SHOW - 1):
        assert (await makes(house, Role.OWNER)).status_code == 201
    assert (await makes(house, Role.OWNER)).status_code == 400
    body = {"kind": "notes", "title": "Alone"}
    assert (await asks(house, Role.OWNER, "", "POST", json=body)).status_code == 400


async def test_A23_a_show_takes_its_companions_along_and_brings_them_back(
    house: House,  # noqa: F811
    notes: str,
) -> None:
    async with socket_of(house, Role.STAGE_MANAGER, None) as socket:
        client = HClient(socket, notes, 7)
        client.begin()
        assert await gets_document(client)
        await asks(house, Role.STAGE_MANAGER, SHOW_NAME, "DELETE")
        assert await is_turned_out(client)
    async with socket_of(house, Role.STAGE_MANAGER, None) as socket:
        client = HClient(socket, notes, 7)
        client.begin()
        assert not await gets_document(client)
    for path in (f"{notes}/export", f"{SHOW_NAME}/companions"):
        assert (await asks(house, Role.STAGE_MANAGER, path)).status_code == 410
    await asks(house, Role.STAGE_MANAGER, f"{SHOW_NAME}/restore", "POST")
    assert SECRET in (await asks(house, Role.STAGE_MANAGER, f"{notes}/export")).text


async def test_A23_a_companion_that_was_removed_can_be_restored_by_whoever_looks_after_it(
    house: House,  # noqa: F811
    notes: str,
) -> None:
    assert (await asks(house, Role.STAGE_MANAGER, notes, "DELETE")).status_code == 200
    assert (await asks(house, Role.CREW, f"{SHOW_NAME}/companions")).json() == {"companions": []}
    (kept,) = (await asks(house, Role.STAGE_MANAGER, f"{SHOW_NAME}/companions")).json()[
        "companions"
    ]
    assert kept["deleted_at"] is not None
    assert (await asks(house, Role.CREW, f"{notes}/restore", "POST")).status_code == 403
    assert (await asks(house, Role.STAGE_MANAGER, f"{notes}/restore", "POST")).status_code == 200
    assert SECRET in (await asks(house, Role.CREW, f"{notes}/export")).text


async def test_A23_an_export_has_private_columns_only_when_asked_for_by_who_may_see_them(
    house: House,  # noqa: F811
    notes: str,
) -> None:
    segments = {"segments": [{"id": "doors", "name": "Doors"}, {"id": "end", "name": "End"}]}
    await asks(house, Role.OWNER, f"{SHOW_NAME}/import", "POST", json=segments)
    for form in ("json", "csv", "xlsx", "yjs"):
        plain = await asks(house, Role.OWNER, f"{SHOW_NAME}/export?format={form}")
        assert SECRET.encode() not in plain.content and notes.encode() not in plain.content
    path = f"{SHOW_NAME}/export?format=csv&private={notes}"
    table = read_csv((await asks(house, Role.CREW, path)).content)
    assert table[6][-1] == "Private: Stage management"
    assert [row[-1] for row in table[7:]] == [SECRET, ""]
    private = next(one for one in preview(table).columns if one.header.startswith("Private"))
    assert private.field is None, "no import puts it where everybody reads it"
    nowhere = await asks(house, Role.EDITOR, path.replace(notes, MADE_UP))
    refused = await asks(house, Role.EDITOR, path)
    assert refused.text.replace(notes, "") == nowhere.text.replace(MADE_UP, "")
    assert refused.status_code == 404
    assert (await asks(house, Role.CREW, path.replace("csv", "json"))).status_code == 400
    assert (await asks(house, Role.CREW, f"{notes}/export?format=csv")).status_code == 400


async def test_A23_a_token_limits_what_the_audience_gives(
    house: House,  # noqa: F811
    notes: str,
) -> None:
    book: Book = house.app.state.book
    account = book.people.by_email(f"{Role.STAGE_MANAGER}@example.net")
    assert account is not None
    now = house.hub.clock.now()
    scopes = (Right.READ, Right.VIEW_SHOW_CALL)
    _, token = await book.logins.grant(account.id, "Lists", scopes, now=now)
    async with browser_of(house, NOBODY) as browser:
        browser.headers["authorization"] = f"Bearer {token}"
        assert SECRET in (await browser.get(f"/api/documents/{notes}/export")).text
        assert (await browser.post(f"/api/documents/{notes}/import", json={})).status_code == 403


@pytest.mark.parametrize("settings", [Settings(open=True), Settings(open=True, password=PASSWORD)])
async def test_A23_a_server_that_knows_nobody_shows_no_companion(settings: Settings) -> None:
    """Not even one that was made when it did."""
    app = make_app(settings, MemoryStore())
    async with app.router.lifespan_context(app):
        book: Book = app.state.book
        await book.companions.put(Companion(MADE_UP, SHOW_NAME, edits=tuple(Role)))
        await app.state.hub.registry.create(MADE_UP, "notes", "Ours")
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as browser:
            browser.headers["authorization"] = f"Bearer {PASSWORD}"
            made = await browser.post("/api/documents", json={"kind": "show", "title": "Gala"})
            show = made.json()["document"]["name"]
            body = {"title": "Ours", "edits": ["crew"]}
            answer = await browser.post(f"/api/documents/{show}/companions", json=body)
            assert answer.status_code == 400
            assert "asks nobody who they are" in answer.text
            assert (await browser.get(f"/api/documents/{MADE_UP}/export")).status_code == 404
