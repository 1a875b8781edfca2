"""The weight of a document is known well enough, and hardly ever measured (L1)."""

import random

from crdt_server.room.weight import STEPS, Weight
from tests.room.replica import Replica

MOST = 100_000


class Scale:
    """Weighs a copy, and counts how often."""

    def __init__(self) -> None:
        self.copy = Replica(1)
        self.times = 0

    def __call__(self) -> int:
        self.times += 1
        return len(self.copy.everything())


def test_L1_a_hundred_thousand_keys_are_weighed_a_few_times() -> None:
    """Each key is thirty bytes on the wire and one in the document."""
    keys, times = 0, 0

    def weigh() -> int:
        nonlocal times
        times += 1
        return keys

    weight = Weight(MOST, 0, weigh)
    while not weight.exceeds(MOST, 30):
        weight.add(30)
        keys += 1
    assert MOST * 0.99 < keys < MOST * 1.01
    assert times < 300


def test_L1_the_bound_is_kept_to_within_a_step_whatever_is_done() -> None:
    """Typing anywhere and pasting, as long as it is let; deleting now and then."""
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    scale = Scale()
    weight = Weight(MOST, 0, scale)
    refused = 0
    for _ in range(1_500):
        text = scale.copy.text
        if len(text) > 20 and chance.random() < 0.1:
            weight.add(len(scale.copy.erase(chance.randrange(len(text) - 10), 10)))
            continue
        size = 5_000 if chance.random() < 0.03 else chance.randrange(1, 40)
        if weight.exceeds(MOST, size + 40):
            refused += 1
            continue
        weight.add(len(scale.copy.type("x" * size, at=chance.randrange(len(text) + 1))))
        assert len(scale.copy.everything()) <= MOST + 4 * MOST // STEPS
    assert refused, "the bound was reached"
    assert scale.times < 1_000


def test_L1_at_the_bound_refusing_costs_nothing() -> None:
    scale = Scale()
    scale.copy.type("x" * MOST)
    weight = Weight(MOST, 0, scale)
    weight.add(MOST)
    assert weight.exceeds(MOST, 1)
    times = scale.times
    for _ in range(10_000):
        assert weight.exceeds(MOST, 1)
    assert scale.times == times == 1
