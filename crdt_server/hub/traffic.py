"""What went through sockets. Each counts its own with plain additions; what is asked for is added up when it is asked.

A socket that ends leaves what it counted here, so that the sums never go back.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from crdt_server.hub.connection import Connection
from crdt_server.hub.outbox import LOST


@dataclass(slots=True)
class Traffic:
    """Frames and bytes in, bytes out, how often a reader fell behind, and how many sockets ended with which code."""

    frames_in: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    fell_behind: int = 0
    unknown: int = 0
    ended: Counter[int] = field(default_factory=Counter)

    def take_over(self, connection: Connection) -> None:
        """Add what a socket counted that is gone."""
        self._add(connection)
        parting = connection.outbox.parting
        self.ended[LOST if parting is None else parting.code] += 1

    def with_open(self, connections: Iterable[Connection]) -> "Traffic":
        """Give the sum of all sockets, those that are open included."""
        whole = Traffic(
            self.frames_in,
            self.bytes_in,
            self.bytes_out,
            self.fell_behind,
            self.unknown,
            self.ended,
        )
        for connection in connections:
            whole._add(connection)
        return whole

    def _add(self, connection: Connection) -> None:
        outbox = connection.outbox
        self.frames_in += connection.frames_in
        self.bytes_in += connection.bytes_in
        self.bytes_out += outbox.bytes_out
        self.fell_behind += connection.fell_behind
        self.unknown += connection.unknown
