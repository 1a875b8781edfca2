"""How one session's messages become frames.

A frame is a prefix, which is the session's own, and a body, which is the dialect's: so a room writes a body once for
all of its peers, and a whole frame once for all whose prefix is the same.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from crdt_server.hub.outbox import Frame, frame_of
from crdt_server.protocol import hocuspocus, y_websocket
from crdt_server.protocol.messages import Said, Saved


@dataclass(frozen=True, slots=True)
class Wire:
    """A dialect, and what every frame of one session begins with: for Hocuspocus the client's own key.

    The prefix of a Hocuspocus wire is never empty and that of the other dialect always is, so two wires with the same
    prefix write the same frames.
    """

    body: Callable[[Said], bytes | None]
    prefix: bytes = b""
    echo_is_receipt: bool = False
    """Whether a client takes its own edit coming back for the acknowledgement (W4)."""
    is_whole_socket: bool = False
    """Whether the socket is for one document, so that being out of it means that the socket is closed."""

    def receipts(self, updates: Sequence[bytes]) -> list[Frame]:
        """Give a frame for each of some edits that says that it is durable; all are the same where no echo is given."""
        if self.echo_is_receipt:
            frames = [self.encode(Saved(update=update)) for update in updates]
            return [frame for frame in frames if frame is not None]
        frame = self.encode(Saved())
        return [] if frame is None else [frame] * len(updates)

    def encode(self, message: Said) -> Frame | None:
        """Give a message as a frame; None when the dialect has no words for it."""
        body = self.body(message)
        return None if body is None else frame_of(self.prefix + body)


Y_WEBSOCKET = Wire(y_websocket.encode, echo_is_receipt=True, is_whole_socket=True)


@lru_cache(maxsize=4096)
def hocuspocus_wire(key: str) -> Wire:
    """Make the wire of one document on a Hocuspocus socket; the answer must carry the client's own key."""
    return Wire(hocuspocus.body, hocuspocus.prefix(key))
