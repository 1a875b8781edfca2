"""How much of each document is set aside, so that nobody can fill the disk with what cannot be digested (R14).

The oldest is kept, and what comes when the allowance is used up is not. What came first explains the rest; and whoever
sends poison over and over cannot push out what was there before. What is not kept here is not gone: it is still in the
document's log, or with its sender, whose program says that it was refused.
"""

from enum import Enum, auto

MOST_PIECES = 100
MOST_BYTES = 4 * 1024 * 1024


class Verdict(Enum):
    """What becomes of a piece."""

    KEPT = auto()
    KNOWN = auto()
    TOO_MUCH = auto()


class Allowance:
    """The sizes in bytes of the pieces kept of each document, by key."""

    def __init__(self, most_pieces: int = MOST_PIECES, most_bytes: int = MOST_BYTES) -> None:
        self._most_pieces = most_pieces
        self._most_bytes = most_bytes
        self._sizes: dict[str, dict[str, int]] = {}

    def note(self, document: str, key: str, size: int) -> None:
        """Account for a piece that is kept."""
        self._sizes.setdefault(document, {})[key] = size

    def verdict(self, document: str, key: str, size: int) -> Verdict:
        """Tell what is to become of a piece."""
        sizes = self._sizes.get(document, {})
        if key in sizes:
            return Verdict.KNOWN
        fits = len(sizes) < self._most_pieces and sum(sizes.values()) + size <= self._most_bytes
        return Verdict.KEPT if fits else Verdict.TOO_MUCH
