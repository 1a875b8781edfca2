"""What comes from one address: sockets open at once, requests and failed joins a minute (L5, L6).

An address is not a person. A whole venue may sit behind one, so the bounds are generous, and it is failures that are
counted against it, not people. Nobody is told of by name, and nobody is remembered for longer than it takes to fill its
buckets again. What is remembered is bounded, whoever owns however many addresses:

    with open sockets      as many as there are sockets
    without                the last `MOST_REMEMBERED` that were heard of
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from crdt_server.clock import stopwatch
from crdt_server.hub.bucket import Bucket

MINUTE = 60.0
MOST_REMEMBERED = 20_000
A_TRIFLE = 1e-6  # seconds; numbers with a point are never quite right
FULL_WAIT = 30  # seconds; nobody knows when a socket of that address will close
CALLER = "callboard.caller"
"""Where in the scope of a socket stands whom it is counted for."""
ADDRESS = "callboard.address"
"""Where in the scope of a socket stands the address that it is counted for."""

COUNTED = "callboard.counted"
"""Where in the scope of a request that begins something like a socket stands how that is counted."""


@dataclass(frozen=True, slots=True)
class CallerLimits:
    """What one address may do; 0 means as much as it likes."""

    sockets: int = 0
    requests_per_minute: int = 0
    failures_per_minute: int = 0


@dataclass(frozen=True, slots=True)
class TooMany:
    """Not now: a sentence for a person, and the seconds after which it may work."""

    sentence: str
    seconds: int


class Caller:
    """One address, as those who serve it see it."""

    def __init__(self, limits: CallerLimits, measure: Callable[[], float]) -> None:
        now = measure()
        self.sockets = 0
        self._limits = limits
        self._measure = measure
        self._requests = _a_minute_of(limits.requests_per_minute, now)
        self._failures = _a_minute_of(limits.failures_per_minute, now)

    def ask(self) -> TooMany | None:
        """Count a request, or say why it has to wait."""
        if self._requests is None:
            return None
        wait = _wait(self._requests, self._measure())
        if wait:
            most = self._limits.requests_per_minute
            return TooMany(
                f"Too many requests came from your address: at most {most} a minute. Try again in {_in_words(wait)}.",
                wait,
            )
        self._requests.spend(1)
        return None

    def open(self) -> TooMany | None:
        """Count a socket as open, or say why it cannot be opened."""
        most = self._limits.sockets
        if most and self.sockets >= most:
            return TooMany(
                f"Too many connections are open from your address: {most} at most. Close some, and try again.",
                FULL_WAIT,
            )
        refusal = self.ask()
        if refusal is None:
            self.sockets += 1
        return refusal

    def close(self) -> None:
        """A socket is gone."""
        self.sockets -= 1

    def fail(self) -> None:
        """Somebody at this address was not let into a document."""
        if self._failures is not None:
            self._failures.fill(self._measure())
            self._failures.spend(1)

    def waits_after_failures(self) -> TooMany | None:
        """Say why nobody new from this address is heard now: too many were not let in."""
        if self._failures is None:
            return None
        wait = _wait(self._failures, self._measure())
        if not wait:
            return None
        return TooMany(
            f"Too many attempts from your address failed. Try again in {_in_words(wait)}.", wait
        )

    def is_forgettable(self) -> bool:
        """Tell whether a caller that is forgotten now and comes again is treated just the same."""
        now = self._measure()
        buckets = (self._requests, self._failures)
        return not self.sockets and all(each is None or each.is_full(now) for each in buckets)


@dataclass(slots=True)
class Counted:
    """Something that counts as an open socket of a caller until `end`, though no socket is open."""

    caller: Caller
    end: Callable[[], None]
    goes_on: bool = False
    """Whether it outlives the request that began it."""


class Callers:
    """Everybody who was heard of lately, by address."""

    def __init__(self, limits: CallerLimits, measure: Callable[[], float] = stopwatch) -> None:
        self._limits = limits
        self._measure = measure
        self._connected: dict[str, Caller] = {}
        self._lately: OrderedDict[str, Caller] = OrderedDict()

    def __len__(self) -> int:
        """Give how many are remembered."""
        return len(self._connected) + len(self._lately)

    def at(self, address: str) -> Caller:
        """Give the caller at an address."""
        caller = self._connected.get(address) or self._lately.pop(address, None)
        if caller is None:
            caller = Caller(self._limits, self._measure)
        if not caller.sockets:
            self._remember(address, caller)
        return caller

    def open(self, address: str) -> Caller | TooMany:
        """Open a socket from an address, or say why not; what is opened has to be closed."""
        caller = self.at(address)
        refusal = caller.open()
        if refusal is not None:
            return refusal
        self._lately.pop(address, None)
        self._connected[address] = caller
        return caller

    def close(self, address: str) -> None:
        """A socket from an address is gone."""
        caller = self._connected[address]
        caller.close()
        if not caller.sockets:
            del self._connected[address]
            self._remember(address, caller)

    def _remember(self, address: str, caller: Caller) -> None:
        """Keep somebody in mind as the latest; two at a time are looked at again, so it stays few."""
        self._lately[address] = caller
        for _ in range(2):
            oldest = next(iter(self._lately))
            if oldest == address or not self._lately[oldest].is_forgettable():
                break
            del self._lately[oldest]
        while len(self._lately) > MOST_REMEMBERED:
            self._lately.popitem(last=False)


def _a_minute_of(amount: int, now: float) -> Bucket | None:
    return Bucket(amount / MINUTE, amount, now) if amount else None


def _wait(bucket: Bucket, now: float) -> int:
    """Give whole seconds until one more may come; 0 when it may come now."""
    bucket.fill(now)
    wait = bucket.wait(1.0)
    return ceil(wait) if wait > A_TRIFLE else 0


def _in_words(seconds: int) -> str:
    return "a second" if seconds == 1 else f"{seconds} seconds"


UNCOUNTED = Caller(CallerLimits(), stopwatch)
"""Whoever is on this machine itself, or came in a way that has no address: nothing is counted."""
