"""Simulated networks in virtual time: clients with drifting clocks ask a server, and the truth is known.

A network is how long one packet takes up and down. Packets of one direction do not overtake each
other. All chance comes from a seed.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from crdt_server.timebase.probes import PAIR_GAP, Probe, ask, begin
from crdt_server.timebase.shared_clock import SharedClock

Delay = Callable[[random.Random, float], float]
EPOCH = 1_800_000_000_000.0


def wired(chance: random.Random, _now: float) -> float:
    """A switch or two, and now and then a busy processor."""
    stall = chance.uniform(0.0, 10.0) if chance.random() < 0.02 else 0.0
    return 0.15 + chance.expovariate(1 / 0.05) + stall


def wifi(chance: random.Random, _now: float) -> float:
    """A quiet access point in the same room."""
    again = chance.uniform(0.0, 20.0) if chance.random() < 0.05 else 0.0
    return 1.0 + chance.expovariate(1 / 0.7) + again


def busy(chance: random.Random, now: float) -> float:
    """A full hall: in a fifth of all half seconds everything waits for up to 120 ms."""
    burst = random.Random(int(now // 500)).random() < 0.2
    return 1.5 + chance.expovariate(1 / 1.5) + (chance.uniform(0.0, 120.0) if burst else 0.0)


def asleep(chance: random.Random, _now: float) -> float:
    """A phone that saves power: half of what comes down waits for the next beacon, up to 102 ms."""
    beacon = chance.uniform(0.0, 102.4) if chance.random() < 0.5 else 0.0
    return 1.0 + chance.expovariate(1 / 0.7) + beacon


def slow(least: float) -> Delay:
    """A mobile network, with jitter and sometimes a packet that is sent again."""

    def delay(chance: random.Random, _now: float) -> float:
        again = chance.uniform(0.0, 80.0) if chance.random() < 0.05 else 0.0
        return least + chance.expovariate(1 / 4.0) + again

    return delay


@dataclass(frozen=True, slots=True)
class Network:
    """How long packets take up and down."""

    up: Delay
    down: Delay


NETWORKS = {
    "wired": Network(wired, wired),
    "Wi-Fi": Network(wifi, wifi),
    "busy Wi-Fi": Network(busy, busy),
    "sleeping Wi-Fi": Network(wifi, asleep),
    "4G": Network(slow(22.5), slow(17.5)),
}
"""By name; up and down differ by 5 ms on the last."""


class Client:
    """A device with a clock of its own, that asks over a network."""

    def __init__(self, network: Network, seed: int) -> None:
        self.chance = random.Random(seed)
        self.network = network
        self.rate = 1 + self.chance.uniform(-80e-6, 80e-6)
        self.ahead = self.chance.uniform(0.0, 1e6)
        self.clock = SharedClock()
        self._last_up = self._last_down = 0.0

    def local(self, now: float) -> float:
        """Give what its own clock says."""
        return self.ahead + now * self.rate

    def error(self, now: float) -> float:
        """Tell how wrong its idea of the server's time is."""
        shown = self.clock.now(self.local(now))
        assert shown is not None
        return shown - EPOCH - now

    def probe(self, now: float) -> Probe:
        """Ask once, at a moment."""
        heard = self._last_up = max(self._last_up, now + self.network.up(self.chance, now))
        answered = heard + self.chance.uniform(0.02, 0.1)
        back = answered + self.network.down(self.chance, answered)
        back = self._last_down = max(self._last_down, back)
        return Probe(self.local(now), EPOCH + heard, EPOCH + answered, self.local(back))

    def pairs(self, until: float) -> Iterator[tuple[float, Probe, Probe]]:
        """Ask pair after pair; give each with the moment at which it is known."""
        asking, now = begin(0.0), 0.0
        while now < until:
            asking, due = ask(asking, now, self.chance.random())
            if due:
                first, second = self.probe(now), self.probe(now + PAIR_GAP)
                yield self._last_down, first, second
            now = max(now, asking.due)

    def errors(self, moments: tuple[float, ...]) -> Iterator[tuple[float, float]]:
        """Run, and give the error and its bound at each of these moments."""
        ahead = iter(moments)
        moment = next(ahead)
        for known, first, second in self.pairs(moments[-1] + 5000):
            while known > moment:
                yield self.error(moment), self.clock.bound(self.local(moment)) or 0.0
                following = next(ahead, None)
                if following is None:
                    return
                moment = following
            self.clock.take(first, second)
