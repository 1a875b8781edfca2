"""Share links to a document, to all of a workspace or to some of it: made, listed, revoked (A10, A20, A26).

Whoever came with a link is out within the moment in which it is revoked.
"""

from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from crdt_server.accounts.companions import is_companion
from crdt_server.accounts.passwords import WeakPassword
from crdt_server.accounts.rights import SHAREABLE, Rights, Role, may_give
from crdt_server.accounts.shares import LONGEST_LABEL, MOST_TOGETHER, Share, TooMany
from crdt_server.api.answer import answer
from crdt_server.api.companions import with_companions
from crdt_server.api.editing import hub_of, json_of
from crdt_server.api.errors import BadRequest, Forbidden, NotFound
from crdt_server.api.me import note
from crdt_server.api.permit import book_of, now_of, rights_in, rights_on, visitor_of
from crdt_server.api.server import addresses_of

DAY_MS = 86_400_000
LONGEST_DAYS = 3_650
LONGEST_WORDS = 300


@dataclass(frozen=True, slots=True)
class _Place:
    """What a link opens: one document, or all of a workspace (`document` is ""); `rights` are those of who asks."""

    workspace: str
    document: str
    title: str
    rights: Rights


async def list_shares(request: Request) -> Response:
    """Give the links to a document or a workspace, the newest first; the links themselves nobody can tell again."""
    place, book, now = _place_of(request), book_of(request), now_of(request)
    found = book.shares.of(place.workspace, place.document)
    return answer({"shares": [_share_json(request, one, now) for one in found]})


async def make_share(request: Request) -> Response:
    """Make a link; it is told once."""
    place, body, book = _place_of(request), await json_of(request), book_of(request)
    now, visitor = now_of(request), visitor_of(request)
    role, documents = _role_in(body), _documents_in(request, body, place)
    if not may_give(place.rights, role):
        raise Forbidden("Nobody can give away more than they may do themselves.")
    try:
        share, link = await book.shares.make(
            place.workspace,
            place.document,
            role,
            label=_label_in(body),
            by=visitor.actor,
            now=now,
            expires_at=_expiry_in(body, now),
            passphrase=await _passphrase_in(request, body),
            documents=documents,
        )
    except TooMany as error:
        raise BadRequest(str(error)) from error
    await note(
        request,
        "share.made",
        place.title,
        after=_in_words(request, share),
        workspace=share.workspace,
    )
    made = {"share": _share_json(request, share, now), "link": link}
    return answer({**made, "addresses": addresses_of(request)}, 201)


async def revoke_share(request: Request) -> Response:
    """Revoke a link: it opens nothing any more, and whoever came with it is turned out at once."""
    place, book, now = _place_of(request), book_of(request), now_of(request)
    share = book.shares.find(request.path_params["share"])
    if share is None or (share.workspace, share.place) != (place.workspace, place.document):
        raise NotFound("There is no such link to this.")
    revoked = await book.shares.revoke(share.id, now)
    # A link to a workspace may have opened any document; who is not concerned stays as they are.
    concerned = with_companions(request, place.document) if place.document else (None,)
    for document in concerned:
        hub_of(request).rights.reconsider(document=document)
    await note(
        request,
        "share.revoked",
        place.title,
        before=_in_words(request, share),
        workspace=share.workspace,
    )
    return answer({"share": _share_json(request, revoked, now)})


def _place_of(request: Request) -> _Place:
    """Say what the path names; that whoever asks may share it was asked before."""
    workspaces = book_of(request).workspaces
    if "name" in request.path_params:
        name = request.path_params["name"]
        return _Place(workspaces.of_document(name), name, name, rights_on(request, name))
    workspace = workspaces.find(request.path_params["workspace"])
    if workspace is None:  # on an open server everybody may ask
        raise NotFound("There is no such workspace.")
    return _Place(workspace.id, "", workspace.name, rights_in(request, workspace.id))


