"""Participants of a document: clients that note what arrives, as cheaply as possible, in the dialect of their server.

Every reader of a room gets the same bytes, so what an update brings is worked out once per distinct update and kept.
"""

import asyncio
from collections.abc import Callable
from functools import lru_cache

from bench.client import Socket
from bench.processes import Server
from bench.speech import SAVED
from bench.yjs import (
    AWARENESS,
    EMPTY_STATE,
    NOTHING,
    STEP1,
    STEP2,
    UPDATE,
    message,
    payload_of,
    spans,
)

PATIENCE = 60.0
HeardUpdate = Callable[[bytes], None]

spans_of = lru_cache(maxsize=4096)(spans)


class Participant:
    """One client of one document; `updates` is everything that it was sent, in order."""

    def __init__(self, server: Server, document: str) -> None:
        self.document = document
        self.socket = Socket(server.kind.path(document), server.port, self.hear)
        self.updates: list[bytes] = []
        self._speech = server.kind.speech(document)
        self._head = len(self._speech.prefix)
        self.on_update: HeardUpdate = lambda update: None
        self.on_presence: HeardUpdate = lambda frame: None
        self.on_saved: Callable[[], None] = lambda: None
        self.synced: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @classmethod
    async def join(cls, server: Server, document: str, state: bytes = EMPTY_STATE) -> "Participant":
        """Connect, with a state vector of what is known already, and wait until the document is there."""
        async with asyncio.timeout(PATIENCE):
            participant = await cls.knock(server, document, state)
            await participant.synced
        return participant

    @classmethod
    async def knock(
        cls, server: Server, document: str, state: bytes = EMPTY_STATE
    ) -> "Participant":
        """Connect and ask for the document, without waiting for it."""
        participant = cls(server, document)
        await participant.socket.open()
        participant.socket.say_all(participant._speech.greeting(state))
        return participant

    def say(self, message: bytes) -> None:
        """Send a message about the document."""
        self.socket.say(self._speech.prefix + message)

    def say_update(self, update: bytes) -> None:
        """Send an edit."""
        self.say(message(UPDATE, update))

    def say_updates(self, updates: list[bytes]) -> None:
        """Send edits, each in a frame of its own, in one piece."""
        prefix = self._speech.prefix
        self.socket.say_all([prefix + message(UPDATE, update) for update in updates])

    async def answered(self, state: bytes) -> None:
        """Ask what there is beyond a state, and wait for the answer: everything sent before has been taken in then."""
        self.synced = asyncio.get_running_loop().create_future()
        self.say(message(STEP1, state))
        async with asyncio.timeout(PATIENCE):
            await self.synced

    def hear(self, frame: bytes) -> None:
        """Take in a message."""
        if self._head:
            frame = frame[self._head :]
        kind = frame[:2]
        if kind == UPDATE:
            update = payload_of(frame)
            self.updates.append(update)
            self.on_update(update)
        elif frame[:1] == AWARENESS:
            self.on_presence(frame)
        elif kind == SAVED:
            self.on_saved()
        elif kind == STEP2:
            update = payload_of(frame)
            self.updates.append(update)
            self.on_update(update)
            if not self.synced.done():
                self.synced.set_result(None)
        elif kind == STEP1:
            self.say(NOTHING)


async def join_many(server: Server, documents: list[str], at_once: int = 50) -> list[Participant]:
    """Have participants join, a few at a time; the first of each document joins alone, as some servers need."""
    joined: list[Participant | None] = [None] * len(documents)
    first = {document: place for place, document in reversed(list(enumerate(documents)))}
    places = list(first.values())
    rest = [place for place in range(len(documents)) if place not in set(places)]
    for group in (places, rest):
        for start in range(0, len(group), at_once):
            part = group[start : start + at_once]
            came = await asyncio.gather(
                *(Participant.join(server, documents[place]) for place in part)
            )
            for place, participant in zip(part, came, strict=True):
                joined[place] = participant
    return [participant for participant in joined if participant is not None]


def leave(participants: list[Participant]) -> None:
    """Have everybody go, without waiting."""
    for participant in participants:
        participant.socket.vanish()
