"""What a session needs of its socket: somewhere to put frames, and a way to close it (R6).

DirectSocket    writes to the transport itself (`direct.py`)
QueuedOutbox    the fallback through ASGI, on any server (`queued.py`)

A reader that is slower than what it is told makes its outbox congested. Then only what is short and its own is still
put in (answers, acknowledgements); the document is told again, merged, when the outbox is relieved.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from msgspec import Struct

LONGEST_REASON = 123
TRY_AGAIN_LATER = 1013
LOST = 1006  # no close frame came: the network or the other end is gone
TOO_SLOW = "This connection reads too slowly; connect again to catch up."
STALLED = "This connection has stopped reading; connect again to catch up."
RELIEF = 4  # relieved at a quarter of what makes it congested


@dataclass(frozen=True, slots=True)
class Bounds:
    """What may wait for one reader, in bytes, and how long it may take in nothing at all, in milliseconds."""

    most: int = 16 * 1024 * 1024
    congested: int = 256 * 1024
    patience: int = 30_000


class Frame(Struct, frozen=True, gc=False):
    """One message as it goes out: its payload, and the same as a whole WebSocket frame, built once for all readers."""

    payload: bytes
    framed: bytes


@dataclass(frozen=True, slots=True)
class Parting:
    """How a socket ended: the close code (RFC 6455, section 7.4), our reason for it, and whether it was we who closed.

    What a client gives as its reason is not kept: nobody knows what is in it.
    """

    code: int
    reason: str = ""
    ours: bool = False


class Outbox(Protocol):
    """Where frames for one socket go. Nobody ever waits to put one in."""

    spoke: bool
    """Whether anything was sent since somebody last set this to False."""

    congested: bool
    """Whether so much waits that nothing should be put in that can be told later."""

    bytes_out: int
    """How many bytes were given to the network."""

    @property
    def parting(self) -> Parting | None:
        """Tell how it ended, or is about to; None while it is open."""
        ...

    @property
    def closing(self) -> bool:
        """Tell whether the socket is about to be closed: nothing more is accepted."""
        ...

    @property
    def queued_bytes(self) -> int:
        """Give how much waits to be sent."""
        ...

    def watch(self, congested: Callable[[], None], relieved: Callable[[], None]) -> None:
        """Say who is to know when it becomes congested, and when it no longer is."""
        ...

    def put(self, frame: Frame) -> None:
        """Send a frame after what is queued; a socket over its bound is closed instead, to come back afresh."""
        ...

    def put_all(self, frames: Sequence[Frame]) -> None:
        """Send several frames, as if one after the other."""
        ...

    def close(self, code: int, reason: str) -> None:
        """Close the socket after what is queued, with a code and a reason a person can read."""
        ...

    def check_alive(self, now: int) -> None:
        """Called now and then (`now` in milliseconds): a socket whose other end does not answer is let go of."""
        ...


class Patience:
    """Tells a slow reader, which takes in a little now and then, from one that has stopped reading."""

    def __init__(self, limit: int) -> None:
        """`limit` is in milliseconds."""
        self._limit = limit
        self._taken = -1
        self._since = 0

    def has_run_out(self, now: int, taken: int) -> bool:
        """Tell whether a reader has taken in nothing for too long; `taken` grows with every byte that it takes."""
        if taken != self._taken:
            self._taken, self._since = taken, now
        return now - self._since >= self._limit

    def begin_anew(self) -> None:
        """It has caught up."""
        self._taken = -1


def unwatched() -> None:
    """Before anybody watches."""


def frame_of(payload: bytes) -> Frame:
    """Wrap a payload as one unmasked, unfragmented binary frame (RFC 6455, section 5.2)."""
    size = len(payload)
    if size < 126:
        return Frame(payload, b"\x82" + bytes((size,)) + payload)
    if size < 65536:
        return Frame(payload, b"\x82\x7e" + size.to_bytes(2, "big") + payload)
    return Frame(payload, b"\x82\x7f" + size.to_bytes(8, "big") + payload)


def shortened(reason: str) -> str:
    """A WebSocket close reason has at most 123 bytes."""
    return reason.encode()[:LONGEST_REASON].decode(errors="ignore")
