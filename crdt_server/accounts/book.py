"""Everything about people in one place, loaded together: accounts, workspaces, links, logins, invitations, audit."""

from dataclasses import dataclass

from crdt_server.accounts.access import Access
from crdt_server.accounts.attempts import Attempts
from crdt_server.accounts.audit import Audit
from crdt_server.accounts.companions import Companions
from crdt_server.accounts.house_password import HousePassword
from crdt_server.accounts.invitations import Invitations
from crdt_server.accounts.logins import Logins
from crdt_server.accounts.notifications import Notifications
from crdt_server.accounts.passwords import Passwords
from crdt_server.accounts.people import People
from crdt_server.accounts.preferences import Preferences
from crdt_server.accounts.shares import Shares
from crdt_server.accounts.signed_tokens import SignedTokens
from crdt_server.accounts.signing_keys import SigningKeys
from crdt_server.accounts.trusted_issuers import TrustedIssuers
from crdt_server.accounts.workspaces import Workspaces
from persistence.store import Store


@dataclass(frozen=True, slots=True)
class Book:
    """The tables, and what is decided by them."""

    people: People
    workspaces: Workspaces
    shares: Shares
    companions: Companions
    logins: Logins
    invitations: Invitations
    audit: Audit
    preferences: Preferences
    notifications: Notifications
    passwords: Passwords
    attempts: Attempts
    access: Access

    @classmethod
    def of(
        cls,
        store: Store,
        *,
        is_open: bool = False,
        operator: str = "",
        signed: SignedTokens | None = None,
        password: str = "",
    ) -> "Book":
        """Open the tables of a store; `load` reads them. For `is_open`, `operator` and `password` see `Access`.

        Without `signed`, tokens are signed with a key that lives as long as the process, and nobody else's count.
        """
        signed = signed or SignedTokens(SigningKeys(), TrustedIssuers())
        house = HousePassword(store, password) if password and is_open else None
        people, workspaces = People(store), Workspaces(store)
        shares, logins = Shares(store), Logins(store)
        companions = Companions(store)
        return cls(
            people,
            workspaces,
            shares,
            companions,
            logins,
            Invitations(store),
            Audit(store),
            Preferences(store),
            Notifications(store),
            Passwords(),
            Attempts(),
            Access(
                people, workspaces, shares, logins, signed, companions, is_open, operator, house
            ),
        )

    async def load(self, now: int) -> None:
        """Read everything, once, at the start; `now` is Unix milliseconds."""
        for table in (self.people, self.workspaces, self.shares, self.invitations):
            await table.load()
        await self.companions.load()
        await self.audit.load()
        await self.preferences.load()
        await self.notifications.load()
        await self.logins.load(now)
        if self.access.house_password is not None:
            await self.access.house_password.load(self.passwords)
