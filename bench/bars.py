"""What is to be reached: figures as a share of a competitor's of the same run, and figures as they are."""

from dataclasses import dataclass

CPU = "CPU s per million"


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure of a workload, and how small (or, with `least`, how large) it has to be.

    `against` a competitor the limits are for our figure divided by theirs, otherwise for our figure itself.
    """

    figure: str
    most: float | None = None
    least: float | None = None
    is_ratio: bool = True

    def verdict(self, ours: float | None, theirs: float | None) -> str:
        """Say in a few words whether the bar is reached."""
        reached = self._reached(ours, theirs)
        if reached is None:
            return f"{self.figure}: not measured"
        limit = f"at most {self.most:g}" if self.most is not None else f"at least {self.least:g}"
        unit = " times theirs" if self.is_ratio else ""
        return f"{self.figure}: {reached:.3g}, {limit}{unit}: {'reached' if self.is_met(reached) else 'NOT REACHED'}"

    def is_met(self, reached: float) -> bool:
        """Tell whether a figure, or a share, is good enough."""
        if self.most is not None:
            return reached <= self.most
        return self.least is not None and reached >= self.least

    def _reached(self, ours: float | None, theirs: float | None) -> float | None:
        if ours is None or not self.is_ratio:
            return ours
        return ours / theirs if theirs else None


def ratio(figure: str, most: float) -> Bar:
    """At most so much of the competitor's figure."""
    return Bar(figure, most=most)


def ratio_at_least(figure: str, least: float) -> Bar:
    """At least so many times the competitor's figure."""
    return Bar(figure, least=least)


def at_most(figure: str, most: float) -> Bar:
    """At most so much, whoever else is measured."""
    return Bar(figure, most=most, is_ratio=False)
