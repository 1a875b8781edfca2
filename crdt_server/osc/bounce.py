"""The same packet twice within a moment is one: networks double packets, and OSC has no ids that would tell."""

from collections import OrderedDict
from typing import Final

SAME_MS: Final = 100
"""Nobody presses twice as fast as this, and a doubled packet comes at once."""

MOST_KNOWN: Final = 256
Sender = tuple[str, int]


class Bounce:
    """Remembers what has just come, from whom."""

    def __init__(self) -> None:
        self._at: OrderedDict[tuple[Sender, bytes], int] = OrderedDict()

    def is_again(self, sender: Sender, packet: bytes, now: int) -> bool:
        """Tell whether this came a moment ago; what comes again and again counts once in each moment."""
        known = (sender, packet)
        before = self._at.get(known)
        if before is not None and 0 <= now - before < SAME_MS:
            return True
        self._at.pop(known, None)
        self._at[known] = now
        while len(self._at) > MOST_KNOWN:
            self._at.popitem(last=False)
        return False
