"""OSC packets, bytes ⇄ messages; whatever comes is read within bounds, or it is Malformed.

Messages are read and written by python-osc. Bundles are taken apart here: its reader trusts the sizes that a packet
names, and a negative one keeps it busy for ever.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pythonosc.osc_message import OscMessage
from pythonosc.osc_message import ParseError as MessageUnreadable
from pythonosc.osc_message_builder import build_msg
from pythonosc.parsing.osc_types import ParseError, get_string

MOST_BYTES: Final = 4096
MOST_MESSAGES: Final = 16
DEEPEST: Final = 4
BUNDLE: Final = b"#bundle\0"
TAGS: Final = frozenset("ihfdsbrmtTFN[]")
"""What python-osc can read; of anything else it would write a warning into the log and read on at the wrong place."""

Value = str | int | float | bool


class Malformed(ValueError):
    """A packet is no OSC, or more than is read of one; the text says why."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: where to, and with which values."""

    address: str
    values: tuple[Any, ...] = ()


def read(packet: bytes) -> list[Message]:
    """Give the messages of a packet in their order, those in bundles too; times of bundles do not count."""
    if len(packet) > MOST_BYTES:
        raise Malformed(f"a packet has at most {MOST_BYTES} bytes, not {len(packet)}")
    found: list[Message] = []
    for message in _messages_in(packet, 0):
        if len(found) == MOST_MESSAGES:
            raise Malformed(f"a packet has at most {MOST_MESSAGES} messages")
        found.append(_read_message(message))
    return found


def write(address: str, values: Sequence[Value] = ()) -> bytes:
    """Write a message."""
    return build_msg(address, [_whole(value) for value in values]).dgram


def _messages_in(packet: bytes, depth: int) -> Iterator[bytes]:
    if packet.startswith(b"/"):
        yield packet
        return
    if not packet.startswith(BUNDLE) or len(packet) < len(BUNDLE) + 8:
        raise Malformed("it begins neither with / nor with #bundle")
    if depth == DEEPEST:
        raise Malformed(f"bundles are in each other {DEEPEST} deep at most")
    at = len(BUNDLE) + 8  # the time tag
    while at < len(packet):
        size = int.from_bytes(packet[at : at + 4], signed=True)
        at += 4
        if size <= 0 or at + size > len(packet):
            raise Malformed("a bundle names a size that is not there")
        yield from _messages_in(packet[at : at + size], depth + 1)
        at += size


def _read_message(packet: bytes) -> Message:
    try:
        _, after = get_string(packet, 0)
        tags = get_string(packet, after)[0] if after < len(packet) else ","
        if unknown := set(tags[1:]) - TAGS:
            raise Malformed(f"there is no type {sorted(unknown)[0]!r}")
        message = OscMessage(packet)
    except Malformed:
        raise
    except (MessageUnreadable, ParseError, ValueError, struct.error, OverflowError) as error:
        raise Malformed("a message is cut off, or its types and values do not fit") from error
    return Message(message.address, tuple(message.params))


def _whole(value: Value) -> Value:
    """Text ends with the first zero byte in OSC: what stands after it would be read as something else."""
    return value.replace("\0", " ") if isinstance(value, str) else value
