"""Which of the two dialects a client speaks, told from the first frame that it sends (W1)."""

from enum import StrEnum

from crdt_server.protocol import awareness, hocuspocus, y_websocket
from crdt_server.protocol.errors import Malformed
from crdt_server.protocol.messages import Awareness, Unknown


class Dialect(StrEnum):
    """How a client wraps its messages."""

    Y_WEBSOCKET = "y-websocket"
    HOCUSPOCUS = "hocuspocus"


def dialect_of(first_frame: bytes, path_name: str | None = None) -> Dialect:
    """Tell the dialect of a client.

    `path_name` is the document that the path names, None when it names none.

    1. A first byte of 0 is y-websocket (a sync message): a Hocuspocus frame begins with the length
       of a name, and no name is empty. A first byte above 3 is Hocuspocus: y-websocket clients have
       no such message.
    2. A path without a name is Hocuspocus: y-websocket clients always name their document there.
    3. A first byte of 1, 2 or 3 on a path with a name is either the length of a name, or
       y-websocket's awareness (1) or "who is here?" (3; there is no 2 from a client). If only one
       dialect can read the whole frame, that one has it.
    4. If both can, it is Hocuspocus if the frame's name is the name in the path, else y-websocket.
    5. If neither can, it is Hocuspocus, and decoding says what is wrong.
    """
    if not first_frame:
        raise Malformed("the first message is empty")
    if first_frame[0] == 0:
        return Dialect.Y_WEBSOCKET
    if first_frame[0] > y_websocket.QUERY_AWARENESS or path_name is None:
        return Dialect.HOCUSPOCUS
    if _is_y_websocket(first_frame) and _hocuspocus_name(first_frame) != path_name:
        return Dialect.Y_WEBSOCKET
    return Dialect.HOCUSPOCUS


def _hocuspocus_name(frame: bytes) -> str | None:
    """The document that a Hocuspocus frame is about, None if this cannot be one."""
    try:
        key, message = hocuspocus.decode(frame)
    except Malformed:
        return None
    return None if isinstance(message, Unknown) else hocuspocus.document_of(key)


def _is_y_websocket(frame: bytes) -> bool:
    """Whether the whole frame reads as messages that y-websocket clients send."""
    try:
        messages = y_websocket.decode_all(frame)
        for message in messages:
            if isinstance(message, Awareness):
                awareness.decode(message.update)
    except Malformed:
        return False
    return not any(isinstance(message, Unknown) for message in messages)