def _share_json(request: Request, share: Share, now: int) -> dict[str, Any]:
    book = book_of(request)
    maker = book.people.find(share.created_by.removeprefix("account:"))
    return {
        "id": share.id,
        "document": share.place,
        "documents": list(share.documents),
        "role": share.role,
        "label": share.label,
        "created_at": share.created_at,
        "created_by": maker.name if maker is not None else "",
        "expires_at": share.expires_at,
        "revoked_at": share.revoked_at,
        "has_passphrase": bool(share.passphrase),
        "uses": share.uses,
        "last_used_at": share.last_used_at,
        "opens": share.holds(now),
        "holders": _holders(request, share.id),
    }


def _holders(request: Request, share: str) -> list[str]:
    """What those who hold a link are called, the last seen first; "" for who has not said it."""
    book = book_of(request)
    found = sorted(book.logins.with_share(share), key=lambda login: (-login.used_at, login.id))
    return [book.access.visitor_by(login).name for login in found]


def _in_words(request: Request, share: Share) -> str:
    """Say for the audit log what a link gives: its role, for whom it was, and of several documents which."""
    titles = ", ".join(f"“{title}”" for title in titles_of(request, share))
    words = f"{share.role} {share.label}".strip()
    return f"{words}: {titles}"[:LONGEST_WORDS] if titles else words


def titles_of(request: Request, share: Share) -> list[str]:
    """Give what the documents are called that were chosen for a link; nothing for other links."""
    found = map(hub_of(request).registry.find, share.documents)
    return [record.title for record in found if record is not None and record.deleted_at is None]


def _documents_in(request: Request, body: dict[str, Any], place: _Place) -> tuple[str, ...]:
    """Take the documents that a link to several is for, each once; () for a link to all that the path names."""
    said = body.get("documents")
    if said is None:
        return ()
    if place.document:
        raise BadRequest("A link to several documents is made for their workspace.")
    if not isinstance(said, list) or not 1 <= len(said) <= MOST_TOGETHER:
        raise BadRequest(f"Give the documents the link is for: a list of 1 to {MOST_TOGETHER}.")
    for name in said:
        if not _is_in(request, name, place.workspace):
            raise BadRequest(f"There is no document {str(name)[:80]!r} in this workspace.")
    return tuple(dict.fromkeys(said))


def _is_in(request: Request, name: Any, workspace: str) -> bool:
    """Tell whether a workspace has such a document; what accompanies a show is opened with it, by its audience."""
    if not isinstance(name, str) or is_companion(name):
        return False
    record = hub_of(request).registry.find(name)
    is_there = record is not None and record.deleted_at is None
    return is_there and book_of(request).workspaces.of_document(name) == workspace


def _role_in(body: dict[str, Any]) -> Role:
    said = body.get("role")
    if said not in SHAREABLE:
        raise BadRequest(f"Give the role of the link: {', '.join(SHAREABLE)}.")
    return Role(said)


def _label_in(body: dict[str, Any]) -> str:
    label = body.get("label", "")
    if not isinstance(label, str) or len(label) > LONGEST_LABEL:
        raise BadRequest(f"A label has at most {LONGEST_LABEL} characters.")
    return " ".join(label.split())


def _expiry_in(body: dict[str, Any], now: int) -> int | None:
    days = body.get("days")
    if days is None:
        return None
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= LONGEST_DAYS:
        raise BadRequest(f"Give the days the link lasts: 1 to {LONGEST_DAYS}, or none for ever.")
    return now + days * DAY_MS


async def _passphrase_in(request: Request, body: dict[str, Any]) -> str:
    passphrase = body.get("passphrase") or ""
    if not isinstance(passphrase, str):
        raise BadRequest("Give the passphrase as text.")
    if not passphrase:
        return ""
    try:
        return await book_of(request).passwords.hash(passphrase)
    except WeakPassword as error:
        raise BadRequest(str(error).replace("password", "passphrase")) from error
