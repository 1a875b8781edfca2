"""Who is here: owners, returns, departures."""

import random

from hypothesis import given
from hypothesis import strategies as st

from crdt_server.protocol.awareness import MAX_CLOCK, PresenceEntry
from crdt_server.room.limits import RoomLimits
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
    assert presence.hear(new, (here(ANA, 6, '"moved"'),)) == (here(ANA, 6, '"moved"'),)


def test_R3_whoever_pretends_to_be_a_live_client_come_back_loses_the_place_at_its_next_word() -> (
    None
):
    presence, ana, liar = Presence(), Peer(), Peer()
    presence.hear(ana, (here(ANA, 1),))
    presence.hear(liar, (here(ANA, 1, '"liar"'),))
    assert presence.hear(ana, (here(ANA, 2),)) == (here(ANA, 3),)
    assert presence.hear(liar, (here(ANA, 9, '"liar"'),)) == ()
    assert presence.leave(liar) == ()
    assert presence.everybody() == (here(ANA, 3),)


def test_R3_a_live_client_is_there_again_when_its_pretender_leaves() -> None:
    presence, ana, liar = Presence(), Peer(), Peer()
    presence.hear(ana, (here(ANA, 1),))
    presence.hear(liar, (here(ANA, 1, '"liar"'),))
    assert presence.leave(liar) == (here(ANA, 3),)
    assert presence.leave(ana) == (gone(ANA, 3),)


def test_a_late_word_from_the_old_socket_does_not_make_the_returned_client_disappear() -> None:
    presence, old, new = Presence(), Peer(), Peer()
    presence.hear(old, (here(ANA, 5),))
    presence.hear(new, (here(ANA, 5),))
    presence.hear(old, (here(ANA, 5, '"late"'),))
    assert presence.leave(old) == (here(ANA, 7),)
    assert presence.everybody() == (here(ANA, 7),)


def test_a_clock_that_has_come_to_its_end_is_never_passed_on_larger_than_clients_can_read() -> None:
    presence, ana, back = Presence(), Peer(), Peer()
    assert presence.hear(ana, (here(ANA, MAX_CLOCK),)) == (here(ANA, MAX_CLOCK),)
    assert presence.hear(ana, (here(ANA, MAX_CLOCK, '"more"'),)) == ()
    presence.leave(ana)
    assert presence.hear(back, (here(ANA, 1),)) == ()
    assert presence.everybody() == ()


def test_a_client_that_was_reported_gone_is_visible_at_once_when_it_returns() -> None:
    presence, old, new = Presence(), Peer(), Peer()
    presence.hear(old, (here(ANA, 5),))
    assert presence.leave(old) == (gone(ANA, 5),)
    assert presence.hear(new, (here(ANA, 5),)) == (here(ANA, 6),)
    moved = here(ANA, 6, '{"name":"moved"}')
    assert presence.hear(new, (moved,)) == (here(ANA, 7, '{"name":"moved"}'),)


def test_a_peer_cannot_fill_the_room_with_people() -> None:
    presence, peer = Presence(RoomLimits(clients_per_peer=3)), Peer()
    presence.hear(peer, tuple(here(client, 0) for client in range(10)))
    assert len(presence.everybody()) == 3


def test_who_says_it_is_gone_is_gone_and_may_return() -> None:
    presence, ana = Presence(), Peer()
    presence.hear(ana, (here(ANA, 1),))
    assert presence.hear(ana, (gone(ANA, 2),)) == (gone(ANA, 2),)
    assert presence.everybody() == ()
    assert presence.hear(ana, (here(ANA, 3),)) == (here(ANA, 3),)
    assert presence.leave(ana) == (gone(ANA, 3),)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 3), st.integers(-1, 3)), max_size=40))
def test_R2_whatever_is_said_clocks_only_rise_and_whoever_is_alone_leaves_nothing_behind(
    words: list[tuple[int, int, int]],
) -> None:
    """`words` are peer, client id and clock; clock -1 is the peer leaving."""
    presence, peers = Presence(), [Peer() for _ in range(3)]
    seen: dict[int, tuple[int, bool]] = {}

    def pass_on(entries: tuple[PresenceEntry, ...]) -> None:
        for entry in entries:
            told = entry.clock, entry.state is None
            assert entry.client not in seen or told >= seen[entry.client]
            seen[entry.client] = told

    for number, client, clock in words:
        if clock < 0:
            pass_on(presence.leave(peers[number]))
            peers[number] = Peer()
        else:
            pass_on(presence.hear(peers[number], (here(client, clock, str(number)),)))
    for peer in peers:
        pass_on(presence.leave(peer))
    assert presence.everybody() == ()
    assert all(is_gone for _, is_gone in seen.values())


LIMITS = RoomLimits(clients=10, presence_bytes=1_000)


def test_L3_what_is_kept_of_everybody_is_bounded_whatever_is_said() -> None:
    """Peers come, claim each other's ids, say more and less, and go."""
    seed = random.randrange(2**32)
    print("seed", seed)
    chance, presence = random.Random(seed), Presence(LIMITS)
    peers: list[Peer] = []
    for clock in range(5_000):
        match chance.randrange(4):
            case 0:
                peers.append(Peer())
            case 1 if peers:
                presence.leave(peers.pop(chance.randrange(len(peers))))
            case _ if peers:
                state = None if chance.random() < 0.1 else '"' + "x" * chance.randrange(300) + '"'
                entry = PresenceEntry(chance.randrange(30), clock, state)
                presence.hear(chance.choice(peers), (entry,))
        present = presence.everybody()
        assert len(present) <= LIMITS.clients
        assert sum(len(entry.state or "") for entry in present) <= 2 * LIMITS.presence_bytes
    for peer in peers:
        presence.leave(peer)
    assert presence.everybody() == ()
    full = tuple(here(client, 1, '"' + "x" * 98 + '"') for client in range(100, 110))
    assert presence.hear(Peer(), full) == full, "nothing of those who left is counted"


def test_L3_when_there_is_room_again_one_is_shown_at_ones_next_word() -> None:
    presence, crowd, late = Presence(LIMITS), Peer(), Peer()
    presence.hear(crowd, tuple(here(client, 1) for client in range(10)))
    assert presence.hear(late, (here(ANA, 1),)) == ()
    assert presence.has_turned_away(late)
    assert not presence.has_turned_away(late)
    presence.leave(crowd)
    assert presence.hear(late, (here(ANA, 2),)) == (here(ANA, 2),)
