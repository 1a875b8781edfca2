"""A document moves to another workspace: whoever manages documents in both may do that (A24).

What was given in the old workspace ends there: links to the document, and roles in it alone. Whoever was let in by
those who had the document may be nobody for those who have it now. Links to all of a workspace, and roles in a whole
one, follow from where a document is. Who has it open is judged anew at once. The private columns of a show move along:
their audience is who has the same role in the workspace where the show is now.
"""

from starlette.requests import Request
from starlette.responses import Response

from crdt_server.accounts.rights import Right
from crdt_server.api.answer import answer
from crdt_server.api.companions import with_companions
from crdt_server.api.editing import as_json, hub_of, json_of, record_of
from crdt_server.api.errors import BadRequest, Forbidden, NotFound
from crdt_server.api.me import note
from crdt_server.api.permit import book_of, check_workspace, now_of, rights_in

NOT_FROM_HERE = "You may manage this document, but not the workspace that it is in."


async def move_document(request: Request) -> Response:
    """Give a document to another workspace; answered with how many links and roles have ended with that."""
    record, body = record_of(request), await json_of(request)
    book, name = book_of(request), record.name
    origin, target = book.workspaces.of_document(name), _target_in(request, body.get("workspace"))
    if Right.MANAGE_DOCUMENTS not in rights_in(request, origin):
        raise Forbidden(NOT_FROM_HERE)
    links = roles = 0
    if target != origin:
        before, after = _name_of(request, origin), _name_of(request, target)
        for each in with_companions(request, name):
            await book.workspaces.place(each, target)
            hub_of(request).rights.reconsider(document=each)
            roles += await book.workspaces.forget(origin, each)
        await request.app.state.webhooks.moved(name)
        links = await book.shares.end(origin, name, now_of(request))
        for workspace in (origin, target):
            await note(
                request, "document.moved", name, before=before, after=after, workspace=workspace
            )
    moved = {**as_json(record), "workspace": target}
    return answer({"document": moved, "links_ended": links, "roles_ended": roles})


def _target_in(request: Request, said: object) -> str:
    if not isinstance(said, str) or not said:
        raise BadRequest("Name the workspace that the document moves to.")
    check_workspace(request, said, Right.MANAGE_DOCUMENTS)
    if book_of(request).workspaces.find(said) is None:  # where everybody may do everything
        raise NotFound("There is no such workspace.")
    return said


def _name_of(request: Request, workspace: str) -> str:
    found = book_of(request).workspaces.find(workspace)
    return found.name if found is not None else ""
