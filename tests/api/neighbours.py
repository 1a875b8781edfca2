"""A server with two workspaces: ours, and one whose every text carries a mark that nobody of ours may ever see."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from pycrdt import Text
from starlette.applications import Starlette

from crdt_server.accounts.audit import Deed
from crdt_server.accounts.book import Book
from crdt_server.accounts.companions import Companion
from crdt_server.accounts.rights import Role
from crdt_server.app import make_app
from crdt_server.hub.hub import Hub
from crdt_server.settings import Settings
from docs_model import edit
from docs_model.json import import_json
from docs_model.kinds import SHOW
from docs_model.kinds.notes import NOTES
from persistence.memory import MemoryStore
from persistence.store import Store
from persistence.wall import Wall

MARK = "neighbourly"
OWNER, CREW, NOBODY = "owner", "crew link", "nobody"
WHO = (OWNER, CREW, NOBODY)
OURS = "show/0190b1c2-0000-7000-8000-000000000001"
THEIRS = "show/0190b1c2-0000-7000-8000-000000000002"
FREE_OF_THEIRS = "notes-of-others"


@dataclass
class Street:
    """The server, and every id on it by what it is an id of: names are no secret, what they lead to is."""

    app: Starlette
    ids: dict[str, list[str]] = field(default_factory=dict)
    owner: str = ""
    share: str = ""

    @property
    def hub(self) -> Hub:
        hub: Hub = self.app.state.hub
        return hub

    @property
    def book(self) -> Book:
        book: Book = self.app.state.book
        return book

    async def cookie_of(self, who: str) -> str:
        """Sign in as one of WHO; give what that browser shows."""
        now = self.hub.clock.now()
        if who == NOBODY:
            return ""
        if who == OWNER:
            return (await self.book.logins.begin(now=now, account=self.owner))[1]
        return (await self.book.logins.begin(now=now, name="Cem", shares=(self.share,)))[1]


@asynccontextmanager
async def street(store: Store | None = None, wall: Wall | None = None) -> AsyncIterator[Street]:
    """Have such a server for the length of a `with` block, over a new store."""
    app = make_app(Settings(max_upload=64 * 1024), store or MemoryStore(), wall=wall)
    async with app.router.lifespan_context(app):
        made = Street(app)
        await _settle(made, "ours", OURS)
        await _settle(made, MARK, THEIRS)
        theirs = made.book.workspaces.of_document(THEIRS)
        await made.book.workspaces.place(FREE_OF_THEIRS, theirs)
        async with made.hub.rooms.hold(FREE_OF_THEIRS) as room:
            room.begin(lambda doc: doc.get("t", type=Text).insert(0, MARK))
            await made.hub.journal.settled(FREE_OF_THEIRS)
        made.hub.registry.note_free(FREE_OF_THEIRS)
        made.ids["name"].append(FREE_OF_THEIRS)
        yield made


async def _settle(street: Street, mark: str, document: str) -> None:
    """Make a workspace in which everything is called by its mark."""
    book, now = street.book, street.hub.clock.now()
    owner = await book.people.enter(f"{mark} owner", f"{mark}@example.org", now=now)
    workspace = await book.workspaces.found(f"{mark} venue", owner=owner.id, now=now)
    member = await book.people.enter(f"{mark} editor", f"{mark}-2@example.org", now=now)
    await book.workspaces.give(workspace.id, member.id, Role.EDITOR, now=now)
    await book.workspaces.place(document, workspace.id)
    await _a_show(street.hub, document, mark)
    beside = document.replace("show/", "notes/")
    await book.companions.put(Companion(beside, document, edits=(Role.EDITOR,)))
    await _notes(street.hub, beside, mark)
    by = f"account:{owner.id}"
    share, _ = await book.shares.make(
        workspace.id, document, Role.CREW, label=f"{mark} link", by=by, now=now
    )
    email = f"{mark}-3@example.org"
    invited, _ = await book.invitations.make(workspace.id, Role.CREW, email, by=by, now=now)
    login, _ = await book.logins.grant(owner.id, f"{mark} token", (), now=now)
    await book.preferences.set(owner.id, document, {"columns": mark}, now)
    await book.audit.note(Deed(now, by, "role.given", f"{mark} deed", workspace=workspace.id))
    version = await street.hub.versions.name(
        document, f"{mark} version", seq=1, at=now, state=b"\0\0", by=None
    )
    if not street.owner:
        street.owner, street.share = owner.id, share.id
    found = {
        "name": document,
        "document": document,
        "workspace": workspace.id,
        "account": member.id,
        "share": share.id,
        "invitation": invited.id,
        "login": login.id,
        "version": version.id,
        "moment": f"version:{version.id}",
    }
    for sort, identity in [*found.items(), ("name", beside)]:
        street.ids.setdefault(sort, []).append(identity)


async def _notes(hub: Hub, document: str, mark: str) -> None:
    async with hub.rooms.hold(document) as room:
        birth = room.begin(lambda doc: edit.start(doc, NOTES, title=f"{mark} notes", epoch=mark))
        await hub.journal.settled(document)
    await hub.registry.create(document, "notes", f"{mark} notes", birth)


async def _a_show(hub: Hub, document: str, mark: str) -> None:
    content = {"meta": {"title": f"{mark} show"}, "segments": [{"id": "one", "title": mark}]}
    async with hub.rooms.hold(document) as room:

        def fill(doc: object) -> None:
            edit.start(doc, SHOW, title=f"{mark} show", epoch=mark)  # type: ignore[arg-type]
            import_json(doc, SHOW, content, now=1)  # type: ignore[arg-type]

        birth = room.begin(fill)
        await hub.journal.settled(document)
    await hub.registry.create(document, "show", f"{mark} show", birth)
