"""All channels of a server: opened when somebody asks for them, let go of when nobody has for a while."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from msgspec import Struct

from crdt_server.accounts.audit import Audit, Deed
from crdt_server.accounts.rights import Right, Rights
from crdt_server.accounts.workspaces import Workspaces
from crdt_server.channels.frames import Answer
from crdt_server.channels.kept import Kept
from crdt_server.channels.machine import Person, Refused
from crdt_server.clock import ShowClock
from crdt_server.hub.hub import Hub
from crdt_server.hub.rooms import LoadFailed
from crdt_server.live.attendance import Attendance
from crdt_server.live.channel import Channel, Watcher
from crdt_server.live.kind import ChannelKind, kind_of_channel
from crdt_server.live.minutes import deed_of
from crdt_server.live.situation import situation_of
from persistence.store import Store, StoreError
from persistence.wall import Reach, Walled, on_behalf_of

log = logging.getLogger("callboard")
NO_CHANNEL = Refused("unknown_channel", "There is no such channel, or it is not shared with you.")
NOT_NOW = Refused(
    "not_stored", "The server cannot store this right now. Nothing has changed; try again."
)
NO_DOCUMENT = Refused("not_loaded", "The document cannot be loaded right now; try again.")


@dataclass(frozen=True, slots=True)
class Visit:
    """Whoever asks: who they are, what they may do with this channel, and from where they come.

    `reach` tells which workspaces they reach, by other facts than their rights; None: all of them (P15).
    """

    person: Person
    rights: Rights
    where: str = ""
    reach: Reach | None = field(default=None, compare=False)

    def called(self, person: Person) -> "Visit":
        """Give the same visit of somebody who is known by what they say of themselves, if by nothing else."""
        return self if self.person.id else replace(self, person=person)


@dataclass(slots=True)
class Live:
    """The channels in memory, by name."""

    hub: Hub
    store: Store
    audit: Audit
    workspaces: Workspaces
    clock: ShowClock
    poll_ms: int = 2_000
    watchers: list[Watcher] = field(default_factory=list)
    attendance: Attendance = field(init=False)
    _open: dict[str, Channel] = field(default_factory=dict)
    _opening: asyncio.Lock = field(default_factory=asyncio.Lock)
    _unwritten: list[Deed] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.attendance = Attendance(self.clock)

    async def channel(self, name: str, visit: Visit) -> Channel | Refused:
        """Give a channel to somebody who may follow it; whoever may not is answered as if it were not there."""
        kind = kind_of_channel(name)
        if kind is None or kind.view not in visit.rights or not self.is_there(name):
            return NO_CHANNEL
        try:
            with on_behalf_of(visit.reach):
                return await self._opened(name, kind)
        except Walled as error:
            return _behind_the_wall(error)
        except StoreError as error:
            log.warning("The channel %s cannot be opened: %s", name, error)
            return NOT_NOW

    async def command(
        self, name: str, key: str, verb: str, args: bytes, visit: Visit
    ) -> Answer | Refused:
        """Have something decided that somebody asks for."""
        channel = await self.channel(name, visit)
        if isinstance(channel, Refused):
            return channel
        kind = channel.kind
        if kind.manage not in visit.rights:
            return Refused("forbidden", "You may follow this, but not call the show.")
        command = kind.read_command(verb, args)
        if isinstance(command, Refused):
            return command
        self.attendance.heard_of(visit.person.id)
        return await self._decided(channel, key, command, visit)

    def open_channels(self) -> list[Channel]:
        """Give the channels that are in memory."""
        return list(self._open.values())

    def look(self) -> None:
        """Let go of channels that nobody follows; called now and then."""
        for name, channel in list(self._open.items()):
            if not channel.followers and not self.attendance.is_recent(name):
                del self._open[name]

    async def _decided(
        self, channel: Channel, key: str, command: Struct, visit: Visit
    ) -> Answer | Refused:
        async def situate(state: Any, now: int) -> Any:
            async with self.hub.rooms.hold(channel.name) as room:
                doc = room.room.doc
            return situation_of(
                doc, state, command, visit.person, self.attendance, channel.name, now
            )

        self.attendance.used(channel.name)
        try:
            with on_behalf_of(visit.reach):
                return await channel.command(key, visit.person, command, situate, self.clock.now)
        except Walled as error:
            return _behind_the_wall(error)
        except StoreError as error:
            log.warning("The channel %s cannot be written: %s", channel.name, error)
            return NOT_NOW
        except LoadFailed as error:
            log.warning("The document of the channel %s cannot be loaded: %s", channel.name, error)
            return NO_DOCUMENT

    async def _opened(self, name: str, kind: ChannelKind) -> Channel:
        async with self._opening:
            channel = self._open.get(name)
            if channel is None:
                channel = Channel(name, kind, self.store, self._audited(name), self.watchers)
                await channel.open(self.clock.now())
                self._open[name] = channel
        self.attendance.used(name)
        return channel

    def _audited(self, name: str) -> Callable[[Any, Any, Kept[Any]], Any]:
        async def note(before: Any, after: Any, kept: Kept[Any]) -> None:
            workspace = self.workspaces.of_document(name)
            deed = deed_of(name, workspace, before, after, kept)
            if not self._is_written(deed):
                self._unwritten.append(deed)
            await self._write_deeds()

        return note

    async def _write_deeds(self) -> None:
        """Write down what was done; what the store does not take now is written with the next."""
        while self._unwritten:
            deed = self._unwritten[0]
            try:
                await self.audit.note(deed)
            except StoreError as error:
                log.warning("The audit log cannot be written: %s", error)
                return
            if self._unwritten and self._unwritten[0] is deed:
                del self._unwritten[0]

    def _is_written(self, deed: Deed) -> bool:
        """Tell whether a deed stands there already: after a crash the last one may not."""
        found = self.audit.search(deed.workspace, deed.on, most=5)
        return any(
            (one.at, one.what, one.who) == (deed.at, deed.what, deed.who) for _, one in found
        )

    def is_there(self, name: str) -> bool:
        """Tell whether there is such a document, and it is not deleted."""
        record = self.hub.registry.find(name)
        return record is not None and record.deleted_at is None


def _behind_the_wall(error: Walled) -> Refused:
    """Answer whoever asks for what another workspace has as if it were not there: their rights were wrong (P15)."""
    log.warning("%s Nothing was given; this should not have been asked.", error)
    return NO_CHANNEL


def may_call(kind: ChannelKind, rights: Rights) -> tuple[str, ...]:
    """Give the rights on a channel that somebody has, for their screen."""
    wanted: tuple[Right, ...] = (kind.view, kind.manage)
    return tuple(right.value for right in wanted if right in rights)
