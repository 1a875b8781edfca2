"""Every path of the API in one table; the OpenAPI description is written from the same table."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from crdt_server.accounts.rights import Right
from crdt_server.api import (
    conflicts,
    documents,
    history,
    live,
    moving,
    server,
    status,
    tables,
    transfer,
    versions,
)
from crdt_server.api.account_paths import ACCOUNT_PATHS
from crdt_server.api.answer import answer
from crdt_server.api.errors import NotFound
from crdt_server.api.openapi import describe
from crdt_server.api.path import A_PERSON, ANYBODY, FILE, OBJECT, SOMEBODY, TEXT, Path, json_body
from crdt_server.api.webhook_paths import WEBHOOK_PATHS

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

CREATE = json_body(
    kind=TEXT, title=TEXT, name=TEXT, sample={"type": "boolean"}, content=OBJECT, by=A_PERSON
)
A_MOMENT = (
    "A moment: now, the number of an entry, version:<id>, or a time such as 2026-11-21T18:30:00Z."
)
NAME_VERSION = json_body("title", title=TEXT, moment=TEXT, by=A_PERSON)
RESTORE = json_body("moment", moment=TEXT, path=TEXT, by=A_PERSON)
DECIDE = json_body("keep", keep={"enum": [conflicts.STANDS, conflicts.OTHER]}, by=A_PERSON)
COMMAND = json_body("command", command=TEXT, id=TEXT, args=OBJECT, by=A_PERSON)
PREVIEW = {
    "filename": "The name of the file; its ending tells the format.",
    "columns": "A JSON object, column number → field or null, that overrules how columns were understood.",
}


async def read_openapi(request: Request) -> Response:
    """Describe this API."""
    return answer(describe(PATHS, server.VERSION))


PATHS = (
    *ACCOUNT_PATHS,
    *WEBHOOK_PATHS,
    Path(
        "GET",
        "/api/server",
        server.describe_server,
        "Say which server this is and who may edit.",
        needs=ANYBODY,
    ),
    Path(
        "GET",
        "/api/server/status",
        status.read_status,
        "Tell what the server is doing; on its own machine, with its token, or to who administers it.",
        needs=ANYBODY,
    ),
    Path(
        "GET",
        "/api/openapi.json",
        read_openapi,
        "This description.",
        needs=ANYBODY,
    ),
    Path(
        "GET",
        "/api/asyncapi.json",
        live.read_asyncapi,
        "Describe what travels on the socket /live.",
        needs=ANYBODY,
    ),
    Path(
        "GET",
        "/api/live/{name}/as-run",
        live.read_report,
        "Tell how a show went: planned against actual, for each segment and in total.",
        {"format": "json, csv or xlsx"},
        needs=Right.VIEW_SHOW_CALL,
    ),
    Path(
        "GET",
        "/api/live/{name}/now",
        live.read_now,
        "Tell what is on in a show, by name, what is left of it, what comes next and how late it is.",
        needs=Right.VIEW_SHOW_CALL,
    ),
    Path(
        "GET",
        "/api/live/{name}",
        live.read_channel,
        "Give what is live of a show; with If-None-Match only what is new.",
        needs=Right.VIEW_SHOW_CALL,
    ),
    Path(
        "POST",
        "/api/live/{name}",
        live.send_command,
        "Call the show: next, previous, activate, complete, pause and so on; the verbs are in /api/asyncapi.json.",
        body=COMMAND,
        needs=Right.MANAGE_SHOW_CALL,
    ),
    Path(
        "GET",
        "/api/schemas/{kind}",
        server.read_schema,
        "The JSON Schema of a kind of document.",
        needs=ANYBODY,
    ),
    Path(
        "GET",
        "/api/documents",
        documents.list_documents,
        "List all documents, the last changed first.",
        needs=SOMEBODY,
    ),
    Path(
        "POST",
        "/api/documents",
        documents.create_document,
        "Create a document: empty, from the sample, or with contents.",
        body=CREATE,
        success=201,
        needs=SOMEBODY,
    ),
    Path(
        "POST",
        "/api/tables/preview",
        tables.preview_table,
        "Understand a table (CSV, XLSX) without storing anything.",
        PREVIEW,
        FILE,
        needs=SOMEBODY,
    ),
    Path(
        "GET",
        "/api/documents/{name}/export",
        transfer.export_document,
        "Download a document.",
        {
            "format": "json, csv, xlsx or yjs",
            "private": "Private columns to put into a table, by their names with commas between.",
        },
        needs=Right.READ,
    ),
    Path(
        "POST",
        "/api/documents/{name}/import",
        transfer.import_document,
        "Bring JSON into a document, matching records by id; importing it again changes nothing.",
        body={"application/json": {"schema": OBJECT}},
        needs=Right.EDIT,
    ),
    Path(
        "GET",
        "/api/documents/{name}/history",
        history.read_history,
        "Tell who changed what, and when, the latest first.",
        {
            "before": "Only steps that began before this entry: the `before` of the page before.",
            "most": "How many steps to give, 50 by default.",
        },
        needs=Right.READ,
    ),
    Path(
        "GET",
        "/api/documents/{name}/compare",
        history.compare_moments,
        "Tell what differs between two moments, in the document's own words.",
        {
            "from": f"{A_MOMENT} By default now.",
            "to": f"{A_MOMENT} By default now.",
            "path": "Only what is at or below this path, for example segments/<id>.",
        },
        needs=Right.READ,
    ),
    Path(
        "POST",
        "/api/documents/{name}/history/restore",
        history.restore_moment,
        "Bring back a moment, or one record or field of it (path), as new edits.",
        body=RESTORE,
        needs=Right.EDIT,
    ),
    Path(
        "GET",
        "/api/documents/{name}/conflicts",
        conflicts.list_conflicts,
        "Tell what people wrote without knowing of each other, as far as nobody has decided it.",
        needs=Right.READ,
    ),
    Path(
        "POST",
        "/api/documents/{name}/conflicts/{conflict}",
        conflicts.decide_conflict,
        "Let the other value stand, as a new edit, or leave what stands.",
        body=DECIDE,
        needs=Right.EDIT,
    ),
    Path(
        "GET",
        "/api/documents/{name}/versions",
        versions.list_versions,
        "List the named versions of a document.",
        needs=Right.READ,
    ),
    Path(
        "POST",
        "/api/documents/{name}/versions",
        versions.name_version,
        "Name a moment, by default the present one; it is kept whole from then on.",
        body=NAME_VERSION,
        success=201,
        needs=Right.EDIT,
    ),
    Path(
        "GET",
        "/api/documents/{name}/versions/{version}",
        versions.read_version,
        "Give a document as it was in a named version.",
        needs=Right.READ,
    ),
    Path(
        "PATCH",
        "/api/documents/{name}/versions/{version}",
        versions.rename_version,
        "Rename a version.",
        body=json_body("title", title=TEXT),
        needs=Right.EDIT,
    ),
    Path(
        "DELETE",
        "/api/documents/{name}/versions/{version}",
        versions.delete_version,
        "Forget a named version; the document is not touched.",
        needs=Right.EDIT,
    ),
    Path(
        "POST",
        "/api/documents/{name}/move",
        moving.move_document,
        "Move a document to another workspace; links to it, and roles in it alone, end.",
        body=json_body("workspace", workspace=TEXT),
        needs=Right.MANAGE_DOCUMENTS,
    ),
    Path(
        "POST",
        "/api/documents/{name}/restore",
        documents.restore_document,
        "Restore a deleted document.",
        needs=Right.MANAGE_DOCUMENTS,
    ),
    Path(
        "POST",
        "/api/documents/{name}/renew",
        documents.renew_document,
        "Begin the history anew, after a backup was restored: copies from before are not merged any more.",
        needs=Right.MANAGE_DOCUMENTS,
    ),
    Path(
        "GET",
        "/api/documents/{name}",
        documents.read_document,
        "Give a document as JSON.",
        needs=Right.READ,
    ),
    Path(
        "PATCH",
        "/api/documents/{name}",
        documents.rename_document,
        "Rename a document.",
        body=json_body("title", title=TEXT, by=A_PERSON),
        needs=Right.EDIT,
    ),
    Path(
        "DELETE",
        "/api/documents/{name}",
        documents.delete_document,
        "Delete a document; it can be restored.",
        needs=Right.MANAGE_DOCUMENTS,
    ),
)


async def no_such_path(request: Request) -> Response:
    """Answer for a path that is not in the table."""
    raise NotFound(
        f"There is no path {request.url.path!r}. The paths are listed at /api/openapi.json."
    )


def api_routes() -> list[BaseRoute]:
    """Make the routes; a document's name has slashes in it, so longer paths come first."""
    known: list[BaseRoute] = [
        Route(path.path.replace("{name}", "{name:path}"), path.guarded, methods=[path.method])
        for path in PATHS
    ]
    return [*known, Route("/api/{path:path}", no_such_path, methods=METHODS)]
