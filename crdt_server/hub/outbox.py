"""What a session needs of its socket: somewhere to put frames, and a way to close it (R6).

DirectSocket    writes to the transport itself (`direct.py`)
QueuedOutbox    the fallback through ASGI, on any server (`queued.py`)
"""

from dataclasses import dataclass
from typing import Protocol

LONGEST_REASON = 123
TRY_AGAIN_LATER = 1013
TOO_SLOW = "This connection reads too slowly; connect again to catch up."


@dataclass(frozen=True, slots=True)
class Frame:
    """One message as it goes out: its payload, and the same as a whole WebSocket frame, built once for all readers."""

    payload: bytes
    framed: bytes


class Outbox(Protocol):
    """Where frames for one socket go. Nobody ever waits to put one in."""

    spoke: bool
    """Whether anything was sent since somebody last set this to False."""

    @property
    def closing(self) -> bool:
        """Tell whether the socket is about to be closed: nothing more is accepted."""
        ...

    @property
    def queued_bytes(self) -> int:
        """Give how much waits to be sent."""
        ...

    def put(self, frame: Frame) -> None:
        """Send a frame after what is queued; a socket over its bound is closed instead, to come back afresh."""
        ...

    def close(self, code: int, reason: str) -> None:
        """Close the socket after what is queued, with a code and a reason a person can read."""
        ...

    def check_alive(self) -> None:
        """Called now and then: a socket whose other end does not answer any more is let go of."""
        ...


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
