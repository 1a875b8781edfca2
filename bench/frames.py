"""Just enough of WebSocket (RFC 6455) for a client that measures: no extensions, no fragments from the server.

A client has to mask what it sends. With a mask of zeros the masked bytes are the bytes, and masking costs nothing.
"""

from collections.abc import Iterator

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
NO_MASK = b"\0\0\0\0"


def frame(payload: bytes, opcode: int = BINARY, *, final: bool = True) -> bytes:
    """Write one frame from a client."""
    first = (0x80 if final else 0) | opcode
    size = len(payload)
    if size < 126:
        head = bytes((first, 0x80 | size))
    elif size < 65536:
        head = bytes((first, 0xFE)) + size.to_bytes(2)
    else:
        head = bytes((first, 0xFF)) + size.to_bytes(8)
    return head + NO_MASK + payload


class FrameReader:
    """Takes in bytes from a server in pieces of any size and gives whole frames."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """Give the opcode and the payload of every frame that is complete now."""
        if self._rest:
            data = self._rest + data
        at, end = 0, len(data)
        while end - at >= 2:
            size, begin = data[at + 1], at + 2
            if size == 126:
                size, begin = int.from_bytes(data[begin : begin + 2]), begin + 2
            elif size == 127:
                size, begin = int.from_bytes(data[begin : begin + 8]), begin + 8
            if begin > end or begin + size > end:
                break
            yield data[at] & 15, data[begin : begin + size]
            at = begin + size
        self._rest = data[at:]
