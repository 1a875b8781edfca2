"""A trace replayed through live clients: one per person of the trace, each typing what its person typed.

Somebody in a trace types into a text that has what they had seen, and nothing else. So each client has two documents:
the page that it types on, into which others' work comes only when the trace says that it was seen, and the live one,
which takes in whatever the server sends at once. The live ones are compared in the end.
"""

import asyncio
from dataclasses import dataclass
from time import perf_counter

from pycrdt import Doc, Text, TransactionEvent

from bench.measure import Meter, Result
from bench.participant import Participant
from bench.processes import Server
from bench.trace import Trace, Transaction
from bench.yjs import ROOT, read_state

FIRST_CLIENT = 100
ON_THE_WAY = 500
PATIENCE = 60.0


@dataclass(slots=True)
class _Step:
    """A transaction that was made: its bytes, who made it, and that client's clock behind it."""

    update: bytes
    client: int
    clock: int


class _Page:
    """The text as one person of the trace sees it; edits come out as updates."""

    def __init__(self, client: int, *, ascii_only: bool) -> None:
        self.client = client
        self._doc: Doc[Text] = Doc(client_id=client)
        self._text = self._doc.get(ROOT, type=Text)
        self._ascii_only = ascii_only
        self._made: list[bytes] = []
        self._subscription = self._doc.observe(self._note)

    def _note(self, event: TransactionEvent) -> None:
        self._made.append(event.update)

    def see(self, update: bytes) -> None:
        """Take in somebody else's work."""
        self._doc.apply_update(update)

    def edit(self, step: Transaction) -> _Step | None:
        """Do one transaction; None if it changes nothing."""
        self._made.clear()
        with self._doc.transaction():
            for at, deleted, inserted in step.patches:
                start, end = self._places(at, at + deleted)
                if end > start:
                    del self._text[start:end]
                if inserted:
                    self._text.insert(start, inserted)
        if not self._made:
            return None
        clock = read_state(self._doc.get_state()).get(self.client, 0)
        return _Step(self._made[-1], self.client, clock)

    def _places(self, start: int, end: int) -> tuple[int, int]:
        """Translate code points into the bytes of UTF-8 in which pycrdt counts."""
        if self._ascii_only:
            return start, end
        text = str(self._text)
        before = len(text[:start].encode())
        return before, before + len(text[start:end].encode())


class _Live:
    """A document as the server makes it, for one client."""

    def __init__(self, participant: Participant) -> None:
        self.participant = participant
        self._doc: Doc[Text] = Doc()
        self._text = self._doc.get(ROOT, type=Text)
        self._news = asyncio.Event()
        for update in participant.updates:
            self.take(update)
        participant.on_update = self.take

    @property
    def text(self) -> str:
        """Give the text as it is now."""
        return str(self._text)

    def take(self, update: bytes) -> None:
        """Take in what the server sends, or what was typed here."""
        self._doc.apply_update(update)
        self._news.set()

    async def until(self, client: int, clock: int) -> None:
        """Wait until somebody's work up to a clock is there."""
        async with asyncio.timeout(PATIENCE):
            while read_state(self._doc.get_state()).get(client, 0) < clock:
                self._news.clear()
                await self._news.wait()

    async def until_text(self, text: str) -> bool:
        """Wait until the text reads so; tell whether that came true in time."""
        try:
            async with asyncio.timeout(PATIENCE):
                while self.text != text:
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            return False
        return True


class Replay:
    """A trace on its way through a server."""

    def __init__(self, server: Server, trace: Trace) -> None:
        self._server = server
        self._trace = trace
        self._document = f"bench/trace-{trace.name}"
        typed = "".join(patch[2] for step in trace.transactions for patch in step.patches)
        self._ascii_only = (trace.start + typed).isascii()
        self._steps: list[_Step | None] = []

    async def run(self) -> Result:
        """Replay, and compare every client's text, and a newcomer's, with the end of the trace."""
        meter = Meter(self._server)
        lives = [await self._come() for _ in range(self._trace.agents)]
        reader = await self._come()
        pages = [
            _Page(FIRST_CLIENT + agent, ascii_only=self._ascii_only)
            for agent in range(self._trace.agents)
        ]
        begun = perf_counter()
        with meter.running():
            await self._start(pages, lives)
            await self._type(pages, lives, reader)
            ends = [await live.until_text(self._trace.end) for live in [*lives, reader]]
        late = await self._come()
        meter.deliveries = len(self._trace.transactions) * self._trace.agents
        meter.more["transactions/s"] = len(self._trace.transactions) / (perf_counter() - begun)
        meter.wrong = [f"client {number}" for number, right in enumerate(ends) if not right]
        meter.wrong += [] if late.text == self._trace.end else ["a newcomer"]
        for live in [*lives, reader, late]:
            live.participant.socket.vanish()
        return Result.of(f"trace {self._trace.name}", meter)

    async def _come(self) -> _Live:
        return _Live(await Participant.join(self._server, self._document))

    async def _start(self, pages: list[_Page], lives: list[_Live]) -> None:
        """The text that was there before: the first person brings it."""
        if not self._trace.start:
            return
        step = pages[0].edit(Transaction(0, (), ((0, 0, self._trace.start),)))
        assert step is not None
        self._say(lives[0], step)
        for page, live in zip(pages[1:], lives[1:], strict=True):
            page.see(step.update)
            await live.until(step.client, step.clock)

    async def _type(self, pages: list[_Page], lives: list[_Live], reader: _Live) -> None:
        seen = [bytearray(len(self._trace.transactions)) for _ in pages]
        for number, step in enumerate(self._trace.transactions):
            page, live = pages[step.agent], lives[step.agent]
            for parent in self._unseen(step, seen[step.agent]):
                other = self._steps[parent]
                if other is not None:
                    page.see(other.update)
                    await live.until(other.client, other.clock)
            seen[step.agent][number] = 1
            made = page.edit(step)
            self._steps.append(made)
            if made is not None:
                self._say(live, made)
            if number % ON_THE_WAY == 0 and made is not None:
                await reader.until(made.client, made.clock)

    def _unseen(self, step: Transaction, seen: bytearray) -> list[int]:
        """Give what a transaction builds on and its person has not seen yet, in order; it is seen from now on."""
        unseen = []
        waiting = list(step.parents)
        while waiting:
            parent = waiting.pop()
            if not seen[parent]:
                seen[parent] = 1
                unseen.append(parent)
                waiting.extend(self._trace.transactions[parent].parents)
        return sorted(unseen)

    def _say(self, live: _Live, step: _Step) -> None:
        live.participant.say_update(step.update)
        live.take(step.update)
