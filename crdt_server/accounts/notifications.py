"""What each person wants to be told, by sight, voice or sound: on all their devices alike (S000-32 … S000-36).

Every choice counts for itself: two devices that each change another one both keep what they changed.
"""

from dataclasses import dataclass
from typing import Any

from crdt_server.accounts.shelf import Shelf
from persistence.store import Store


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody wants to hear of; whoever has not said anything has these.

    `edits`: what others change. `conflicts`: two people wrote the same thing. `departments` are the ones they work for;
    `calls` says standby and GO of those, `sound` is heard with it. `times`: what is left of the segment that is on.
    """

    account: str
    edits: bool = True
    conflicts: bool = True
    departments: tuple[str, ...] = ()
    calls: bool = True
    sound: bool = False
    times: bool = True


class Notifications:
    """The choices of everybody."""

    def __init__(self, store: Store) -> None:
        self._shelf = Shelf(store, "notifications", Choices, lambda choices: choices.account)

    async def load(self) -> None:
        """Read them, once, at the start."""
        await self._shelf.load()

    def of(self, account: str) -> Choices:
        """Give what somebody wants to hear of."""
        return self._shelf.get(account) or Choices(account)

    async def choose(self, account: str, **news: Any) -> Choices:
        """Change some of somebody's choices; the others stay as they are when the turn comes."""
        if self._shelf.get(account) is None:
            # Two who come first at once both write this, before either of their changes.
            await self._shelf.put(Choices(account))
        return await self._shelf.change(account, **news)
