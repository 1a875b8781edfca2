"""What could not be digested is not thrown away: it is kept as a record for a person to look at (R8, R14)."""

import asyncio
import hashlib
import logging
from dataclasses import dataclass

import orjson

from crdt_server.clock import Clock
from crdt_server.hub.allowance import Allowance, Verdict
from crdt_server.hub.event import cause_of, event
from crdt_server.hub.pause import Pause
from crdt_server.hub.tasks import Tasks
from crdt_server.room.effects import SetAside
from persistence.store import Store, StoreError

log = logging.getLogger("callboard")

COLLECTION = "set-aside"
MOST_KEPT_BYTES = 1024 * 1024
MOST_WAITING = 200


@dataclass(frozen=True, slots=True)
class Aside:
    """What is told of something set aside: never its content. `at` is Unix milliseconds, `size` in bytes."""

    document: str
    at: int
    cause: str
    size: int


class SetAsideBox:
    """Keeps undigestible bytes in the store, each once, and of each document so much (see `allowance.py`).

    `count` says how often something was put in since the start.
    """

    def __init__(self, store: Store, tasks: Tasks, clock: Clock) -> None:
        self.count = 0
        self._store = store
        self._tasks = tasks
        self._clock = clock
        self._allowance: Allowance | None = None
        self._waiting: dict[str, tuple[str, bytes]] = {}
        self._full: set[str] = set()
        self._new: dict[str, Aside] = {}
        self._old: dict[str, Aside] | None = None

    def put(self, document: str, effect: SetAside) -> None:
        """Write the bytes down in the background; saying so in the log never shows their content."""
        digest = hashlib.sha256(effect.update or effect.reason.encode()).hexdigest()[:16]
        key = f"{document}:{digest}"
        if self._is_kept(document, key) or key in self._waiting:
            return
        self.count += 1
        if len(self._waiting) >= MOST_WAITING or document in self._full:
            self._say_full(document)
            return
        size, cause = len(effect.update), cause_of(effect.reason)
        log.error(
            "An update of %s was set aside (%s, %d bytes): %s",
            document,
            digest,
            size,
            cause,
            extra=event("set_aside", document=document, digest=digest, bytes=size, cause=cause),
        )
        at = self._clock.now()
        self._new[key] = Aside(document, at, cause, size)
        record = {
            "document": document,
            "reason": effect.reason,
            "at": at,
            "size": size,
            "bytes": effect.update[:MOST_KEPT_BYTES].hex(),
        }
        self._waiting[key] = document, orjson.dumps(record)
        if len(self._waiting) == 1:
            self._tasks.start("set aside", self._write_all())

    async def _write_all(self) -> None:
        pause = Pause()
        while self._waiting:
            key, (document, value) = next(iter(self._waiting.items()))
            try:
                await self._write(document, key, value)
            except StoreError as error:
                log.warning("What was set aside of %s cannot be written yet: %s", document, error)
                await asyncio.sleep(pause.next())
            else:
                del self._waiting[key]

    async def _write(self, document: str, key: str, value: bytes) -> None:
        allowance = self._allowance or await self._used()
        match allowance.verdict(document, key, len(value)):
            case Verdict.KEPT:
                await self._store.put(COLLECTION, key, value)
                allowance.note(document, key, len(value))
            case Verdict.TOO_MUCH:
                self._new.pop(key, None)
                self._say_full(document)
            case Verdict.KNOWN:
                pass

    async def _used(self) -> Allowance:
        """Account for what was set aside before this server was started."""
        allowance = Allowance()
        for record in await self._store.list(COLLECTION):
            allowance.note(record.key.rpartition(":")[0], record.key, len(record.value))
        self._allowance = allowance
        return allowance

    async def all(self) -> list[Aside]:
        """Give what is set aside, the latest first; read once from the store, and remembered without the bytes."""
        if self._old is None:
            records = await self._store.list(COLLECTION)
            self._old = {record.key: _told(record.value) for record in records}
        told = {**self._old, **self._new}
        return sorted(told.values(), key=lambda aside: -aside.at)

    def _is_kept(self, document: str, key: str) -> bool:
        return (
            self._allowance is not None
            and self._allowance.verdict(document, key, 0) is Verdict.KNOWN
        )

    def _say_full(self, document: str) -> None:
        if document not in self._full:
            self._full.add(document)
            log.error(
                "Much of %s has been set aside; what comes now is left out without being kept.",
                document,
            )


def _told(value: bytes) -> Aside:
    record = orjson.loads(value)
    size = record.get("size", len(record["bytes"]) // 2)
    return Aside(record["document"], record["at"], cause_of(record["reason"]), size)
