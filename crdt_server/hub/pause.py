"""How long to wait before something that failed is tried again: longer each time, up to a bound."""

FIRST = 0.1  # seconds
LONGEST = 5.0


class Pause:
    """The pauses between attempts at one thing."""

    def __init__(self, first: float = FIRST, longest: float = LONGEST) -> None:
        self._first = first
        self._longest = longest
        self._next = first

    def next(self) -> float:
        """Give the pause after one more failure, in seconds."""
        pause, self._next = self._next, min(self._next * 2, self._longest)
        return pause

    def over(self) -> None:
        """It worked: the next failure is a first one."""
        self._next = self._first


class Setback:
    """Something in the background failed: until when it is left alone."""

    def __init__(self, longest: float = 60.0) -> None:
        self._pause = Pause(1.0, longest)
        self._until = 0

    def begin(self, now: int) -> None:
        """It has failed once more; `now` is Unix ms."""
        self._until = now + int(self._pause.next() * 1000)

    def lasts(self, now: int) -> bool:
        """Tell whether it is too early to try again."""
        return now < self._until

    def over(self) -> None:
        """It worked."""
        self._pause.over()
