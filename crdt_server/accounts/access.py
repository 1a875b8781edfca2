"""Who somebody is and what they may do, asked anew for every message: nothing here is remembered from before.

what is shown (cookie, token, link) ─▶ Visitor ─▶ rights on a document, or in a workspace
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from crdt_server.accounts.companions import Companion, Companions, is_companion
from crdt_server.accounts.house_password import HousePassword
from crdt_server.accounts.logins import TOKEN, Login, Logins
from crdt_server.accounts.people import Account, People
from crdt_server.accounts.rights import EVERYTHING, NOTHING, Right, Rights
from crdt_server.accounts.secrets import is_same
from crdt_server.accounts.shares import PREFIX, Shares
from crdt_server.accounts.signed_tokens import Claims, SignedTokens, is_signed, vouched
from crdt_server.accounts.workspaces import Workspace, Workspaces


@dataclass(frozen=True, slots=True)
class Shown:
    """What a browser or a program shows of itself: the secrets, not yet looked at."""

    cookie: str = ""
    token: str = ""
    address: str = ""
    """Where it comes from, as far as it is counted for that; "" for this machine."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who that is: somebody with an account, a guest with links, or nobody at all.

    `actor` names them in logs: `account:<id>`, `account:<id>@<server>` for whom another server vouches,
    `guest:<login>`, `link:<share>`, `password`, or "".
    """

    actor: str = ""
    name: str = ""
    account: Account | None = None
    login: Login | None = None
    shares: tuple[str, ...] = ()
    limit: Rights = EVERYTHING
    """What a token is limited to."""

    until: int | None = None
    """The Unix millisecond at which what was shown is over, if that is known."""

    vouched: Mapping[str, Rights] | None = None
    """What another server says that they may do, by workspace."""


NOBODY = Visitor()
OPERATOR = "cbo"
THE_OPERATOR = Visitor("operator", "The operator")
KNOWS_PASSWORD = Visitor("password", "Somebody with the password")


@dataclass(frozen=True, slots=True)
class Access:
    """Decides by what stands in the tables now; when it `is_open`, whoever reaches the server may do everything.

    If there is a `house_password`, that goes for whoever knows it, and for nobody else.

    `operator` is the secret of whoever runs the server: it is left beside the data, and whoever can read that has all
    there is anyway. Without one nobody is the operator.
    """

    people: People
    workspaces: Workspaces
    shares: Shares
    logins: Logins
    signed: SignedTokens
    companions: Companions
    is_open: bool = False
    operator: str = ""
    house_password: HousePassword | None = None

    @property
    def lets_everybody_in(self) -> bool:
        """Tell whether nothing at all is asked of whoever comes."""
        return self.is_open and self.house_password is None

    def visitor(self, shown: Shown, now: int) -> Visitor:
        """Say who somebody is by what they show; a token counts more than a cookie, and both may hold links."""
        if self.lets_everybody_in:
            return NOBODY
        if self.operator and is_same(shown.token, self.operator):
            return THE_OPERATOR
        if self.house_password is not None:
            return self._by_password(self.house_password, shown, now)
        if shown.token.startswith(f"{PREFIX}_"):
            return self._with_link(self._by_login(shown.cookie, now), shown.token, now)
        if is_signed(shown.token):
            return self._by_signed(shown.token, now)
        if shown.token:
            return self._by_login(shown.token, now) if shown.token.startswith(TOKEN) else NOBODY
        return self._by_login(shown.cookie, now)

    def rights_on(self, visitor: Visitor, document: str, now: int) -> Rights:
        """Give what somebody may do with a document: what their roles and their links give together."""
        if is_companion(document):
            companion = self.companions.find(document)
            return NOTHING if companion is None else self.rights_by(companion, visitor, now)
        if self._may_do_everything(visitor):
            return EVERYTHING
        rights = NOTHING
        if visitor.account is not None:
            rights |= self.workspaces.rights_on(visitor.account.id, document)
        workspace = self.workspaces.of_document(document)
        if visitor.vouched is not None:
            rights |= visitor.vouched.get(workspace, NOTHING)
        for share in visitor.shares:
            rights |= self.shares.rights_on(share, document, workspace, now)
        return rights & visitor.limit

    def roles_on(self, visitor: Visitor, document: str, now: int) -> set[str]:
        """Give the roles that somebody has in a document, by themselves or by links.

        Whom another server vouches for comes with rights and no role, and nobody has one where nobody is asked.
        """
        workspace = self.workspaces.of_document(document)
        roles = {self.shares.role_on(one, document, workspace, now) for one in visitor.shares}
        if visitor.account is not None:
            roles |= self.workspaces.roles_on(visitor.account.id, document)
        return roles - {""}

    def rights_in(self, visitor: Visitor, workspace: str) -> Rights:
        """Give what somebody may do in a whole workspace."""
        if self._may_do_everything(visitor):
            return EVERYTHING
        if visitor.vouched is not None:
            return visitor.vouched.get(workspace, NOTHING)
        if visitor.account is None:
            return NOTHING
        return self.workspaces.rights_in(visitor.account.id, workspace) & visitor.limit

    def workspaces_of(self, visitor: Visitor) -> list[Workspace]:
        """Give the workspaces that somebody is in."""
        if visitor.vouched is not None:
            return [one for one in self.workspaces.all() if one.id in visitor.vouched]
        return self.workspaces.of_account(visitor.account.id) if visitor.account else []

    def reach(self, visitor: Visitor) -> set[str] | None:
        """Give the workspaces whose bytes may be fetched on somebody's behalf; None: all of them (P15).

        Whether they may have a document is asked elsewhere, by other rules: if those fail, this still holds. "" stands
        for what was never put into a workspace.
        """
        if self._may_do_everything(visitor):
            return None
        reached = set(visitor.vouched or ())
        if visitor.account is not None:
            reached |= self.workspaces.reach_of(visitor.account.id)
        links = (self.shares.find(share) for share in visitor.shares)
        reached |= {link.workspace for link in links if link is not None}
        return reached | {""} if self.workspaces.first in reached else reached

    def until(self, visitor: Visitor, now: int) -> int | None:
        """Give when somebody will be able to do less by the clock alone, None if that is not to be seen."""
        links = (self.shares.find(share) for share in visitor.shares)
        ends = (
            visitor.until,
            visitor.login.expires_at if visitor.login is not None else None,
            *(link.expires_at for link in links if link is not None and link.holds(now)),
        )
        return min((end for end in ends if end is not None), default=None)

    def rights_by(self, companion: Companion, visitor: Visitor, now: int) -> Rights:
        """Give what the audience of a companion gives somebody; where nobody is known, nobody is in any."""
        if visitor == THE_OPERATOR:
            return EVERYTHING
        if self.is_open:
            return NOTHING
        rights = companion.rights_of(self.roles_on(visitor, companion.show, now))
        # Whoever writes in it and may share the show looks after it: renames it, says for whom it is, deletes it.
        if Right.EDIT in rights and Right.SHARE in self.rights_on(visitor, companion.show, now):
            rights |= {Right.MANAGE_DOCUMENTS}
        return rights & visitor.limit

    def _may_do_everything(self, visitor: Visitor) -> bool:
        if self.is_open:
            return self.lets_everybody_in or visitor != NOBODY
        return visitor == THE_OPERATOR

    def _by_password(self, house_password: HousePassword, shown: Shown, now: int) -> Visitor:
        """Say who knows the password: whoever shows it, or has shown it in this browser. Nothing else counts."""
        login = self.logins.by_secret(shown.cookie, now) if shown.cookie else None
        if login is not None and house_password.opened(login):
            return Visitor(f"guest:{login.id}", login.name, None, login)
        if shown.token and house_password.is_right(shown.token, shown.address, now):
            return KNOWS_PASSWORD
        return NOBODY

    def _by_signed(self, token: str, now: int) -> Visitor:
        """Say who shows a signed token: the tables judge whom they know, else the word of a trusted server counts."""
        claims = self.signed.read(token, now)
        if claims is None:
            return NOBODY
        if not self.signed.is_own(claims):
            return self._vouched_for(claims)
        login = self.logins.find(claims.sid)
        if login is None or not login.turn or login.account != claims.sub:
            return NOBODY  # it was ended: what it has signed ends with it
        visitor = self.visitor_by(login)
        return visitor if visitor == NOBODY else replace(visitor, until=claims.ends_at)

    def _vouched_for(self, claims: Claims) -> Visitor:
        issuer = self.signed.issuer(claims)
        known = self.people.find(claims.sub)
        if issuer is None or (known is not None and known.disabled_at is not None):
            return NOBODY
        return Visitor(
            f"account:{claims.sub}@{claims.iss}",
            claims.name,
            until=claims.ends_at,
            vouched=vouched(issuer, claims),
        )

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
        return replace(visitor, shares=(*visitor.shares, share.id))


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
