"""Edits that came together, taken as one where that surely comes to the same.

What an edit costs is mostly the beginning and the end of its transaction, and edits of one moment are merged for the
others anyway. So edits that arrive together are merged first, then applied and passed on as one. Each of them is still
checked by itself before, kept exactly as it came, and acknowledged.

    each connects to what is known     what waits for something missing is remembered by itself (R7)
    none brings shared types           how deep they are is looked at one by one (L9)
    all is of the basic plane          yrs may encode wrongly what cuts an emoji in two (`encoding.py`)
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crdt_server.protocol.errors import Malformed
from crdt_server.protocol.update import Summary, inspect
from crdt_server.room.clocks import Clocks
from crdt_server.room.digest import merge
from crdt_server.room.encoding import MAYBE_EMOJI

MOST_TOGETHER = 64  # merging costs more for each the more there are


@dataclass(slots=True)
class Merger:
    """Edits as one: the update, how far it reaches by client, and one summary for each change of speaker."""

    update: bytes
    reach: dict[int, int]
    speech: list[Summary]

    @property
    def clients(self) -> Iterable[int]:
        """Give the clients whose work it is."""
        return self.reach


def together(updates: Sequence[bytes], clocks: Clocks) -> Merger | None:
    """Merge edits; None if they cannot be taken as one, whatever the reason."""
    try:
        summaries = [inspect(update) for update in updates]
        reach = clocks.beyond(summaries)
        if reach is None or any(summary.has_types for summary in summaries):
            return None
        merged = merge(updates)
    except Malformed:
        return None
    if MAYBE_EMOJI.search(merged):
        return None
    return Merger(merged, reach, _speech(summaries))


def _speech(summaries: list[Summary]) -> list[Summary]:
    """Leave out who speaks on: whose words they are has been accounted for."""
    changes = summaries[:1]
    for summary in summaries:
        if summary.structs.keys() != changes[-1].structs.keys():
            changes.append(summary)
    return changes
