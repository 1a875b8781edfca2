"""What belongs to which workspace, for stores that hold their statements to it (P15)."""

import logging
from collections.abc import Callable

import orjson

from crdt_server.accounts.workspaces import BELONGINGS, Workspaces
from crdt_server.hub import authors, decisions, lookout, past, versions
from crdt_server.hub.names import CHANNELS
from crdt_server.live.channel import OWNERS
from crdt_server.webhooks.intake import HEADS
from persistence.open import open_store
from persistence.store import Store
from persistence.wall import Placing, Wall

log = logging.getLogger("callboard")

OF_ONE_DOCUMENT = (*authors.PREFIXES, *versions.PREFIXES, *decisions.PREFIXES)
"""What the names of collections begin with that hold records about the document named behind it."""

BY_DOCUMENT = (past.COLLECTION, lookout.COLLECTION, OWNERS, HEADS)
"""Collections whose keys are names of documents."""


def document_of(collection: str, key: str) -> str:
    """Give the document that a record is about; "" for the server's own: people, the library, what was set aside."""
    if collection in BY_DOCUMENT:
        return key
    begin = next((begin for begin in OF_ONE_DOCUMENT if collection.startswith(begin)), collection)
    return collection.removeprefix(begin)


def placed_by(collection: str, key: str, value: bytes) -> Placing | None:
    """Tell what a record of the tables puts where: a document, and what is live of it along with it."""
    if collection != BELONGINGS:
        return None
    return Placing((key, CHANNELS + key), str(orjson.loads(value)["workspace"]))


def placed_in(workspaces: Workspaces) -> Callable[[str], str]:
    """Give what says in which workspace a log is: that of a document, or of what is live of it."""
    return lambda document: workspaces.placed_in(document.removeprefix(CHANNELS))


def new_wall() -> Wall:
    """Make the wall of a store that is about to be opened; whoever reads the tables says what is in which workspace."""
    return Wall(document_of=document_of, placed_by=placed_by)


def raise_wall(wall: Wall, workspaces: Workspaces) -> None:
    """Say what is in which workspace, and write down if the database does not hold anybody to that."""
    wall.workspace_of = placed_in(workspaces)
    if wall.gap:
        log.log(logging.WARNING if len(workspaces.all()) > 1 else logging.INFO, "%s", wall.gap)


async def open_walled(url: str) -> Store:
    """Open a store for a program that is no server, with what its tables say belongs where."""
    wall = new_wall()
    store = await open_store(url, wall)
    workspaces = Workspaces(store)
    await workspaces.load()
    wall.workspace_of = placed_in(workspaces)
    return store
