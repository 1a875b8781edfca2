"""The two ways in which servers are spoken to, for a client that measures.

A Hocuspocus frame begins with the document's name, a y-websocket frame does not; behind that both carry the same sync
messages. A Hocuspocus client shows its token first, and is told with a message of its own that an edit was taken.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bench.yjs import EMPTY_STATE, STEP1, message, uint

AUTH = b"\x02\x00\x00\x054.7.0"  # an empty token, and the version of the provider
SAVED = b"\x08\x01"


@dataclass(frozen=True, slots=True)
class Speech:
    """How one client of one document speaks: what each frame begins with, and what goes before everything else."""

    prefix: bytes = b""
    opening: tuple[bytes, ...] = ()

    def greeting(self, state: bytes = EMPTY_STATE) -> list[bytes]:
        """Give the first messages of a client that has a state already; they are sent without waiting."""
        return [self.prefix + said for said in (*self.opening, message(STEP1, state))]


SpeechOf = Callable[[str], Speech]


def y_websocket(document: str) -> Speech:
    """Speak as y-websocket does: the path has named the document."""
    return Speech()


def hocuspocus(document: str) -> Speech:
    """Speak as Hocuspocus' provider does."""
    name = document.encode()
    return Speech(uint(len(name)) + name, (AUTH,))
