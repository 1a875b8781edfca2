"""A WebSocket's beginning is read at one look as the library reads it step by step, or left to that."""

import pytest
from websockets.http11 import Request
from websockets.server import ServerProtocol

from crdt_server.hub.upgrade import LONGEST, answer_to, read_upgrade

PLAIN = (
    b"GET /sync/a%20show?token=1 HTTP/1.1\r\nHost: desk.local:3001\r\nUpgrade: websocket\r\n"
    b"Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
)
BROWSER = (
    b"GET /sync HTTP/1.1\r\nHost: 127.0.0.1:3001\r\nConnection: keep-alive, Upgrade\r\nPragma: no-cache\r\n"
    b"User-Agent: M\xf6zilla/5.0 (X11; Linux x86_64)\r\nUpgrade: WebSocket\r\nOrigin: http://127.0.0.1:3001\r\n"
    b"Sec-WebSocket-Version: 13\r\nAccept-Encoding: gzip, deflate\r\nCookie:   a=1; b=2  \r\n"
    b"Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n"
    b"Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
)
UNUSUAL = {
    "a page": b"GET /sync HTTP/1.1\r\nHost: desk\r\n",
    "another method": PLAIN.replace(b"GET", b"POST"),
    "an older HTTP": PLAIN.replace(b"HTTP/1.1", b"HTTP/1.0"),
    "a whole address": PLAIN.replace(b"/sync", b"http://desk.local/sync"),
    "no host": PLAIN.replace(b"Host: desk.local:3001\r\n", b""),
    "an empty host": PLAIN.replace(b" desk.local:3001", b""),
    "two hosts": PLAIN + b"Host: elsewhere\r\n",
    "something else": PLAIN.replace(b": websocket", b": h2c"),
    "no wish to change": PLAIN.replace(b": Upgrade", b": close"),
    "an old version": PLAIN.replace(b": 13", b": 8"),
    "a short key": PLAIN.replace(b"dGhlIHNhb", b""),
    "no key": PLAIN.replace(b"Sec-WebSocket-Key", b"Key"),
    "a body": PLAIN + b"Content-Length: 5\r\n",
    "pieces": PLAIN + b"Transfer-Encoding: chunked\r\n",
    "a subprotocol": PLAIN + b"Sec-WebSocket-Protocol: callboard\r\n",
    "a folded line": PLAIN + b"Cookie: a\r\n b\r\n",
    "a bare line feed": PLAIN + b"Cookie: a\n",
    "a nought": PLAIN + b"Cookie: a\0b\r\n",
    "a space in a name": PLAIN + b"Coo kie: a\r\n",
    "a space before the colon": PLAIN + b"Cookie : a\r\n",
    "much": PLAIN + b"Cookie: " + b"a" * LONGEST + b"\r\n",
}


@pytest.mark.parametrize("head", [PLAIN, BROWSER])
def test_what_is_read_is_what_the_library_reads(head: bytes) -> None:
    """Its answer, too, is ours but for the date."""
    upgrade = read_upgrade(head + b"\r\n")
    library = ServerProtocol()
    library.receive_data(head + b"\r\n")
    (request,) = library.events_received()
    assert upgrade is not None
    assert isinstance(request, Request)
    assert upgrade.target.decode() == request.path
    assert [(name.decode(), value.decode("latin-1")) for name, value in upgrade.headers] == [
        (name.lower(), value) for name, value in request.headers.raw_items()
    ]
    response = library.accept(request)
    accept = f"Sec-WebSocket-Accept: {response.headers['Sec-WebSocket-Accept']}\r\n"
    assert answer_to(upgrade, [(b"x-here", b"1")]) == (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + accept.encode()
        + b"x-here: 1\r\n\r\n"
    )


@pytest.mark.parametrize("head", UNUSUAL.values(), ids=UNUSUAL)
def test_what_is_unusual_is_left_to_others(head: bytes) -> None:
    assert read_upgrade(head + b"\r\n") is None


def test_only_a_whole_beginning_and_nothing_behind_it_is_read() -> None:
    whole = PLAIN + b"\r\n"
    assert all(read_upgrade(whole[:end]) is None for end in range(len(whole)))
    assert read_upgrade(whole + b"\x82") is None
