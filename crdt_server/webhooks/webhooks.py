"""The webhooks of one server: what is decided goes into the intake, and from there along the line of each hook."""

import asyncio
import logging
from secrets import token_urlsafe
from typing import Final

from crdt_server.accounts.workspaces import Workspaces
from crdt_server.hub.contained import contained
from crdt_server.hub.rooms import LoadFailed
from crdt_server.live.channel import Decided
from crdt_server.live.kind import kind_of_channel
from crdt_server.live.live import Live
from crdt_server.live.situation import rows_of
from crdt_server.webhooks.deliveries import Deliveries, Delivery
from crdt_server.webhooks.hooks import Hook, Hooks
from crdt_server.webhooks.intake import Intake
from crdt_server.webhooks.message import About, trial_of
from crdt_server.webhooks.post import Poster
from crdt_server.webhooks.sender import Line
from persistence.store import Store, StoreError

log = logging.getLogger("callboard")
AGAIN_SECONDS: Final = 5.0


class Webhooks:
    """What the API asks, and what runs beside the shows."""

    def __init__(self, live: Live, store: Store, workspaces: Workspaces, poster: Poster) -> None:
        self._live = live
        self._workspaces = workspaces
        self._poster = poster
        self.hooks = Hooks(store)
        self.deliveries = Deliveries(store)
        self._intake = Intake(
            store, self.hooks, self.deliveries, workspaces, self._about, self._now
        )
        self._lines: dict[str, Line] = {}
        self._waiting: dict[str, None] = {}
        self._something = asyncio.Event()

    async def open(self) -> None:
        """Read what there is, and begin: with what was decided and not taken before the server ended."""
        await self.hooks.load()
        await self.deliveries.load()
        await self.deliveries.keep({hook.id for hook in self.hooks.all()})
        for hook in self.hooks.all():
            self._begin(hook)
        self._live.watchers.append(self._watch)
        for channel in self._channels():
            self._take_later(channel)
        self._live.hub.tasks.keep("webhooks", self._run)

    async def make(
        self, workspace: str, url: str, *, label: str, events: tuple[str, ...], by: str
    ) -> tuple[Hook, str]:
        """Make a webhook; NotThere if nothing may be posted to its address, TooMany if there are too many."""
        await self._poster.check(url)
        if not self.hooks.of(workspace):
            for channel in self._channels():
                if self._workspaces.of_document(channel) == workspace:
                    await self._intake.begin_now(channel)
        hook, secret = await self.hooks.make(
            workspace, url, label=label, events=events, by=by, now=self._now()
        )
        self._begin(hook)
        return hook, secret

    async def remove(self, identity: str) -> None:
        """Remove a webhook; what waits for it is not delivered."""
        await self.hooks.remove(identity)
        await self.deliveries.forget(identity)
        line = self._lines.pop(identity, None)
        if line is not None:
            line.wake()

    async def test(self, hook: Hook) -> Delivery:
        """Post a message that says nothing, once, and tell how that went."""
        made = trial_of(hook.id, token_urlsafe(8), self._now())
        result = await self._lines[hook.id].post(hook, made)
        tried = made.after(result, self._now())
        if not result.is_good:
            tried = tried.given_up()
        if self.hooks.find(hook.id) is not None:
            await self.deliveries.tried(tried)
        return tried

    async def moved(self, document: str) -> None:
        """A document is in another workspace now: what was decided before is not told there."""
        if self._intake.concerns(document):
            await self._intake.begin_now(document)

    def _channels(self) -> list[str]:
        """Give the channels of all documents."""
        names = (record.name for record in self._live.hub.registry.all())
        return [name for name in names if kind_of_channel(name) is not None]

    def _begin(self, hook: Hook) -> None:
        line = Line(hook.id, self.hooks, self.deliveries, self._poster, self._now)
        self._lines[hook.id] = line
        self._live.hub.tasks.start(f"webhook {hook.id}", self._deliver(line))

    async def _deliver(self, line: Line) -> None:
        """Let a line run until its hook is gone, whatever befalls it."""
        while not line.is_over:
            with contained("Delivering webhooks"):
                try:
                    await line.run()
                except StoreError as error:
                    log.warning("What became of a webhook cannot be kept: %s", error)
            if not line.is_over:
                await asyncio.sleep(AGAIN_SECONDS)

    def _watch(self, decided: Decided) -> None:
        self._take_later(decided.channel)

    def _take_later(self, channel: str) -> None:
        if self._intake.concerns(channel):
            self._waiting[channel] = None
            self._something.set()

    async def _run(self) -> None:
        while True:
            await self._something.wait()
            self._something.clear()
            while self._waiting:
                channel, _ = self._waiting.popitem()  # first: more may be decided meanwhile
                with contained(f"Taking in what webhooks tell of {channel}"):
                    await self._take(channel)

    async def _take(self, channel: str) -> None:
        try:
            concerned = await self._intake.take(channel)
        except StoreError as error:
            log.warning("What is to be told by webhooks cannot be read or kept: %s", error)
            self._take_later(channel)
            await asyncio.sleep(AGAIN_SECONDS)
            return
        for hook in concerned:
            if hook in self._lines:
                self._lines[hook].wake()

    async def _about(self, channel: str) -> About:
        record = self._live.hub.registry.find(channel)
        title = record.title if record is not None else ""
        try:
            async with self._live.hub.rooms.hold(channel) as room:
                return About(title, rows_of(room.room.doc))
        except LoadFailed:
            return About(title)

    def _now(self) -> int:
        return self._live.hub.clock.now()
