"""Brings messages to one hook after the other's pace: each hook has a line of its own, and is slow only for itself."""

import asyncio
import logging
from collections.abc import Callable

from crdt_server.hub.event import event
from crdt_server.webhooks.deliveries import Deliveries, Delivery, Outcome
from crdt_server.webhooks.hooks import Hook, Hooks
from crdt_server.webhooks.post import Poster, Result
from crdt_server.webhooks.signing import headers

log = logging.getLogger("callboard")
GONE = Result(trouble="The webhook was removed.")


class Line:
    """The line of one hook: one attempt at a time, what is new before what is tried again."""

    def __init__(
        self,
        hook: str,
        hooks: Hooks,
        deliveries: Deliveries,
        poster: Poster,
        now: Callable[[], int],
    ) -> None:
        """`now` is the time of day in Unix milliseconds: receivers compare it with theirs."""
        self._hook = hook
        self._hooks = hooks
        self._deliveries = deliveries
        self._poster = poster
        self._now = now
        self._something = asyncio.Event()

    @property
    def is_over(self) -> bool:
        """Tell whether the hook is gone."""
        return self._hooks.find(self._hook) is None

    def wake(self) -> None:
        """There is something new."""
        self._something.set()

    async def run(self) -> None:
        """Deliver until the hook is gone."""
        while not self.is_over:
            self._something.clear()
            wait = await self.step()
            try:
                async with asyncio.timeout(None if wait is None else wait / 1000):
                    await self._something.wait()
            except TimeoutError:
                continue

    async def step(self) -> int | None:
        """Try what is due; give for how many milliseconds nothing is, None if nothing waits."""
        while (one := self._deliveries.due(self._hook, self._now())) is not None:
            hook = self._hooks.find(self._hook)
            if hook is None:
                return None
            tried = one.after(await self.post(hook, one), self._now())
            if not self.is_over:
                await self._deliveries.tried(tried)
                _note(hook, tried)
        return self._deliveries.wait_ms(self._hook, self._now())

    async def post(self, hook: Hook, one: Delivery) -> Result:
        """Sign a message and post it, once."""
        secret = await self._hooks.secret_of(hook.id)
        if secret is None:
            return GONE
        body = one.body.encode()
        return await self._poster.post(
            hook.url, headers(secret, one.id, self._now() // 1000, body), body
        )


def _note(hook: Hook, tried: Delivery) -> None:
    """Write down that something was given up; by the id, since an address can have a secret in it."""
    if tried.outcome == Outcome.GIVEN_UP:
        log.warning(
            "A message to the webhook %s was given up after %d attempts: %s",
            hook.id,
            tried.attempts,
            tried.trouble,
            extra=event("webhook_given_up", webhook=hook.id, message=tried.id),
        )
