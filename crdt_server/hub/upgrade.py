"""How a WebSocket begins, read at one look: what nearly every browser and program sends, and nothing else (W5).

    GET /sync/<name> HTTP/1.1, headers, an empty line        read here
    anything else, in pieces, or with something behind it    left to the parsers that know all of HTTP

A program in C would not be worth it: two parsers in Python, one for HTTP and one for WebSockets, took half of the time
that somebody who comes takes. What is understood here means the same there.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha1

from msgspec import Struct

LONGEST = 8 * 1024
HEAD = re.compile(
    rb"GET (/[\x21-\x7e]*+) HTTP/1\.1\r\n"
    rb"((?:[!#$%&'*+.^_`|~0-9A-Za-z-]++:[ \t]*+[\x20-\x7e\x80-\xff]*+\r\n)++)\r\n"
)
HEADER = re.compile(rb"([^:\r\n]++):[ \t]*+([^\r\n]*+)\r\n")
KEY = re.compile(rb"[A-Za-z0-9+/]{22}==")
MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, section 1.3
UNUSUAL = (b"content-length", b"transfer-encoding", b"sec-websocket-protocol")
"""Headers that make it something else than a plain beginning."""

Headers = list[tuple[bytes, bytes]]


class Upgrade(Struct, frozen=True, gc=False):
    """A request for a WebSocket: what is asked for, its headers with small names, and the key to be answered."""

    target: bytes
    headers: Headers
    key: bytes


def read_upgrade(data: bytes) -> Upgrade | None:
    """Read a request for a WebSocket if it is all there, of the frequent kind, and nothing is wrong with it."""
    found = HEAD.fullmatch(data) if len(data) <= LONGEST else None
    if found is None:
        return None
    target, lines = found.groups()
    headers = [(name.lower(), value.rstrip(b" ")) for name, value in HEADER.findall(lines)]
    told = dict(headers)
    if len(told) != len(headers) or not told.get(b"host"):
        return None
    if told.get(b"upgrade", b"").lower() != b"websocket" or any(map(told.__contains__, UNUSUAL)):
        return None
    connection = (token.strip() for token in told.get(b"connection", b"").lower().split(b","))
    key = told.get(b"sec-websocket-key", b"")
    if (
        b"upgrade" not in connection
        or told.get(b"sec-websocket-version") != b"13"
        or KEY.fullmatch(key) is None
    ):
        return None
    return Upgrade(target, headers, key)


def answer_to(upgrade: Upgrade, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Write what accepts a WebSocket, with more headers of the server's."""
    accept = b64encode(sha1(upgrade.key + MAGIC, usedforsecurity=False).digest())
    more = b"".join(b"%b: %b\r\n" % header for header in headers)
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Accept: %b\r\n%b\r\n" % (accept, more)
    )
