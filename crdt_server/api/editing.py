"""Reading and changing a document from a request: it is brought into memory, and a change is answered when durable."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request

from crdt_server.api.errors import BadRequest, Gone, NotFound, TooLarge, Unavailable
from crdt_server.hub.hub import Hub
from crdt_server.hub.open_room import OpenRoom
from crdt_server.hub.registry import DocumentRecord
from crdt_server.hub.rooms import LoadFailed
from crdt_server.room.digest import AnyDoc
from crdt_server.room.fullness import in_words
from crdt_server.room.peer import Peer
from docs_model.texts import LINE_BREAK
from persistence.store import StoreError

PATIENCE = 15.0
GROWTH = 2  # a Yjs document says of every field what it is called and who wrote it


def hub_of(request: Request) -> Hub:
    """Give the hub of the server that answers this request."""
    hub: Hub = request.app.state.hub
    return hub


def record_of(request: Request, *, deleted: bool = False, name: str = "") -> DocumentRecord:
    """Give the document that the path names, or another one; NotFound or Gone if there is none (any more)."""
    name = name or request.path_params["name"]
    registry = hub_of(request).registry
    record = registry.find(name)
    if record is None:
        raise NotFound(f"There is no document {name!r}. The list is at /api/documents.")
    if record.deleted_at is not None and not deleted:
        raise Gone(
            f"{record.title!r} was deleted. Restore it with POST /api/documents/{name}/restore."
        )
    show = registry.find(request.app.state.book.companions.show_of(name))
    if show is not None and show.deleted_at is not None:
        raise Gone(
            f"{show.title!r} was deleted, and what accompanies it with it. Restore the show."
        )
    return record


def as_json(record: DocumentRecord) -> dict[str, Any]:
    """Give a document's record as the API shows it."""
    shown = asdict(record)
    del shown["birth"]
    return shown


@asynccontextmanager
async def held(hub: Hub, name: str) -> AsyncIterator[OpenRoom]:
    """Have a document in memory for the length of a `with` block."""
    try:
        async with hub.rooms.hold(name) as room:
            yield room
    except (LoadFailed, StoreError) as error:
        raise Unavailable(str(error)) from error


async def edit(
    hub: Hub, name: str, change: Callable[[AnyDoc], None], by: Peer, size: int = 0
) -> None:
    """Change a document as one more participant, for somebody, and wait until the change is durable.

    `size` is about how many bytes it adds; DocumentFull when there is no room for them (L1).
    """
    async with held(hub, name) as room:
        room.edit(change, by, size)
        await durable(hub, name)


async def durable(hub: Hub, name: str) -> None:
    """Wait until all that was said to a document is stored."""
    try:
        async with asyncio.timeout(PATIENCE):
            await hub.journal.settled(name)
    except TimeoutError:
        raise Unavailable(
            f"The change is made and everybody sees it, but it cannot be stored yet: {hub.journal.trouble}"
        ) from None


async def body_of(request: Request) -> bytes:
    """Read what was sent, up to the limit for uploads."""
    most = request.app.state.settings.max_upload
    received = bytearray()
    try:
        async for chunk in request.stream():
            received += chunk
            if len(received) > most:
                raise TooLarge(
                    f"The file is larger than {in_words(most)}, the limit of this server."
                )
    except ClientDisconnect:
        raise BadRequest("The request ended before its body did.") from None
    return bytes(received)


async def json_of(request: Request) -> dict[str, Any]:
    """Read a JSON object; a page of another site cannot send one without asking first (A7)."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise BadRequest("Send JSON, with the header content-type: application/json.")
    try:
        value = orjson.loads(await body_of(request))
    except orjson.JSONDecodeError as error:
        raise BadRequest(f"This is not valid JSON: {error}.") from error
    if not isinstance(value, dict):
        raise BadRequest("Send a JSON object: {…}.")
    return value


def size_of(request: Request, content: dict[str, Any] | None) -> int:
    """Give about how many bytes contents add to a document; TooLarge if a record among them has too many (L8)."""
    most = request.app.state.settings.max_record
    for root, records in (content or {}).items():
        for number, record in enumerate(records if isinstance(records, list) else ()):
            size = len(orjson.dumps(record))
            if size > most:
                identity = record.get("id", number) if isinstance(record, dict) else number
                raise TooLarge(
                    f"The record {root}/{identity} has {in_words(size)}; {in_words(most)} is the most for one record. "
                    "Nothing was imported. Shorten it, or divide it."
                )
    return GROWTH * len(orjson.dumps(content))


def text_in(body: dict[str, Any], name: str, *, limit: int = 200) -> str:
    """Take a line out of a JSON object, without blanks around it; BadRequest if there is none or it is too long."""
    value = body.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadRequest(f"Give a {name}: a text that is not empty.")
    line = value.strip()
    if len(line) > limit:
        raise BadRequest(f"The {name} is too long: at most {limit} characters.")
    if LINE_BREAK.search(line):
        raise BadRequest(f"The {name} must be one line, without a line break.")
    return line
