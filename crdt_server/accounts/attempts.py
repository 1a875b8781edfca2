"""Guessing is slowed down: after some failures for one name nothing more is tried for a while, whatever is shown.

Failures are counted for what is guessed at (an account, a link's passphrase, the setup code), not for an address: a
whole venue may sit behind one. Whoever gets it right begins anew.
"""

from collections import OrderedDict
from dataclasses import dataclass

FREE_FAILURES = 8
WINDOW_MS = 15 * 60_000
MOST_REMEMBERED = 10_000


@dataclass(slots=True)
class _Failures:
    count: int
    since: int


class Attempts:
    """Failures lately, by what was tried."""

    def __init__(self) -> None:
        self._failures: OrderedDict[str, _Failures] = OrderedDict()

    def wait(self, what: str, now: int) -> int:
        """Give the seconds until it may be tried again; 0 if it may now. `now` is Unix milliseconds."""
        failures = self._failures.get(what)
        if failures is None or failures.count < FREE_FAILURES:
            return 0
        left = failures.since + WINDOW_MS - now
        return max(0, -(-left // 1000))

    def failed(self, what: str, now: int) -> None:
        """It was wrong."""
        failures = self._failures.pop(what, None)
        if failures is None or now - failures.since >= WINDOW_MS:
            failures = _Failures(0, now)
        failures.count += 1
        self._failures[what] = failures
        while len(self._failures) > MOST_REMEMBERED:
            self._failures.popitem(last=False)

    def succeeded(self, what: str) -> None:
        """It was right."""
        self._failures.pop(what, None)
