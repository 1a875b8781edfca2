"""One channel and its owner: decide, store, then tell; a command that comes again is answered again (C5, L10).

    command ─▶ machine.decide ─▶ journal (durable) ─▶ machine.evolve ─▶ everybody ─▶ answer

Nobody can heal a channel's history, so nothing is told before it is durable: what anybody saw survives a crash.
Whoever else writes to the same log makes an append fail; then the channel is opened anew, with a higher generation.
What appends nothing is answered only when it is certain that nobody else has: nobody is refused by a state of before.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import msgspec

from crdt_server.channels.frames import Answer, Events, Position, Snapshot, Told
from crdt_server.channels.kept import MOST_ANSWERS, Image, Kept, key_of
from crdt_server.channels.machine import Happened, Person, Refused, patch_between
from crdt_server.hub.contained import contained
from crdt_server.hub.names import CHANNELS
from crdt_server.live.kind import ChannelKind
from persistence.store import Checkpoint, Conflict, Entry, Store, StoreError
from persistence.wall import Walled

OWNERS = "channel owners"
RECENT = 256
"""So many decisions back a follower can catch up without a snapshot."""

CHECKPOINT_EVERY = 200
encode = msgspec.json.Encoder(order="deterministic").encode
Situate = Callable[[Any, int], Awaitable[Any]]
"""Finds out what a decision depends on: state and time in, situation out."""

Audit = Callable[[Any, Any, Kept[Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision, durable by now: in which channel, what was kept of it, and the state before and after."""

    channel: str
    kind: ChannelKind
    seq: int
    kept: Kept[Any]
    before: Any
    after: Any


Watcher = Callable[[Decided], None]
"""Hears of every decision of every channel, at once and without making anybody wait."""


class Follower(Protocol):
    """Somebody who is told what happens."""

    def tell(self, frame: bytes) -> None:
        """Hear what has happened."""
        ...

    def begin_anew(self, channel: "Channel") -> None:
        """Hear all of it as it is now."""
        ...


