"""What one room passes on: gathered for a moment, merged, encoded once for all readers.

    edits      those of one turn of the event loop are merged; one that is alone goes out unchanged
               (never to whoever would take its own words coming back for their acknowledgement, W4)
    presence   at once when it was quiet, else at most every 10 ms with the newest state of each client:
               a hundred moving cursors cost a hundred messages per window instead of ten thousand

Merging is worth it only within a burst, and nobody who types alone ever waits.
"""

import asyncio
from collections.abc import Callable, Container, Mapping
from typing import TYPE_CHECKING

from pycrdt import merge_updates

from crdt_server.hub.outbox import Frame, frame_of
from crdt_server.hub.wire import Wire
from crdt_server.protocol import awareness
from crdt_server.protocol.awareness import PresenceEntry
from crdt_server.protocol.messages import Awareness, Said, Update
from crdt_server.protocol.update import inspect
from crdt_server.room.effects import Relay
from crdt_server.room.peer import Peer

Write = Callable[[Said], bytes | None]

if TYPE_CHECKING:
    from crdt_server.hub.session import Session

MOST_MERGED = 64  # merging costs more per update the more there are
PRESENCE_WINDOW = 0.010  # seconds


class Fanout:
    """The edits and the presence of one room that are about to be passed on."""

    def __init__(
        self,
        sessions: Mapping[Peer, "Session"],
        audience: Mapping[Peer, "Session"],
        clocks: Callable[[], Mapping[int, int]],
    ) -> None:
        """Presence goes to all sessions, edits to the audience: those that have been given the document.

        `clocks` gives how much of every client's work the document holds.
        """
        self._sessions = sessions
        self._audience = audience
        self._clocks = clocks
        self._loop = asyncio.get_running_loop()
        self._edits: list[Relay] = []
        self._is_scheduled = False
        self._presence: dict[int, PresenceEntry] = {}
        self._last_presence = 0.0
        self.deliveries = 0
        """How many edits were passed on, to each reader counted by itself; a burst is one, merged or not."""

    def add(self, edit: Relay) -> None:
        """Pass an edit on in this turn of the loop."""
        self._edits.append(edit)
        if len(self._edits) >= MOST_MERGED:
            self._send_edits()
        elif not self._is_scheduled:
            self._is_scheduled = True
            self._loop.call_soon(self._send_edits)

    def announce(self, entries: tuple[PresenceEntry, ...]) -> None:
        """Pass presence on to everybody, its speaker included."""
        if not self._presence:
            self._loop.call_at(self._last_presence + PRESENCE_WINDOW, self._send_presence)
        for entry in entries:
            self._presence[entry.client] = entry

    def _send_edits(self) -> None:
        self._is_scheduled = False
        edits, self._edits = self._edits, []
        if not edits:
            return
        author = edits[0].author
        if all(edit.author is author and not edit.speakers for edit in edits):
            late = broadcast(self._audience, _merged(edits), () if author is None else (author,))
            told = len(self._audience) - len(late) - (author in self._audience)
            self.deliveries += told * len(edits)
            self.withhold(late, edits)
        else:
            self._send_apart(edits)

    def _send_apart(self, edits: list[Relay]) -> None:
        """Edits with words of several: a client that does not take an echo for a receipt ignores what it knows."""
        apart = {peer: session for peer in _speakers(edits) if (session := self._echoed(peer))}
        if len(apart) < len(self._audience):
            late = broadcast(self._audience, _merged(edits), apart)
            told = len(self._audience) - len(late) - len(apart)
            self.deliveries += told * len(edits)
            self.withhold(late, edits)
        for peer, session in apart.items():
            rest = [edit for edit in edits if peer is not edit.author and peer not in edit.speakers]
            if rest and session.is_late:
                self.withhold([session], rest)
            elif rest:
                self.deliveries += len(rest)
                session.say(_merged(rest))

    def withhold(self, late: list["Session"], edits: list[Relay]) -> None:
        """Note where those stand who are told later (R6)."""
        if not late:
            return
        starts = _starts(edits)
        level = any(session.backlog.state_vector is None for session in late)
        clocks = self._clocks() if level else {}
        for session in late:
            session.backlog.miss_edits(starts, clocks)

    def _echoed(self, peer: Peer) -> "Session | None":
        session = self._audience.get(peer)
        return session if session is not None and session.wire.echo_is_receipt else None

    def _send_presence(self) -> None:
        self._last_presence = self._loop.time()
        entries, self._presence = self._presence, {}
        for session in broadcast(self._sessions, Awareness(awareness.encode(entries.values()))):
            session.backlog.miss_presence(entries)


def _merged(edits: list[Relay]) -> Update:
    updates = [edit.update for edit in edits]
    return Update(updates[0] if len(updates) == 1 else merge_updates(*updates))


def _starts(edits: list[Relay]) -> dict[int, int]:
    """Tell where the work that edits bring begins, by client: all before it was there before them."""
    starts: dict[int, int] = {}
    for edit in edits:
        for client, (start, _) in inspect(edit.update).structs.items():
            starts[client] = min(start, starts.get(client, start))
    return starts


def _speakers(edits: list[Relay]) -> set[Peer]:
    authors = {edit.author for edit in edits if edit.author is not None}
    return authors.union(*(edit.speakers for edit in edits))


def broadcast(
    sessions: Mapping[Peer, "Session"], message: Said, skip: Container[Peer] = ()
) -> list["Session"]:
    """Tell every peer but some, writing each body once per dialect and each frame once per wire.

    Give those that read too slowly to be told now.
    """
    late: list[Session] = []
    bodies: dict[Write, bytes | None] = {}
    wire: Wire | None = None
    frame: Frame | None = None
    frames: dict[bytes, Frame | None] = {}
    for peer, session in sessions.items():
        if peer in skip:
            continue
        if session.wire is not wire:  # nearly everybody's is the same, or begins its frames alike
            wire = session.wire
            if wire.prefix not in frames:
                if wire.body not in bodies:
                    bodies[wire.body] = wire.body(message)
                body = bodies[wire.body]
                frames[wire.prefix] = None if body is None else frame_of(wire.prefix + body)
            frame = frames[wire.prefix]
        if frame is None:
            continue
        if session.is_late:
            late.append(session)
        else:
            session.outbox.put(frame)
    return late
