"""Two people who type honestly while others do what they want, and notice how the server does meanwhile."""

import asyncio
from itertools import cycle
from string import ascii_lowercase
from time import perf_counter

from bench.participant import Participant, spans_of
from bench.processes import Server
from bench.yjs import Typist, text_of

PAUSE = 0.02


class HonestPair:
    """One types, the other reads; `delays` are the seconds that each letter took."""

    def __init__(self, writer: Participant, reader: Participant) -> None:
        self.writer = writer
        self.reader = reader
        self.delays: list[float] = []
        self._typist = Typist(1)
        self._sent: list[float] = []
        reader.on_update = self._read

    @classmethod
    async def come(cls, server: Server, document: str) -> "HonestPair":
        """Have two people come to a document."""
        return cls(
            await Participant.join(server, document), await Participant.join(server, document)
        )

    def leave(self) -> None:
        """Go home."""
        self.writer.socket.vanish()
        self.reader.socket.vanish()

    async def type(self) -> None:
        """Type until cancelled."""
        for letter in cycle(ascii_lowercase):
            self._sent.append(perf_counter())
            self.writer.say_update(self._typist.type(letter))
            await asyncio.sleep(PAUSE)

    async def finish(self, patience: float = 20.0) -> None:
        """Wait until every letter has arrived, and check that nothing else has."""
        async with asyncio.timeout(patience):
            while len(self.delays) < self._typist.clock:
                await asyncio.sleep(0.005)
        expected = (ascii_lowercase * (self._typist.clock // 26 + 1))[: self._typist.clock]
        assert text_of(self.reader.updates) == expected
        assert expected.startswith(text_of(self.writer.updates))

    def _read(self, update: bytes) -> None:
        for client, (_, end) in spans_of(update).items():
            assert client == 1, "bytes of somebody else"
            for letter in range(len(self.delays), end):
                self.delays.append(perf_counter() - self._sent[letter])
