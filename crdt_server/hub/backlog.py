"""What one slow reader was not told of a document, in as few words as will do to tell it later (R6).

A reader whose socket is congested is sent no single edits any more. What it is kept instead is not the edits but where
it stands: a state vector that is surely not beyond what it was sent. When it has read, the document itself says what it
lacks, merged, however much that was.

    clocks      what it was sent, taken when the first edit was withheld; lowered to where a withheld edit begins
    asked       what it says it has, if it asked for the document and was not answered yet
    presence    the clients whose coming, going or moving it was not told
    asides      the last texts said beside the document; of more than fits, the oldest are lost
"""

from collections import deque
from collections.abc import Iterable, Mapping

from crdt_server.protocol.update import encode_state_vector

MOST_PRESENCE = 4096  # of those who go beyond it, a client finds out by itself within half a minute
MOST_ASIDES = 128 * 1024  # characters


class Backlog:
    """Where one reader stands in one document."""

    def __init__(self) -> None:
        self.asked: bytes | None = None
        self._clocks: Mapping[int, int] | None = None
        self._lowered: dict[int, int] = {}
        self._presence: dict[int, None] = {}
        self._asides: deque[str] = deque()
        self._aside_length = 0

    def ask(self, state_vector: bytes) -> None:
        """The reader asks for the document and says what it has; who asks again is answered once."""
        self.asked = state_vector

    def miss_edits(self, starts: Mapping[int, int], clocks: Mapping[int, int]) -> None:
        """Edits are withheld that begin at `starts`; `clocks` is the document as it is, with them.

        `clocks` is shared by all who miss the same edits and is never written to.
        """
        if self._clocks is None:
            self._clocks = clocks
        for client, start in starts.items():
            if start < self._clock(client):
                self._lowered[client] = start

    def miss_presence(self, clients: Iterable[int]) -> None:
        """Somebody came, went or moved."""
        for client in clients:
            self._presence.pop(client, None)
            self._presence[client] = None
        while len(self._presence) > MOST_PRESENCE:
            del self._presence[next(iter(self._presence))]

    def miss_aside(self, payload: str) -> None:
        """Something was said beside the document."""
        self._asides.append(payload)
        self._aside_length += len(payload)
        while self._aside_length > MOST_ASIDES:
            self._aside_length -= len(self._asides.popleft())

    @property
    def asides(self) -> tuple[str, ...]:
        """Give what was said beside the document, in order."""
        return tuple(self._asides)

    @property
    def state_vector(self) -> bytes | None:
        """Give what the reader surely has; None if it missed no edit."""
        if self._clocks is None:
            return None
        return encode_state_vector({**self._clocks, **self._lowered})

    @property
    def presence(self) -> tuple[int, ...]:
        """Give the clients that there is news of."""
        return tuple(self._presence)

    def _clock(self, client: int) -> int:
        lowered = self._lowered.get(client)
        if lowered is not None:
            return lowered
        return 0 if self._clocks is None else self._clocks.get(client, 0)
