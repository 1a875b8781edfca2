"""Signed access tokens: made for whoever is signed in, renewed by the program that has them (A14).

Both answers have the names that OAuth gives them (RFC 6749, section 5.1), so that a program's library understands them.
A token is told once, in a body, and kept nowhere.
"""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from crdt_server.accounts.audit import Deed
from crdt_server.accounts.logins import REFRESH_LASTS_MS, Login, NotGood, UsedTwice
from crdt_server.accounts.people import Account
from crdt_server.accounts.rights import Right
from crdt_server.accounts.signing_keys import TOKEN_LASTS_MS, KeysUnusable
from crdt_server.api.answer import answer
from crdt_server.api.editing import hub_of, json_of, text_in
from crdt_server.api.errors import BadRequest, NotSignedIn, Unavailable
from crdt_server.api.me import account_of, note
from crdt_server.api.permit import book_of, now_of

NOT_GOOD = "This refresh token does not count any more. Sign in, and make another access token."
TWICE = (
    "This refresh token was used before, so somebody may have a copy of it. Everything that was made with it has "
    "ended. Sign in, and make another access token."
)


async def make_access_token(request: Request) -> Response:
    """Make a signed token, limited to some rights if they are named, and the refresh token for the next one."""
    account, body, book = account_of(request), await json_of(request), book_of(request)
    label, scopes = text_in(body, "label", limit=80), scopes_in(body)
    _check_keys(request)
    login, refresh = await book.logins.lend(account.id, label, scopes, now=now_of(request))
    await note(request, "token.made", label, after=", ".join(scopes))
    return answer(_granted(request, account, login, refresh), 201)


async def renew_access_token(request: Request) -> Response:
    """Take a refresh token for a signed token and the next refresh token; one that is shown twice ends them all."""
    book, body, now = book_of(request), await json_of(request), now_of(request)
    shown = body.get("refresh_token")
    if not isinstance(shown, str) or not 0 < len(shown) <= 200:
        raise BadRequest("Give the refresh_token.")
    _check_keys(request)
    try:
        login, refresh = await book.logins.renew(shown, now)
    except NotGood as error:
        raise NotSignedIn(NOT_GOOD) from error
    except UsedTwice as error:
        await _note_used_twice(request, error.login)
        raise NotSignedIn(TWICE) from error
    account = book.people.find(login.account)
    if account is None or account.disabled_at is not None:
        raise NotSignedIn(NOT_GOOD)
    return answer(_granted(request, account, login, refresh))


async def read_public_keys(request: Request) -> Response:
    """Give the public keys of this server, as JSON Web Keys; the retired ones until their last token is over."""
    try:
        ring = book_of(request).access.signed.keys.ring()
    except KeysUnusable as error:
        raise Unavailable(str(error)) from error
    keys = ring.counting(now_of(request)) if ring is not None else ()
    return answer({"keys": [key.public for key in keys]})


def scopes_in(body: dict[str, Any]) -> tuple[Right, ...]:
    """Read the rights that a token is limited to; all there are if none are named."""
    scopes = body.get("scopes", list(Right))
    if not isinstance(scopes, list) or not scopes or any(one not in list(Right) for one in scopes):
        raise BadRequest(f"Give the scopes: some of {', '.join(Right)}.")
    return tuple(Right(one) for one in scopes)


def _granted(request: Request, account: Account, login: Login, refresh: str) -> dict[str, Any]:
    book, now = book_of(request), now_of(request)
    visitor = book.access.visitor_by(login)
    workspaces = {
        one.id: book.access.rights_in(visitor, one.id) for one in book.access.workspaces_of(visitor)
    }
    return {
        "access_token": book.access.signed.make(
            account.id, account.name, workspaces, login.id, now
        ),
        "token_type": "Bearer",
        "expires_in": TOKEN_LASTS_MS // 1000,
        "refresh_token": refresh,
        "refresh_expires_in": REFRESH_LASTS_MS // 1000,
        "login": login.id,
    }


def _check_keys(request: Request) -> None:
    """See that a token can be signed before anything is changed."""
    try:
        book_of(request).access.signed.keys.ring_to_sign(now_of(request))
    except KeysUnusable as error:
        raise Unavailable(f"No token can be signed: {error}") from error


async def _note_used_twice(request: Request, login: Login) -> None:
    """Whoever works with the copy, or with the original, is out at once; the audit log says why."""
    book = book_of(request)
    hub_of(request).rights.reconsider(actor=f"account:{login.account}")
    account = book.people.find(login.account)
    where = request.client.host if request.client else ""
    name = account.name if account is not None else ""
    who, label = f"account:{login.account}", login.label
    await book.audit.note(
        Deed(now_of(request), who, "token.used_twice", label, where=where, name=name)
    )
