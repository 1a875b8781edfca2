"""How each person likes to see a document: on all their devices, and nobody else's business (S000-1, S000-49).

The newest of two settings counts, whichever device it comes from and in whatever order it arrives: so all devices of a
person come to the same. What is in a setting is the web app's business; it is kept as it is (S000-44).
"""

from dataclasses import dataclass
from typing import Any

import orjson

from crdt_server.accounts.shelf import Shelf
from persistence.store import Store

LARGEST = 16 * 1024
MOST_OF_ONE = 2_000


@dataclass(frozen=True, slots=True)
class Preference:
    """What somebody likes in one document; `set_at` is when that was said, Unix milliseconds by the server's clock."""

    account: str
    document: str
    set_at: int
    value: str

    @property
    def key(self) -> str:
        """Tell it from all others."""
        return f"{self.account} {self.document}"


class TooLarge(ValueError):
    """More was to be kept than is kept of one person."""


class Preferences:
    """The preferences of everybody."""

    def __init__(self, store: Store) -> None:
        self._shelf = Shelf(store, "preferences", Preference, lambda one: one.key)

    async def load(self) -> None:
        """Read them, once, at the start."""
        await self._shelf.load()

    def of(self, account: str, document: str) -> dict[str, Any] | None:
        """Give what somebody likes in a document; None if they have not said."""
        held = self._shelf.get(f"{account} {document}")
        return None if held is None else dict(orjson.loads(held.value))

    async def set(self, account: str, document: str, value: dict[str, Any], now: int) -> None:
        """Keep what somebody likes; what is already newer stays."""
        written = orjson.dumps(value)
        if len(written) > LARGEST:
            raise TooLarge(f"Preferences for one document take at most {LARGEST // 1024} KiB.")
        held = self._shelf.get(f"{account} {document}")
        if held is None and sum(one.account == account for one in self._shelf) >= MOST_OF_ONE:
            raise TooLarge(f"There are preferences for {MOST_OF_ONE} documents already.")
        if held is None or held.set_at <= now:
            await self._shelf.put(Preference(account, document, now, written.decode()))
