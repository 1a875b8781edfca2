"""One person types into a document that is long already, a few read: what its size costs."""

import asyncio
from dataclasses import dataclass
from string import ascii_lowercase
from time import perf_counter

from bench.bars import Bar
from bench.measure import Meter, Result
from bench.participant import Participant, join_many, leave
from bench.processes import Server
from bench.workloads.fanout import WRITER, Relay
from bench.yjs import Typist, text_of, uint

DOCUMENT = "bench/size"
PASTE = 1_000_000
PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Size:
    """How many letters the document has, how many are typed then, and how many people read."""

    size: int = 1_000
    letters: int = 200
    readers: int = 5

    @property
    def name(self) -> str:
        """Name it in a table."""
        return f"a document of {self.size:,} letters, {self.readers} readers"

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Nothing is to be reached; it is looked at how the figures grow."""
        return ()

    async def run(self, server: Server) -> Result:
        """Write the document, join it, and type."""
        meter = Meter(server)
        typist = Typist(WRITER)
        (writer,) = await join_many(server, [DOCUMENT])
        await self._paste(writer, typist)
        begun = perf_counter()
        readers = await join_many(server, [DOCUMENT] * self.readers)
        meter.more["join ms"] = (perf_counter() - begun) / self.readers * 1000
        relay = Relay(writer, readers, self.letters, 1, meter.delays, typist)
        async with asyncio.timeout(PATIENCE):
            with meter.running():
                await relay.run()
        meter.deliveries = self.readers * self.letters
        meter.more["RSS MiB"] = server.rss_kib() / 1024
        if any(len(text_of(reader.updates)) != self.size + self.letters for reader in readers[:1]):
            meter.wrong = ["the text of a reader is not as long as what was typed"]
        leave([writer, *readers])
        return Result.of(self.name, meter)

    async def _paste(self, writer: Participant, typist: Typist) -> None:
        """Write the document in large pieces, each when the one before was taken in."""
        left = self.size
        while left:
            piece = min(left, PASTE)
            letters = ascii_lowercase * (piece // len(ascii_lowercase) + 1)
            writer.say_update(typist.paste(letters[:piece]))
            left -= piece
            await writer.answered(b"\x01" + uint(WRITER) + uint(typist.clock))
