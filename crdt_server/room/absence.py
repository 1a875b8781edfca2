"""What somebody had not heard of when they wrote what they bring: whoever was away says so on coming back (C2).

A client that connects says how much it has of everybody's work. What it then brings was written by somebody who knew no
more than that. It is noted in the log with the edit, because nothing in the edit itself tells.
"""

from collections.abc import Mapping

from crdt_server.room.peer import Peer

MOST_NOTED = 100
"""Of so many clients it is noted how much of their work was missed; a note stays short, whatever a stranger says."""


class Absence:
    """What those who just came had missed, until they have brought what they did meanwhile."""

    def __init__(self) -> None:
        self._missed: dict[Peer, dict[int, int]] = {}

    def note(self, peer: Peer, has: Mapping[int, int], there_is: Mapping[int, int]) -> None:
        """Compare what a peer has with what there is, when it comes."""
        missed = {
            client: has.get(client, 0)
            for client, clock in there_is.items()
            if has.get(client, 0) < clock
        }
        if missed:
            latest = sorted(missed, key=lambda client: there_is[client] - missed[client])
            self._missed[peer] = {client: missed[client] for client in latest[-MOST_NOTED:]}

    def of(self, peer: Peer) -> Mapping[int, int] | None:
        """Give what a peer had missed when it wrote what it is bringing; None if it misses nothing."""
        return self._missed.get(peer)

    def end(self, peer: Peer) -> None:
        """It has brought everything, or left."""
        self._missed.pop(peer, None)


def written(missed: Mapping[int, int]) -> str:
    """Write what was missed: `7.120,9.0` for 120 units of client 7's work known and nothing of client 9's."""
    return ",".join(f"{client}.{clock}" for client, clock in missed.items())


def read(text: str) -> dict[int, int] | None:
    """Read it back; None for nothing."""
    pairs = (pair.partition(".") for pair in text.split(",") if pair)
    return {int(client): int(clock) for client, _, clock in pairs} or None
