"""Documents in and out as files: JSON, tables, and the bytes that any Yjs client reads (D5, D12, D11)."""

import re
from collections.abc import Callable
from urllib.parse import quote

import orjson
from starlette.requests import Request
from starlette.responses import Response

from crdt_server.api.answer import answer
from crdt_server.api.editing import edit, held, hub_of, json_of, record_of, size_of
from crdt_server.api.errors import BadRequest
from crdt_server.api.people import peer_in
from crdt_server.room.digest import AnyDoc
from crdt_server.room.room import Room
from docs_model.json import Imported, export, import_json
from docs_model.kinds import kind_of
from docs_model.kinds.free import FREE
from docs_model.sheets import write_csv, write_xlsx
from docs_model.table_export import table_of

NOT_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|]+')


async def export_document(request: Request) -> Response:
    """Download a document in the format that was asked for."""
    record = record_of(request)
    chosen = request.query_params.get("format", "json")
    if chosen not in FORMATS:
        raise BadRequest(f"There is no format {chosen!r}. The formats are: {', '.join(FORMATS)}.")
    if kind_of(record.name) is FREE and chosen != "yjs":
        raise BadRequest("A free document has no schema; it can only be exported with format=yjs.")
    media_type, write = FORMATS[chosen]
    async with held(hub_of(request), record.name) as room:
        content = write(room.room, record.name)
    headers = {
        "content-disposition": _attachment(f"{record.title}.{chosen}"),
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


def _csv(room: Room, name: str) -> bytes:
    return write_csv(table_of(export(room.doc, kind_of(name))))


def _xlsx(room: Room, name: str) -> bytes:
    show = export(room.doc, kind_of(name))
    return write_xlsx(table_of(show), title=show["meta"]["title"])


def _json(room: Room, name: str) -> bytes:
    return orjson.dumps(export(room.doc, kind_of(name)), option=orjson.OPT_INDENT_2)


def _yjs(room: Room, name: str) -> bytes:
    return room.whole()


Write = Callable[[Room, str], bytes]
FORMATS: dict[str, tuple[str, Write]] = {
    "json": ("application/json", _json),
    "csv": ("text/csv; charset=utf-8", _csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "yjs": ("application/octet-stream", _yjs),
}


def _attachment(name: str) -> str:
    """Name a download, in plain letters for old programs and in full for all others."""
    safe = NOT_IN_A_NAME.sub(" ", name).strip() or "document"
    plain = safe.encode("ascii", "replace").decode()
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(safe)}"
