"""Documents in and out as files: JSON, tables, and the bytes that any Yjs client reads (D5, D12, D11)."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import orjson
from starlette.requests import Request
from starlette.responses import Response

from crdt_server.accounts.rights import Right
from crdt_server.api.answer import answer
from crdt_server.api.editing import edit, held, hub_of, json_of, record_of, size_of
from crdt_server.api.errors import BadRequest
from crdt_server.api.people import peer_in
from crdt_server.api.permit import book_of, check_document
from crdt_server.room.digest import AnyDoc
from crdt_server.room.room import Room
from docs_model.json import Imported, export, import_json
from docs_model.kinds import kind_of
from docs_model.kinds.free import FREE
from docs_model.kinds.show import SHOW
from docs_model.sheets import write_csv, write_xlsx
from docs_model.table_export import Private, table_of

NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]+')


async def export_document(request: Request) -> Response:
    """Download a document in the format that was asked for."""
    record = record_of(request)
    chosen = request.query_params.get("format", "json")
    if chosen not in FORMATS:
        raise BadRequest(f"There is no format {chosen!r}. The formats are: {', '.join(FORMATS)}.")
    if kind_of(record.name) is FREE and chosen != "yjs":
        raise BadRequest("A free document has no schema; it can only be exported with format=yjs.")
    if chosen in TABLES and kind_of(record.name) is not SHOW:
        raise BadRequest("Only a run of show is a table; export this with format=json.")
    private = await _private_in(request, record.name, chosen)
    media_type, write = FORMATS[chosen]
    async with held(hub_of(request), record.name) as room:
        content = write(room.room, record.name, private)
    headers = {
        "content-disposition": attachment(f"{record.title}.{chosen}"),
        "cache-control": "no-store",
    }
    return Response(content, 200, headers, media_type)


async def import_document(request: Request) -> Response:
    """Bring JSON into a document; what could not be used is told with its path."""
    record = record_of(request)
    body = await json_of(request)
    content = body.get("content", body)
    if not isinstance(content, dict):
        raise BadRequest("The content must be a JSON object, as an export gives it.")
    size = size_of(request, content)
    kind = kind_of(record.name)
    hub = hub_of(request)
    results: list[Imported] = []

    def bring_in(doc: AnyDoc) -> None:
        results.append(import_json(doc, kind, content, now=hub.clock.now()))

    await edit(hub, record.name, bring_in, peer_in(request, record.name, body), size)
    (imported,) = results
    return answer({"changed": list(imported.changed), "problems": problems_of(imported)})


def problems_of(imported: Imported) -> list[dict[str, str]]:
    """Give what an import could not use, as the API shows it."""
    return [{"path": finding.path, "message": finding.sentence} for finding in imported.problems]


async def _private_in(request: Request, show: str, chosen: str) -> list[dict[str, Any]]:
    """Read the private columns that are asked for by name; there are none that whoever asks may not see (A23)."""
    names = [name for name in request.query_params.get("private", "").split(",") if name]
    if names and chosen not in TABLES:
        raise BadRequest("Private columns come in tables; export one by itself with format=json.")
    found: list[dict[str, Any]] = []
    for name in names:
        check_document(request, name, Right.READ)
        if book_of(request).companions.show_of(name) != show:
            raise BadRequest(f"{name!r} is no private column of this show.")
        record_of(request, name=name)
        async with held(hub_of(request), name) as room:
            found.append(export(room.room.doc, kind_of(name)))
    return found


def _csv(room: Room, name: str, private: Private) -> bytes:
    return write_csv(table_of(export(room.doc, kind_of(name)), private))


def _xlsx(room: Room, name: str, private: Private) -> bytes:
    show = export(room.doc, kind_of(name))
    return write_xlsx(table_of(show, private), title=show["meta"]["title"])


def _json(room: Room, name: str, private: Private) -> bytes:
    return orjson.dumps(export(room.doc, kind_of(name)), option=orjson.OPT_INDENT_2)


def _yjs(room: Room, name: str, private: Private) -> bytes:
    return room.whole()


Write = Callable[[Room, str, Private], bytes]
FORMATS: dict[str, tuple[str, Write]] = {
    "json": ("application/json", _json),
    "csv": ("text/csv; charset=utf-8", _csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "yjs": ("application/octet-stream", _yjs),
}
TABLES = ("csv", "xlsx")


def attachment(name: str) -> str:
    """Name a download, in plain letters for old programs and in full for all others."""
    safe = NOT_IN_A_NAME.sub(" ", name).strip() or "document"
    plain = safe.encode("ascii", "replace").decode()
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe)}"
