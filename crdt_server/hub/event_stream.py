"""Events as text, the way browsers read them (server-sent events, WHATWG HTML section 9.2); frames as base64.

id: 17                      event: close                                   event: ask
data: AmQxCAE=              data: {"code": 1012, "reason": "…"}            data: are you there?
"""

from base64 import b64encode
from collections.abc import Iterator

import orjson

from crdt_server.hub.numbered import Event, Goodbye

MEDIA_TYPE = "text/event-stream"
HEADERS = {
    "cache-control": "no-store, no-transform",
    "x-accel-buffering": "no",
    "x-content-type-options": "nosniff",
}
# A comment. Some proxies pass the first bytes on only when there are enough of them.
GREETING = b":" + b" " * 2046 + b"\n\n"
ASK = b"event: ask\ndata: are you there?\n\n"
PIECE = 64 * 1024


def event_text(event: Event) -> bytes:
    """Write a message to the client."""
    return b"id: %d\ndata: %s\n\n" % (event.number, b64encode(event.payload))


def goodbye_text(goodbye: Goodbye) -> bytes:
    """Write why the line ends."""
    said = orjson.dumps({"code": goodbye.code, "reason": goodbye.reason})
    return b"event: close\ndata: %s\n\n" % said


def pieces(text: bytes) -> Iterator[bytes]:
    """Cut a long text up, so that it is known how much of it the network has taken."""
    for at in range(0, len(text), PIECE):
        yield text[at : at + PIECE]
