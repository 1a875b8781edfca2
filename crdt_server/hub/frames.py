"""WebSocket frames as they arrive: bytes in, whole messages and control frames out (RFC 6455, section 5).

The reader is fed whatever the network brings and calls back for each message; it never waits and never recurses.
"""

from collections.abc import Callable

from crdt_server.protocol.errors import Malformed, TooLarge

try:
    from websockets.speedups import apply_mask
except ImportError:  # a platform without the compiled part
    from websockets.utils import apply_mask

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
FINAL, RESERVED, OPCODE = 0x80, 0x70, 0x0F
MASKED, SIZE = 0x80, 0x7F
FINAL_BINARY = FINAL | BINARY
LARGEST_CONTROL = 125
MOST_PIECES = 65_536  # of one message
PROTOCOL_ERROR = 1002


class BrokenFrame(Malformed):
    """The bytes are no WebSocket frames of a client."""

    close_code = PROTOCOL_ERROR


class NotBinary(Malformed):
    """A text message; Callboard's protocols are binary."""

    close_code = 1003


class FrameReader:
    """Cuts a stream of bytes into messages of at most `most_bytes`.

    `messages` is called with those that came together, in order; what a control frame says comes in its place.
    """

    def __init__(
        self,
        most_bytes: int,
        messages: Callable[[list[bytes]], None],
        control: Callable[[int, bytes], None],
    ) -> None:
        self._most_bytes = most_bytes
        self._messages = messages
        self._heard: list[bytes] = []
        self._control = control
        self._waiting: list[bytes] = []
        self._waiting_size = 0
        self._enough = 0
        self._parts: list[bytes] = []
        self._parts_size = 0
        self.frames = 0
        """How many frames there have been so far, those of one message and control frames included."""

    @property
    def missing(self) -> int:
        """Give how many bytes are at least needed before the next message is whole; 0 if that is not known."""
        return self._enough - self._waiting_size if self._waiting else 0

    def feed(self, data: bytes) -> None:
        """Take in bytes from the network; Malformed when they cannot be frames of a client."""
        if self._waiting:
            data = self._join(data)
            if not data:
                return
        try:
            self._cut(data)
        finally:
            self._pass_on()

    def _cut(self, data: bytes) -> None:
        at, size = 0, len(data)
        enough = 6
        while size - at >= 6:
            first, second = data[at], data[at + 1]
            length, start = second & SIZE, at + 2
            if length >= 126:
                width = 2 if length == 126 else 8
                if size - start < width:
                    enough = 4 + width
                    break
                length, start = int.from_bytes(data[start : start + width], "big"), start + width
            if not second & MASKED:
                raise BrokenFrame("a client must mask its frames")
            if length > self._most_bytes:
                raise TooLarge(f"a message of {length} bytes; {self._most_bytes} is the limit")
            end = start + 4 + length
            if end > size:
                enough = end - at
                break
            payload = apply_mask(data[start + 4 : end], data[start : start + 4])
            at = end
            self.frames += 1
            if first == FINAL_BINARY and not self._parts:
                self._heard.append(payload)
            else:
                self._other(first, payload)
        if at < size:
            self._waiting, self._waiting_size, self._enough = [data[at:]], size - at, enough

    def _pass_on(self) -> None:
        if self._heard:
            heard, self._heard = self._heard, []
            self._messages(heard)

    def _join(self, data: bytes) -> bytes:
        """Put a frame together once all its pieces are there: doing so for each would cost the square of its size."""
        self._waiting.append(data)
        self._waiting_size += len(data)
        if self._waiting_size < self._enough:
            return b""
        whole = b"".join(self._waiting)
        self._waiting, self._waiting_size = [], 0
        return whole

    def _other(self, first: int, payload: bytes) -> None:
        opcode = first & OPCODE
        if first & RESERVED:
            raise BrokenFrame("a frame uses an extension that was not agreed on")
        if opcode in (CLOSE, PING, PONG):
            if len(payload) > LARGEST_CONTROL or not first & FINAL:
                raise BrokenFrame("a control frame is too long or in pieces")
            self._pass_on()
            self._control(opcode, payload)
        elif opcode == TEXT:
            raise NotBinary("Callboard speaks in binary messages, not in text")
        elif opcode == (CONTINUATION if self._parts else BINARY):
            self._piece(payload, final=bool(first & FINAL))
        else:
            raise BrokenFrame("a frame does not follow from the one before")

    def _piece(self, payload: bytes, *, final: bool) -> None:
        """One piece of a message in several frames."""
        self._parts_size += len(payload)
        if self._parts_size > self._most_bytes:
            raise TooLarge(f"a message of more than {self._most_bytes} bytes")
        if len(self._parts) >= MOST_PIECES:
            raise TooLarge(f"a message in more than {MOST_PIECES} pieces")
        self._parts.append(payload)
        if final:
            whole = b"".join(self._parts)
            self._parts, self._parts_size = [], 0
            self._heard.append(whole)
