"""Whose own words an update brings, whoever sends it (W4).

A y-websocket client takes its own edit coming back for the acknowledgement. So nobody may hear its own words before
they are durable, not even when somebody else brings them: a colleague who had them from it before the server lost its
power, or a second way between two browsers.

A peer speaks for the client ids that it is present with, and for each that it was the first to edit with.

Who wrote what is told by the same facts (H1): whoever first brings the work of a client id is its author, and a socket
that brings anything is named by one of its own client ids, whatever the update claims.
"""

from collections.abc import Callable, Collection, Iterable

from crdt_server.room.peer import Peer

NOBODY: frozenset[Peer] = frozenset()


class Voices:
    """Who speaks for which client id in one document."""

    def __init__(self, present_with: Callable[[int], Peer | None]) -> None:
        """`present_with` gives the peer that is present with a client id."""
        self._present_with = present_with
        self._editor: dict[int, Peer] = {}
        self._edits_with: dict[Peer, set[int]] = {}
        self._introduced_by: dict[int, Peer] = {}
        self._introduces: dict[Peer, list[int]] = {}

    def note(self, peer: Peer, clients: Collection[int]) -> None:
        """Take note of a live edit; one that brings the work of several clients is nobody's own."""
        if len(clients) == 1:
            (client,) = clients
            if client not in self._editor:
                self._editor[client] = peer
                self._edits_with.setdefault(peer, set()).add(client)

    def others(self, peer: Peer, clients: Iterable[int]) -> frozenset[Peer]:
        """Give whose words the work of these clients is, besides the peer that brings it."""
        found: set[Peer] = set()
        for client in clients:
            for speaker in (self._editor.get(client), self._present_with(client)):
                if speaker is not None and speaker is not peer:
                    found.add(speaker)
        return frozenset(found) if found else NOBODY

    def introduce(self, peer: Peer, clients: Iterable[int]) -> tuple[int, ...]:
        """Take note of whose work a peer brings; give the client ids that nobody here brought before (H1)."""
        known = self._introduced_by
        new = tuple(client for client in clients if client not in known)
        if new:
            known.update(dict.fromkeys(new, peer))
            self._introduces.setdefault(peer, []).extend(new)
        return new

    def has_introduced(self, peer: Peer) -> bool:
        """Tell whether a peer was the first to bring anything."""
        return peer in self._introduces

    def introduced(self, peer: Peer) -> tuple[int, ...]:
        """Give the client ids that a peer was the first to bring, in that order."""
        return tuple(self._introduces.get(peer, ()))

    def leave(self, peer: Peer) -> None:
        """Forget a peer."""
        for client in self._introduces.pop(peer, ()):
            del self._introduced_by[client]
        for client in self._edits_with.pop(peer, ()):
            del self._editor[client]
