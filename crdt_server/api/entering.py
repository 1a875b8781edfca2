"""Coming in: the first run, signing in and out, opening a link, taking up an invitation (A8, A10).

Whoever comes in gets a cookie that no script can read. A secret is only ever in a body, never in an address.
"""

from typing import Any, NoReturn

from starlette.requests import Request
from starlette.responses import Response

from crdt_server.accounts.access import Shown
from crdt_server.accounts.audit import Deed
from crdt_server.accounts.logins import LASTS_MS, Login
from crdt_server.accounts.passwords import WeakPassword, needs_renewal
from crdt_server.accounts.people import Account, Taken, fault_of_email, fault_of_name
from crdt_server.accounts.rights import Role, about_role
from crdt_server.accounts.secrets import as_typed, hashed, is_same
from crdt_server.accounts.shares import Share
from crdt_server.api.answer import answer
from crdt_server.api.editing import hub_of, json_of, text_in
from crdt_server.api.errors import BadRequest, Forbidden, NotFound, NotSignedIn, TooMany
from crdt_server.api.me import about_me, note
from crdt_server.api.permit import COOKIE, address_in, book_of, now_of, visitor_of

WRONG = "The e-mail address or the password is not right."
NO_LINK = (
    "This link does not open anything: it was revoked, its time is over, or a letter is missing."
)
NO_INVITATION = "This invitation does not count any more. Ask for another one."


async def set_up(request: Request) -> Response:
    """Make the first account, which administers the server and owns its first workspace; with the code it printed."""
    book, body, now = book_of(request), await json_of(request), now_of(request)
    if book.access.is_open or not book.people.is_empty:
        raise Forbidden("This server is set up already. Sign in instead.")
    code = as_typed(_secret_in(body, "code"))
    _may_try(request, "setup")
    if not is_same(code, request.app.state.setup_code):
        book.attempts.failed("setup", now)
        raise Forbidden("This is not the code. The server printed it when it started.")
    name, email = _name_in(body), _email_in(body)
    password = await _new_password(request, body)
    account = await book.people.enter(name, email, now=now, password=password, administers=True)
    venue = text_in(body, "server", limit=80)
    workspace = await book.workspaces.found(venue, owner=account.id, now=now)
    book.attempts.succeeded("setup")
    await note(request, "server.set_up", venue, workspace=workspace.id, who=account)
    return await _signed_in(request, account)


async def sign_in(request: Request) -> Response:
    """Sign in with an e-mail address and a password."""
    book, body, now = book_of(request), await json_of(request), now_of(request)
    email, password = text_in(body, "email", limit=254), _secret_in(body, "password")
    tried = f"account {hashed(email.casefold())}"
    _may_try(request, tried)
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
    return await _signed_in(request, account)


async def open_with_password(request: Request) -> Response:
    """Let a browser into a server without accounts, with the one password it has (A19)."""
    book, body, now = book_of(request), await json_of(request), now_of(request)
    house, address = book.access.house_password, address_in(request)
    if house is None:
        raise BadRequest("This server has no password of its own.")
    said = _secret_in(body, "password")
    if seconds := house.wait(address, now):
        _refuse_for(seconds)
    if not house.is_right(said, address, now):
        await book.audit.note(Deed(now, "", "password.failed", "the server", where=_where(request)))
        raise Forbidden("The password is not right.")
    name = body.get("name")
    login, secret = await book.logins.begin(
        now=now,
        name=name.strip()[:80] if isinstance(name, str) else "",
        device=_device(request),
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
        _may_try(request, tried)
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
        login, secret = await book.logins.begin(now=now, name=name, device=_device(request))
    if share.id not in login.shares:
        await book.shares.used(share.id, now)
    login = await book.logins.hold(login.id, share.id, name)
    hub_of(request).rights.reconsider(actor=visitor.actor or f"guest:{login.id}")
    response = answer({"link": _link_json(request, share), "name": login.name})
    return with_cookie(request, response, secret) if secret else response


async def look_at_invitation(request: Request) -> Response:
    """Tell where an invitation leads."""
    book, body = book_of(request), await json_of(request)
    found = book.invitations.by_link(_secret_in(body, "link"), now_of(request))
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
    found = book.invitations.by_link(_secret_in(body, "link"), now)
    if found is None:
        raise NotFound(NO_INVITATION)
    account = visitor_of(request).account
    if account is None:
        if book.people.by_email(found.email) is not None:
            raise NotSignedIn(
                f"There is an account for {found.email} already. Sign in with it first."
            )
        password = await _new_password(request, body)
        try:
            account = await book.people.enter(
                _name_in(body), found.email, now=now, password=password
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
    return await _signed_in(request, account)


async def _signed_in(request: Request, account: Account) -> Response:
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
        device=_device(request),
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


def _share_in(request: Request, body: dict[str, Any]) -> Share:
    share = book_of(request).shares.by_link(_secret_in(body, "link"))
    if share is None or not share.holds(now_of(request)):
        raise NotFound(NO_LINK)
    return share


def _link_json(request: Request, share: Share) -> dict[str, Any]:
    record = hub_of(request).registry.find(share.document) if share.document else None
    workspace = book_of(request).workspaces.find(share.workspace)
    return {
        "document": share.document,
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


def _may_try(request: Request, what: str) -> None:
    if seconds := book_of(request).attempts.wait(what, now_of(request)):
        _refuse_for(seconds)


def _refuse_for(seconds: int) -> NoReturn:
    minutes = -(-seconds // 60)
    raise TooMany(
        f"This was tried wrongly too often. Try again in {minutes} minute{'s' * (minutes > 1)}."
    )


async def _new_password(request: Request, body: dict[str, Any]) -> str:
    try:
        return await book_of(request).passwords.hash(_secret_in(body, "password"))
    except WeakPassword as error:
        raise BadRequest(str(error)) from error


def _secret_in(body: dict[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value or len(value) > 1_000:
        raise BadRequest(f"Give the {name}.")
    return value


def _name_in(body: dict[str, Any]) -> str:
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


def _device(request: Request) -> str:
    return request.headers.get("user-agent", "")[:200]


def _where(request: Request) -> str:
    return request.client.host if request.client else ""


def guest_name(login: Login) -> str:
    """Give what a guest is called."""
    return login.name or "Somebody with a link"
