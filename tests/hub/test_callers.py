"""What one address may do, on a clock that the test turns (L5, L6)."""

import random
from uuid import uuid4

import pytest

from crdt_server.hub import callers
from crdt_server.hub.bucket import Bucket
from crdt_server.hub.callers import Caller, CallerLimits, Callers, TooMany
from crdt_server.hub.hub import Hub
from crdt_server.protocol.messages import Denied
from tests.hub.socket import Closed, HClient, YClient, connected


class Stopwatch:
    """Shows the seconds it was told."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


def opened(callers: Callers, address: str) -> Caller:
    caller = callers.open(address)
    assert isinstance(caller, Caller)
    return caller


def test_a_bucket_lets_through_its_burst_and_then_its_rate() -> None:
    """Whoever takes as much as there is, at random moments, gets the rate and one burst, and never waits for more."""
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    bucket, now, taken = Bucket(rate=10.0, burst=50.0, now=0.0), 0.0, 0
    while now < 1_000:
        now += chance.expovariate(2.0)
        bucket.fill(now)
        for _ in range(chance.randrange(40)):
            if bucket.left >= 1:
                bucket.spend(1)
                taken += 1
        assert bucket.left <= 50
        assert bucket.wait(1) <= 0.1
    assert taken <= 10 * now + 50
    assert taken >= 9 * now


def test_what_is_overspent_is_owed() -> None:
    bucket = Bucket(rate=10.0, burst=50.0, now=0.0)
    assert bucket.spend(50)
    assert not bucket.spend(20)
    assert bucket.wait() == 2.0
    bucket.fill(1.0)
    assert bucket.wait() == 1.0
    bucket.fill(2.0)
    assert bucket.wait() == 0.0


def test_L5_one_address_has_so_many_sockets_open_at_once(watch: Stopwatch) -> None:
    callers = Callers(CallerLimits(sockets=2), watch)
    opened(callers, "a")
    opened(callers, "a")
    refusal = callers.open("a")
    assert isinstance(refusal, TooMany)
    assert "2 at most" in refusal.sentence
    assert refusal.seconds > 0
    opened(callers, "b")
    callers.close("a")
    opened(callers, "a")


def test_L5_one_address_asks_so_often_a_minute(watch: Stopwatch) -> None:
    callers = Callers(CallerLimits(requests_per_minute=60), watch)
    assert all(callers.at("a").ask() is None for _ in range(60))
    refusal = callers.at("a").ask()
    assert refusal is not None
    assert refusal.seconds == 1
    assert "at most 60 a minute" in refusal.sentence
    assert callers.at("b").ask() is None
    assert isinstance(callers.open("a"), TooMany), "sockets count as requests"
    watch.seconds += refusal.seconds
    assert callers.at("a").ask() is None
    assert callers.at("a").ask() is not None


def test_L5_whoever_waits_as_long_as_it_is_told_gets_in(watch: Stopwatch) -> None:
    callers = Callers(CallerLimits(requests_per_minute=7), watch)
    for _ in range(50):
        while (refusal := callers.at("a").ask()) is None:
            pass
        watch.seconds += refusal.seconds
        assert callers.at("a").ask() is None


def test_L5_without_limits_nothing_is_refused(watch: Stopwatch) -> None:
    callers = Callers(CallerLimits(), watch)
    for _ in range(10_000):
        assert opened(callers, "a").waits_after_failures() is None
        callers.at("a").fail()


def test_L5_whoever_is_back_to_normal_is_forgotten_and_counted_alike(watch: Stopwatch) -> None:
    callers = Callers(CallerLimits(10, 60, 60), watch)
    for number in range(1_000):
        callers.at(f"10.0.{number}").ask()
        watch.seconds += 2
    assert len(callers) < 5


def test_L5_what_is_remembered_is_bounded_however_many_addresses_somebody_has(
    watch: Stopwatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(callers, "MOST_REMEMBERED", 100)
    table = Callers(CallerLimits(10, 60, 60), watch)
    opened(table, "a venue")
    for number in range(5_000):
        table.at(f"10.0.{number}").ask()
        assert len(table) <= 101
    assert table.at("a venue").sockets == 1
    for _ in range(9):
        opened(table, "a venue")
    assert isinstance(table.open("a venue"), TooMany)


def test_L5_every_socket_that_is_opened_can_be_closed_in_any_order(watch: Stopwatch) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    table, open_now = Callers(CallerLimits(5, 6_000, 60), watch), []
    for _ in range(5_000):
        if open_now and chance.random() < 0.5:
            table.close(open_now.pop(chance.randrange(len(open_now))))
        else:
            address = chance.choice("abcd")
            refused = isinstance(table.open(address), TooMany)
            assert refused == (open_now.count(address) == 5)
            open_now += [] if refused else [address]
        watch.seconds += 0.1
    for address in open_now:
        table.close(address)
    watch.seconds += 60
    assert all(table.at(address).is_forgettable() for address in "abcd")


@pytest.mark.anyio
async def test_L6_after_too_many_failures_nobody_new_is_heard_for_a_while(
    hub: Hub, watch: Stopwatch
) -> None:
    """Somebody guesses; from then on new sockets of that address have to wait, other addresses do not."""
    venue = Caller(CallerLimits(failures_per_minute=3), watch)
    async with connected(hub, caller=venue) as known:
        ana = HClient(known, "notes", 1)
        ana.begin()
        await ana.until_saved(1)
        for _ in range(3):
            async with connected(hub, caller=venue) as socket:
                guess = HClient(socket, f"show/{uuid4()}", 2)
                guess.begin()
                assert isinstance(await guess.hear(), Denied)
        async with connected(hub, "notes", caller=venue) as socket:
            YClient(socket, 3).begin()
            with pytest.raises(Closed) as closed:
                await socket.hear()
            assert closed.value.code == 1013
            assert "Try again in" in closed.value.reason
        other = HClient(known, "other notes", 4)
        other.begin()
        await other.until_saved(1)
        async with connected(hub, "notes") as socket:
            bob = YClient(socket, 5)
            bob.begin()
            await bob.hear()
        watch.seconds += 20
        async with connected(hub, "notes", caller=venue) as socket:
            cyd = YClient(socket, 6)
            cyd.begin()
            await cyd.hear()


@pytest.mark.anyio
async def test_L6_it_is_failures_that_count_not_people(hub: Hub, watch: Stopwatch) -> None:
    """A whole venue behind one address comes at once."""
    venue = Caller(CallerLimits(failures_per_minute=3), watch)
    for number in range(50):
        async with connected(hub, "notes", caller=venue) as socket:
            person = YClient(socket, number + 1)
            person.begin()
            await person.hear()
    assert venue.waits_after_failures() is None
