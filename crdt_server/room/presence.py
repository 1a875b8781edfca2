"""Who is here and where: the awareness states of one document, each bound to the peer that brought it.

y-protocols lets anybody speak for anybody: clients pass on what they heard, and a tab that lost its socket tells its
siblings that everybody is gone. So an entry counts only when it comes from its owner (R3):

* whoever first brings a client id owns it;
* a later peer whose first word is one single entry is that client come back on a new socket, and takes the id over;
* if the earlier peer speaks again it was no return: it has its id back, for as long as it stays, and the other waits;
* everything else about somebody else's id is silently ignored;
* when the owner leaves, its entries leave with it, at once (R2), or go to the one who waits.

Clients believe only a rising clock. One that comes back with the clock at which it was reported gone would stay
invisible until its next renewal, up to 15 seconds; so its entry is passed on with the next clock instead, and its own
echo teaches it that clock.

How much is kept is bounded (L3). More client ids than one peer can be are ignored: a client that passes on everybody it
remembers means no harm. Whoever does not fit into the room at all is not shown, and told so.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

from crdt_server.protocol.awareness import MAX_CLOCK, PresenceEntry
from crdt_server.room.limits import RoomLimits
from crdt_server.room.peer import Peer

REMEMBERED_DEPARTURES = 1024
LIMITS = RoomLimits()


@dataclass(slots=True)
class _Claim:
    """A peer's word for a client id."""

    peer: Peer
    entry: PresenceEntry


@dataclass(slots=True)
class _Here:
    """Who has a client id, and who else has a claim to it; `settled` when the owner has answered that claim."""

    owner: _Claim
    rival: _Claim | None = None
    settled: bool = False

    @property
    def size(self) -> int:
        """Give how many characters the states have."""
        return _size(self.owner.entry) + (_size(self.rival.entry) if self.rival else 0)

    def swap(self, entry: PresenceEntry, peer: Peer) -> None:
        """Give the id to another peer; the one who had it keeps a claim."""
        self.owner, self.rival = _Claim(peer, entry), self.owner


