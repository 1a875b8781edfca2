"""Who is in a workspace, with which role; invitations into it; and what was done there (A8, A9, A12)."""

import csv
import io
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from crdt_server.accounts.companions import is_companion
from crdt_server.accounts.invitations import Invitation
from crdt_server.accounts.people import fault_of_email
from crdt_server.accounts.rights import Right, Role, may_give
from crdt_server.accounts.workspaces import LastOwner
from crdt_server.api.answer import answer
from crdt_server.api.editing import hub_of, json_of, text_in
from crdt_server.api.errors import BadRequest, Forbidden, NotFound
from crdt_server.api.me import account_of, note
from crdt_server.api.permit import book_of, may_see, now_of, rights_in, visitor_of
from crdt_server.api.server import addresses_of

MOST_DEEDS = 500
MOST_WORKSPACES = 1_000
COLUMNS = ("at", "who", "name", "what", "on", "before", "after", "where")


async def list_members(request: Request) -> Response:
    """Give who is in a workspace; addresses and invitations only to whoever manages members."""
    workspace, book = request.path_params["workspace"], book_of(request)
    manages = Right.MANAGE_MEMBERS in rights_in(request, workspace)
    people: dict[str, dict[str, Any]] = {}
    for one in book.workspaces.members(workspace):
        account = book.people.find(one.account)
        if account is None:
            continue
        person = people.setdefault(
            account.id,
            {
                "id": account.id,
                "name": account.name,
                "email": account.email if manages else "",
                "role": "",
                "documents": {},
                "last_active_at": account.last_active_at if manages else None,
                "disabled": account.disabled_at is not None,
            },
        )
        if one.document:
            person["documents"][one.document] = one.role
        else:
            person["role"] = one.role
    invitations = book.invitations.of(workspace) if manages else []
    return answer(
        {
            "people": sorted(people.values(), key=lambda one: (one["name"].lower(), one["id"])),
            "invitations": [_invitation_json(one) for one in invitations],
        }
    )


async def invite(request: Request) -> Response:
    """Invite somebody into a workspace with a role, or into one document of it; the link is told once."""
    workspace, body, book = (
        request.path_params["workspace"],
        await json_of(request),
        book_of(request),
    )
    email = text_in(body, "email", limit=254)
    if fault := fault_of_email(email):
        raise BadRequest(fault)
    role, document = _role_in(request, body, workspace), _document_in(request, body, workspace)
    made, link = await book.invitations.make(
        workspace,
        role,
        email,
        by=visitor_of(request).actor,
        now=now_of(request),
        document=document,
    )
    on = f"{email} {document}".strip()
    await note(request, "invitation.made", on, after=role, workspace=workspace)
    told = {"invitation": _invitation_json(made), "link": link}
    return answer({**told, "addresses": addresses_of(request)}, 201)


async def take_back_invitation(request: Request) -> Response:
    """Take an invitation back."""
    workspace, book = request.path_params["workspace"], book_of(request)
    found = book.invitations.find(request.path_params["invitation"])
    if found is None or found.workspace != workspace:
        raise NotFound("There is no such invitation; it may have been taken up.")
    await book.invitations.remove(found.id)
    await note(
        request, "invitation.taken_back", found.email, before=found.role, workspace=workspace
    )
    return answer({"removed": found.id})


async def give_role(request: Request) -> Response:
    """Give a member another role, in the workspace or in one document; it counts at once, on open sockets too."""
    workspace, body, book = (
        request.path_params["workspace"],
        await json_of(request),
        book_of(request),
    )
    account = book.people.find(request.path_params["account"])
    held = {
        one.document: one.role
        for one in book.workspaces.members(workspace)
        if account and one.account == account.id
    }
    if account is None or not held:
        raise NotFound("There is nobody like that in this workspace. Invite them.")
    document = _document_in(request, body, workspace)
    role = _role_in(request, body, workspace)
    _check_above(request, workspace, held.get("", ""))
    try:
        await book.workspaces.give(
            workspace, account.id, role, now=now_of(request), document=document
        )
    except LastOwner as error:
        raise BadRequest(str(error)) from error
    hub_of(request).rights.reconsider(actor=f"account:{account.id}")
    await note(
        request,
        "role.given",
        f"{account.email} {document}".strip(),
        before=held.get(document, ""),
        after=role,
        workspace=workspace,
    )
    return answer({"account": account.id, "role": role, "document": document})


