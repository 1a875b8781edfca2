"""How hard the tests try that try at random: a little in `make test`, many times as hard in `make test-long`.

TEST_EFFORT in the environment is the factor. Whatever is drawn by chance prints its seed, or is kept by hypothesis in
`.hypothesis/`, so that what a long run has found can be tried again.
"""

import os
import random

FACTOR = int(os.environ.get("TEST_EFFORT", "1"))


def effort(count: int) -> int:
    """Give how many examples, rounds or cuts to try, where `count` are enough for everyday."""
    return count * FACTOR


def seeds(count: int) -> list[int]:
    """Give so many seeds: always the same ones every day, and others in a long run."""
    if FACTOR == 1:
        return list(range(1, count + 1))
    return [random.randrange(2**32) for _ in range(effort(count))]
