"""Many people come at once; somebody comes first after a restart; many are there and do nothing."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory
from time import perf_counter

from pycrdt import Doc, Text

from bench.measure import Meter, Result
from bench.participant import Participant, join_many, leave
from bench.processes import Kind, Server, start
from bench.yjs import ROOT, text_of

PATIENCE = 120.0
SETTLE = 3.0  # seconds for a server that does not say when it has stored something
WORDS_IN_A_ROW = 5
NEARBY = 600  # letters; reaching a far place takes the library long
LINE = "The house lights go down, and the first cue is given. "


def written(letters: int) -> tuple[bytes, str]:
    """Write a document word by word, now and then somewhere else; give it as an update, and its text."""
    doc: Doc[Text] = Doc(client_id=7)
    text = doc.get(ROOT, type=Text)
    words = LINE.split(" ")
    length = count = at = 0
    while length < letters:
        if count % WORDS_IN_A_ROW == 0:
            at = count * 7919 % min(length + 1, NEARBY)
        word = words[count % len(words)] + " "
        text.insert(at, word)
        at += len(word)
        length += len(word)
        count += 1
    return doc.get_update(), str(text)


async def bring(server: Server, document: str, update: bytes) -> Participant:
    """Bring contents into a document; give who brought it, and who should stay while others come."""
    author = await Participant.join(server, document)
    author.say_update(update)
    async with asyncio.timeout(PATIENCE):
        while True:
            reader = await Participant.join(server, document)
            reader.socket.vanish()
            if len(reader.updates[0]) >= len(update) // 2:
                return author


@dataclass(frozen=True, slots=True)
class Storm:
    """How many people come at once to a document of so many letters."""

    people: int = 500
    letters: int = 100_000

    @property
    def name(self) -> str:
        """Name it in a table."""
        return f"{self.people} join at once, {self.letters // 1000}k letters"

    async def run(self, server: Server) -> Result:
        """Have all of them connect in the same moment."""
        meter = Meter(server)
        update, text = written(self.letters)
        author = await bring(server, "bench/storm", update)
        begun = perf_counter()
        with meter.running():
            people = await asyncio.gather(
                *(self._come(server, begun, meter.delays) for _ in range(self.people))
            )
        meter.deliveries = self.people
        meter.wrong = [
            f"reader {number}"
            for number, person in enumerate(people)
            if text_of(person.updates) != text
        ]
        leave([author, *people])
        return Result.of(self.name, meter)

    async def _come(self, server: Server, begun: float, delays: list[float]) -> Participant:
        person = await Participant.join(server, "bench/storm")
        delays.append(perf_counter() - begun)
        return person


@dataclass(frozen=True, slots=True)
class Cold:
    """A document of so many letters is opened by the first person after a restart, then by more at once."""

    letters: int = 200_000
    more: int = 50

    @property
    def name(self) -> str:
        """Name it in a table."""
        return f"first join after a restart, {self.letters // 1000}k letters"

    async def run_kind(self, kind: Kind, core: int | None) -> Result:
        """Write the document, restart the server, and come."""
        keep = ("--keep",) if kind.name != "callboard" else ()
        with TemporaryDirectory() as folder:
            server = start(kind, Path(folder), core=core, options=keep, log=DEVNULL)
            update, text = written(self.letters)
            author = await bring(server, "bench/cold", update)
            await asyncio.sleep(SETTLE)
            leave([author])
            await asyncio.to_thread(server.stop)
            server = start(kind, Path(folder), core=core, options=keep, log=DEVNULL)
            try:
                return await self._come(server, text)
            finally:
                await asyncio.to_thread(server.stop)

    async def _come(self, server: Server, text: str) -> Result:
        meter = Meter(server)
        with meter.running():
            begun = perf_counter()
            first = await Participant.join(server, "bench/cold")
            meter.more["first ms"] = (perf_counter() - begun) * 1000
            begun = perf_counter()
            others = await join_many(server, ["bench/cold"] * self.more)
            meter.more[f"{self.more} more ms"] = (perf_counter() - begun) * 1000
        meter.more["RSS MiB"] = server.rss_kib() / 1024
        meter.wrong = [
            f"reader {number}"
            for number, person in enumerate([first, *others])
            if text_of(person.updates) != text
        ]
        leave([first, *others])
        return Result.of(self.name, meter)


@dataclass(frozen=True, slots=True)
class Memory:
    """How many people are connected and do nothing, all in one document or each in their own."""

    people: int = 1000
    documents: int = 1

    @property
    def name(self) -> str:
        """Name it in a table."""
        where = "one document" if self.documents == 1 else f"{self.documents} documents"
        return f"{self.people} idle connections, {where}"

    async def run(self, server: Server) -> Result:
        """Connect, and see what that has cost."""
        meter = Meter(server)
        names = [f"bench/idle-{number % self.documents}" for number in range(self.people)]
        leave(await join_many(server, names[:50]))
        before = server.rss_kib()
        with meter.running():
            people = await join_many(server, names)
        meter.more["RSS before MiB"] = before / 1024
        meter.more["KiB per connection"] = (server.rss_kib() - before) / self.people
        leave(people)
        return Result.of(self.name, meter)
