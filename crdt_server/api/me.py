"""Whoever asks: who they are here, what they are called, where they are signed in, what they like (A8, A11)."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from crdt_server.accounts.access import NOBODY, Access, Visitor
from crdt_server.accounts.audit import Deed
from crdt_server.accounts.logins import Login
from crdt_server.accounts.passwords import WeakPassword
from crdt_server.accounts.people import Account, fault_of_colour, fault_of_name, fault_of_theme
from crdt_server.accounts.preferences import TooLarge
from crdt_server.accounts.rights import ABOUT, ABOUT_ROLES, ROLES, SHAREABLE, Right, Role
from crdt_server.api.answer import answer
from crdt_server.api.editing import hub_of, json_of, record_of, text_in
from crdt_server.api.errors import BadRequest, Forbidden, NotFound, NotSignedIn
from crdt_server.api.permit import book_of, now_of, visitor_of

DAY_MS = 86_400_000
LONGEST_DAYS = 3_650


async def read_me(request: Request) -> Response:
    """Say who asks, what they may do where, and whether the server still has to be set up."""
    visitor = visitor_of(request)
    book, now = book_of(request), now_of(request)
    if visitor.account is not None and visitor.login is not None:
        await book.people.seen(visitor.account.id, now)
        await book.logins.seen(visitor.login.id, now)
    return answer(about_me(request, visitor))


def about_me(request: Request, visitor: Visitor) -> dict[str, Any]:
    """Describe somebody to themselves."""
    book = book_of(request)
    first = book.workspaces.all()[:1]
    return {
        "mode": _mode_of(book.access),
        "needs_setup": not book.access.is_open and book.people.is_empty,
        "oidc": _provider_json(request),
        "server": first[0].name if first else "",
        "visitor": None if visitor == NOBODY else _visitor_json(visitor),
        "workspaces": [
            {
                "id": one.id,
                "name": one.name,
                "rights": sorted(book.access.rights_in(visitor, one.id)),
            }
            for one in book.access.workspaces_of(visitor)
        ],
    }


def _mode_of(access: Access) -> str:
    if not access.is_open:
        return "accounts"
    return "password" if access.house_password is not None else "open"


async def read_roles(request: Request) -> Response:
    """Give the table of roles and rights, in words."""
    return answer(
        {
            "rights": {right.value: ABOUT[right] for right in Right},
            "roles": [
                {
                    "role": role,
                    "about": ABOUT_ROLES[role],
                    "rights": sorted(ROLES[role]),
                    "by_link": role in SHAREABLE,
                }
                for role in Role
            ],
        }
    )


async def change_me(request: Request) -> Response:
    """Change one's own name, the colour that others see beside it, or how the app looks for oneself."""
    account, body = account_of(request), await json_of(request)
    news: dict[str, str] = {}
    if "name" in body or not body.keys() & {"colour", "theme"}:
        news["name"] = text_in(body, "name", limit=80)
        if fault := fault_of_name(news["name"]):
            raise BadRequest(fault)
    if "colour" in body:
        news["colour"] = text_in(body, "colour", limit=20)
        if fault := fault_of_colour(news["colour"]):
            raise BadRequest(fault)
    if "theme" in body:
        news["theme"] = text_in(body, "theme", limit=20)
        if fault := fault_of_theme(news["theme"]):
            raise BadRequest(fault)
    await book_of(request).people.change(account.id, **news)
    return answer(about_me(request, visitor_of(request)))


async def change_password(request: Request) -> Response:
    """Change one's password with the old one; every other browser is signed out."""
    account, body, book = account_of(request), await json_of(request), book_of(request)
    old, new = str(body.get("old", "")), str(body.get("new", ""))
    tried, now = f"password {account.id}", now_of(request)
    if book.attempts.wait(tried, now) or not await book.passwords.is_right(old, account.password):
        book.attempts.failed(tried, now)
        raise Forbidden("The old password is not right.")
    try:
        kept = await book.passwords.hash(new)
    except WeakPassword as error:
        raise BadRequest(str(error)) from error
    await book.people.change(account.id, password=kept)
    login = visitor_of(request).login
    await book.logins.end_all(account.id, but=login.id if login else "")
    hub_of(request).rights.reconsider(actor=f"account:{account.id}")
    await note(request, "password.changed", account.email)
    return answer({"changed": True})


