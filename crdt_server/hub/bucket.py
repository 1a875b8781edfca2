"""How much somebody may do, at a steady rate and for a moment at once: a bucket that is filled again all the time."""


class Bucket:
    """Allows `rate` units a second for ever, and `burst` units at once after a pause.

    Spending is one subtraction and reads no clock, so it fits into a path that is taken for every message; whoever has
    spent all asks the clock. More than there is can be spent, which is then owed: a message cannot be taken in halves.
    Since a bucket is filled only when somebody looks, up to twice the burst goes through at once after a long pause.
    """

    __slots__ = ("_at", "burst", "left", "rate")

    def __init__(self, rate: float, burst: float, now: float) -> None:
        """`now` is in seconds, since any moment."""
        self.rate = rate
        self.burst = burst
        self.left = burst
        self._at = now

    def spend(self, amount: float) -> bool:
        """Take some out; False when that was more than there is, and it is time to look at the clock."""
        self.left -= amount
        return self.left >= 0

    def fill(self, now: float) -> None:
        """Put in what has come since the last time."""
        self.left = min(self.burst, self.left + (now - self._at) * self.rate)
        self._at = now

    def is_full(self, now: float) -> bool:
        """Tell whether nothing is missing: whoever has a full bucket need not be remembered."""
        self.fill(now)
        return self.left >= self.burst

    def wait(self, wanted: float = 0.0) -> float:
        """Give the seconds until so much is there; 0 when it is."""
        return max(0.0, (wanted - self.left) / self.rate)
