"""What a client that has no socket posts: frames with their numbers, and how far it has heard (W11).

    number (of the first frame)  number (of the last event heard)  bytes(frame) …

The frames that a client says are numbered 1, 2, 3 … A post carries some in a row, or none: then it is only a sign of
life. One frame may be as large as any message; several together are kept short, so that nobody else waits for them.
"""

from dataclasses import dataclass

from crdt_server.protocol.errors import Malformed, TooLarge
from crdt_server.protocol.lib0 import read_var_bytes, read_var_uint

MOST_FRAMES = 256
MOST_TOGETHER = 256 * 1024  # bytes
HEAD = 24  # bytes: two numbers and the length of a frame


@dataclass(frozen=True, slots=True)
class Post:
    """Some frames of a client in a row, and the number of the last event that it has heard."""

    first: int
    heard: int
    frames: tuple[bytes, ...]


def decode_post(body: bytes, most_bytes: int) -> Post:
    """Read a post whose frames have at most `most_bytes` each; Malformed says what was wrong with it."""
    first, at = read_var_uint(body, 0)
    heard, at = read_var_uint(body, at)
    if not first:
        raise Malformed("frames are numbered from 1")
    frames: list[bytes] = []
    while at < len(body):
        frame, at = read_var_bytes(body, at)
        if len(frame) > most_bytes:
            raise TooLarge(f"a message of {len(frame)} bytes; {most_bytes} is the limit")
        frames.append(frame)
    if len(frames) > MOST_FRAMES or (len(frames) > 1 and len(body) > MOST_TOGETHER + HEAD):
        raise TooLarge(
            f"a post carries one frame of any size, or at most {MOST_FRAMES} "
            f"of {MOST_TOGETHER} bytes together"
        )
    return Post(first, heard, tuple(frames))
