"""One person types, many read: the price of a delivery."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle, islice
from string import ascii_lowercase
from time import perf_counter

from bench.bars import CPU, Bar, ratio
from bench.measure import Meter, Result
from bench.participant import Participant, join_many, leave, spans_of
from bench.processes import Server
from bench.yjs import Typist, text_of

DOCUMENT = "bench/fanout"
WRITER = 1
PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Fanout:
    """How many read, how many letters are typed, and how many may be on their way at once.

    With `rate` the typist keeps to so many letters a second, as a person would, and waits for nobody.
    """

    readers: int = 200
    letters: int = 500
    window: int = 1
    rate: float = 0.0

    @property
    def name(self) -> str:
        """Name it in a table."""
        how = f"{self.rate:g} a second" if self.rate else f"window {self.window}"
        return f"fan-out, {self.readers} readers, {how}"

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Give what is to be reached."""
        if self.rate:
            return ratio("p50 ms", 0.8), ratio("p99 ms", 0.8)
        return (ratio(CPU, 0.75),)

    async def run(self, server: Server) -> Result:
        """Type, and wait until everybody has read everything."""
        meter = Meter(server)
        writer, *readers = await join_many(server, [DOCUMENT] * (self.readers + 1))
        relay = Relay(writer, readers, self.letters, self.window, meter.delays)
        async with asyncio.timeout(PATIENCE):
            with meter.running():
                await (self._typed(relay) if self.rate else relay.run())
        meter.deliveries = self.readers * self.letters
        expected = (ascii_lowercase * (self.letters // 26 + 1))[: self.letters]
        meter.wrong = wrong_readers(readers, lambda text: text == expected)
        leave([writer, *readers])
        return Result.of(self.name, meter)

    async def _typed(self, relay: "Relay") -> None:
        begun = perf_counter()
        for number in range(self.letters):
            await asyncio.sleep(begun + number / self.rate - perf_counter())
            relay.type()
        await relay.read_by_all


class Relay:
    """Letters on their way from one writer to all readers, a window of them at a time."""

    def __init__(
        self,
        writer: Participant,
        readers: list[Participant],
        letters: int,
        window: int,
        delays: list[float],
        typist: Typist | None = None,
    ) -> None:
        """`typist` may have typed before; the letters that count are those from here on."""
        self.read_by_all: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._writer = writer
        self._typist = typist or Typist(WRITER)
        self._begin = self._typist.clock
        self._alphabet = cycle(ascii_lowercase)
        self._letters = letters
        self._window = window
        self._delays = delays
        self._sent: list[float] = []
        self._missing = [len(readers)] * letters
        self._done = 0
        self._runs_free = False
        for reader in readers:
            reader.on_update = self._reading()

    async def run(self) -> None:
        """Type as fast as the window allows."""
        self._runs_free = True
        self._refill()
        await self.read_by_all

    def type(self) -> None:
        """Type one letter."""
        self._sent.append(perf_counter())
        self._writer.say_update(self._typist.type(next(self._alphabet)))

    def _reading(self) -> Callable[[bytes], None]:
        """Make the eyes of one reader."""
        read = 0

        def on_update(update: bytes) -> None:
            nonlocal read
            now = perf_counter()
            end = spans_of(update).get(WRITER, (0, 0))[1] - self._begin
            for letter in range(read, end):
                self._delays.append(now - self._sent[letter])
                self._missing[letter] -= 1
            read = max(read, end)
            self._advance()

        return on_update

    def _advance(self) -> None:
        done = self._done
        while done < len(self._sent) and not self._missing[done]:
            done += 1
        if done == self._done:
            return
        self._done = done
        if done == self._letters and not self.read_by_all.done():
            self.read_by_all.set_result(None)
        elif self._runs_free:
            self._refill()

    def _refill(self) -> None:
        room = min(self._letters, self._done + self._window) - len(self._sent)
        if room > 0:
            self._sent += [perf_counter()] * room
            letters = islice(self._alphabet, room)
            self._writer.say_updates([self._typist.type(letter) for letter in letters])


def wrong_readers(readers: list[Participant], is_right: Callable[[str], bool]) -> list[str]:
    """Name the readers whose text is wrong; what several have read alike is put together once."""
    texts: dict[tuple[bytes, ...], str] = {}
    wrong = []
    for number, reader in enumerate(readers):
        read = tuple(reader.updates)
        if read not in texts:
            texts[read] = text_of(read)
        if not is_right(texts[read]):
            wrong.append(f"reader {number} of {reader.document}: {texts[read][-40:]!r}")
    return wrong