class Channel:
    """A channel in memory: its `state` after decision `seq`, and who follows it."""

    def __init__(
        self,
        name: str,
        kind: ChannelKind,
        store: Store,
        audit: Audit,
        watchers: Sequence[Watcher] = (),
    ) -> None:
        """`audit` hears of every decision (state before, after, what was kept) when it is durable.

        After a restart it hears of the last one again; `watchers` do not.
        """
        self.name = name
        self.kind = kind
        self.followers: set[Follower] = set()
        self.generation = 0
        self.seq = 0
        self.state: Any = None
        self._store = store
        self._audit = audit
        self._watchers = watchers
        self._log = CHANNELS + name
        self._answers: OrderedDict[str, int] = OrderedDict()
        self._refusals: OrderedDict[str, Refused] = OrderedDict()
        self._recent: deque[tuple[Position, bytes]] = deque(maxlen=RECENT)
        self._since_checkpoint = 0
        self._is_doubtful = False
        self._deciding = asyncio.Lock()

    async def open(self, now: int) -> None:
        """Become the owner: take the next generation, and replay what is kept."""
        created_at = await self._take_over(now)
        loaded = await self._store.load(self._log)
        self._answers.clear()
        self._recent.clear()
        self.seq, self.state = 0, self.kind.machine.begin(self.name, created_at)
        if loaded.checkpoint is not None:
            image = self.kind.read_image(loaded.checkpoint.update)
            self.seq, self.state = image.seq, image.state
            self._answers.update(image.answers)
        before, kept = self.state, None
        for entry in loaded.entries:
            before, kept = self.state, self.kind.read_kept(entry.update)
            self._take_in(entry.seq, kept)
        self._since_checkpoint = len(loaded.entries)
        self._is_doubtful = False
        for follower in list(self.followers):
            follower.begin_anew(self)
        if kept is not None:
            await self._audit(before, self.state, kept)

    async def command(
        self, key: str, by: Person, command: Any, situate: Situate, clock: Callable[[], int]
    ) -> Answer | Refused:
        """Decide about a command, once; `key` is its id."""
        async with self._deciding:
            if self._is_doubtful:
                await self.open(clock())
            try:
                return await self._decide(key, by, command, situate, clock())
            except (
                Conflict
            ):  # somebody else owns it, or an append that failed has been kept after all
                await self.open(clock())
                return await self._decide(key, by, command, situate, clock())

    def snapshot(self, now: float, may: Sequence[str] = ()) -> Snapshot:
        """Give all of it as it is now; `may` are the rights of whoever asks."""
        state = msgspec.Raw(encode(self.kind.public(self.state)))
        return Snapshot(self.name, self.generation, self.seq, now, state, tuple(may))

    def since(self, after: Position) -> list[bytes] | None:
        """Give the frames that a follower has missed; None if only a snapshot can help."""
        if after == Position(self.generation, self.seq):
            return []
        places = [place for place, (position, _) in enumerate(self._recent) if position == after]
        if not places or after.seq > self.seq:
            return None
        return [frame for _, frame in list(self._recent)[places[-1] + 1 :]]

    async def _decide(
        self, key: str, by: Person, command: Any, situate: Situate, now: int
    ) -> Answer | Refused:
        known = key_of(by.id, key)
        if (refused := self._refusals.get(known)) is not None:
            return refused
        if known not in self._answers:
            situation = await situate(self.state, now)
            decided = self.kind.machine.decide(self.state, command, situation)
            if isinstance(decided, Refused) or not decided:
                await self._see_that_nobody_else_wrote()
            if isinstance(decided, Refused):
                _remember(self._refusals, known, decided)
                return decided
            if decided:
                await self._happen(Kept(self.generation, by, now, key, decided))
            _remember(self._answers, known, self.seq)
        return Answer(self.name, key, self.generation, self._answers[known])

    async def _see_that_nobody_else_wrote(self) -> None:
        """Raise Conflict if there is a decision that this owner knows nothing of, as an append would."""
        if await self._store.entries(self._log, self.seq, most=1):
            raise Conflict(f"Another server has decided about {self.name}.")

    async def _happen(self, kept: Kept[Any]) -> None:
        seq, before = self.seq + 1, self.state
        entry = Entry(self._log, seq, encode(kept), kept.at, kept.by.id)
        try:
            await self._store.append([entry])
        except Walled:
            raise  # it was not even asked for
        except StoreError:
            self._is_doubtful = True  # it may have been kept all the same
            raise
        frame = self._take_in(seq, kept)
        for follower in list(self.followers):
            follower.tell(frame)
        for watch in self._watchers:
            with contained("Telling others of a decision"):
                watch(Decided(self.name, self.kind, seq, kept, before, self.state))
        await self._audit(before, self.state, kept)
        self._since_checkpoint += 1
        if self._since_checkpoint >= CHECKPOINT_EVERY:
            await self._checkpoint(kept.at)

    async def _take_over(self, now: int) -> int:
        """Write down that this is the owner now; give when the channel was made."""
        known = await self._store.get(OWNERS, self.name)
        made = known.value if known is not None else str(now).encode()
        self.generation = (await self._store.put(OWNERS, self.name, made)).version
        return int(made)

    def _take_in(self, seq: int, kept: Kept[Any]) -> bytes:
        """Let events have happened; give what followers are told of them."""
        before, told = self.state, []
        for event in kept.events:
            self.state = self.kind.machine.evolve(self.state, event, Happened(kept.by, kept.at))
            told.append(Told(*self.kind.told(event, self.state, kept.by)))
        patch = patch_between(self.kind.public(before), self.kind.public(self.state))
        self.seq = seq
        _remember(self._answers, key_of(kept.by.id, kept.command), seq)
        frame = encode(Events(self.name, kept.generation, seq, kept.at, tuple(told), patch))
        self._recent.append((Position(kept.generation, seq), frame))
        return frame

    async def _checkpoint(self, at: int) -> None:
        image = encode(Image(self.seq, self.state, dict(self._answers)))
        await self._store.checkpoint(Checkpoint(self._log, self.seq, image, at))
        self._since_checkpoint = 0


def _remember(answers: OrderedDict[str, Any], key: str, answer: object) -> None:
    answers[key] = answer
    while len(answers) > MOST_ANSWERS:
        answers.popitem(last=False)
