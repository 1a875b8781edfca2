"""What a question to a server tells, and when to ask; the same vectors as in the browser (K1, K2)."""

from itertools import pairwise
from typing import Any

import pytest

from crdt_server.timebase.probes import Probe, ask, begin, better, kept_its_gap
from tests.docs_model.vectors import vectors

VECTORS = vectors("clock")


@pytest.mark.parametrize("case", VECTORS["probes"])
def test_K1_a_question_tells_offset_and_delay(case: dict[str, Any]) -> None:
    probe = Probe(*case["probe"])
    told = [round(value, 6) for value in (probe.offset, probe.delay, probe.at)]
    assert told == [case["offset"], case["delay"], case["at"]]


@pytest.mark.parametrize("case", VECTORS["pairs"], ids=lambda case: case["name"])
def test_K1_a_pair_that_was_held_up_is_not_believed(case: dict[str, Any]) -> None:
    first, second = Probe(*case["first"]), Probe(*case["second"])
    assert kept_its_gap(first, second) is case["kept"]
    assert better(first, second) is (first if case["better"] == "first" else second)


@pytest.mark.parametrize("looks", VECTORS["asking"])
def test_K2_quickly_at_first_then_now_and_then_and_quickly_after_sleeping(
    looks: list[tuple[float, float, bool]],
) -> None:
    asking = begin(0.0)
    for now, chance, expected in looks:
        asking, due = ask(asking, now, chance)
        assert (now, due) == (now, expected)


def test_K2_twenty_pairs_in_little_more_than_a_second_and_then_one_or_two_seconds_apart() -> None:
    asking, now, sent = begin(0.0), 0.0, []
    while now < 30_000:
        asking, due = ask(asking, now, (now % 7) / 7)
        sent += [now] * due
        now += 10
    assert sent[:20] == [60.0 * number for number in range(20)]
    apart = [later - earlier for earlier, later in pairwise(sent[19:])]
    assert min(apart) >= 1000 and max(apart) <= 2010
