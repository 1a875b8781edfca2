"""Asking a server for its time: what one question tells, which answers to believe, when to ask again.

    local     sent ────────────────────────── back
                  ╲                          ╱
    server         heard ────────── answered

Queues only ever add delay, so the quickest answers are the best. Questions go in pairs with a known
gap; where the server heard them with another gap, something on the way held one of them up.
"""

from dataclasses import dataclass, replace
from typing import Final

PAIR_GAP: Final = 20.0
"""Between the two questions of a pair."""

GAP_CHANGED: Final = 4.0
"""A pair whose gap changes by more than this on its way is not believed."""

FIRST_PAIRS: Final = 20
FIRST_EVERY: Final = 60.0
LATER_EVERY: Final = 1000.0
LATER_MORE: Final = 1000.0
"""Pairs come quickly at first, then one every one or two seconds, by chance, so that a thousand
clients do not ask in the same moment."""

WOKEN: Final = 5000.0
"""Whoever was not looked after for so long has slept, and asks quickly again."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One question and its answer: when it was sent and back, and heard and answered there."""

    sent: float
    heard: float
    answered: float
    back: float

    @property
    def offset(self) -> float:
        """How far the server's clock is ahead; wrong by half the delay at most."""
        return ((self.heard - self.sent) + (self.answered - self.back)) / 2

    @property
    def delay(self) -> float:
        """How long question and answer were on their way, both together."""
        return (self.back - self.sent) - (self.answered - self.heard)

    @property
    def at(self) -> float:
        """The local time that the offset is about."""
        return (self.sent + self.back) / 2


def kept_its_gap(first: Probe, second: Probe) -> bool:
    """Tell whether the server heard a pair as far apart as it was sent."""
    changed = (second.heard - first.heard) - (second.sent - first.sent)
    return abs(changed) <= GAP_CHANGED


def better(first: Probe, second: Probe) -> Probe:
    """Give the quicker one of two answers."""
    return second if second.delay < first.delay else first


@dataclass(frozen=True, slots=True)
class Asking:
    """When to ask: how many pairs there were, when the next is due, when this was last looked at."""

    pairs: int
    due: float
    looked: float


def begin(now: float) -> Asking:
    """Begin to ask: quickly at first."""
    return Asking(0, now, now)


def ask(asking: Asking, now: float, chance: float) -> tuple[Asking, bool]:
    """Tell whether to send a pair now; `chance` (0 … 1) spreads those of many clients."""
    if now - asking.looked > WOKEN:
        asking = begin(now)
    if now < asking.due:
        return replace(asking, looked=now), False
    pairs = asking.pairs + 1
    quick = pairs < FIRST_PAIRS
    wait = FIRST_EVERY if quick else LATER_EVERY + LATER_MORE * chance
    return Asking(pairs, now + wait, now), True
