"""Who is connected to which channel, and when somebody was last heard of: a call is not taken from who is there."""

from collections import Counter
from collections.abc import Iterator

from crdt_server.channels.machine import Person
from crdt_server.clock import ShowClock

KEPT_MS = 60_000
MOST_KNOWN = 10_000


class Attendance:
    """Counts the sockets of people by channel."""

    def __init__(self, clock: ShowClock) -> None:
        self._clock = clock
        self._since = clock.now()
        self._here: dict[str, Counter[Person]] = {}
        self._able: dict[str, Counter[Person]] = {}
        self._heard: dict[str, int] = {}
        self._used: dict[str, int] = {}

    def come(self, channel: str, person: Person, *, can_call: bool) -> None:
        """Somebody follows a channel."""
        self._here.setdefault(channel, Counter())[person] += 1
        if can_call:
            self._able.setdefault(channel, Counter())[person] += 1

    def go(self, channel: str, person: Person, *, can_call: bool) -> None:
        """Somebody follows it no more."""
        self.heard_of(person.id)
        for book in (self._here, self._able) if can_call else (self._here,):
            people = book.get(channel, Counter())
            people[person] -= 1
            if people[person] <= 0:
                del people[person]
            if not people:
                book.pop(channel, None)

    def heard_of(self, person: str) -> None:
        """Somebody has said something."""
        self._heard.pop(person, None)
        self._heard[person] = self._clock.now()
        if len(self._heard) > MOST_KNOWN:
            del self._heard[next(iter(self._heard))]

    def used(self, channel: str) -> None:
        """Somebody needs a channel."""
        self._used[channel] = self._clock.now()

    def is_recent(self, channel: str) -> bool:
        """Tell whether somebody needed a channel a moment ago."""
        is_recent = self._clock.now() - self._used.get(channel, 0) < KEPT_MS
        if not is_recent:
            self._used.pop(channel, None)
        return is_recent

    def silent_ms(self, channel: str, person: str) -> int:
        """Give for how long somebody has been gone from a channel; 0 while they are there."""
        if any(here.id == person for here in self._here.get(channel, ())):
            return 0
        return self._clock.now() - self._heard.get(person, self._since)

    def callers(self, channel: str) -> Iterator[Person]:
        """Give who is there and may have the call."""
        return iter(self._able.get(channel, ()))
