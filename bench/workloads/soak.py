"""Thousands of documents opened, edited and left again, over and over: does anything stay behind in the server?"""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory

import httpx

from bench.bars import Bar, at_most
from bench.measure import Meter, Result
from bench.participant import Participant, leave
from bench.processes import CALLBOARD, Kind, Server, start
from bench.yjs import AWARENESS, Typist, message, text_of

LETTERS = 5
AT_ONCE = 50
PATIENCE = 120.0
REST = 3.0
GROWTH = "KiB per 1,000 rooms"
STATE = b'{"user":{"name":"Ana"},"cursor":{"at":1}}'
PRESENCE = b"\x01\x01\x01" + bytes((len(STATE),)) + STATE
"""One client, 1, at its clock 1, and its state."""


@dataclass(frozen=True, slots=True)
class Soak:
    """How many documents are opened and closed in a round, and how many rounds there are.

    The documents are the same in each round, because each one that is new is entered in the library for good. What is
    still growing in the second half of the rounds is growth. The database grows, too, and SQLite keeps up to 8 MiB of
    it in memory: the bar leaves room for that.
    """

    rooms: int = 1000
    rounds: int = 10

    @property
    def name(self) -> str:
        """Name it in a table."""
        return f"{self.rooms} documents opened and closed, {self.rounds} times"

    @property
    def bars(self) -> tuple[Bar, ...]:
        """Give what is to be reached."""
        return at_most(GROWTH, 2048), at_most("handles more", 0)

    async def run_kind(self, kind: Kind, core: int | None) -> Result:
        """Open and close, and look at the server after each round."""
        with TemporaryDirectory() as folder:
            options = _close_soon(Path(folder)) if kind.name == CALLBOARD.name else ()
            server = start(kind, Path(folder), core=core, options=options, log=DEVNULL)
            try:
                return await self._run(server)
            finally:
                await asyncio.to_thread(server.stop)

    async def _run(self, server: Server) -> Result:
        meter = Meter(server)
        memory, handles = [], []
        for number in range(self.rounds):
            with meter.running():
                for begin in range(0, self.rooms, AT_ONCE):
                    names = [f"bench/soak-{begin + place}" for place in range(AT_ONCE)]
                    meter.wrong += await asyncio.gather(*(_visit(server, n, number) for n in names))
            meter.more |= await _closed(server)
            memory.append(server.rss_kib())
            handles.append(sum(1 for _ in Path(f"/proc/{server.pid}/fd").iterdir()))
        meter.wrong = [problem for problem in meter.wrong if problem]
        half = self.rounds // 2
        grown = memory[-1] - memory[half - 1]
        meter.more["RSS MiB, first"] = memory[0] / 1024
        meter.more["RSS MiB, half"] = memory[half - 1] / 1024
        meter.more["RSS MiB, last"] = memory[-1] / 1024
        meter.more[GROWTH] = grown / ((self.rounds - half) * self.rooms / 1000)
        meter.more["handles more"] = handles[-1] - handles[half - 1]
        return Result.of(self.name, meter)


async def _visit(server: Server, document: str, number: int) -> str:
    """Have two people come, type and move; one is cut off and comes again; then all go. Tell what was wrong."""
    first, second = [await Participant.join(server, document) for _ in range(2)]
    typist = Typist(1_000 + number)
    typed = [typist.type("x") for _ in range(LETTERS)]
    first.say_updates(typed)
    first.say(message(AWARENESS, PRESENCE))
    await first.answered(b"\0")
    second.socket.vanish()
    second = await Participant.join(server, document)
    there = text_of(second.updates)
    leave([first, second])
    expected = LETTERS * (number + 1)
    return "" if len(there) == expected else f"{document}: {len(there)} letters, not {expected}"


def _close_soon(folder: Path) -> tuple[str, ...]:
    settings = folder / "soak.toml"
    settings.write_text("idle_seconds = 1\n")
    return "--config", str(settings)


async def _closed(server: Server) -> dict[str, float]:
    """Wait until the server has let go of all documents; give what it says of itself."""
    if server.kind.name != CALLBOARD.name:
        await asyncio.sleep(REST)
        return {}
    async with httpx.AsyncClient() as http, asyncio.timeout(PATIENCE):
        while True:
            report = (await http.get(f"{server.address}/readyz")).json()
            if not report["rooms"] and not report["connections"]:
                return {"tasks that failed": report["failed_tasks"]}
            await asyncio.sleep(0.2)
