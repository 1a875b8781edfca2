"""The y-websocket messages that a measuring client sends and reads, and keystrokes made without a document.

A typist writes at the end of its own run of letters, so its updates can be written down directly: one struct, with the
letter before it as its origin. They are the very bytes that Yjs would send.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from pycrdt import Doc, Text

STEP1, STEP2, UPDATE = b"\0\0", b"\0\1", b"\0\2"
AWARENESS = b"\1"
EMPTY_STATE = b"\0"
ROOT = "t"


def uint(number: int) -> bytes:
    """Write a number as lib0 does."""
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def read_uint(data: bytes, at: int) -> tuple[int, int]:
    """Read a number; give it and the place behind it."""
    number = shift = 0
    while True:
        byte = data[at]
        at += 1
        number |= (byte & 127) << shift
        if byte < 128:
            return number, at
        shift += 7


def message(kind: bytes, payload: bytes) -> bytes:
    """Write a message: STEP1, STEP2, UPDATE or AWARENESS, and its bytes."""
    return kind + uint(len(payload)) + payload


def payload_of(frame: bytes, head: int = 2) -> bytes:
    """Give the bytes in a message whose kind takes `head` bytes."""
    _, at = read_uint(frame, head)
    return frame[at:]


HELLO = message(STEP1, EMPTY_STATE)
IN_ROOT = b"\x04\1" + uint(len(ROOT)) + ROOT.encode()
STRING, SKIP = 4, 10
NOTHING = message(STEP2, b"\0\0")


class Typist:
    """Types letters one by one; `clock` is how many it has typed."""

    def __init__(self, client: int) -> None:
        self.client = client
        self.clock = 0

    def type(self, letter: str) -> bytes:
        """Type one letter of ASCII; give the update."""
        return self.paste(letter)

    def paste(self, letters: str) -> bytes:
        """Write letters of ASCII in one go; give the update."""
        me = uint(self.client)
        head = b"\1\1" + me + uint(self.clock)
        place = b"\x84" + me + uint(self.clock - 1) if self.clock else IN_ROOT
        self.clock += len(letters)
        return head + place + uint(len(letters)) + letters.encode() + b"\0"


def read_state(state: bytes) -> dict[int, int]:
    """Read a state vector: client → how many of its clocks are known."""
    known: dict[int, int] = {}
    count, at = read_uint(state, 0)
    for _ in range(count):
        client, at = read_uint(state, at)
        known[client], at = read_uint(state, at)
    return known


def spans(update: bytes) -> dict[int, tuple[int, int]]:
    """Tell what an update of typists brings: client → the clocks of its first letter and behind its last.

    Where letters are left out in between, only those behind the last hole count.
    """
    brought: dict[int, tuple[int, int]] = {}
    blocks, at = read_uint(update, 0)
    for _ in range(blocks):
        structs, at = read_uint(update, at)
        client, at = read_uint(update, at)
        start, at = read_uint(update, at)
        end = start
        for _ in range(structs):
            if update[at] == SKIP:
                skipped, at = read_uint(update, at + 1)
                start = end = end + skipped
                continue
            letters, at = _letters(update, at)
            end += letters
        brought[client] = (start, end)
    return brought


def _letters(update: bytes, at: int) -> tuple[int, int]:
    """Read one run of letters behind its origins; give how many there are, and the place behind."""
    info = update[at]
    at += 1
    assert info & 31 == STRING, "typists type text and nothing else"
    for _ in range(2 * (info >> 7) + 2 * (info >> 6 & 1)):
        _, at = read_uint(update, at)
    if info < 64:
        at += len(IN_ROOT) - 1
    size, at = read_uint(update, at)
    return size, at + size


def presence(client: int, clock: int, state: str) -> bytes:
    """Write an awareness message about one client."""
    raw = state.encode()
    entry = b"\1" + uint(client) + uint(clock) + uint(len(raw)) + raw
    return message(AWARENESS, entry)


@dataclass(frozen=True, slots=True)
class Seen:
    """One entry of an awareness message."""

    client: int
    clock: int
    state: bytes


def read_presence(frame: bytes) -> list[Seen]:
    """Read the entries of an awareness message."""
    data = payload_of(frame, 1)
    count, at = read_uint(data, 0)
    seen = []
    for _ in range(count):
        client, at = read_uint(data, at)
        clock, at = read_uint(data, at)
        size, at = read_uint(data, at)
        seen.append(Seen(client, clock, data[at : at + size]))
        at += size
    return seen


def text_of(updates: Iterable[bytes]) -> str:
    """Give the text that comes of updates."""
    doc: Doc[Text] = Doc()
    text = doc.get(ROOT, type=Text)
    for update in updates:
        doc.apply_update(update)
    return str(text)
