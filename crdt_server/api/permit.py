"""May whoever asks do this? Every path of the API says which right it needs; here it is asked for, each time anew.

What somebody may not even see is answered as if it were not there.
"""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request

from crdt_server.accounts.access import NOBODY, THE_OPERATOR, Shown, Visitor
from crdt_server.accounts.book import Book
from crdt_server.accounts.rights import ABOUT, Right, Rights, may_read
from crdt_server.api.editing import hub_of
from crdt_server.api.errors import BadRequest, Forbidden, NotFound, NotSignedIn
from crdt_server.hub.callers import ADDRESS
from docs_model.kinds import kind_of

BEARER = "bearer "
SIGN_IN = "Sign in, or open the link that was shared with you."
ASKED_FOR = (
    "This server has a password: send it to POST /api/password, or as Authorization: Bearer."
)
COOKIE = "callboard"


def book_of(request: Request) -> Book:
    """Give the tables about people."""
    book: Book = request.app.state.book
    return book


def now_of(request: Request) -> int:
    """Give the time, in Unix milliseconds."""
    return hub_of(request).clock.now()


def visitor_of(request: Request) -> Visitor:
    """Say who asks."""
    return book_of(request).access.visitor(shown_in_request(request), now_of(request))


def reach_of(request: Request) -> set[str] | None:
    """Give the workspaces that whoever asks reaches; None: all of them."""
    if _is_open(request):
        return None  # nobody has a workspace; and a password would be tried again each time
    return book_of(request).access.reach(visitor_of(request))


def rights_on(request: Request, document: str) -> Rights:
    """Give what whoever asks may do with a document."""
    return book_of(request).access.rights_on(visitor_of(request), document, now_of(request))


def rights_in(request: Request, workspace: str) -> Rights:
    """Give what whoever asks may do in a workspace."""
    return book_of(request).access.rights_in(visitor_of(request), workspace)


def check_document(request: Request, document: str, right: Right) -> None:
    """Refuse whoever may not do something with a document."""
    rights = rights_on(request, document)
    if not may_read(rights, kind_of(document).name):
        check_somebody(request)
        raise NotFound(f"There is no document {document!r}. The list is at /api/documents.")
    if right not in rights:
        raise Forbidden(f"You may look at this, but not {ABOUT[right]}.")


def check_workspace(request: Request, workspace: str, right: Right) -> None:
    """Refuse whoever may not do something in a workspace."""
    rights = rights_in(request, workspace)
    if not rights or (
        book_of(request).workspaces.find(workspace) is None and not _is_open(request)
    ):
        _check_signed_in(request)
        raise NotFound("There is no such workspace.")
    if right not in rights:
        raise Forbidden(f"You are in this workspace, but may not {ABOUT[right]}.")


def check_somebody(request: Request) -> None:
    """Refuse whoever shows nothing at all."""
    if not book_of(request).access.lets_everybody_in:
        _check_signed_in(request)


def workspace_for(request: Request, body: Mapping[str, Any]) -> str:
    """Give the workspace that a new document goes into: the one that is named, else the only one one can make it in.

    "" on an open server that has none.
    """
    book, visitor = book_of(request), visitor_of(request)
    said = str(body.get("workspace", ""))
    if said:
        check_workspace(request, said, Right.MANAGE_DOCUMENTS)
        return said
    if _is_open(request) or visitor == THE_OPERATOR:
        return ""
    own = book.access.workspaces_of(visitor)
    able = [one.id for one in own if Right.MANAGE_DOCUMENTS in rights_in(request, one.id)]
    if not able:
        raise Forbidden(f"You may not {ABOUT[Right.MANAGE_DOCUMENTS]} here.")
    if len(able) > 1:
        raise BadRequest("Say in which workspace: you can make documents in several.")
    return able[0]


def workspace_shown(request: Request, document: str) -> str:
    """Give the workspace that a document is in to whoever is in it; "" to others, who came with a link."""
    workspace = book_of(request).workspaces.of_document(document)
    return workspace if rights_in(request, workspace) else ""


def may_see(request: Request, document: str) -> bool:
    """Tell whether a document is in the list of whoever asks."""
    return may_read(rights_on(request, document), kind_of(document).name)


def _is_open(request: Request) -> bool:
    return book_of(request).access.is_open


def _check_signed_in(request: Request) -> None:
    if visitor_of(request) == NOBODY:
        has_password = book_of(request).access.house_password is not None
        raise NotSignedIn(ASKED_FOR if has_password else SIGN_IN)


def shown_in_request(request: Request) -> Shown:
    """Give what a request shows of whoever asks: a cookie, a bearer token."""
    said = request.headers.get("authorization", "")
    token = said[len(BEARER) :].strip() if said.lower().startswith(BEARER) else ""
    return Shown(request.cookies.get(COOKIE, ""), token, address_in(request))


def address_in(request: Request) -> str:
    """Give where a request is counted for; "" for this machine itself."""
    address: str = request.scope.get(ADDRESS, "")
    return address
