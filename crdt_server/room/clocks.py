"""How much of every client's work a document holds, to tell at once whether an update leaves a gap (R7).

yrs keeps what cannot be integrated yet out of sight: no event, not in the state, not in an encoded document. A room
must know of it all the same, because such bytes would be lost with the next checkpoint, and because whoever sent them
probably has the missing part.
"""

from collections.abc import Callable, Iterable, Mapping

from crdt_server.protocol.update import Summary


class Clocks:
    """The state vector of a document, followed along with its updates and read anew only in doubt."""

    def __init__(self, read: Callable[[], Mapping[int, int]]) -> None:
        """`read` gives the document's true state vector: client id → number of known structs' units."""
        self._read = read
        self._known: dict[int, int] = dict(read())

    def take(self, summary: Summary) -> bool:
        """Account for an update that was just applied; False when part of it still waits for something missing."""
        if self.follows(summary):
            for client, (_, end) in summary.structs.items():
                if self._known.get(client, 0) < end:
                    self._known[client] = end
            return True
        self.refresh()
        return self.covers(summary)

    def beyond(self, summaries: Iterable[Summary]) -> dict[int, int] | None:
        """Tell how far updates that are about to be applied together reach, if each surely connects; else None."""
        known, ahead = self._known, dict[int, int]()
        for summary in summaries:
            for client, clock in summary.needs.items():
                if clock > known.get(client, 0) and clock > ahead.get(client, 0):
                    return None
            for client, (start, end) in summary.structs.items():
                reached = ahead.get(client, 0) or known.get(client, 0)
                if start > reached:
                    return None
                ahead[client] = max(end, reached)
        return ahead

    def move(self, ahead: Mapping[int, int]) -> None:
        """Account for updates that were applied together."""
        self._known.update(ahead)

    def refresh(self) -> None:
        """Read the state vector anew: an update that closed a gap may have brought much else into sight."""
        self._known = dict(self._read())

    def covers(self, summary: Summary) -> bool:
        """Tell whether everything an update brings or deletes is in the document."""
        known = self._known
        return all(known.get(client, 0) >= end for client, end in summary.reach.items())

    def is_surpassed_by(self, summary: Summary) -> bool:
        """Tell whether an update brings anybody's work that is not in the document."""
        known = self._known
        return any(end > known.get(client, 0) for client, (_, end) in summary.structs.items())

    def follows(self, summary: Summary) -> bool:
        """Tell without looking at the document whether the update surely connects to what is known."""
        known = self._known
        for client, (start, _) in summary.structs.items():
            if start > known.get(client, 0):
                return False
        # What an update refers to among its own clients counts too: such references may go in a
        # circle, and then it never integrates.
        return all(known.get(client, 0) >= clock for client, clock in summary.needs.items())
