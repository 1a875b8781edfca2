"""The ticket that a browser holds while it is away at the provider: it proves that the same browser comes back.

It is a cookie for ten minutes, sealed with a key of this run of the server, and good once. Nothing has to be kept for
those who never come back.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections import OrderedDict

import msgspec

from crdt_server.oidc.trouble import NotProven

LASTS_MS = 10 * 60_000
LONGEST = 4_000
MOST_REMEMBERED = 10_000
AGAIN = "Begin signing in again."


class Ticket(msgspec.Struct, frozen=True):
    """What has to be the same when the browser comes back.

    `redirect` is the address that it comes back to, `to` where it goes then, `ends_at` is Unix milliseconds.
    `state` binds the answer to this browser, `nonce` the proof to this attempt, `verifier` the code to us (PKCE).
    """

    state: str
    nonce: str
    verifier: str
    redirect: str
    to: str
    ends_at: int


class Tickets:
    """Issues tickets and takes them back."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._used: OrderedDict[str, None] = OrderedDict()

    def issue(self, redirect: str, to: str, now: int) -> Ticket:
        """Make a ticket; `now` is Unix milliseconds."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        return Ticket(state, nonce, verifier, redirect, to, now + LASTS_MS)

    def seal(self, ticket: Ticket) -> str:
        """Write a ticket so that nobody else can."""
        text = base64.urlsafe_b64encode(msgspec.json.encode(ticket)).decode()
        return f"{text}.{self._seal_of(text)}"

    def take(self, sealed: str, state: str, now: int) -> Ticket:
        """Take a ticket back, once; NotProven says what is wrong with it."""
        text, _, seal = sealed[:LONGEST].partition(".")
        if not sealed or not _is_same(seal, self._seal_of(text)):
            raise NotProven(
                f"This browser has not begun to sign in here, or cookies are blocked. {AGAIN}"
            )
        try:
            ticket = msgspec.json.decode(base64.urlsafe_b64decode(text), type=Ticket)
        except (msgspec.MsgspecError, binascii.Error) as error:
            raise NotProven(AGAIN) from error
        if now >= ticket.ends_at:
            raise NotProven(f"That took longer than ten minutes. {AGAIN}")
        if not _is_same(state, ticket.state):
            raise NotProven(f"This answer belongs to another attempt to sign in. {AGAIN}")
        if ticket.state in self._used:
            raise NotProven(f"This answer was used already. {AGAIN}")
        self._used[ticket.state] = None
        while len(self._used) > MOST_REMEMBERED:
            self._used.popitem(last=False)
        return ticket

    def _seal_of(self, text: str) -> str:
        return hmac.new(self._key, text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def _is_same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
