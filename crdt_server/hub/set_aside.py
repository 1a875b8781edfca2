"""What could not be digested is not thrown away: it is kept as a record for a person to look at (R8)."""

import hashlib
import logging

import orjson

from crdt_server.clock import Clock
from crdt_server.hub.tasks import Tasks
from crdt_server.room.effects import SetAside
from persistence.store import Store

log = logging.getLogger("callboard")

COLLECTION = "set-aside"
MOST_KEPT_BYTES = 1024 * 1024


class SetAsideBox:
    """Keeps undigestible bytes in the store, each once."""

    def __init__(self, store: Store, tasks: Tasks, clock: Clock) -> None:
        self._store = store
        self._tasks = tasks
        self._clock = clock

    def put(self, document: str, effect: SetAside) -> None:
        """Write the bytes down in the background; saying so in the log never shows their content."""
        digest = hashlib.sha256(effect.update).hexdigest()[:16]
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
        self._tasks.start(
            f"set aside {digest}", self._write(f"{document}:{digest}", orjson.dumps(record))
        )

    async def _write(self, key: str, value: bytes) -> None:
        await self._store.put(COLLECTION, key, value)
