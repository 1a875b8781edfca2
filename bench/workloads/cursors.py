"""Many people's cursors move at once in one document."""

import asyncio
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter

from bench.bars import CPU, Bar, ratio
from bench.measure import Meter, Result
from bench.participant import Participant, join_many, leave
from bench.processes import Server
from bench.yjs import presence, read_presence

DOCUMENT = "bench/cursors"
read_presence_once = lru_cache(maxsize=1024)(read_presence)
CATCH_UP = 20.0


@dataclass(frozen=True, slots=True)
class Cursors:
    """How many people, how many moves each of them makes in a second, and for how long.

    A server may pass on only the newest place of a cursor; a delivery is counted for every move and every reader all
    the same, as what had to be told.
    """

    people: int = 100
    rate: float = 10.0
    seconds: float = 5.0

    @property
    def name(self) -> str:
        """Name it in a table."""
        return f"{self.people} cursors, {self.rate:g} moves a second each"

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Give what is to be reached."""
        return (ratio(CPU, 0.2),)

    async def run(self, server: Server) -> Result:
        """Move, and wait until everybody sees everybody's last place."""
        meter = Meter(server)
        people = await join_many(server, [DOCUMENT] * self.people)
        room = _Room(people, meter.delays)
        moves = int(self.rate * self.seconds)
        with meter.running():
            await self._move(room, moves)
            late = perf_counter()
            complete = await room.all_seen(moves)
            meter.more["caught up after ms"] = (perf_counter() - late) * 1000
        meter.deliveries = moves * self.people * (self.people - 1)
        meter.wrong = [] if complete else room.unseen(moves)
        leave(people)
        return Result.of(self.name, meter)

    async def _move(self, room: "_Room", moves: int) -> None:
        """Everybody moves in turn, evenly spread over time."""
        begun = perf_counter()
        steps = moves * self.people
        for step in range(steps):
            due = begun + step / (self.rate * self.people)
            if (wait := due - perf_counter()) > 0:
                await asyncio.sleep(wait)
            room.move(step % self.people, 1 + step // self.people)


class _Room:
    """Who has seen what: the newest clock of each cursor, for each reader."""

    def __init__(self, people: list[Participant], delays: list[float]) -> None:
        self._people = people
        self._delays = delays
        self._moved: list[dict[int, float]] = [{} for _ in people]
        self._seen = [[0] * len(people) for _ in people]
        self._news = asyncio.Event()
        for number, person in enumerate(people):
            person.on_presence = lambda frame, reader=number: self._see(reader, frame)  # type: ignore[misc]

    def move(self, number: int, clock: int) -> None:
        """Somebody's cursor moves."""
        self._moved[number][clock] = perf_counter()
        state = f'{{"cursor":{{"at":{clock},"field":"title"}},"name":"Person {number}"}}'
        self._people[number].say(presence(number + 1, clock, state))

    async def all_seen(self, clock: int) -> bool:
        """Wait until everybody has seen everybody's last move; tell whether that came true in time."""
        try:
            async with asyncio.timeout(CATCH_UP):
                while self.unseen(clock):
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            return False
        return True

    def unseen(self, clock: int) -> list[str]:
        """Name the readers who have not seen everybody's last move."""
        wanted = [clock] * len(self._people)
        missing = []
        for reader, seen in enumerate(self._seen):
            others = seen[:reader] + wanted[:1] + seen[reader + 1 :]
            if others != wanted:
                missing.append(f"reader {reader} lacks {sum(a != clock for a in others)} cursors")
        return missing

    def _see(self, reader: int, frame: bytes) -> None:
        now = perf_counter()
        seen = self._seen[reader]
        for entry in read_presence_once(frame):
            who = entry.client - 1
            if 0 <= who < len(seen) and who != reader and entry.clock > seen[who]:
                seen[who] = entry.clock
                self._delays.append(now - self._moved[who].get(entry.clock, now))
        self._news.set()
