"""What a client without a socket posts (W11)."""

import random

import pytest

from crdt_server.protocol.errors import Malformed, TooLarge
from crdt_server.protocol.lib0 import var_bytes, write_var_uint
from crdt_server.protocol.posts import MOST_FRAMES, MOST_TOGETHER, Post, decode_post

LIMIT = 1_000_000


def post_of(first: int, heard: int, *frames: bytes) -> bytes:
    return write_var_uint(first) + write_var_uint(heard) + b"".join(map(var_bytes, frames))


@pytest.mark.parametrize(
    "post",
    [
        Post(1, 0, ()),
        Post(1, 0, (b"",)),
        Post(300, 2**40, (b"one", b"", b"\x00" * 200)),
        Post(7, 7, (b"x" * LIMIT,)),
        Post(7, 7, (b"x",) * MOST_FRAMES),
    ],
)
def test_W11_a_post_reads_as_it_was_written(post: Post) -> None:
    assert decode_post(post_of(post.first, post.heard, *post.frames), LIMIT) == post


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x01",
        b"\x00\x00",
        b"\x01\x00\x05abc",
        b"\xff" * 200,
        b"\x01\x00\x80",
        b"\x81\x00\x00",
    ],
)
def test_W11_what_is_no_post_is_refused(body: bytes) -> None:
    with pytest.raises(Malformed):
        decode_post(body, LIMIT)


@pytest.mark.parametrize(
    "frames",
    [(b"x" * (LIMIT + 1),), (b"x",) * (MOST_FRAMES + 1), (b"x" * MOST_TOGETHER, b"y" * 100)],
    ids=["one too large", "too many", "too large together"],
)
def test_W6_a_post_has_limits(frames: tuple[bytes, ...]) -> None:
    with pytest.raises(TooLarge):
        decode_post(post_of(1, 0, *frames), LIMIT)


def test_W11_random_bytes_are_a_post_or_refused_and_nothing_else() -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    for _ in range(5_000):
        body = chance.randbytes(chance.randrange(40))
        try:
            post = decode_post(body, 30)
        except Malformed:
            continue
        assert post_of(post.first, post.heard, *post.frames) == body
