"""The audit log: who did what to whom, before and after, when and from where; never a secret (S000-50).

One record for each deed, under a key that rises with time, so that the newest can be read without the rest. It is
written before the deed is answered.
"""

from collections import deque
from dataclasses import asdict, dataclass
from itertools import islice

import orjson

from persistence.store import Store

COLLECTION = "audit"
MOST_IN_MEMORY = 10_000


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the audit log; `at` is Unix milliseconds.

    `what` is a word such as `share.revoked`, `on` what it was done to, `where` the address it came from.
    """

    at: int
    who: str
    what: str
    on: str
    before: str = ""
    after: str = ""
    where: str = ""
    workspace: str = ""
    name: str = ""
    """What whoever did it was called then."""


class Audit:
    """Writes deeds down, and reads them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._deeds: deque[tuple[str, Deed]] = deque(maxlen=MOST_IN_MEMORY)
        self._last = ""

    async def load(self) -> None:
        """Read them, once, at the start."""
        for record in await self._store.list(COLLECTION):
            self._deeds.append((record.key, Deed(**orjson.loads(record.value))))
            self._last = record.key

    async def note(self, deed: Deed) -> None:
        """Write a deed down; durable when this returns."""
        key = self._last = _next(self._last, deed.at)
        await self._store.put(COLLECTION, key, orjson.dumps(asdict(deed)))
        self._deeds.append((key, deed))

    def search(
        self, workspace: str, words: str = "", *, before: str = "", most: int = 100
    ) -> list[tuple[str, Deed]]:
        """Give what was done in a workspace, the latest first, with all these words in it, before a key."""
        wanted = words.casefold().split()
        found = (
            (key, deed)
            for key, deed in reversed(self._deeds)
            if deed.workspace in ("", workspace)
            and (not before or key < before)
            and all(word in _text(deed) for word in wanted)
        )
        return list(islice(found, most))


def _next(last: str, at: int) -> str:
    """Give a key after the last one, even if the clock has gone back: time, and a number within it."""
    key = f"{at:015d}-0000"
    if key > last:
        return key
    time, _, number = last.partition("-")
    return f"{time}-{int(number) + 1:04d}" if int(number) < 9_999 else f"{int(time) + 1:015d}-0000"


def _text(deed: Deed) -> str:
    return f"{deed.who} {deed.name} {deed.what} {deed.on} {deed.before} {deed.after}".casefold()