async def list_logins(request: Request) -> Response:
    """Give where one is signed in, and the tokens one has made."""
    account, mine = account_of(request), visitor_of(request).login
    found = book_of(request).logins.of(account.id)
    return answer({"logins": [_login_json(one, mine) for one in found]})


async def end_login(request: Request) -> Response:
    """Sign a browser out, or revoke a token; its sockets are turned out at once."""
    account, book = account_of(request), book_of(request)
    login = book.logins.find(request.path_params["login"])
    if login is None or login.account != account.id:
        raise NotFound("There is no such sign-in of yours; it may have ended already.")
    await book.logins.end(login.id)
    hub_of(request).rights.reconsider(actor=f"account:{account.id}")
    await note(
        request, "token.revoked" if login.is_token else "login.ended", login.label or login.device
    )
    return answer({"ended": login.id})


async def make_token(request: Request) -> Response:
    """Make a token for a program; it is told once."""
    account, body, book = account_of(request), await json_of(request), book_of(request)
    label, scopes = text_in(body, "label", limit=80), body.get("scopes")
    if not isinstance(scopes, list) or not all(one in list(Right) for one in scopes) or not scopes:
        raise BadRequest(f"Give the scopes: some of {', '.join(Right)}.")
    days, now = body.get("days", 365), now_of(request)
    if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= LONGEST_DAYS:
        raise BadRequest(f"Give the days it lasts: 1 to {LONGEST_DAYS}.")
    login, token = await book.logins.grant(
        account.id,
        label,
        tuple(Right(one) for one in scopes),
        now=now,
        expires_at=now + days * DAY_MS,
    )
    await note(request, "token.made", label, after=", ".join(scopes))
    return answer({"token": token, "login": _login_json(login, None)}, 201)


async def read_preferences(request: Request) -> Response:
    """Give how one likes to see a document; nothing if one has not said."""
    account, name = account_of(request), record_of(request).name
    return answer({"preferences": book_of(request).preferences.of(account.id, name)})


async def set_preferences(request: Request) -> Response:
    """Keep how one likes to see a document, for all of one's devices (S000-49)."""
    account, body = account_of(request), await json_of(request)
    name = record_of(request).name
    try:
        await book_of(request).preferences.set(account.id, name, body, now_of(request))
    except TooLarge as error:
        raise BadRequest(str(error)) from error
    return answer({"preferences": body})


async def note(
    request: Request,
    what: str,
    on: str,
    *,
    before: str = "",
    after: str = "",
    workspace: str = "",
    who: Account | None = None,
) -> None:
    """Write into the audit log what whoever asks has done; `who` if they have only just become somebody."""
    visitor = visitor_of(request)
    actor = f"account:{who.id}" if who is not None else visitor.actor
    name = who.name if who is not None else visitor.name
    where = request.client.host if request.client else ""
    deed = Deed(now_of(request), actor, what, on, before, after, where, workspace, name)
    await book_of(request).audit.note(deed)


def account_of(request: Request) -> Account:
    """Give the account of whoever asks with a browser; a token cannot change anything about it."""
    visitor = visitor_of(request)
    if visitor.account is None:
        raise NotSignedIn("Sign in with an account first.")
    if visitor.login is not None and visitor.login.is_token:
        raise Forbidden("A token cannot change an account. Sign in with a browser.")
    return visitor.account


def _provider_json(request: Request) -> dict[str, str] | None:
    """Tell what the provider is called that people can sign in with; None if there is none."""
    oidc = request.app.state.oidc
    is_open = book_of(request).access.is_open
    return None if oidc is None or is_open else {"name": oidc.provider.registration.name}


def _visitor_json(visitor: Visitor) -> dict[str, Any]:
    account = visitor.account
    return {
        "kind": "account" if account is not None or visitor.vouched is not None else "guest",
        "id": visitor.actor,
        "name": visitor.name,
        "email": account.email if account is not None else "",
        "colour": account.colour if account is not None else "",
        "theme": account.theme if account is not None else "",
        "administers": account is not None and account.administers,
    }


def _login_json(login: Login, mine: Login | None) -> dict[str, Any]:
    return {
        "id": login.id,
        "device": login.device,
        "label": login.label,
        "is_token": login.is_token,
        "is_this": mine is not None and mine.id == login.id,
        "scopes": list(login.scopes),
        "created_at": login.created_at,
        "used_at": login.used_at,
        "expires_at": login.expires_at,
    }
