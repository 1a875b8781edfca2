"""The dialect of Hocuspocus: many documents on one socket, each frame says which one it is about.

A frame is a key, a type and a payload. The key is the document's name, or the name, a zero byte
and a session when one socket opens a document twice; the answer has to carry the very same key.
Ping and Pong are about the socket and have no key. `prefix(key) + body(message)` is a frame, so
a room can write a body once for all of its peers. What the server has to say to a person travels
as a stateless message, which providers hand to whoever listens and otherwise leave alone:
{"callboard": "refused" or "warning", "sentence": "…"}.
"""

import json
from collections.abc import Callable

from crdt_server.protocol.errors import Malformed, TooLarge
from crdt_server.protocol.lib0 import (
    nothing_after,
    read_var_bytes,
    read_var_string,
    read_var_uint,
    var_bytes,
    var_string,
)
from crdt_server.protocol.messages import (
    Auth,
    Authenticated,
    Awareness,
    Denied,
    Detach,
    Heard,
    Notice,
    Ping,
    Pong,
    QueryAwareness,
    Said,
    Saved,
    Stateless,
    Step1,
    Step2,
    TokenWanted,
    Unknown,
    Update,
)
from crdt_server.protocol.sync import read_sync, write_sync

MAX_NAME = 512  # bytes of UTF-8
MAX_STATELESS = 64 * 1024  # bytes of UTF-8
MAX_SESSION = 128  # bytes of UTF-8; providers use about a dozen
PING, PONG = b"\x09", b"\x0a"
WHOLE_FRAMES: dict[bytes, Heard] = {PING: Ping(), PONG: Pong()}
FROM_SERVERS_ONLY = 6  # BroadcastStateless


def decode(frame: bytes) -> tuple[str, Heard]:
    """Read a frame: its key and what was said; the key of Ping and Pong is empty."""
    if frame in WHOLE_FRAMES:
        return "", WHOLE_FRAMES[frame]
    key, at = read_var_string(frame, 0)
    document_of(key)
    return key, decode_body(frame, at)


def decode_body(frame: bytes, at: int) -> Heard:
    """Read what was said, from behind the key on."""
    kind, at = read_var_uint(frame, at)
    read = READERS.get(kind)
    return read(frame, at) if read else Unknown(kind)


def document_of(key: str) -> str:
    """The name of the document that a key is about, without the session."""
    name, _, session = key.partition("\0")
    check_name(name)
    if len(session.encode()) > MAX_SESSION:
        raise TooLarge(f"a session is named with at most {MAX_SESSION} bytes")
    return name


def check_name(name: str) -> None:
    """A document's name is not blank, has no NUL in it, and has at most 512 bytes."""
    if not name or name.isspace():
        raise Malformed("a document needs a name that is not blank")
    if "\0" in name:
        raise Malformed("a document's name has no NUL in it")
    if len(name.encode()) > MAX_NAME:
        raise TooLarge(f"a document's name has at most {MAX_NAME} bytes")


def encode(key: str, message: Said) -> bytes | None:
    """Write a frame; None when this dialect has no words for the message."""
    if isinstance(message, Ping):
        return PING
    if isinstance(message, Pong):
        return PONG
    content = body(message)
    return None if content is None else prefix(key) + content


def prefix(key: str) -> bytes:
    """How every frame about this key begins."""
    return var_string(key)


def body(message: Said) -> bytes | None:
    """A frame without its prefix; None for Ping and Pong, which stand alone (see `encode`)."""
    match message:
        case Step1() | Step2() | Update():
            return b"\x00" + write_sync(message)
        case Awareness(update):
            return b"\x01" + var_bytes(update)
        case QueryAwareness():
            return b"\x03"
        case Stateless(payload):
            return b"\x05" + var_string(payload)
        case Notice(kind, sentence):
            return b"\x05" + var_string(json.dumps({"callboard": kind, "sentence": sentence}))
        case Ping() | Pong():
            return None
        case _:
            return _decision(message)


def _decision(message: Authenticated | TokenWanted | Denied | Saved) -> bytes:
    match message:
        case TokenWanted():
            return b"\x02\x00"
        case Denied(reason):
            return b"\x02\x01" + var_string(reason)
        case Authenticated(read_only):
            return b"\x02\x02" + var_string("readonly" if read_only else "read-write")
        case Saved(stored):
            return b"\x08\x01" if stored else b"\x08\x00"


def _read_sync(frame: bytes, at: int) -> Heard:
    message, at = read_sync(frame, at)
    nothing_after(frame, at)
    return message


def _read_awareness(frame: bytes, at: int) -> Heard:
    update, at = read_var_bytes(frame, at)
    nothing_after(frame, at)
    return Awareness(update)


def _read_auth(frame: bytes, at: int) -> Heard:
    """Read a token and, from providers of version 4 on, the version; more is left unread."""
    kind, at = read_var_uint(frame, at)
    if kind != 0:
        raise Malformed(f"a client's auth message is of type 0 (a token), not {kind}")
    token, at = read_var_string(frame, at)
    version = read_var_string(frame, at)[0] if at < len(frame) else None
    return Auth(token, version)


def _read_query(frame: bytes, at: int) -> Heard:
    nothing_after(frame, at)
    return QueryAwareness()


def _read_stateless(frame: bytes, at: int) -> Heard:
    if len(frame) - at > MAX_STATELESS + 3:  # its length takes three bytes
        raise TooLarge(f"a text beside the document has at most {MAX_STATELESS} bytes")
    payload, at = read_var_string(frame, at)
    nothing_after(frame, at)
    return Stateless(payload)


def _read_broadcast(frame: bytes, at: int) -> Heard:
    raise Malformed("a broadcast is sent by servers only, never by a client")


def _read_detach(frame: bytes, at: int) -> Heard:
    """A client gives no reason; if a later one does, leaving is still leaving."""
    return Detach()


# Type 4 (a reply between servers) is absent on purpose: no client sends it, and reading it as an
# edit would give
# edits a second spelling. Like type 8, which only servers send, and all types to come, it is
# Unknown.
READERS: dict[int, Callable[[bytes, int], Heard]] = {
    0: _read_sync,
    1: _read_awareness,
    2: _read_auth,
    3: _read_query,
    5: _read_stateless,
    FROM_SERVERS_ONLY: _read_broadcast,
    7: _read_detach,
}
