"""The update that nearly all updates are: one person's next letters, read at one look.

Letters of the basic alphabet are put behind something of the same client, and before nothing or before something of
anybody. What does not look exactly so is read step by step (`update.py`); what is understood here means the same there.

    1 block, 1 struct, client, clock, 0x84, client, origin,                        size, text, 0 deletions
    1 block, 1 struct, client, clock, 0xC4, client, origin, client, right origin,  size, text, 0 deletions
"""

import re
from functools import lru_cache

LETTERS = re.compile(
    rb"\x01\x01(%(number)b)(%(number)b)"
    rb"(?:\x84\1(%(number)b)|\xc4\1(%(number)b)(%(number)b)(%(number)b))"
    rb"([\x01-\x7f])([\x00-\x7f]+)\x00" % {b"number": rb"[\x80-\xff]*+[\x00-\x7f]"},
    re.DOTALL,
)
MAX_CLOCK = 2**28 - 1
UNUSUAL = 2**60  # more than any number may be

Keystroke = tuple[int, tuple[int, int], dict[int, int]]
"""A client, the clocks that it brings (end exclusive), and what else must be known, by client."""


def read_keystroke(update: bytes) -> Keystroke | None:
    """Read an update if it is one of the frequent kind and nothing is wrong with it; else None."""
    found = LETTERS.fullmatch(update)
    if found is None:
        return None
    client, clock, origin, left, neighbour, right, size, text = found.groups()
    start, length, speaker = _number(clock), len(text), _client(client)
    if _number(origin or left) >= start or start > MAX_CLOCK or size[0] != length:
        return None
    if neighbour is None:
        return None if speaker is None else (speaker, (start, start + length), {})
    other, before = _client(neighbour), _number(right)
    if speaker is None or other is None or before > MAX_CLOCK:
        return None
    if other != speaker:
        return speaker, (start, start + length), {other: before + 1}
    return (speaker, (start, start + length), {}) if before < start else None


def _number(raw: bytes) -> int:
    """Read a number; UNUSUAL if it is padded or long."""
    if len(raw) == 1:
        return raw[0]
    if not raw[-1] or len(raw) > 4:
        return UNUSUAL
    if len(raw) == 2:
        return raw[0] & 127 | raw[1] << 7
    return raw[0] & 127 | (raw[1] & 127) << 7 | _number(raw[2:]) << 14


@lru_cache(maxsize=16_384)
def _client(raw: bytes) -> int | None:
    """Read a client id; None if it is padded or longer than clients choose theirs."""
    if len(raw) > 7 or (len(raw) > 1 and not raw[-1]):
        return None
    value = 0
    for byte in reversed(raw):
        value = value << 7 | byte & 127
    return value
