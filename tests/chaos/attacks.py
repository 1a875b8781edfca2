"""What somebody might send who wishes the server ill, or whose program is broken.

An attack is what one socket says; its sender must be sent away with one of `codes`, and with a reason.
"""

import random
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from json import loads
from pathlib import Path

from bench.yjs import AWARENESS, HELLO, STEP2, UPDATE, message, presence, uint

UNREADABLE, NOT_ALLOWED, TOO_BIG, NOT_TEXT, WRONG = 1007, 1008, 1009, 1003, 1002
SENT_AWAY = frozenset((UNREADABLE, NOT_ALLOWED, TOO_BIG))
VECTORS = Path(__file__).parents[1] / "vectors" / "yjs_updates.json"
MANY = 2**31
DEEP = 30_000


@dataclass(frozen=True, slots=True)
class Attack:
    """Messages to a path, and how the socket must end."""

    name: str
    messages: tuple[bytes, ...]
    codes: frozenset[int] = SENT_AWAY
    many_documents: bool = False


def text(raw: bytes) -> bytes:
    """Write a text, as lib0 does, that need not be one."""
    return uint(len(raw)) + raw


def hocuspocus(name: str, body: bytes) -> bytes:
    """Write a Hocuspocus frame."""
    return text(name.encode()) + body


def update(*structs: bytes, client: int = 666, clock: int = 0) -> bytes:
    """Write an update of one client that deletes nothing."""
    return b"\1" + uint(len(structs)) + uint(client) + uint(clock) + b"".join(structs) + b"\0"


def in_root(kind: int, content: bytes) -> bytes:
    """Write a struct that stands in the root `t`."""
    return bytes((kind,)) + b"\1" + text(b"t") + content


def said(update_bytes: bytes) -> tuple[bytes, ...]:
    """Say an update after the usual greeting."""
    return HELLO, message(UPDATE, update_bytes)


NESTED_ARRAYS = b"\x75\1" * DEEP + b"\x7e"
NESTED_JSON = b"[" * DEEP + b"]" * DEEP

UPDATES = {
    "nested values": update(in_root(8, b"\1" + NESTED_ARRAYS)),
    "nested JSON": update(in_root(5, text(NESTED_JSON))),
    "many clients": uint(MANY) + b"\0",
    "many structs": b"\1" + uint(MANY) + b"\1\0",
    "many values": update(in_root(8, uint(MANY))),
    "a long text": update(in_root(4, uint(MANY) + b"x")),
    "many deletions": b"\0\1\1" + uint(MANY),
    "a clock beyond all": update(in_root(4, text(b"x")), clock=2**31 - 1),
    "a client beyond all": update(in_root(4, text(b"x")), client=2**53),
    "a client twice": b"\2"
    + update(in_root(4, text(b"a")))[1:-1]
    + update(in_root(4, text(b"b")))[1:],
    "a text that is none": update(in_root(4, text(b"\xff\xfe"))),
    "a struct of nothing": update(in_root(4, text(b""))),
    "an unknown content": update(in_root(13, b"")),
    "a reference to itself": update(b"\x84" + uint(666) + b"\0" + text(b"x")),
    "something left over": update(in_root(4, text(b"x"))) + b"\0",
    "a number without end": b"\xff" * 100_000,
    "nothing": b"",
}

PRESENCE = {
    "many entries": message(AWARENESS, uint(MANY)),
    "a hundred thousand people": message(
        AWARENESS, uint(100_000) + b"".join(uint(n) + b"\1" + text(b"{}") for n in range(100_000))
    ),
    "a large state": presence(1, 1, '"' + "x" * 2_000_000 + '"'),
    "a deep state": presence(1, 1, "[" * DEEP + "]" * DEEP),
    "no JSON": presence(1, 1, "{'a'"),
    "NaN": presence(1, 1, "NaN"),
    "a clock beyond all": message(AWARENESS, b"\1\1" + uint(2**53) + text(b"{}")),
    "a client beyond all": message(AWARENESS, b"\1" + uint(2**60) + b"\1" + text(b"{}")),
}

FRAMES = {
    "an unknown sync step": b"\0\3\0",
    "an endless state vector": b"\0\0" + text(uint(MANY)),
    "a hundred messages in one": HELLO * 100,
    "an empty message": b"",
}

MANY_DOCUMENTS = {
    "a y-websocket client without a name": (HELLO,),
    "a blank name": (hocuspocus(" ", b"\2\0\0"),),
    "a long name": (hocuspocus("x" * 600, b"\2\0\0"),),
    "a name that is no text": (b"\5\xff\xff\xff\xff\xff\2\0\0",),
    "a broadcast that only servers send": (hocuspocus("a", b"\6\1x"),),
    "a token that is none": (hocuspocus("a", b"\2\7"),),
    "more documents than are allowed": tuple(
        hocuspocus(f"crowd/{number}", b"\2\0\0") for number in range(600)
    ),
    "an update cut short": (
        hocuspocus("a", b"\2\0\0"),
        hocuspocus("a", message(UPDATE, update(in_root(4, text(b"x")))[:-3])),
    ),
}


def attacks() -> Iterator[Attack]:
    """Give every attack that is the same each time."""
    for name, bad in UPDATES.items():
        yield Attack(f"update: {name}", said(bad))
        yield Attack(f"step 2: {name}", (HELLO, message(STEP2, bad)))
    for name, frame in PRESENCE.items():
        yield Attack(f"presence: {name}", (HELLO, frame))
    for name, frame in FRAMES.items():
        yield Attack(f"frame: {name}", (HELLO, frame))
    for name, frames in MANY_DOCUMENTS.items():
        yield Attack(f"many documents: {name}", frames, many_documents=True)


def genuine_updates() -> list[bytes]:
    """Give updates that Yjs itself has written, of every kind of content."""
    sessions = loads(VECTORS.read_text())["sessions"]
    return [b64decode(each) for session in sessions for each in session["updates"]]


def mutated(chance: random.Random, original: bytes) -> bytes:
    """Damage bytes: flip, cut, repeat, or put in something else."""
    raw = bytearray(original)
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(raw)) if raw else 0
        match chance.randrange(5):
            case 0 if raw:
                raw[at] ^= 1 << chance.randrange(8)
            case 1:
                del raw[at:]
            case 2:
                raw[at:at] = raw[at : at + chance.randrange(1, 20)]
            case 3 if raw:
                raw[at] = chance.choice((0, 1, 127, 128, 255))
            case _:
                raw[at:at] = chance.randbytes(chance.randrange(1, 9))
    return bytes(raw)
