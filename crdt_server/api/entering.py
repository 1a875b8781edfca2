"""Coming in: the first run, signing in and out, and what every way in has in common (A8); links are in `links.py`.

Whoever comes in gets a cookie that no script can read. A secret is only ever in a body, never in an address.
"""

from typing import Any, NoReturn

from starlette.requests import Request
from starlette.responses import Response

from crdt_server.accounts.access import Shown
from crdt_server.accounts.audit import Deed
from crdt_server.accounts.logins import LASTS_MS, Login
from crdt_server.accounts.passwords import WeakPassword, needs_renewal
from crdt_server.accounts.people import Account, fault_of_email, fault_of_name
from crdt_server.accounts.secrets import as_typed, hashed, is_same
from crdt_server.api.answer import answer
from crdt_server.api.editing import hub_of, json_of, text_in
from crdt_server.api.errors import BadRequest, Forbidden, NotSignedIn, TooMany
from crdt_server.api.me import about_me, note
from crdt_server.api.permit import COOKIE, address_in, book_of, now_of, visitor_of

WRONG = "The e-mail address or the password is not right."


async def set_up(request: Request) -> Response:
    """Make the first account, which administers the server and owns its first workspace; with the code it printed."""
    book, body, now = book_of(request), await json_of(request), now_of(request)
    if book.access.is_open or not book.people.is_empty:
        raise Forbidden("This server is set up already. Sign in instead.")
    code = as_typed(secret_in(body, "code"))
    may_try(request, "setup")
    if not is_same(code, request.app.state.setup_code):
        book.attempts.failed("setup", now)
        raise Forbidden("This is not the code. The server printed it when it started.")
    name, email = name_in(body), _email_in(body)
    password = await new_password(request, body)
    account = await book.people.enter(name, email, now=now, password=password, administers=True)
    venue = text_in(body, "server", limit=80)
    workspace = await book.workspaces.found(venue, owner=account.id, now=now)
    book.attempts.succeeded("setup")
    await note(request, "server.set_up", venue, workspace=workspace.id, who=account)
    return await signed_in(request, account)


async def sign_in(request: Request) -> Response:
    """Sign in with an e-mail address and a password."""
    book, body, now = book_of(request), await json_of(request), now_of(request)
    email, password = text_in(body, "email", limit=254), secret_in(body, "password")
    tried = f"account {hashed(email.casefold())}"
    may_try(request, tried)
    account = book.people.by_email(email)
    kept = account.password if account is not None else None
    if not await book.passwords.is_right(password, kept) or account is None:
        book.attempts.failed(tried, now)
        await book.audit.note(Deed(now, "", "login.failed", email[:80], where=_where(request)))
        raise NotSignedIn(WRONG)
    if account.disabled_at is not None:
        raise Forbidden("This account is closed. Whoever administers the server can open it again.")
    book.attempts.succeeded(tried)
    if kept is not None and needs_renewal(kept):
        await book.people.change(account.id, password=await book.passwords.hash(password))
    await note(request, "login.begun", account.email, who=account)
    return await signed_in(request, account)


async def open_with_password(request: Request) -> Response:
    """Let a browser into a server without accounts, with the one password it has (A19)."""
    book, body, now = book_of(request), await json_of(request), now_of(request)
    house, address = book.access.house_password, address_in(request)
    if house is None:
        raise BadRequest("This server has no password of its own.")
    said = secret_in(body, "password")
    if seconds := house.wait(address, now):
        _refuse_for(seconds)
    if not house.is_right(said, address, now):
        await book.audit.note(Deed(now, "", "password.failed", "the server", where=_where(request)))
        raise Forbidden("The password is not right.")
    name = body.get("name")
    login, secret = await book.logins.begin(
        now=now,
        name=name.strip()[:80] if isinstance(name, str) else "",
        device=device(request),
        label=house.label,
    )
    visitor = book.access.visitor(Shown(secret), now)
    assert visitor.login == login
    return with_cookie(request, answer(about_me(request, visitor)), secret)


async def sign_out(request: Request) -> Response:
    """Sign this browser out; its open documents close."""
    visitor = visitor_of(request)
    if visitor.login is not None and not visitor.login.is_token:
        await book_of(request).logins.end(visitor.login.id)
        hub_of(request).rights.reconsider(actor=visitor.actor)
    response = answer({"signed_out": True})
    response.delete_cookie(COOKIE, path="/")
    return response


async def signed_in(request: Request, account: Account) -> Response:
    """Give a browser its cookie, and tell it who it is."""
    login, secret = await begin_login(request, account)
    visitor = book_of(request).access.visitor_by(login)
    return with_cookie(request, answer(about_me(request, visitor)), secret)


async def begin_login(request: Request, account: Account) -> tuple[Login, str]:
    """Sign a browser in; what it held as a guest goes with it. The sign-in that it had ends, a guest's or another's."""
    book, now = book_of(request), now_of(request)
    visitor = visitor_of(request)
    before = visitor.login
    login, secret = await book.logins.begin(
        now=now,
        account=account.id,
        device=device(request),
        shares=before.shares if before is not None and not before.account else (),
    )
    if before is not None and not before.is_token:
        await book.logins.end(before.id)
        hub_of(request).rights.reconsider(actor=visitor.actor)
    await book.people.seen(account.id, now)
    return login, secret


def with_cookie(request: Request, response: Response, secret: str) -> Response:
    """Give a browser the cookie of its sign-in."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=LASTS_MS // 1000,
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


def may_try(request: Request, what: str) -> None:
    """Refuse whoever has to wait because something was tried wrongly too often."""
    if seconds := book_of(request).attempts.wait(what, now_of(request)):
        _refuse_for(seconds)


def _refuse_for(seconds: int) -> NoReturn:
    minutes = -(-seconds // 60)
    raise TooMany(
        f"This was tried wrongly too often. Try again in {minutes} minute{'s' * (minutes > 1)}."
    )


async def new_password(request: Request, body: dict[str, Any]) -> str:
    """Give the hash of a password that somebody has chosen; BadRequest if it is too weak."""
    try:
        return await book_of(request).passwords.hash(secret_in(body, "password"))
    except WeakPassword as error:
        raise BadRequest(str(error)) from error


def secret_in(body: dict[str, Any], name: str) -> str:
    """Give a secret out of a body."""
    value = body.get(name)
    if not isinstance(value, str) or not value or len(value) > 1_000:
        raise BadRequest(f"Give the {name}.")
    return value


def name_in(body: dict[str, Any]) -> str:
    """Give what somebody wants to be called out of a body."""
    name = body.get("name")
    if not isinstance(name, str) or (fault := fault_of_name(name)):
        raise BadRequest("Give a name." if not isinstance(name, str) else str(fault))
    return " ".join(name.split())


def _email_in(body: dict[str, Any]) -> str:
    email = body.get("email")
    if not isinstance(email, str):
        raise BadRequest("Give an e-mail address.")
    if fault := fault_of_email(email):
        raise BadRequest(fault)
    return email.strip()


def device(request: Request) -> str:
    """Give what a browser says it is."""
    return request.headers.get("user-agent", "")[:200]


def _where(request: Request) -> str:
    return request.client.host if request.client else ""
