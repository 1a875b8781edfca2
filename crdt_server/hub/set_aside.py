"""What could not be digested is not thrown away: it is kept as a record for a person to look at (R8, R14)."""

import asyncio
import hashlib
import logging

import orjson

from crdt_server.clock import Clock
from crdt_server.hub.allowance import Allowance, Verdict
from crdt_server.hub.pause import Pause
from crdt_server.hub.tasks import Tasks
from crdt_server.room.effects import SetAside
from persistence.store import Store, StoreError

log = logging.getLogger("callboard")

COLLECTION = "set-aside"
MOST_KEPT_BYTES = 1024 * 1024
MOST_WAITING = 200


class SetAsideBox:
    """Keeps undigestible bytes in the store, each once, and of each document so much (see `allowance.py`)."""

    def __init__(self, store: Store, tasks: Tasks, clock: Clock) -> None:
        self._store = store
        self._tasks = tasks
        self._clock = clock
        self._allowance: Allowance | None = None
        self._waiting: dict[str, tuple[str, bytes]] = {}
        self._full: set[str] = set()

    def put(self, document: str, effect: SetAside) -> None:
        """Write the bytes down in the background; saying so in the log never shows their content."""
        digest = hashlib.sha256(effect.update or effect.reason.encode()).hexdigest()[:16]
        key = f"{document}:{digest}"
        if self._is_kept(document, key) or key in self._waiting:
            return
        if len(self._waiting) >= MOST_WAITING or document in self._full:
            self._say_full(document)
            return
        log.error(
            "An update of %s was set aside (%s, %d bytes): %s",
            document,
            digest,
            len(effect.update),
            effect.reason,
        )
        record = {
            "document": document,
            "reason": effect.reason,
            "at": self._clock.now(),
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
