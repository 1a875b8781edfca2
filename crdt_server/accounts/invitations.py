"""Invitations: links with which people make accounts of their own, a role in a workspace waiting for them."""

from dataclasses import dataclass

from crdt_server.accounts.people import as_typed
from crdt_server.accounts.rights import Role
from crdt_server.accounts.secrets import hashed, new_id, new_secret
from crdt_server.accounts.shelf import Shelf
from persistence.store import Store

PREFIX = "cbi"
LASTS_MS = 14 * 86_400_000


@dataclass(frozen=True, slots=True)
class Invitation:
    """A link for one person; times are Unix milliseconds. `email` is who it is meant for, for the inviter to know.

    The role is for the whole workspace, or for one `document` of it alone.
    """

    id: str
    secret: str
    workspace: str
    role: str
    email: str
    created_at: int
    created_by: str
    expires_at: int
    document: str = ""

    def holds(self, now: int) -> bool:
        """Tell whether it can still be taken up."""
        return now < self.expires_at


class Invitations:
    """All invitations that nobody has taken up yet."""

    def __init__(self, store: Store) -> None:
        self._shelf = Shelf(store, "invitations", Invitation, lambda one: one.id)
        self._by_secret: dict[str, str] = {}

    async def load(self) -> None:
        """Read them, once, at the start."""
        await self._shelf.load()
        self._by_secret = {one.secret: one.id for one in self._shelf}

    def of(self, workspace: str) -> list[Invitation]:
        """Give those into a workspace, the newest first."""
        found = [one for one in self._shelf if one.workspace == workspace]
        return sorted(found, key=lambda one: (-one.created_at, one.id))

    def for_email(self, email: str, now: int) -> list[Invitation]:
        """Give those that wait for somebody with this address."""
        wanted = as_typed(email)
        return [one for one in self._shelf if as_typed(one.email) == wanted and one.holds(now)]

    def find(self, identity: str) -> Invitation | None:
        """Give one by id."""
        return self._shelf.get(identity)

    def by_link(self, link: str, now: int) -> Invitation | None:
        """Give the one that somebody holds the link of, if it still counts."""
        found = self._shelf.get(self._by_secret.get(hashed(link), ""))
        return found if found is not None and found.holds(now) else None

    async def make(
        self, workspace: str, role: Role, email: str, *, by: str, now: int, document: str = ""
    ) -> tuple[Invitation, str]:
        """Invite somebody; give what is kept of it, and the link, which nobody can tell again."""
        link = new_secret(PREFIX)
        ends = now + LASTS_MS
        one = Invitation(new_id(), hashed(link), workspace, role, email, now, by, ends, document)
        await self._shelf.put(one)
        self._by_secret[one.secret] = one.id
        return one, link

    async def remove(self, identity: str) -> None:
        """It was taken up, or taken back."""
        one = self._shelf.get(identity)
        if one is not None:
            self._by_secret.pop(one.secret, None)
            await self._shelf.remove(identity)
