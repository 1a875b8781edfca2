"""Whether somebody's copy descends from this document's history, or from another one of the same name (R10).

A history begins with an edit that gives the document its epoch, its *birth*. Whoever has a copy of it has seen that
edit, so its state vector covers it. One that does not is either made of edits from before the first meeting, or it
comes from elsewhere: from before a backup was restored, or from a document that was made anew. Merging such a copy
would mix two shows row by row, and nobody could take them apart again.

The state vector alone cannot tell the two apart. So such a peer hears nothing of the document yet; it has been asked
for what it has, and its answer decides:

    it shares work with us, but not the birth    a copy from before the birth       another history
    it brings an epoch, and not ours             a document of its own              another history
    neither                                      edits from before it ever met us   welcome
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pycrdt import Doc

from crdt_server.protocol.errors import Malformed
from crdt_server.room.digest import apply
from docs_model.meta import epoch_of

META, EPOCH = b"\x04meta", b"\x05epoch"  # as they stand in an update


@dataclass(frozen=True, slots=True)
class Birth:
    """The edit that began a document's history: a client id, and how many of its units whoever has seen it knows."""

    client: int
    clock: int


class Lineage:
    """The descent of one document; without a birth (a free document) every copy is welcome."""

    def __init__(self, birth: Birth | None) -> None:
        self.birth = birth

    def doubts(self, state: Mapping[int, int]) -> bool:
        """Tell whether a copy in this state has work in it but has not seen the birth."""
        birth = self.birth
        return birth is not None and bool(state) and state.get(birth.client, 0) < birth.clock

    def is_foreign(
        self, theirs: Mapping[int, int], ours: Mapping[int, int], offer: bytes, epoch: str | None
    ) -> bool:
        """Tell whether a doubtful copy is of another history, now that it has said what it has."""
        shares_work = any(client in ours for client in theirs)
        return shares_work or _epoch_in(offer) not in (None, epoch)


def _epoch_in(update: bytes) -> str | None:
    """Read the epoch that an update brings by itself; None when it brings none."""
    if META not in update or EPOCH not in update:
        return None
    probe: Doc[Any] = Doc()
    try:
        apply(probe, update)
        return epoch_of(probe)
    except Malformed:
        return None
