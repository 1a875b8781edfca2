"""Many people come at once; somebody comes first after a restart."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.bars import Bar, ratio
from bench.keystrokes import Written, written
from bench.measure import Meter, Result
from bench.participant import Participant, join_many, leave
from bench.processes import Kind, Server, start
from bench.yjs import EMPTY_STATE, text_of

PATIENCE = 240.0
SETTLE = 5.0  # seconds for a server that does not say when it has stored something
AT_ONCE = 500  # keystrokes
RESTED = 1.0


async def write(server: Server, document: str, written: Written) -> Participant:
    """Type a document into a server, keystroke by keystroke; give who typed it, and who stays while others come."""
    author = await Participant.join(server, document)
    for begin in range(0, len(written.keystrokes), AT_ONCE):
        author.say_updates(list(written.keystrokes[begin : begin + AT_ONCE]))
        await author.answered(written.state)
    return author


async def bring(server: Server, document: str, written: Written) -> Participant:
    """Bring a whole document to a server at once; give who brought it, and who stays while others come."""
    author = await Participant.join(server, document)
    author.say_update(written.whole)
    await author.answered(written.state)
    await asyncio.sleep(RESTED)
    return author


def wrong_people(people: list[Participant], text: str, known: bytes | None = None) -> list[str]:
    """Name those whose text is wrong; `known` is what they had before they came."""
    texts: dict[tuple[bytes, ...], str] = {}
    wrong = []
    for number, person in enumerate(people):
        read = ((known,) if known else ()) + tuple(person.updates)
        if read not in texts:
            texts[read] = text_of(read)
        if texts[read] != text:
            wrong.append(f"reader {number}")
    return wrong


@dataclass(frozen=True, slots=True)
class Storm:
    """How many people come at once to a document of so many edits, and whether they have it already."""

    people: int = 500
    edits: int = 100_000
    with_state: bool = False

    @property
    def name(self) -> str:
        """Name it in a table."""
        how = "come back with it" if self.with_state else "come afresh"
        return f"{self.people} people {how} at once, {self.edits // 1000}k edits"

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Give what is to be reached."""
        return (ratio("seconds", 0.25),)

    async def run(self, server: Server) -> Result:
        """Have all of them connect in the same moment."""
        meter = Meter(server)
        document = written(self.edits)
        author = await bring(server, "bench/storm", document)
        state = document.state if self.with_state else EMPTY_STATE
        begun = perf_counter()
        with meter.running():
            people = await asyncio.gather(
                *(self._come(server, state, begun, meter.delays) for _ in range(self.people))
            )
        meter.deliveries = self.people
        meter.wrong = wrong_people(
            people, document.text, document.whole if self.with_state else None
        )
        leave([author, *people])
        return Result.of(self.name, meter)

    async def _come(
        self, server: Server, state: bytes, begun: float, delays: list[float]
    ) -> Participant:
        person = await Participant.join(server, "bench/storm", state)
        delays.append(perf_counter() - begun)
        return person


@dataclass(frozen=True, slots=True)
class Cold:
    """A document of so many edits is opened by the first person after a restart, then by more at once."""

    edits: int = 260_000
    more: int = 50

    @property
    def name(self) -> str:
        """Name it in a table."""
        return f"first join after a restart, {self.edits // 1000}k edits"

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Give what is to be reached."""
        return ratio("first ms", 0.15), ratio(f"{self.more} more ms", 0.15)

    async def run_kind(self, kind: Kind, core: int | None) -> Result:
        """Type the document, restart the server, and come."""
        kind = kind.keeping()
        document = written(self.edits)
        with TemporaryDirectory() as folder:
            server = start(kind, Path(folder), core=core, log=DEVNULL)
            author = await write(server, "bench/cold", document)
            leave([author])
            await asyncio.sleep(SETTLE)
            await asyncio.to_thread(server.stop, 60.0)
            server = start(kind, Path(folder), core=core, log=DEVNULL)
            try:
                return await self._come(server, document)
            finally:
                await asyncio.to_thread(server.stop)

    async def _come(self, server: Server, document: Written) -> Result:
        meter = Meter(server)
        await asyncio.sleep(RESTED)
        with meter.running():
            begun = perf_counter()
            first = await Participant.join(server, "bench/cold")
            meter.more["first ms"] = (perf_counter() - begun) * 1000
            answer = first.updates[-1]
            begun = perf_counter()
            others = await join_many(server, ["bench/cold"] * self.more, at_once=self.more)
            meter.more[f"{self.more} more ms"] = (perf_counter() - begun) * 1000
        meter.more["RSS MiB"] = server.rss_kib() / 1024
        meter.wrong = wrong_people([first, *others], document.text)
        if text_of([answer]) != document.text:
            meter.wrong.append("the first answer was not the document")
        leave([first, *others])
        return Result.of(self.name, meter)
