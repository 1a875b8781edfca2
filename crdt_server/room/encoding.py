"""A document as bytes for others: the whole of it, or what somebody lacks.

yrs encodes a document fast and small, but wrongly once somebody's edit has cut an emoji in two, which Yjs allows:
structs come out empty or missing, and every browser fails on them. Nobody has to be hostile for that. So from the first
update with a character beyond the basic plane on, the updates themselves are kept beside the document, and when the
encoded document is not whole their merger is given instead (P4).
"""

import re
from collections.abc import Callable, Iterable

from pycrdt import get_update, merge_updates

from crdt_server.protocol.update import EMPTY_UPDATE, decode_state_vector, is_whole
from crdt_server.room.digest import AnyDoc

# The first byte of a character that takes two places in UTF-16, and one that may follow it. Numbers can look like it;
# then a document is looked at more closely than it needs.
MAYBE_EMOJI = re.compile(rb"[\xf0-\xf4][\x80-\xbf]{3}")
MOST_MERGED = 64
MOST_GIVEN = 8


class Encoding:
    """Encodes one document. Every update goes through `prepare`, is applied, and through `take`."""

    def __init__(
        self, doc: AnyDoc, updates: Iterable[bytes], gaps: Callable[[], Iterable[bytes]]
    ) -> None:
        """`updates` are what the document was made from; `gaps` gives those that it cannot show yet."""
        self._doc = doc
        self._gaps = gaps
        self._updates: list[bytes] | None = None
        self._base: bytes | None = None
        self._whole: bool | None = True
        self._given: dict[bytes, bytes] = {}
        made_from = list(updates)
        if any(map(MAYBE_EMOJI.search, made_from)):
            self._updates = made_from
            self._whole = None

    def prepare(self, update: bytes) -> None:
        """Take note that an update is about to be applied: the document may be encoded rightly for the last time."""
        self._base = None
        self._forget_given()
        if self._updates is None and MAYBE_EMOJI.search(update):
            self._base = self._doc.get_update()

    def take(self, update: bytes) -> None:
        """Take note that it was applied; an edit of the server's own cuts nothing and needs no preparing."""
        self._forget_given()
        base, self._base = self._base, None
        if base is not None:
            self._updates = [base, *self._gaps()]
        elif self._updates is None and MAYBE_EMOJI.search(update):
            self._updates = [self._doc.get_update(), *self._gaps()]
        if self._updates is not None:
            self._updates.append(update)
            self._whole = None

    def whole(self) -> bytes:
        """Give the whole document."""
        return self._encoded() if self._is_whole() else self._merged()

    def since(self, state_vector: bytes) -> bytes:
        """Give what somebody lacks; many who come at once mostly lack the same, and it is encoded once for all."""
        given = self._given.get(state_vector)
        if given is None:
            given = self._encoded_since(state_vector)
            if len(self._given) < MOST_GIVEN:
                self._given[state_vector] = given
        return given

    def is_plain(self) -> bool:
        """Tell whether what the library itself reports of an edit can be passed on."""
        return self._updates is None

    def _forget_given(self) -> None:
        """The document changes: what was given before is not what somebody else would lack."""
        if self._given:
            self._given = {}

    def _encoded_since(self, state_vector: bytes) -> bytes:
        if self._is_whole():
            return self._doc.get_update(state_vector)
        return get_update(self._merged(), state_vector)

    def _is_whole(self) -> bool:
        if self._whole is None:
            encoded = self._encoded()
            self._whole = is_whole(encoded, decode_state_vector(self._doc.get_state()))
            if self._whole and self._updates is not None:
                self._updates = [encoded, *self._gaps()]
        return self._whole

    def _encoded(self) -> bytes:
        return self._doc.get_update()

    def _merged(self) -> bytes:
        whole = merged(self._updates or [EMPTY_UPDATE])
        self._updates = [whole]
        return whole


def merged(updates: list[bytes]) -> bytes:
    """Merge updates, at least one, a few at a time: merging takes the square of their number."""
    while len(updates) > 1:
        groups = (updates[at : at + MOST_MERGED] for at in range(0, len(updates), MOST_MERGED))
        updates = [merge_updates(*group) if len(group) > 1 else group[0] for group in groups]
    return updates[0]
