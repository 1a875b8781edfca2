"""The webhooks of all workspaces: where to, for which events. Their signing secrets lie apart from them.

A secret has to be read again to sign with it, so it cannot be kept as a hash. It is in no record that is shown, listed
or held in memory: it is fetched for each attempt, and forgotten.
"""

from dataclasses import dataclass
from typing import Final

from crdt_server.accounts.secrets import new_id
from crdt_server.accounts.shelf import Shelf
from crdt_server.webhooks.signing import new_signing_secret
from persistence.store import Store

SECRETS: Final = "webhook-secrets"
MOST_HOOKS: Final = 20
LONGEST_LABEL: Final = 80


class TooMany(ValueError):
    """A workspace has as many webhooks as it may have."""


@dataclass(frozen=True, slots=True)
class Hook:
    """One webhook; `created_at` is Unix milliseconds, `by` who made it."""

    id: str
    workspace: str
    url: str
    label: str
    events: tuple[str, ...]
    by: str
    created_at: int


class Hooks:
    """All webhooks of this server."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._shelf = Shelf(store, "webhooks", Hook, lambda hook: hook.id)

    async def load(self) -> None:
        """Read them, once, at the start."""
        await self._shelf.load()

    def all(self) -> list[Hook]:
        """Give all of them."""
        return self._shelf.all()

    def find(self, identity: str) -> Hook | None:
        """Give one."""
        return self._shelf.get(identity)

    def of(self, workspace: str) -> list[Hook]:
        """Give those of a workspace, the oldest first."""
        found = (hook for hook in self._shelf if hook.workspace == workspace)
        return sorted(found, key=lambda hook: (hook.created_at, hook.id))

    async def make(
        self, workspace: str, url: str, *, label: str, events: tuple[str, ...], by: str, now: int
    ) -> tuple[Hook, str]:
        """Make one; give it, and its secret, which nobody is told again."""
        if len(self.of(workspace)) >= MOST_HOOKS:
            raise TooMany(f"There are {MOST_HOOKS} webhooks already; remove one first.")
        secret, hook = new_signing_secret(), Hook(new_id(), workspace, url, label, events, by, now)
        await self._store.put(SECRETS, hook.id, secret.encode())
        return await self._shelf.put(hook), secret

    async def remove(self, identity: str) -> None:
        """Remove one, and its secret."""
        await self._shelf.remove(identity)
        await self._store.delete(SECRETS, identity)

    async def secret_of(self, identity: str) -> str | None:
        """Fetch a secret to sign with."""
        record = await self._store.get(SECRETS, identity)
        return record.value.decode() if record is not None else None
