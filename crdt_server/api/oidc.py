"""Signing in with an OpenID provider: off to it with a ticket, and back with a code (A15).

    /api/oidc/begin?to=/show/…   a cookie for ten minutes, and the browser goes to the provider
    /api/oidc/return             the code is taken for a proof, the proof for an account, and the browser is signed in

Both are addresses that a browser is sent to, so what goes wrong is told on a small page with a way back.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from crdt_server.accounts.audit import Deed
from crdt_server.accounts.newcomers import Newcomer, NotWelcome, account_for
from crdt_server.api.entering import begin_login, with_cookie
from crdt_server.api.errors import ApiError, BadRequest, Forbidden, NotFound, Unavailable, explain
from crdt_server.api.me import note
from crdt_server.api.permit import book_of, now_of
from crdt_server.oidc.provider import Provider
from crdt_server.oidc.ticket import LASTS_MS, Ticket, Tickets
from crdt_server.oidc.trouble import NotProven, ProviderDown

COOKIE = "callboard-oidc"
PATH = "/api/oidc"
LONGEST_CODE = 4_000
WITHIN = re.compile(r"/(?!/)[^\s\\\x00-\x1f\x7f]{0,500}")
ERROR_CODE = re.compile(r"[a-z_]{1,40}")
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>Signing in · Callboard</title>
<h1>You are not signed in</h1><p role="alert">{sentence}</p><p><a href="/">Back to Callboard</a></p></html>
"""


@dataclass(frozen=True, slots=True)
class Oidc:
    """What signing in with a provider needs: the provider, the tickets, whose addresses are welcome, and our own."""

    provider: Provider
    tickets: Tickets
    welcome: frozenset[str]
    address: str


async def begin(request: Request) -> Response:
    """Send the browser to the provider; `to` is where it goes when it comes back."""
    return await _told_on_a_page(request, _begin)


async def come_back(request: Request) -> Response:
    """Sign whoever comes back in, or say why not."""
    return await _told_on_a_page(request, _come_back)


async def _begin(request: Request) -> Response:
    oidc, now = _oidc_of(request), now_of(request)
    address = oidc.address or str(request.base_url).rstrip("/")
    ticket = oidc.tickets.issue(f"{address}{PATH}/return", _within(request), now)
    try:
        there = await oidc.provider.address(ticket, now)
    except ProviderDown as error:
        raise Unavailable(str(error)) from error
    response = RedirectResponse(there, 303)
    response.set_cookie(
        COOKIE,
        oidc.tickets.seal(ticket),
        max_age=LASTS_MS // 1000,
        path=PATH,
        httponly=True,
        samesite="lax",
        secure=ticket.redirect.startswith("https:"),
    )
    return response


async def _come_back(request: Request) -> Response:
    oidc, book, now = _oidc_of(request), book_of(request), now_of(request)
    newcomer, ticket = await _newcomer(request, oidc, now)
    try:
        account, done = await account_for(book, newcomer, oidc.welcome, now)
    except NotWelcome as error:
        where = request.client.host if request.client else ""
        await book.audit.note(Deed(now, "", "login.failed", newcomer.email[:80], where=where))
        raise Forbidden(str(error)) from error
    if done:
        await note(request, f"account.{done}", account.email, who=account)
    await note(request, "login.begun", account.email, after=newcomer.issuer[:200], who=account)
    login, secret = await begin_login(request, account)
    assert login.account == account.id
    return with_cookie(request, RedirectResponse(ticket.to, 303), secret)


async def _newcomer(request: Request, oidc: Oidc, now: int) -> tuple[Newcomer, Ticket]:
    """Ask the provider who came back with this ticket and this code."""
    said, name = request.query_params, oidc.provider.registration.name
    try:
        sealed = request.cookies.get(COOKIE, "")
        ticket = oidc.tickets.take(sealed, said.get("state", ""), now)
        if error := said.get("error", ""):
            code = error if ERROR_CODE.fullmatch(error) else "error"
            raise NotProven(f"{name} did not sign you in ({code}).")
        if said.get("iss", oidc.provider.registration.issuer) != oidc.provider.registration.issuer:
            raise NotProven(f"This answer is not from {name}. Begin signing in again.")
        code = said.get("code", "")
        if not 0 < len(code) <= LONGEST_CODE:
            raise NotProven(f"{name} sent no code along. Begin signing in again.")
        who = await oidc.provider.identity(code, ticket, now)
    except NotProven as error:
        raise BadRequest(str(error)) from error
    except ProviderDown as error:
        raise Unavailable(str(error)) from error
    return Newcomer(who.issuer, who.subject, who.name, who.email, who.is_verified), ticket


async def _told_on_a_page(
    request: Request, work: Callable[[Request], Awaitable[Response]]
) -> Response:
    """Answer a browser with a page where a program gets JSON; no address of ours is told to the provider's pages."""
    try:
        response = await work(request)
    except ApiError as error:
        if "text/html" not in request.headers.get("accept", ""):
            response = await explain(request, error)
        else:
            response = HTMLResponse(PAGE.format(sentence=escape(str(error))), error.status)
    if work is _come_back:
        response.delete_cookie(COOKIE, path=PATH)
    response.headers["cache-control"] = "no-store"
    response.headers["referrer-policy"] = "no-referrer"
    return response


def _oidc_of(request: Request) -> Oidc:
    oidc: Oidc | None = request.app.state.oidc
    book = book_of(request)
    if oidc is None or book.access.is_open:
        raise NotFound(
            "Nobody signs in here with a provider. Use an e-mail address and a password."
        )
    if book.people.is_empty:
        raise Forbidden("This server has to be set up first.")
    return oidc


def _within(request: Request) -> str:
    """Read where to go afterwards: somewhere on this server, and nowhere else."""
    to = request.query_params.get("to", "/")
    return to if WITHIN.fullmatch(to) else "/"