class Presence:
    """The awareness states of a document."""

    def __init__(self, limits: RoomLimits = LIMITS) -> None:
        self._here: dict[int, _Here] = {}
        self._claimed: dict[Peer, set[int]] = {}
        self._departed: OrderedDict[int, int] = OrderedDict()
        self._limits = limits
        self._bytes = 0
        self._turned_away: dict[Peer, bool] = {}

    def hear(self, peer: Peer, entries: tuple[PresenceEntry, ...]) -> tuple[PresenceEntry, ...]:
        """Take in what a peer says; give the entries that count, as they are to be passed on."""
        returning = peer not in self._claimed and len(entries) == 1
        self._claimed.setdefault(peer, set())
        heard = (
            self._weighed(entry.client, partial(self._take, peer, entry, returning=returning))
            for entry in entries
        )
        return tuple(entry for entry in heard if entry is not None)

    def has_turned_away(self, peer: Peer) -> bool:
        """Tell, once, that something a peer said of itself is not shown because the room is too crowded."""
        is_news = self._turned_away.get(peer, False)
        if is_news:
            self._turned_away[peer] = False
        return is_news

    def leave(self, peer: Peer) -> tuple[PresenceEntry, ...]:
        """Forget a peer; give the entries that tell the others it is gone."""
        self._turned_away.pop(peer, None)
        claimed = sorted(self._claimed.pop(peer, ()))
        changed = (
            self._weighed(client, partial(self._release, client, peer)) for client in claimed
        )
        return tuple(entry for entry in changed if entry is not None)

    def owner(self, client: int) -> Peer | None:
        """Give the peer that is present with a client id."""
        here = self._here.get(client)
        return None if here is None else here.owner.peer

    def owned(self, peer: Peer) -> tuple[PresenceEntry, ...]:
        """Give what a peer says of itself, by client id."""
        claims = (self._here[client].owner for client in sorted(self._claimed.get(peer, ())))
        return tuple(claim.entry for claim in claims if claim.peer is peer)

    def everybody(self) -> tuple[PresenceEntry, ...]:
        """Give who is here now, for somebody who joins."""
        entries = (here.owner.entry for here in self._here.values())
        return tuple(entry for entry in entries if entry.state is not None)

    def about(self, clients: Iterable[int]) -> tuple[PresenceEntry, ...]:
        """Give how it is with some clients now, for somebody who missed what they did."""
        found = []
        for client in clients:
            here = self._here.get(client)
            if here is not None:
                found.append(here.owner.entry)
            elif client in self._departed:
                found.append(PresenceEntry(client, self._departed[client], None))
        return tuple(found)

    def _weighed(
        self, client: int, change: Callable[[], PresenceEntry | None]
    ) -> PresenceEntry | None:
        """Make a change of what is known of a client, and keep account of how much that is."""
        before = self._size_of(client)
        changed = change()
        self._bytes += self._size_of(client) - before
        return changed

    def _size_of(self, client: int) -> int:
        here = self._here.get(client)
        return 0 if here is None else here.size

    def _take(self, peer: Peer, entry: PresenceEntry, *, returning: bool) -> PresenceEntry | None:
        here = self._here.get(entry.client)
        if here is None:
            return self._admit(peer, entry)
        held = here.owner.entry
        if here.owner.peer is peer:
            if self._is_too_much(peer, _size(entry) - _size(held)):
                return None
        elif not self._gets(here, peer, entry, returning=returning):
            return None
        changed = entry.state is not None and entry.state != held.state
        clock = max(entry.clock, held.clock + 1 if changed else held.clock)
        return self._hold(here, replace(entry, clock=clock))

    def _gets(self, here: _Here, peer: Peer, entry: PresenceEntry, *, returning: bool) -> bool:
        """Tell whether the id goes from its owner to another peer."""
        if here.rival is not None and here.rival.peer is peer:
            if entry.state is None:
                here.rival = None
            elif here.settled:
                here.rival.entry = entry
            else:
                here.swap(entry, peer)
                here.settled = True
                return True
            return False
        is_later = peer.number > here.owner.peer.number
        if not (returning and is_later and here.rival is None and entry.state is not None):
            return False
        here.swap(entry, peer)
        self._claimed[peer].add(entry.client)
        return True

    def _admit(self, peer: Peer, entry: PresenceEntry) -> PresenceEntry | None:
        """A new client id: taken while its peer has not brought too many."""
        claimed = self._claimed[peer]
        if entry.state is None or len(claimed) >= self._limits.clients_per_peer:
            return None
        if self._is_too_much(peer, _size(entry), clients=1):
            return None
        departed = self._departed.pop(entry.client, -1)
        entry = replace(entry, clock=max(entry.clock, departed + 1))
        here = _Here(_Claim(peer, entry))
        if self._hold(here, entry) is None:
            return None
        claimed.add(entry.client)
        self._here[entry.client] = here
        return entry

    def _hold(self, here: _Here, entry: PresenceEntry) -> PresenceEntry | None:
        """Take an entry over; one whose clock has come to its end is not believed any more."""
        if entry.clock > MAX_CLOCK:
            return None
        here.owner.entry = entry
        return entry

    def _is_too_much(self, peer: Peer, more: int, clients: int = 0) -> bool:
        """Tell whether the room is too crowded for so much more, and remember to say so."""
        limits = self._limits
        is_too_much = more > 0 and (
            self._bytes + more > limits.presence_bytes or len(self._here) + clients > limits.clients
        )
        if is_too_much:
            self._turned_away.setdefault(peer, True)
        return is_too_much

    def _release(self, client: int, peer: Peer) -> PresenceEntry | None:
        """Let go of a peer's claim to a client id; give what the others have to know."""
        here = self._here.get(client)
        if here is None:
            return None  # somebody else came in between, and is gone already
        if here.owner.peer is not peer:
            if here.rival is not None and here.rival.peer is peer:
                here.rival = None
            return None
        held = here.owner.entry
        if here.rival is not None:
            clock = max(here.rival.entry.clock, held.clock + 1)
            here.owner, here.rival = here.rival, None
            here.settled = False
            return self._hold(here, replace(here.owner.entry, clock=clock))
        del self._here[client]
        self._remember_departure(held)
        return None if held.state is None else replace(held, state=None)

    def _remember_departure(self, entry: PresenceEntry) -> None:
        self._departed[entry.client] = entry.clock
        self._departed.move_to_end(entry.client)
        if len(self._departed) > REMEMBERED_DEPARTURES:
            self._departed.popitem(last=False)


def _size(entry: PresenceEntry) -> int:
    return 0 if entry.state is None else len(entry.state)
