"""Who somebody is and what they may do, asked anew for every message: nothing here is remembered from before.

what is shown (cookie, token, link) ─▶ Visitor ─▶ rights on a document, or in a workspace
"""

from dataclasses import dataclass

from crdt_server.accounts.logins import TOKEN, Login, Logins
from crdt_server.accounts.people import Account, People
from crdt_server.accounts.rights import EVERYTHING, NOTHING, Right, Rights
from crdt_server.accounts.secrets import is_same
from crdt_server.accounts.shares import PREFIX, Shares
from crdt_server.accounts.workspaces import Workspaces


@dataclass(frozen=True, slots=True)
class Shown:
    """What a browser or a program shows of itself: the secrets, not yet looked at."""

    cookie: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who that is: somebody with an account, a guest with links, or nobody at all.

    `actor` names them in logs: `account:<id>`, `guest:<login>`, `link:<share>`, or "".
    """

    actor: str = ""
    name: str = ""
    account: Account | None = None
    login: Login | None = None
    shares: tuple[str, ...] = ()
    limit: Rights = EVERYTHING
    """What a token is limited to."""


NOBODY = Visitor()
OPERATOR = "cbo"
THE_OPERATOR = Visitor("operator", "The operator")


@dataclass(frozen=True, slots=True)
class Access:
    """Decides by what stands in the tables now; when it `is_open`, whoever reaches the server may do everything.

    `operator` is the secret of whoever runs the server: it is left beside the data, and whoever can read that has all
    there is anyway. Without one nobody is the operator.
    """

    people: People
    workspaces: Workspaces
    shares: Shares
    logins: Logins
    is_open: bool = False
    operator: str = ""

    def visitor(self, shown: Shown, now: int) -> Visitor:
        """Say who somebody is by what they show; a token counts more than a cookie, and both may hold links."""
        if self.is_open:
            return NOBODY
        if self.operator and is_same(shown.token, self.operator):
            return THE_OPERATOR
        if shown.token.startswith(f"{PREFIX}_"):
            return self._with_link(self._by_login(shown.cookie, now), shown.token, now)
        if shown.token:
            return self._by_login(shown.token, now) if shown.token.startswith(TOKEN) else NOBODY
        return self._by_login(shown.cookie, now)

    def rights_on(self, visitor: Visitor, document: str, now: int) -> Rights:
        """Give what somebody may do with a document: what their roles and their links give together."""
        if self.is_open or visitor == THE_OPERATOR:
            return EVERYTHING
        rights = NOTHING
        if visitor.account is not None:
            rights |= self.workspaces.rights_on(visitor.account.id, document)
        workspace = self.workspaces.of_document(document)
        for share in visitor.shares:
            rights |= self.shares.rights_on(share, document, workspace, now)
        return rights & visitor.limit

    def rights_in(self, visitor: Visitor, workspace: str) -> Rights:
        """Give what somebody may do in a whole workspace."""
        if self.is_open or visitor == THE_OPERATOR:
            return EVERYTHING
        if visitor.account is None:
            return NOTHING
        return self.workspaces.rights_in(visitor.account.id, workspace) & visitor.limit

    def _by_login(self, secret: str, now: int) -> Visitor:
        login = self.logins.by_secret(secret, now) if secret else None
        return NOBODY if login is None else self.visitor_by(login)

    def visitor_by(self, login: Login) -> Visitor:
        """Say whose a login is."""
        if not login.account:
            return Visitor(f"guest:{login.id}", login.name, None, login, login.shares)
        account = self.people.find(login.account)
        if account is None or account.disabled_at is not None:
            return NOBODY
        limit = _limit(login)
        return Visitor(f"account:{account.id}", account.name, account, login, login.shares, limit)

    def _with_link(self, visitor: Visitor, link: str, now: int) -> Visitor:
        share = self.shares.by_link(link)
        if share is None or not share.holds(now) or share.passphrase:
            return visitor  # a passphrase is asked for where a browser can answer
        if visitor.login is None:
            return Visitor(f"link:{share.id}", share.label, None, None, (share.id,))
        return Visitor(
            visitor.actor,
            visitor.name,
            visitor.account,
            visitor.login,
            (*visitor.shares, share.id),
            visitor.limit,
        )


def administers(visitor: Visitor) -> bool:
    """Tell whether somebody looks after the server itself."""
    by_person = visitor.account is not None and visitor.account.administers
    return visitor == THE_OPERATOR or (by_person and visitor.limit == EVERYTHING)


def _limit(login: Login) -> Rights:
    known = set(Right)
    return (
        frozenset(Right(one) for one in login.scopes if one in known)
        if login.is_token
        else EVERYTHING
    )
