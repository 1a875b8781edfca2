"""What is to be delivered, what was, and what was given up: kept, so that a restart loses nothing.

A message is tried at once, and then after ever longer pauses (`PAUSES_S`), half a day in all. What waits for a hook,
and what is remembered of it, has a bound: the oldest goes, and says so.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from crdt_server.accounts.shelf import Shelf
from crdt_server.webhooks.post import Result
from persistence.store import Conflict, Store

PAUSES_S: Final = (5, 15, 60, 300, 900, 3_600, 10_800, 28_800)
"""How long after a failed attempt the next one is made, in seconds; after the last one nothing is tried any more."""

MOST_WAITING: Final = 200
MOST_REMEMBERED: Final = 50
CROWDED_OUT: Final = f"More than {MOST_WAITING} messages were waiting; this was the oldest."


class Outcome(StrEnum):
    """What has become of a message."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message for one hook; times are Unix milliseconds. `id` is the same in every attempt and after a restart.

    `seq` and `place` say which decision of the channel it is about, and which event of that. `status` and `trouble` are
    those of the last attempt.
    """

    id: str
    hook: str
    event: str
    channel: str
    seq: int
    place: int
    made_at: int
    body: str
    attempts: int = 0
    next_at: int = 0
    tried_at: int | None = None
    outcome: str = Outcome.WAITING
    status: int = 0
    trouble: str = ""

    @property
    def order(self) -> tuple[int, str, int, int]:
        """Tell which comes first."""
        return self.made_at, self.channel, self.seq, self.place

    def after(self, result: Result, now: int) -> "Delivery":
        """Give what it is after an attempt."""
        tried = replace(
            self,
            attempts=self.attempts + 1,
            tried_at=now,
            status=result.status,
            trouble=result.trouble,
        )
        if result.is_good:
            return replace(tried, outcome=Outcome.DELIVERED)
        if self.attempts >= len(PAUSES_S):
            return tried.given_up()
        return replace(tried, next_at=now + PAUSES_S[self.attempts] * 1000)

    def given_up(self) -> "Delivery":
        """Give what it is when nothing more is tried."""
        return replace(self, outcome=Outcome.GIVEN_UP)


class Deliveries:
    """All deliveries of this server."""

    def __init__(self, store: Store) -> None:
        self._shelf = Shelf(store, "webhook-deliveries", Delivery, lambda one: one.id)

    async def load(self) -> None:
        """Read them, once, at the start."""
        await self._shelf.load()

    def of(self, hook: str) -> list[Delivery]:
        """Give those of a hook, the latest first."""
        found = (one for one in self._shelf if one.hook == hook)
        return sorted(found, key=lambda one: one.order, reverse=True)

    def waiting(self, hook: str) -> list[Delivery]:
        """Give what waits for a hook, the oldest first."""
        found = self.of(hook)
        return [one for one in reversed(found) if one.outcome == Outcome.WAITING]

    def due(self, hook: str, now: int) -> Delivery | None:
        """Give what is to be tried now: what is new before what is tried again."""
        waiting = self.waiting(hook)
        new = next((one for one in waiting if not one.attempts), None)
        if new is not None:
            return new
        again = [one for one in waiting if _is_due(one, now)]
        return min(again, key=lambda one: (one.next_at, one.order), default=None)

    def wait_ms(self, hook: str, now: int) -> int | None:
        """Give how long nothing is due; None if nothing waits."""
        waiting = self.waiting(hook)
        return max(0, min(one.next_at for one in waiting) - now) if waiting else None

    async def add(self, delivery: Delivery) -> None:
        """Have a message delivered; one that is known already is not added again."""
        if self._shelf.get(delivery.id) is not None:
            return
        waiting = self.waiting(delivery.hook)
        for oldest in waiting[: max(0, len(waiting) - MOST_WAITING + 1)]:
            await self._put(replace(oldest, outcome=Outcome.GIVEN_UP, trouble=CROWDED_OUT))
        await self._put(delivery)

    async def tried(self, delivery: Delivery) -> None:
        """Keep how an attempt went; what is over for long is forgotten."""
        await self._put(delivery)
        over = [one for one in self.of(delivery.hook) if one.outcome != Outcome.WAITING]
        for old in over[MOST_REMEMBERED:]:
            await self._shelf.remove(old.id)

    async def keep(self, hooks: Collection[str]) -> None:
        """Forget what is for other hooks than these: the server may have ended while one was removed."""
        for gone in {one.hook for one in self._shelf} - set(hooks):
            await self.forget(gone)

    async def forget(self, hook: str) -> None:
        """A hook is gone: nothing of it is delivered any more."""
        for one in self.of(hook):
            await self._shelf.remove(one.id)

    async def _put(self, delivery: Delivery) -> None:
        """Write it down, unless another server at the same store has brought it to its end, or its hook is gone."""
        try:
            await self._shelf.put(delivery)
        except Conflict:
            known = await self._shelf.look_again(delivery.id)
            if known is not None and known.outcome == Outcome.WAITING:
                await self._shelf.put(delivery)


def _is_due(one: Delivery, now: int) -> bool:
    """Tell whether its pause is over, or its end so far away that the clock must have been set back."""
    return one.next_at <= now or one.next_at - now > max(PAUSES_S) * 1000
