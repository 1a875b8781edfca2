"""From the journals of shows to what is to be delivered: each decision once, also if the server dies in between.

Of each channel a record says up to which entry it is done. After a decision, and after a restart, whatever stands in
the journal after that is taken, and then the record is moved on. Ids of messages follow from the entry, so that what
was taken twice is there once. Nobody who calls a show waits for any of it.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import Final

from crdt_server.accounts.workspaces import Workspaces
from crdt_server.hub.names import CHANNELS
from crdt_server.live.kind import kind_of_channel
from crdt_server.webhooks.deliveries import Deliveries
from crdt_server.webhooks.hooks import Hook, Hooks
from crdt_server.webhooks.message import About, delivery_of, events_of
from persistence.store import Entry, Store

log = logging.getLogger("callboard")
HEADS: Final = "webhook-heads"
AT_ONCE: Final = 100


class Intake:
    """Reads the journals; `look` finds out about a show, `now` is Unix milliseconds."""

    def __init__(
        self,
        store: Store,
        hooks: Hooks,
        deliveries: Deliveries,
        workspaces: Workspaces,
        look: Callable[[str], Awaitable[About]],
        now: Callable[[], int],
    ) -> None:
        self._store = store
        self._hooks = hooks
        self._deliveries = deliveries
        self._workspaces = workspaces
        self._look = look
        self._now = now

    def concerns(self, channel: str) -> bool:
        """Tell whether anybody wants to hear of a channel."""
        return bool(self._hooks_for(channel))

    async def take(self, channel: str) -> list[str]:
        """Take what has been decided since the last time; give the hooks that are to hear of something."""
        concerned: dict[str, None] = {}
        done = await self._done(channel)
        while entries := await self._store.entries(CHANNELS + channel, done, AT_ONCE):
            for entry in entries:
                concerned.update(dict.fromkeys(await self._take_entry(channel, entry)))
            done = entries[-1].seq
            await self._set_done(channel, done)
        return list(concerned)

    async def begin_now(self, channel: str) -> None:
        """Leave what has been decided until now: it is of a time before anybody asked, or of another workspace."""
        last = (await self._store.load(CHANNELS + channel)).last_seq
        if last != await self._done(channel):  # most shows of a workspace have never been called
            await self._set_done(channel, last)

    async def _take_entry(self, channel: str, entry: Entry) -> list[str]:
        kind = kind_of_channel(channel)
        if kind is None:
            return []
        kept = kind.read_kept(entry.update)
        wanted = [
            (event, hook)
            for event in events_of(kind, channel, kept)
            for hook in self._hooks_for(channel)
            if event.name in hook.events
        ]
        about = await self._look(channel) if wanted else About()
        for event, hook in wanted:
            made = delivery_of(hook.id, channel, entry.seq, kept.at, event, about, self._now())
            await self._deliveries.add(made)
        return [hook.id for _, hook in wanted]

    def _hooks_for(self, channel: str) -> list[Hook]:
        return self._hooks.of(self._workspaces.of_document(channel))

    async def _done(self, channel: str) -> int:
        record = await self._store.get(HEADS, channel)
        return int(record.value) if record is not None else 0

    async def _set_done(self, channel: str, seq: int) -> None:
        await self._store.put(HEADS, channel, str(seq).encode())
