"""Who is here and where: the awareness states of one document, each bound to the peer that brought it.

y-protocols lets anybody speak for anybody: clients pass on what they heard, and a tab that lost its socket tells its
siblings that everybody is gone. So an entry counts only when it comes from its owner (R3):

* whoever first brings a client id owns it;
* a later peer whose first word is one single entry is that client come back on a new socket, and takes the id over;
* everything else about somebody else's id is silently ignored;
* when the owner leaves, its entries leave with it, at once (R2).

Clients believe only a rising clock. One that comes back with the clock at which it was reported gone would stay
invisible until its next renewal, up to 15 seconds; so its entry is passed on with the next clock instead, and its own
echo teaches it that clock.
"""

from collections import OrderedDict
from dataclasses import dataclass, replace

from crdt_server.protocol.awareness import PresenceEntry
from crdt_server.room.peer import Peer

REMEMBERED_DEPARTURES = 1024


@dataclass(slots=True)
class _Here:
    entry: PresenceEntry
    owner: Peer


class Presence:
    """The awareness states of a document."""

    def __init__(self, most_per_peer: int = 32) -> None:
        self._here: dict[int, _Here] = {}
        self._owned: dict[Peer, set[int]] = {}
        self._departed: OrderedDict[int, int] = OrderedDict()
        self._most_per_peer = most_per_peer

    def hear(self, peer: Peer, entries: tuple[PresenceEntry, ...]) -> tuple[PresenceEntry, ...]:
        """Take in what a peer says; give the entries that count, as they are to be passed on."""
        returning = peer not in self._owned and len(entries) == 1
        self._owned.setdefault(peer, set())
        heard = (self._take(peer, entry, returning=returning) for entry in entries)
        return tuple(entry for entry in heard if entry is not None)

    def leave(self, peer: Peer) -> tuple[PresenceEntry, ...]:
        """Forget a peer; give the entries that tell the others it is gone."""
        gone = []
        for client in sorted(self._owned.pop(peer, ())):
            entry = self._here.pop(client).entry
            self._remember_departure(entry)
            if entry.state is not None:
                gone.append(replace(entry, state=None))
        return tuple(gone)

    def owner(self, client: int) -> Peer | None:
        """Give the peer that is present with a client id."""
        here = self._here.get(client)
        return None if here is None else here.owner

    def everybody(self) -> tuple[PresenceEntry, ...]:
        """Give who is here now, for somebody who joins."""
        return tuple(here.entry for here in self._here.values() if here.entry.state is not None)

    def _take(self, peer: Peer, entry: PresenceEntry, *, returning: bool) -> PresenceEntry | None:
        here = self._here.get(entry.client)
        if here is None:
            return self._admit(peer, entry)
        if here.owner is not peer:
            if not (returning and peer.number > here.owner.number and entry.state is not None):
                return None
            self._owned[here.owner].discard(entry.client)
            self._owned[peer].add(entry.client)
        changed = entry.state is not None and entry.state != here.entry.state
        at_least = here.entry.clock + 1 if changed else here.entry.clock
        return self._hold(peer, replace(entry, clock=max(entry.clock, at_least)))

    def _admit(self, peer: Peer, entry: PresenceEntry) -> PresenceEntry | None:
        """A new client id: taken while its peer has not brought too many."""
        owned = self._owned[peer]
        if entry.state is None or len(owned) >= self._most_per_peer:
            return None
        owned.add(entry.client)
        departed = self._departed.pop(entry.client, -1)
        return self._hold(peer, replace(entry, clock=max(entry.clock, departed + 1)))

    def _hold(self, peer: Peer, entry: PresenceEntry) -> PresenceEntry:
        self._here[entry.client] = _Here(entry, peer)
        return entry

    def _remember_departure(self, entry: PresenceEntry) -> None:
        self._departed[entry.client] = entry.clock
        self._departed.move_to_end(entry.client)
        if len(self._departed) > REMEMBERED_DEPARTURES:
            self._departed.popitem(last=False)
