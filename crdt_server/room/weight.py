"""How large a document is when it is encoded, known well enough without encoding it for every key (L1).

What comes in is counted; the encoded document is hardly ever larger than that, and mostly far smaller. Only when the
count reaches a bound is the document encoded and weighed, and then not again before a step's worth more has come: so
the bound is kept to within a step, and one key in thousands pays for it.
"""

from collections.abc import Callable

STEPS = 256  # in a whole document


class Weight:
    """The weight of one document, in bytes."""

    __slots__ = ("_is_exact", "_known", "_since", "_step", "_weigh")

    def __init__(self, most: int, about: int, weigh: Callable[[], int]) -> None:
        """`about` is what the document was made from; `weigh` encodes it."""
        self._step = most // STEPS
        self._known = about
        self._since = 0
        self._is_exact = False
        self._weigh = weigh

    def adds(self, size: int, bound: int) -> bool:
        """Count what is about to come in if it surely stays within a bound, at the price of an addition."""
        since = self._since + size
        if self._known + since > bound:
            return False
        self._since = since
        return True

    def add(self, size: int) -> None:
        """Count what came in."""
        self._since += size

    def exceeds(self, bound: int, more: int = 0) -> bool:
        """Tell whether it would be over a bound with so much more."""
        if self._known + self._since + more <= bound:
            return False
        if self._is_exact and self._since <= self._step:
            return True
        return self.measured() + more > bound

    def measured(self) -> int:
        """Weigh it now."""
        self._known, self._since, self._is_exact = self._weigh(), 0, True
        return self._known
