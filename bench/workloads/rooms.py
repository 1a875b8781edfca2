"""Many documents, two people typing in each."""

import asyncio
from dataclasses import dataclass
from itertools import cycle, islice
from string import ascii_lowercase, ascii_uppercase
from time import perf_counter

from bench.bars import CPU, Bar, ratio, ratio_at_least
from bench.measure import Meter, Result
from bench.participant import Participant, join_many, leave, spans_of
from bench.processes import Server
from bench.yjs import Typist, text_of

PATIENCE = 180.0


@dataclass(frozen=True, slots=True)
class Rooms:
    """How many documents, how many letters each person types, how many may be on their way at once."""

    documents: int = 500
    letters: int = 160
    window: int = 16

    @property
    def name(self) -> str:
        """Name it in a table."""
        return f"{self.documents} documents, two typing in each, window {self.window}"

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Give what is to be reached."""
        return ratio(CPU, 0.3), ratio_at_least("deliveries/s", 3)

    async def run(self, server: Server) -> Result:
        """Have everybody type, and wait until everybody has read everything."""
        meter = Meter(server)
        names = [f"bench/room-{number}" for number in range(self.documents)]
        people = await join_many(server, [name for name in names for _ in range(2)])
        pairs = list(zip(people[::2], people[1::2], strict=True))
        writers = [_Writer(*pair, which, self, meter.delays) for pair in pairs for which in (0, 1)]
        async with asyncio.timeout(PATIENCE):
            with meter.running():
                for writer in writers:
                    writer.refill()
                await asyncio.gather(*(writer.read for writer in writers))
        meter.deliveries = len(writers) * self.letters
        meter.wrong = [
            problem
            for first, second in zip(writers[::2], writers[1::2], strict=True)
            for problem in _differences(first, second, self.letters)
        ]
        leave(people)
        return Result.of(self.name, meter)


class _Writer:
    """One of two people of a document: types as fast as the other reads."""

    def __init__(
        self, first: Participant, second: Participant, which: int, rooms: Rooms, delays: list[float]
    ) -> None:
        self.me, self.partner = (first, second) if which == 0 else (second, first)
        self.typed: list[bytes] = []
        self.read: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        alphabet = (ascii_lowercase, ascii_uppercase)[which]
        self._letters = cycle(alphabet)
        self._count = rooms.letters
        self._window = rooms.window
        self._typist = Typist(which + 1)
        self._delays = delays
        self._sent: list[float] = []
        self._arrived = 0
        self.partner.on_update = self._on_update

    def refill(self) -> None:
        """Type until the window is full."""
        room = min(self._window - len(self._sent) + self._arrived, self._count - len(self._sent))
        if room > 0:
            updates = [self._typist.type(letter) for letter in islice(self._letters, room)]
            self.typed += updates
            self._sent += [perf_counter()] * room
            self.me.say_updates(updates)

    def _on_update(self, update: bytes) -> None:
        _, end = spans_of(update).get(self._typist.client, (0, 0))
        if end <= self._arrived:
            return
        now = perf_counter()
        self._delays.extend(now - self._sent[letter] for letter in range(self._arrived, end))
        self._arrived = end
        if end == self._count:
            self.read.set_result(None)
        else:
            self.refill()


def _differences(first: _Writer, second: _Writer, letters: int) -> list[str]:
    """Tell what is wrong in one document: both must have every letter of both, in one and the same order."""
    texts = [text_of([*writer.typed, *writer.me.updates]) for writer in (first, second)]
    if texts[0] == texts[1] and len(texts[0]) == 2 * letters:
        return []
    return [f"{first.me.document}: {texts[0][-40:]!r} and {texts[1][-40:]!r}"]