async def remove_member(request: Request) -> Response:
    """Take somebody out of a workspace, or out of one document; what they may not see any more closes at once."""
    workspace, book = request.path_params["workspace"], book_of(request)
    document = _document_in(request, request.query_params, workspace)
    account = book.people.find(request.path_params["account"])
    held = {
        one.document: one.role
        for one in book.workspaces.members(workspace)
        if account and one.account == account.id
    }
    if account is None or not held or (document and document not in held):
        raise NotFound(
            f"There is nobody like that in this {'document' if document else 'workspace'}."
        )
    _check_above(request, workspace, held.get("", ""))
    try:
        await book.workspaces.take(workspace, account.id, document=document)
    except LastOwner as error:
        raise BadRequest(str(error)) from error
    hub_of(request).rights.reconsider(actor=f"account:{account.id}")
    await note(
        request,
        "role.taken" if document else "member.removed",
        f"{account.email} {document}".strip(),
        before=held.get(document) or next(iter(held.values())),
        workspace=workspace,
    )
    return answer({"removed": account.id, "document": document})


async def found_workspace(request: Request) -> Response:
    """Make another workspace, owned by whoever administers the server and asks for it."""
    account, book = account_of(request), book_of(request)
    if not account.administers:
        raise Forbidden("Only whoever administers the server makes workspaces.")
    if len(book.workspaces.all()) >= MOST_WORKSPACES:
        raise BadRequest(f"There are {MOST_WORKSPACES} workspaces already.")
    name = text_in(await json_of(request), "name", limit=80)
    founded = await book.workspaces.found(name, owner=account.id, now=now_of(request))
    await note(request, "workspace.founded", name, workspace=founded.id)
    return answer({"workspace": asdict(founded)}, 201)


async def rename_workspace(request: Request) -> Response:
    """Give a workspace another name."""
    workspace, body = request.path_params["workspace"], await json_of(request)
    name = text_in(body, "name", limit=80)
    before = book_of(request).workspaces.find(workspace)
    renamed = await book_of(request).workspaces.rename(workspace, name)
    await note(
        request,
        "workspace.renamed",
        name,
        before=before.name if before else "",
        workspace=workspace,
    )
    return answer({"workspace": asdict(renamed)})


async def read_audit(request: Request) -> Response:
    """Give what was done in a workspace, the latest first; as JSON, or as a table (format=csv)."""
    workspace, query = request.path_params["workspace"], request.query_params
    found = book_of(request).audit.search(
        workspace,
        query.get("words", "")[:200],
        before=query.get("before", "")[:40],
        most=MOST_DEEDS,
    )
    told = [(key, deed) for key, deed in found if _is_told_of(request, deed.on)]
    if query.get("format") == "csv":
        return _as_table([deed for _, deed in told])
    deeds = [{"key": key, **asdict(deed)} for key, deed in told]
    return answer({"deeds": deeds, "before": found[-1][0] if len(found) == MOST_DEEDS else None})


def _is_told_of(request: Request, on: str) -> bool:
    """Tell whether whoever asks may hear of what was done: of a companion, only its audience may (A23)."""
    document, _, _ = on.partition(" ")
    return not is_companion(document) or may_see(request, document)


def _as_table(deeds: list[Any]) -> Response:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for deed in deeds:
        said = asdict(deed)
        rows.writerow([_harmless(str(said[name])) for name in COLUMNS])
    headers = {
        "content-disposition": 'attachment; filename="audit.csv"',
        "cache-control": "no-store",
    }
    return Response(text.getvalue(), 200, headers, "text/csv; charset=utf-8")


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would take for a formula is shown as text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _role_in(request: Request, body: dict[str, Any], workspace: str) -> Role:
    said = body.get("role")
    if said not in list(Role):  # it may be anything, a list too
        raise BadRequest(f"Give a role: {', '.join(Role)}.")
    role = Role(said)
    if not may_give(rights_in(request, workspace), role):
        raise Forbidden("Nobody can give away more than they may do themselves.")
    return role


def _document_in(request: Request, body: Mapping[str, Any], workspace: str) -> str:
    """Give the document that a role is for, one of this workspace; "" for all of them."""
    said = body.get("document", "")
    if said == "":
        return ""
    belongs = book_of(request).workspaces.of_document(str(said)) == workspace
    # Who opens a companion is said by its audience, and nobody is told here that there is one.
    if is_companion(str(said)) or not belongs or hub_of(request).registry.find(str(said)) is None:
        raise BadRequest("There is no such document in this workspace.")
    return str(said)


def _check_above(request: Request, workspace: str, role: str) -> None:
    """Nobody changes the role of somebody who may do more than they."""
    if role in set(Role) and not may_give(rights_in(request, workspace), Role(role)):
        raise Forbidden("They may do more here than you; only somebody like them can change that.")


def _invitation_json(one: Invitation) -> dict[str, Any]:
    return {
        "id": one.id,
        "email": one.email,
        "role": one.role,
        "document": one.document,
        "created_at": one.created_at,
        "expires_at": one.expires_at,
    }
