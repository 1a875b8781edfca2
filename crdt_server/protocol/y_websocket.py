"""The dialect of y-websocket: one document per socket, named by the path.

A frame is a type and its payload: 0 sync, 1 awareness, 2 auth (the server refuses, with a
reason), 3 "who is here?". Stable clients read one message per frame, so the server sends one;
some clients put several into a frame, so it reads several.
"""

from crdt_server.protocol.errors import TooLarge
from crdt_server.protocol.lib0 import (
    nothing_after,
    read_var_bytes,
    read_var_uint,
    var_bytes,
    var_string,
)
from crdt_server.protocol.messages import (
    Authenticated,
    Awareness,
    Denied,
    Heard,
    Notice,
    QueryAwareness,
    Said,
    Saved,
    Step1,
    Step2,
    Unknown,
    Update,
)
from crdt_server.protocol.sync import read_sync, write_sync

SYNC, AWARENESS, AUTH, QUERY_AWARENESS = range(4)
READ_ONLY = "You may read this document, but not change it."
MAX_MESSAGES = 64  # in one frame; clients put two or three together while they connect


def decode(frame: bytes) -> Heard:
    """Read a frame that holds exactly one message."""
    message, at = _read(frame, 0)
    nothing_after(frame, at)
    return message


def decode_all(frame: bytes) -> list[Heard]:
    """Read every message of a frame, at most `MAX_MESSAGES` of them."""
    message, at = _read(frame, 0)
    messages = [message]
    while at < len(frame):
        if len(messages) == MAX_MESSAGES:
            raise TooLarge(f"more than {MAX_MESSAGES} messages in one frame")
        message, at = _read(frame, at)
        messages.append(message)
    return messages


def encode(message: Said) -> bytes | None:
    """Write a frame; None when this dialect has no words for the message.

    Clients of this dialect take the echo of their own edit for an acknowledgement (W4). That they may only read, or
    that an edit is not taken, is told in the words for a refusal, which they note and go on.
    """
    match message:
        case Step1() | Step2() | Update():
            return b"\x00" + write_sync(message)
        case Saved(stored=True, update=update) if update:
            return b"\x00" + write_sync(Update(update))
        case Awareness(update):
            return b"\x01" + var_bytes(update)
        case QueryAwareness():
            return b"\x03"
        case Denied(reason) | Notice("refused", reason):
            return b"\x02\x00" + var_string(reason)
        case Authenticated(read_only=True):
            return b"\x02\x00" + var_string(READ_ONLY)
        case _:
            return None


def _read(frame: bytes, at: int) -> tuple[Heard, int]:
    kind, at = read_var_uint(frame, at)
    if kind == SYNC:
        return read_sync(frame, at)
    if kind == AWARENESS:
        update, at = read_var_bytes(frame, at)
        return Awareness(update), at
    if kind == QUERY_AWARENESS:
        return QueryAwareness(), at
    # How long an unknown payload is cannot be known, so what follows is skipped together with it.
    return Unknown(kind), len(frame)
