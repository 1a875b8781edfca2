"""Coming in with what somebody was sent: a share link, or an invitation (A8, A10, A20, A21).

What it leads to is told before anything is done with it. The secret of it is only ever in a body, never in an address.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from crdt_server.accounts.people import Taken
from crdt_server.accounts.rights import Role, about_role
from crdt_server.accounts.shares import Share
from crdt_server.api.answer import answer
from crdt_server.api.editing import hub_of, json_of
from crdt_server.api.entering import (
    device,
    may_try,
    name_in,
    new_password,
    secret_in,
    signed_in,
    with_cookie,
)
from crdt_server.api.errors import BadRequest, Forbidden, NotFound, NotSignedIn
from crdt_server.api.me import note
from crdt_server.api.permit import book_of, now_of, visitor_of
from crdt_server.api.sharing import titles_of

NO_LINK = (
    "This link does not open anything: it was revoked, its time is over, or a letter is missing."
)
NO_INVITATION = "This invitation does not count any more. Ask for another one."


async def look_at_link(request: Request) -> Response:
    """Tell what a link opens, before it is opened."""
    share = _share_in(request, await json_of(request))
    return answer({"link": _link_json(request, share)})


async def open_link(request: Request) -> Response:
    """Open a link: this browser has its role from now on, under a name if its owner gives one."""
    book, body, now = book_of(request), await json_of(request), now_of(request)
    share = _share_in(request, body)
    if share.passphrase:
        tried = f"link {share.id}"
        may_try(request, tried)
        if not await book.passwords.is_right(
            str(body.get("passphrase", ""))[:200], share.passphrase
        ):
            book.attempts.failed(tried, now)
            raise Forbidden(
                "The passphrase is not right."
                if body.get("passphrase")
                else "This link has a passphrase."
            )
        book.attempts.succeeded(tried)
    said = body.get("name")
    name = said.strip()[:80] if isinstance(said, str) else ""
    visitor = visitor_of(request)
    login, secret = visitor.login, ""
    if login is None:
        login, secret = await book.logins.begin(now=now, name=name, device=device(request))
    if share.id not in login.shares:
        await book.shares.used(share.id, now)
    login = await book.logins.hold(login.id, share.id, name)
    hub_of(request).rights.reconsider(actor=visitor.actor or f"guest:{login.id}")
    response = answer({"link": _link_json(request, share), "name": login.name})
    return with_cookie(request, response, secret) if secret else response


async def look_at_invitation(request: Request) -> Response:
    """Tell where an invitation leads."""
    book, body = book_of(request), await json_of(request)
    found = book.invitations.by_link(secret_in(body, "link"), now_of(request))
    workspace = book.workspaces.find(found.workspace) if found is not None else None
    if found is None or workspace is None:
        raise NotFound(NO_INVITATION)
    known = book.people.by_email(found.email) is not None
    return answer(
        {
            "workspace": workspace.name,
            "title": _title_of(request, found.document),
            "role": found.role,
            "about": about_role(found.role),
            "email": found.email,
            "has_account": known,
        }
    )


async def accept_invitation(request: Request) -> Response:
    """Take up an invitation: whoever is signed in gets the role, anybody else makes an account with it."""
    book, body, now = book_of(request), await json_of(request), now_of(request)
    found = book.invitations.by_link(secret_in(body, "link"), now)
    if found is None:
        raise NotFound(NO_INVITATION)
    account = visitor_of(request).account
    if account is None:
        if book.people.by_email(found.email) is not None:
            raise NotSignedIn(
                f"There is an account for {found.email} already. Sign in with it first."
            )
        password = await new_password(request, body)
        try:
            account = await book.people.enter(
                name_in(body), found.email, now=now, password=password
            )
        except Taken as error:
            raise BadRequest(str(error)) from error
    await book.invitations.remove(found.id)
    await book.workspaces.give(
        found.workspace, account.id, Role(found.role), now=now, document=found.document
    )
    hub_of(request).rights.reconsider(actor=f"account:{account.id}")
    await note(
        request,
        "invitation.accepted",
        account.email,
        after=found.role,
        workspace=found.workspace,
        who=account,
    )
    return await signed_in(request, account)


def _share_in(request: Request, body: dict[str, Any]) -> Share:
    share = book_of(request).shares.by_link(secret_in(body, "link"))
    if share is None or not share.holds(now_of(request)):
        raise NotFound(NO_LINK)
    return share


def _link_json(request: Request, share: Share) -> dict[str, Any]:
    record = hub_of(request).registry.find(share.place) if share.place else None
    workspace = book_of(request).workspaces.find(share.workspace)
    return {
        "document": share.place,
        "titles": titles_of(request, share),
        "title": record.title if record is not None else (workspace.name if workspace else ""),
        "kind": record.kind if record is not None else "",
        "role": share.role,
        "about": about_role(share.role),
        "needs_passphrase": bool(share.passphrase),
    }


def _title_of(request: Request, document: str) -> str:
    """Give the title of the one document that somebody is invited to; "" for all of a workspace."""
    record = hub_of(request).registry.find(document) if document else None
    return record.title if record is not None else ""
