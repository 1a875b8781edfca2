"""The time that a client shows: smooth, never back, and never more wrong than it says (K3, K4, K5)."""

from itertools import pairwise
from typing import Any

import pytest

from crdt_server.timebase.probes import Probe
from crdt_server.timebase.shared_clock import SLEW, SharedClock
from tests.docs_model.vectors import vectors
from tests.effort import seeds
from tests.timebase.network import EPOCH, NETWORKS, Client, Network, asleep, slow, wifi

MINUTE = 60_000.0


@pytest.mark.parametrize("trace", vectors("clock")["traces"], ids=lambda trace: trace["name"])
def test_K3_the_same_time_is_shown_as_in_the_browser(trace: dict[str, Any]) -> None:
    clock = SharedClock()
    assert clock.now(0.0) is None and clock.bound(0.0) is None
    for step in trace["steps"]:
        assert clock.take(Probe(*step["first"]), Probe(*step["second"])) is step["believed"]
        assert clock.now(step["asked"]) == pytest.approx(step["shown"], abs=0.001)
        assert clock.bound(step["asked"]) == pytest.approx(step["bound"], abs=0.001)


def pair(at: float, offset: float, delay: float = 2.0) -> tuple[Probe, Probe]:
    """Give two questions over a network without any chance in it."""
    one, half = at + delay / 2 + offset, delay / 2
    return Probe(at, one, one, at + 2 * half), Probe(at + 20, one + 20, one + 20, at + 20 + delay)


def test_K4_a_step_back_is_a_moment_in_which_the_clock_stands_still() -> None:
    clock = SharedClock()
    clock.take(*pair(0, 5000))
    assert clock.now(2990) == 7990
    clock.take(*pair(2960, 4970))
    assert [clock.now(2991), clock.now(3019), clock.now(3021)] == [7990, 7990, 7991]


def test_K4_a_server_that_was_restarted_is_believed_at_once() -> None:
    clock = SharedClock()
    clock.take(*pair(0, 5000))
    assert clock.now(30) == 5030
    clock.begin_anew()
    assert clock.now(40) is None
    clock.take(*pair(1000, 100))
    assert clock.now(1030) == 1130


def test_K4_a_better_estimate_is_approached_and_not_jumped_to() -> None:
    clock = SharedClock()
    clock.take(*pair(0, 5000.0, delay=9.0))
    assert clock.now(2000) == 7000
    clock.take(*pair(1978, 5004.0, delay=2.0))
    shown = [clock.now(2000.0 + passed) or 0.0 for passed in range(0, 9000, 100)]
    assert shown[0] == 7000
    rates = [(later - earlier) / 100 - 1 for earlier, later in pairwise(shown)]
    assert max(rates) <= SLEW + 1e-9 and min(rates) >= -1e-9
    assert shown[-1] == pytest.approx(2000 + 8900 + 5004)


def test_K4_a_clock_that_is_more_than_20_ms_off_steps() -> None:
    clock = SharedClock()
    clock.take(*pair(0, 5000.0, delay=60.0))
    assert clock.now(2000) == 7000
    clock.take(*pair(1978, 5025.0, delay=2.0))
    assert clock.now(2000) == 7025


def test_K5_what_cannot_be_is_taken_as_the_jump_of_a_clock() -> None:
    clock = SharedClock()
    for number in range(60):
        clock.take(*pair(number * 1500.0, 5000.0))
    clock.take(*pair(100_000, 35_000.0))
    assert clock.now(100_030) == pytest.approx(135_030, abs=0.1)
    bound = clock.bound(100_030)
    assert bound is not None and bound < 1.1


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("seed", seeds(2))
def test_K4_the_time_shown_never_goes_back(name: str, seed: int) -> None:
    client = Client(NETWORKS[name], seed)
    shown, moment = float("-inf"), 0.0
    for known, first, second in client.pairs(2 * MINUTE):
        while moment < known:
            moment += 25
            now = client.clock.now(client.local(moment))
            if now is not None:
                assert now >= shown, f"seed {seed}"
                shown = now
        client.clock.take(first, second)


def test_K5_a_way_that_is_20_ms_slower_in_one_direction_is_within_the_bound() -> None:
    """Nobody can see it; the error is half of it, and the bound says so."""
    for seed in seeds(4):
        client = Client(Network(slow(25.0), slow(5.0)), seed)
        for error, bound in client.errors((10_000.0, 60_000.0)):
            assert 8 < abs(error) <= bound, f"seed {seed}"


def run(client: Client, until: float) -> None:
    for _, first, second in client.pairs(until):
        client.clock.take(first, second)


def test_K5_a_minute_without_the_network_is_held_over() -> None:
    for seed in seeds(4):
        client = Client(Network(wifi, asleep), seed)
        run(client, 5 * MINUTE)
        error = client.error(6 * MINUTE)
        bound = client.clock.bound(client.local(6 * MINUTE))
        assert bound is not None
        assert abs(error) <= min(2.0, bound), f"seed {seed}"


def test_K5_after_sleep_the_clock_is_right_again_with_the_first_answers() -> None:
    """Some devices stop their clock while they sleep: here for an hour."""
    for seed in seeds(4):
        client = Client(Network(wifi, wifi), seed)
        run(client, 2 * MINUTE)
        woken = 62 * MINUTE
        client.ahead -= 60 * MINUTE * client.rate
        for number in range(20):
            first, second = (
                client.probe(woken + 60 * number),
                client.probe(woken + 60 * number + 20),
            )
            client.clock.take(first, second)
        error = client.error(woken + 1500)
        bound = client.clock.bound(client.local(woken + 1500))
        assert bound is not None
        assert abs(error) <= min(1.0, bound), f"seed {seed}"


def test_K5_a_machine_that_stalls_is_not_believed() -> None:
    """While its loop was stalled for 50 ms the server heard the first question late."""
    clock = SharedClock()
    clock.take(*pair(0, EPOCH))
    held, prompt = Probe(1000, EPOCH + 1051, EPOCH + 1051, 1052), pair(1000, EPOCH)[1]
    assert not clock.take(held, prompt)
    assert clock.now(1100) == EPOCH + 1100
