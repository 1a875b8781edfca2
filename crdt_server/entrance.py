"""Who comes in to which document: what a socket shows is looked up in the tables, anew each time it is asked for.

open        everybody who reaches the server may edit (`--open`), or everybody of those who knows its password
accounts    people with a role, and whoever holds a link
"""

from collections.abc import MutableMapping
from dataclasses import dataclass, replace
from functools import partial
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from crdt_server.accounts.access import NOBODY, Access, Shown
from crdt_server.accounts.rights import Right, may_edit, may_read
from crdt_server.clock import Clock
from crdt_server.hub.admission import Admission, Admitted, Refused
from crdt_server.hub.callers import ADDRESS
from crdt_server.hub.names import fault_of
from crdt_server.hub.registry import Registry
from crdt_server.live.follower import Knock
from crdt_server.live.visits import visit_of
from docs_model.kinds import kind_of
from docs_model.kinds.free import FREE

COOKIE = "callboard"
SIGN_IN = "Sign in, or open the link that was shared with you, to see this document."
ASKED_FOR = "Type the password of this server in a browser, or show it as the token."
NOT_YOURS = "There is no such document here, or it is not shared with you."
DELETED = "This document was deleted. It can be restored from the library."


@dataclass(frozen=True, slots=True)
class Entrance:
    """Decides for every socket; `at` gives the admission of one."""

    registry: Registry
    access: Access
    clock: Clock

    def at(self, scope: MutableMapping[str, Any]) -> Admission:
        """Look at what a socket shows in its handshake: a cookie, or a token in the query (y-websocket)."""
        return _Door(self, shown_in(scope))

    def admit(self, document: str, shown: Shown) -> Admitted | Refused:
        """Decide about one visitor and one document."""
        now = self.clock.now()
        visitor = self.access.visitor(shown, now)
        rights = self.access.rights_on(visitor, document, now)
        kind = kind_of(document)
        if not may_read(rights, kind.name):
            asked = SIGN_IN if self.access.house_password is None else ASKED_FOR
            is_asked = visitor == NOBODY and not self.access.lets_everybody_in
            return Refused(asked if is_asked else NOT_YOURS)
        if self._is_deleted(document):
            return Refused(DELETED)
        record = self.registry.find(document)
        if record is None:
            if kind is not FREE or Right.MANAGE_DOCUMENTS not in rights:
                return Refused(
                    "There is no such document on this server. It may never have reached it."
                )
            if fault := fault_of(document):
                return Refused(fault)
            self.registry.note_free(document)
        until = self.access.until(visitor, now)
        reach = partial(self.access.reach, visitor)
        return Admitted(visitor.actor, may_edit(rights, kind.name), until, reach)

    def _is_deleted(self, document: str) -> bool:
        """Tell whether a document was deleted, or the show that it accompanies, which takes it along."""
        both = (document, self.access.companions.show_of(document))
        return any(
            one is not None and one.deleted_at is not None for one in map(self.registry.find, both)
        )


@dataclass(frozen=True, slots=True)
class _Door:
    """The admission of one socket."""

    entrance: Entrance
    shown: Shown

    def admit(self, document: str, token: str) -> Admitted | Refused:
        """Decide with what the client shows now, else with what its handshake showed."""
        return self.entrance.admit(document, replace(self.shown, token=token or self.shown.token))


def admission_of(scope: MutableMapping[str, Any]) -> Admission | None:
    """Give the admission of a socket or a line; None where somebody else decides."""
    entrance: Entrance | None = scope["app"].state.entrance
    return None if entrance is None else entrance.at(scope)


def knock_of(scope: MutableMapping[str, Any]) -> Knock:
    """Give who asks at `/live`, and what they may do with a channel, as of each moment."""
    state, shown = scope["app"].state, shown_in(scope)
    access: Access = state.book.access
    clock: Clock = state.hub.clock
    return lambda channel: visit_of(access, shown, channel, clock.now())


def shown_in(scope: MutableMapping[str, Any]) -> Shown:
    """Give what a handshake shows: a cookie, and a token in its query or, from programs, in its head."""
    token = _query_token(scope) or _bearer(scope)
    return Shown(cookie_in(scope), token, scope.get(ADDRESS, ""))


def cookie_in(scope: MutableMapping[str, Any]) -> str:
    """Give the secret in our cookie, "" if there is none."""
    for name, value in scope["headers"]:
        if name == b"cookie":
            try:
                found = SimpleCookie(value.decode("latin-1")).get(COOKIE)
            except CookieError:
                return ""
            if found is not None:
                return found.value
    return ""


def _query_token(scope: MutableMapping[str, Any]) -> str:
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    return next(iter(query.get("token", ())), "")


def _bearer(scope: MutableMapping[str, Any]) -> str:
    said = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
    scheme, _, token = said.decode("latin-1").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
