"""What people who are there and do nothing cost, and what a small document costs that somebody has open."""

import asyncio
from dataclasses import dataclass

from bench.bars import Bar, at_most
from bench.keystrokes import scattered, written
from bench.measure import Meter, Result
from bench.participant import Participant, join_many, leave
from bench.processes import Server
from bench.yjs import text_of

FIGURE = "KiB each"
REST = 2.0


@dataclass(frozen=True, slots=True)
class Memory:
    """How many people are connected, all in one document or each in one of their own, with so many edits in it.

    The edits are words as people type them, or with `apart` letters of which each is somewhere else.
    """

    people: int = 1000
    documents: int = 1
    edits: int = 0
    apart: bool = False

    @property
    def name(self) -> str:
        """Name it in a table."""
        if self.documents == 1:
            return f"{self.people} idle connections, one document"
        how = ", each somewhere else" if self.apart else ""
        return (
            f"{self.documents} documents of {self.edits} edits{how}, {self.people} idle connections"
        )

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Give what is to be reached."""
        return (at_most(FIGURE, 20 if self.documents == 1 else 60),)

    async def run(self, server: Server) -> Result:
        """Connect, write, and see what that has cost."""
        meter = Meter(server)
        warm = await join_many(server, [f"bench/warm-{number}" for number in range(50)])
        await self._write(warm)
        before = server.rss_kib()
        names = [f"bench/idle-{number % self.documents}" for number in range(self.people)]
        with meter.running():
            people = await join_many(server, names)
            await self._write(people)
            await asyncio.sleep(REST)
        meter.more["RSS before MiB"] = before / 1024
        meter.more[FIGURE] = (server.rss_kib() - before) / self.people
        meter.wrong = await self._wrong(server, names[: self.documents])
        leave([*warm, *people])
        return Result.of(self.name, meter)

    @property
    def _keystrokes(self) -> tuple[bytes, ...]:
        return scattered(self.edits) if self.apart else written(self.edits).keystrokes

    async def _write(self, people: list[Participant]) -> None:
        for person in people[: self.documents] if self.edits else ():
            person.say_updates(list(self._keystrokes))
            await person.answered(b"\0")

    async def _wrong(self, server: Server, names: list[str]) -> list[str]:
        """Look into some of the documents afresh."""
        text = text_of(self._keystrokes) if self.edits else ""
        visitors = await join_many(server, names[:: max(1, len(names) // 20)])
        wrong = [visitor.document for visitor in visitors if text_of(visitor.updates) != text]
        leave(visitors)
        return wrong
