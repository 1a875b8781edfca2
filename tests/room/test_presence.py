"""Who is here: owners, returns, departures."""

from crdt_server.protocol.awareness import PresenceEntry
from crdt_server.room.peer import Peer
from crdt_server.room.presence import Presence

ANA, BOB = 11, 22


def here(client: int, clock: int, state: str = '{"name":"x"}') -> PresenceEntry:
    return PresenceEntry(client, clock, state)


def gone(client: int, clock: int) -> PresenceEntry:
    return PresenceEntry(client, clock, None)


def test_R2_the_late_joiner_sees_who_is_here() -> None:
    presence = Presence()
    presence.hear(Peer(), (here(ANA, 3),))
    assert presence.everybody() == (here(ANA, 3),)


def test_R3_nobody_removes_or_overwrites_somebody_else() -> None:
    presence, ana, bob = Presence(), Peer(), Peer()
    presence.hear(ana, (here(ANA, 1),))
    presence.hear(bob, (here(BOB, 1),))
    assert presence.hear(bob, (gone(ANA, 9), here(ANA, 9, '"liar"'))) == ()
    assert presence.everybody() == (here(ANA, 1), here(BOB, 1))
    presence.leave(bob)
    assert presence.everybody() == (here(ANA, 1),)


def test_R3_a_relay_of_what_it_heard_does_not_make_an_owner() -> None:
    presence, ana, bob = Presence(), Peer(), Peer()
    presence.hear(ana, (here(ANA, 1),))
    presence.hear(bob, (here(BOB, 1),))
    assert presence.hear(bob, (here(ANA, 1),)) == ()
    assert presence.leave(bob) == (gone(BOB, 1),)


def test_a_client_that_comes_back_on_a_new_socket_keeps_its_place() -> None:
    presence, old, new = Presence(), Peer(), Peer()
    presence.hear(old, (here(ANA, 5),))
    assert presence.hear(new, (here(ANA, 5),)) == (here(ANA, 5),)
    assert presence.leave(old) == ()
    assert presence.everybody() == (here(ANA, 5),)


def test_a_client_that_was_reported_gone_is_visible_at_once_when_it_returns() -> None:
    presence, old, new = Presence(), Peer(), Peer()
    presence.hear(old, (here(ANA, 5),))
    assert presence.leave(old) == (gone(ANA, 5),)
    assert presence.hear(new, (here(ANA, 5),)) == (here(ANA, 6),)
    moved = here(ANA, 6, '{"name":"moved"}')
    assert presence.hear(new, (moved,)) == (here(ANA, 7, '{"name":"moved"}'),)


def test_a_peer_cannot_fill_the_room_with_people() -> None:
    presence, peer = Presence(most_per_peer=3), Peer()
    presence.hear(peer, tuple(here(client, 0) for client in range(10)))
    assert len(presence.everybody()) == 3


def test_who_says_it_is_gone_is_gone_and_may_return() -> None:
    presence, ana = Presence(), Peer()
    presence.hear(ana, (here(ANA, 1),))
    assert presence.hear(ana, (gone(ANA, 2),)) == (gone(ANA, 2),)
    assert presence.everybody() == ()
    assert presence.hear(ana, (here(ANA, 3),)) == (here(ANA, 3),)
    assert presence.leave(ana) == (gone(ANA, 3),)
