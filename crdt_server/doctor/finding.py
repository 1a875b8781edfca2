"""What the doctor found: a topic, how grave it is, what was found, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """How grave a finding is."""

    OK = "ok"
    WARNING = "warning"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    `advice` says what to do and is empty only where nothing has to be; `figures` are what was measured, for programs.
    """

    topic: str
    state: State
    found: str
    advice: str = ""
    figures: Mapping[str, float | int | str | None] = field(default_factory=dict)


def ok(topic: str, found: str, **figures: float | int | str | None) -> Finding:
    """Tell that something is as it should be."""
    return Finding(topic, State.OK, found, "", figures)


def warning(topic: str, found: str, advice: str, **figures: float | int | str | None) -> Finding:
    """Tell of something that works, but not as well or as safely as it should."""
    return Finding(topic, State.WARNING, found, advice, figures)


def broken(topic: str, found: str, advice: str, **figures: float | int | str | None) -> Finding:
    """Tell of something that keeps the server from working, or from keeping what it is given."""
    return Finding(topic, State.BROKEN, found, advice, figures)
