"""What one room passes on: gathered for a moment, merged, encoded once for all readers.

    edits      those of one turn of the event loop are merged; one that is alone goes out unchanged
    presence   at once when it was quiet, else at most every 10 ms with the newest state of each client:
               a hundred moving cursors cost a hundred messages per window instead of ten thousand

Merging is worth it only within a burst, and nobody who types alone ever waits.
"""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pycrdt import merge_updates

from crdt_server.hub.outbox import Frame, frame_of
from crdt_server.protocol import awareness
from crdt_server.protocol.awareness import PresenceEntry
from crdt_server.protocol.messages import Awareness, Said, Update
from crdt_server.room.peer import Peer

if TYPE_CHECKING:
    from crdt_server.hub.session import Session

MOST_MERGED = 64  # merging costs more per update the more there are
PRESENCE_WINDOW = 0.010  # seconds


class Fanout:
    """The edits and the presence of one room that are about to be passed on."""

    def __init__(self, sessions: Mapping[Peer, "Session"]) -> None:
        self._sessions = sessions
        self._loop = asyncio.get_running_loop()
        self._updates: list[bytes] = []
        self._authors: set[Peer | None] = set()
        self._is_scheduled = False
        self._presence: dict[int, PresenceEntry] = {}
        self._last_presence = 0.0

    def add(self, update: bytes, author: Peer | None) -> None:
        """Pass an edit on to all but its author, in this turn of the loop."""
        self._updates.append(update)
        self._authors.add(author)
        if len(self._updates) >= MOST_MERGED:
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
        """Merged edits of several authors go to all of them, who ignore what they know."""
        self._is_scheduled = False
        updates, self._updates = self._updates, []
        authors, self._authors = self._authors, set()
        if updates:
            skip = next(iter(authors)) if len(authors) == 1 else None
            update = updates[0] if len(updates) == 1 else merge_updates(*updates)
            broadcast(self._sessions, Update(update), skip)

    def _send_presence(self) -> None:
        self._last_presence = self._loop.time()
        entries, self._presence = self._presence, {}
        broadcast(self._sessions, Awareness(awareness.encode(entries.values())))


def broadcast(sessions: Mapping[Peer, "Session"], message: Said, skip: Peer | None = None) -> None:
    """Tell every peer but one, writing each body once per dialect and each frame once per wire."""
    bodies = {
        write: write(message) for write in {session.wire.body for session in sessions.values()}
    }
    frames: dict[bytes, Frame] = {}
    for peer, session in sessions.items():
        wire = session.wire
        body = bodies[wire.body]
        if body is None or peer is skip:
            continue
        frame = frames.get(wire.prefix)
        if frame is None:
            frame = frames[wire.prefix] = frame_of(wire.prefix + body)
        session.outbox.put(frame)
