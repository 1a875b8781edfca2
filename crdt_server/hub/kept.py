"""What a client said while nobody could listen: the document was being loaded, or built again."""

from crdt_server.protocol.messages import Awareness, Burst, Heard, Step2, Update

MOST_MESSAGES = 10_000
MOST_BYTES = 64 * 1024 * 1024
MOST_PRESENCE = 100  # messages that wait, from where on presence is not kept with them


class Kept:
    """Messages in the order in which they came, within a bound."""

    def __init__(self) -> None:
        self._messages: list[Heard] = []
        self._bytes = 0

    def add(self, message: Heard) -> bool:
        """Keep one more; tell whether there was room for it."""
        if isinstance(message, Awareness) and len(self._messages) >= MOST_PRESENCE:
            return True  # clients say it again every fifteen seconds
        self._messages.append(message)
        self._bytes += _size_of(message)
        return len(self._messages) <= MOST_MESSAGES and self._bytes <= MOST_BYTES

    def take(self) -> list[Heard]:
        """Give all of them, and be empty."""
        taken, self._messages, self._bytes = self._messages, [], 0
        return taken


def edits_in(message: Heard) -> int:
    """Count the edits that a client waits to have answered."""
    if isinstance(message, Burst):
        return len(message.updates)
    return int(isinstance(message, Step2 | Update))


def _size_of(message: Heard) -> int:
    if isinstance(message, Burst):
        return sum(map(len, message.updates))
    return len(getattr(message, "update", b""))
