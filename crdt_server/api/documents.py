"""The library: list, create, rename, delete and restore documents, and read one as JSON (A2)."""

from base64 import b64encode
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response

from crdt_server.accounts.companions import is_companion
from crdt_server.accounts.rights import Right
from crdt_server.api.answer import answer
from crdt_server.api.companions import tell_audience, with_companions
from crdt_server.api.editing import (
    as_json,
    durable,
    edit,
    held,
    hub_of,
    json_of,
    record_of,
    size_of,
    text_in,
)
from crdt_server.api.errors import BadRequest
from crdt_server.api.people import peer_in
from crdt_server.api.permit import (
    book_of,
    check_document,
    may_see,
    rights_on,
    workspace_for,
    workspace_shown,
)
from crdt_server.api.transfer import problems_of
from crdt_server.hub.names import fault_of
from crdt_server.protocol.errors import Malformed
from crdt_server.protocol.hocuspocus import check_name
from crdt_server.room.digest import AnyDoc
from docs_model import edit as edits
from docs_model.json import export, import_json
from docs_model.kind import Kind
from docs_model.kinds import KINDS, kind_of
from docs_model.kinds.free import FREE
from docs_model.kinds.notes import NOTES
from docs_model.sample import sample_show

UNTITLED = "Untitled"


async def list_documents(request: Request) -> Response:
    """Give every document that whoever asks may see, with what they may do; deleted ones with `deleted_at` set.

    What accompanies a show is listed with that show. The workspace is told to who is in it.
    """
    alone = (one for one in hub_of(request).registry.all() if not is_companion(one.name))
    documents = [
        {
            **as_json(record),
            "rights": sorted(rights_on(request, record.name)),
            "workspace": workspace_shown(request, record.name),
        }
        for record in alone
        if may_see(request, record.name)
    ]
    return answer({"documents": documents})


async def create_document(request: Request) -> Response:
    """Create a document: empty, from the sample, or with contents; answered when it is durable."""
    body = await json_of(request)
    workspace = workspace_for(request, body)
    kind = KINDS.get(str(body.get("kind", "show")))
    if kind is None:
        raise BadRequest(
            f"There is no kind {body.get('kind')!r}. The kinds are: {', '.join(KINDS)}."
        )
    if kind is FREE:
        return await _create_free(request, body, workspace)
    if kind is NOTES:
        raise BadRequest("Private notes are made with POST /api/documents/<show>/companions.")
    content = _content_of(kind, body)
    title = text_in(body, "title") if body.get("title") else _title_in(kind, content) or UNTITLED
    size = size_of(request, content)
    hub = hub_of(request)
    name = f"{kind.name}/{uuid4()}"
    problems: list[dict[str, str]] = []

    def fill(doc: AnyDoc) -> None:
        edits.start(doc, kind, title=title, epoch=uuid4().hex)
        if content is not None:
            imported = import_json(doc, kind, content, now=hub.clock.now())
            problems.extend(problems_of(imported))
            edits.rename(doc, kind, title)

    if workspace:  # before its first bytes: they are stored where it belongs
        await book_of(request).workspaces.place(name, workspace)
    async with held(hub, name) as room:
        room.room.make_sure_of_room(size)
        birth = room.begin(fill, peer_in(request, name, body))
        await durable(hub, name)
        record = await hub.registry.create(name, kind.name, title, birth)
    return answer({"document": as_json(record), "problems": problems}, 201)


async def read_document(request: Request) -> Response:
    """Give a document as JSON; a free one as the bytes that any Yjs client can read."""
    record = record_of(request)
    async with held(hub_of(request), record.name) as room:
        kind = kind_of(record.name)
        if kind is FREE:
            update = b64encode(room.room.whole()).decode()
            return answer({"document": as_json(record), "update": update})
        return answer({"document": as_json(record), "content": export(room.room.doc, kind)})


async def rename_document(request: Request) -> Response:
    """Give a document another title."""
    record = record_of(request)
    body = await json_of(request)
    title = text_in(body, "title")
    hub = hub_of(request)
    kind = kind_of(record.name)
    if kind is not FREE:
        by = peer_in(request, record.name, body)
        await edit(hub, record.name, lambda doc: edits.rename(doc, kind, title), by)
    await hub.registry.refresh(record.name, title, changed=True)
    tell_audience(request, record.name)
    return answer({"document": as_json(record_of(request))})


async def delete_document(request: Request) -> Response:
    """Delete a document: nobody can open it any more, and it can be restored with everything in it."""
    record = record_of(request)
    hub = hub_of(request)
    deleted = await hub.registry.delete(record.name)
    for name in with_companions(request, record.name):
        hub.turn_out(name, "This document was deleted. It can be restored from the library.")
    return answer({"document": as_json(deleted)})


async def restore_document(request: Request) -> Response:
    """Bring a deleted document back."""
    record = record_of(request, deleted=True)
    restored = await hub_of(request).registry.restore(record.name)
    tell_audience(request, record.name)
    return answer({"document": as_json(restored)})


async def renew_document(request: Request) -> Response:
    """Begin a document's history anew: copies made before are not merged with it any more (R10)."""
    record = record_of(request)
    hub = hub_of(request)
    if kind_of(record.name) is FREE:
        raise BadRequest("A free document has no history of its own to begin anew.")
    async with held(hub, record.name) as room:
        birth = room.begin(lambda doc: edits.renew(doc, uuid4().hex))
        await durable(hub, record.name)
        return answer({"document": as_json(await hub.registry.renew(record.name, birth))})


async def _create_free(request: Request, body: dict[str, Any], workspace: str) -> Response:
    name = text_in(body, "name", limit=512)
    try:
        check_name(name)
    except Malformed as error:
        raise BadRequest(f"{error}.") from error
    if kind_of(name) is not FREE:
        raise BadRequest(
            f"{name!r} is the name of a {kind_of(name).name}; a free document has another name."
        )
    if fault := fault_of(name):
        raise BadRequest(fault)
    hub = hub_of(request)
    record = hub.registry.find(name)
    if record is None:
        if workspace:
            await book_of(request).workspaces.place(name, workspace)
        record = await hub.registry.create(name, FREE.name, name)
    else:
        check_document(request, name, Right.READ)
    return answer({"document": as_json(record), "problems": []}, 201)


def _content_of(kind: Kind, body: dict[str, Any]) -> dict[str, Any] | None:
    """What a new document begins with: the sample, what was sent, or nothing."""
    if body.get("sample") is True and kind.name == "show":
        return sample_show()
    content = body.get("content")
    if content is not None and not isinstance(content, dict):
        raise BadRequest("The content must be a JSON object, as an export gives it.")
    return content


def _title_in(kind: Kind, content: dict[str, Any] | None) -> str | None:
    """Give the title that the contents have, if it can be one; what cannot is told as a problem of the import."""
    meta = (content or {}).get("meta")
    title = meta.get("title") if isinstance(meta, dict) else None
    if not isinstance(title, str) or not title.strip():
        return None
    return None if kind.root("meta").fields["title"].fault(title) else title
