"""Somebody types fast, the server is killed in the middle of it (SIGKILL), and started again: what is left?"""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.bars import Bar, at_most
from bench.measure import Meter, Result
from bench.participant import Participant, leave, spans_of
from bench.processes import Kind, Server, start
from bench.yjs import Typist, text_of

DOCUMENT = "bench/killed"
WRITER = 1
LETTER = "x"
STEP = 0.002  # seconds between two handfuls of letters
LOST = "acknowledged and lost"


@dataclass(frozen=True, slots=True)
class Killed:
    """How many letters a second, for how long until the server is killed, and how often that is done."""

    rate: float = 2000.0
    seconds: float = 4.0
    rounds: int = 3

    @property
    def name(self) -> str:
        """Name it in a table."""
        return f"{self.rate:g} letters a second into one document, kill -9"

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Give what is to be reached."""
        return at_most(LOST, 0), at_most("p99 ms", 20)

    async def run_kind(self, kind: Kind, core: int | None) -> Result:
        """Type, kill, start again and count, a few times over."""
        kind = kind.keeping()
        sums = {"typed": 0.0, "acknowledged": 0.0, LOST: 0.0, "read by another and lost": 0.0}
        meter: Meter | None = None
        for number in range(self.rounds):
            with TemporaryDirectory() as folder:
                server = start(kind, Path(folder), core=core, log=DEVNULL)
                fresh = Meter(server)
                fresh.delays = meter.delays if meter else []
                meter = fresh
                typing = await self._type(meter, self.seconds + number * 0.37)
                again = start(kind, Path(folder), core=core, log=DEVNULL)
                try:
                    kept = await _kept(again)
                finally:
                    await asyncio.to_thread(again.stop)
                typing.count(sums, kept)
        assert meter is not None
        meter.more |= sums
        meter.wrong = [LOST] if sums[LOST] else []
        return Result(self.name, kind.name, meter.figures(), tuple(meter.wrong))

    async def _type(self, meter: Meter, seconds: float) -> "_Typing":
        writer = await Participant.join(meter.server, DOCUMENT)
        reader = await Participant.join(meter.server, DOCUMENT)
        typing = _Typing(writer, reader, meter.delays)
        begun = perf_counter()
        with meter.running():
            while (now := perf_counter() - begun) < seconds:
                typing.type(int(now * self.rate) - typing.typed)
                await asyncio.sleep(STEP)
        meter.server.kill()
        leave([writer, reader])
        return typing


class _Typing:
    """What one person typed, what came back as acknowledged, and what another has read of it."""

    def __init__(self, writer: Participant, reader: Participant, delays: list[float]) -> None:
        self.acknowledged = 0
        self.read = 0
        self._writer = writer
        self._typist = Typist(WRITER)
        self._sent: list[float] = []
        self._delays = delays
        writer.on_saved = self._on_saved
        writer.on_update = self._on_echo
        reader.on_update = self._on_read

    @property
    def typed(self) -> int:
        """Give how many letters were sent."""
        return len(self._sent)

    def type(self, letters: int) -> None:
        """Type so many letters."""
        if letters > 0:
            self._sent += [perf_counter()] * letters
            self._writer.say_updates([self._typist.type(LETTER) for _ in range(letters)])

    def count(self, sums: dict[str, float], kept: int) -> None:
        """Add up what became of it, `kept` letters being there after the kill."""
        sums["typed"] += self.typed
        sums["acknowledged"] += self.acknowledged
        sums[LOST] += max(0, self.acknowledged - kept)
        sums["read by another and lost"] += max(0, self.read - kept)

    def _on_saved(self) -> None:
        """A message of the server's says that one more edit is safe."""
        if self._sent:
            self._take(self.acknowledged + 1)

    def _on_echo(self, update: bytes) -> None:
        """One's own edit comes back, which clients without such a message take for it."""
        _, end = spans_of(update).get(WRITER, (0, 0))
        self._take(end)

    def _on_read(self, update: bytes) -> None:
        _, end = spans_of(update).get(WRITER, (0, 0))
        self.read = max(self.read, end)

    def _take(self, end: int) -> None:
        now = perf_counter()
        self._delays.extend(now - self._sent[letter] for letter in range(self.acknowledged, end))
        self.acknowledged = max(self.acknowledged, end)


async def _kept(server: Server) -> int:
    """Come afresh, and count the letters."""
    visitor = await Participant.join(server, DOCUMENT)
    kept = len(text_of(visitor.updates))
    leave([visitor])
    return kept
