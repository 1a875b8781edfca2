"""One client as a reader of one document: what it is told now, what later, and what it waits for (R6)."""

from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING

from crdt_server.hub.backlog import Backlog
from crdt_server.hub.outbox import Outbox
from crdt_server.hub.wire import Wire
from crdt_server.protocol.messages import Said

if TYPE_CHECKING:
    from crdt_server.hub.open_room import OpenRoom

_numbers = count(1)


class Reader:
    """Somebody who is told what happens in a document, at the speed at which it reads."""

    def __init__(self, wire: Wire, outbox: Outbox) -> None:
        self.wire = wire
        self.outbox = outbox
        self.backlog = Backlog()
        self.is_late = False
        """Whether the client reads too slowly, or waits for an answer: it is told of edits later, merged (R6)."""
        self.late_number = 0
        self.owed = 0
        """How many receipts for its own words it waits for (W4)."""
        self.refused = 0
        """How many of its edits were refused and have not come in some other way since (W15)."""
        self._room: OpenRoom | None = None

    def say(self, message: Said) -> None:
        """Send a message to the client, if its dialect has words for it."""
        frame = self.wire.encode(message)
        if frame is not None:
            self.outbox.put(frame)

    def fall_behind(self) -> None:
        """From now on the client is told what it misses later."""
        if not self.is_late:
            self.is_late = True
            self.late_number = next(_numbers)

    def tell_rest_soon(self) -> None:
        """Tell it what it missed when its turn comes."""
        if self._room is None:
            self.is_late = False
        elif self.is_late:
            self._room.serve(self._tell_rest)

    def catch_up_with(self) -> None:
        """What it missed is about to be told."""
        self.is_late = False
        self.backlog = Backlog()

    def acknowledge(self, updates: Sequence[bytes]) -> None:
        """Tell the client that each of these edits of its own is durable (W4)."""
        frames = self.wire.receipts(updates)
        if frames:
            self.outbox.put_all(frames)
        self.paid(len(updates))

    def paid(self, receipts: int = 1) -> None:
        """Some of its receipts were given."""
        self.owed = max(0, self.owed - receipts)
        if self.is_late and not self.owed:
            self.tell_rest_soon()

    def _tell_rest(self) -> None:
        if self._room is not None and self.is_late:
            self._room.tell_rest(self)
