"""What is tried again, when, how often, and what is remembered (O12)."""

from dataclasses import replace

import pytest

from crdt_server.webhooks.deliveries import (
    CROWDED_OUT,
    MOST_REMEMBERED,
    MOST_WAITING,
    PAUSES_S,
    Deliveries,
    Delivery,
    Outcome,
)
from crdt_server.webhooks.post import Result
from persistence.memory import MemoryStore

pytestmark = pytest.mark.anyio
NOW = 1_800_000_000_000
BAD, GOOD = Result(500, "It answered 500."), Result(204)


def a_message(number: int, made_at: int = NOW) -> Delivery:
    return Delivery(
        f"msg_{number}", "hook", "segment-activated", "show/1", number, 0, made_at, "{}"
    )


async def test_O12_attempts_are_made_after_growing_pauses_and_then_given_up() -> None:
    deliveries, now = Deliveries(MemoryStore()), NOW
    await deliveries.add(a_message(1))
    for pause in PAUSES_S:
        one = deliveries.due("hook", now)
        assert one is not None
        await deliveries.tried(one.after(BAD, now))
        assert deliveries.due("hook", now + pause * 1000 - 1) is None
        assert deliveries.wait_ms("hook", now) == pause * 1000
        now += pause * 1000
    last = deliveries.due("hook", now)
    assert last is not None
    await deliveries.tried(last.after(BAD, now))
    (given_up,) = deliveries.of("hook")
    assert (given_up.outcome, given_up.attempts) == (Outcome.GIVEN_UP, len(PAUSES_S) + 1)
    assert given_up.trouble == "It answered 500."
    assert deliveries.wait_ms("hook", now) is None
    assert list(PAUSES_S) == sorted(PAUSES_S)


async def test_O12_what_is_new_comes_before_what_is_tried_again_and_in_its_order() -> None:
    deliveries = Deliveries(MemoryStore())
    old = a_message(9, NOW - 60_000)
    await deliveries.add(old)
    await deliveries.tried(old.after(BAD, NOW - 60_000))
    for number in (2, 1, 3):
        await deliveries.add(a_message(number))
    order = []
    while (one := deliveries.due("hook", NOW)) is not None:
        order.append(one.seq)
        await deliveries.tried(one.after(GOOD, NOW))
    assert order == [1, 2, 3, 9]


async def test_O12_all_of_it_is_the_same_after_a_restart() -> None:
    store = MemoryStore()
    before = Deliveries(store)
    await before.add(a_message(1))
    await before.tried(a_message(1).after(BAD, NOW))
    await before.add(a_message(2))
    after = Deliveries(store)
    await after.load()
    assert after.of("hook") == before.of("hook")
    await after.add(a_message(1))
    assert len(after.of("hook")) == 2, "what is known already is not added again"


async def test_O12_what_waits_and_what_is_remembered_has_a_bound() -> None:
    deliveries = Deliveries(MemoryStore())
    for number in range(MOST_WAITING + 3):
        await deliveries.add(a_message(number))
    waiting = deliveries.waiting("hook")
    assert [one.seq for one in waiting] == list(range(3, MOST_WAITING + 3))
    out = [one for one in deliveries.of("hook") if one.outcome == Outcome.GIVEN_UP]
    assert {one.trouble for one in out} == {CROWDED_OUT}
    for one in waiting:
        await deliveries.tried(one.after(GOOD, NOW))
    assert len(deliveries.of("hook")) == MOST_REMEMBERED
    assert deliveries.of("hook")[0].seq == MOST_WAITING + 2, "the latest are remembered"


async def test_O12_a_clock_that_was_set_back_does_not_hold_anything_up() -> None:
    deliveries = Deliveries(MemoryStore())
    await deliveries.add(a_message(1))
    await deliveries.tried(a_message(1).after(BAD, NOW))
    assert deliveries.due("hook", NOW) is None
    assert deliveries.due("hook", NOW - 400 * 86_400_000) is not None


async def test_O12_what_two_servers_at_one_store_both_have_is_not_tried_for_ever() -> None:
    """One is started before the other has ended."""
    store = MemoryStore()
    one, other = Deliveries(store), Deliveries(store)
    first, second, third = a_message(1), a_message(2), replace(a_message(3), hook="gone")
    for message in (first, second, third):
        await one.add(message)
    await other.load()
    await other.tried(first.after(GOOD, NOW))
    await other.tried(second.after(BAD, NOW))
    await other.forget("gone")
    await one.tried(first.after(BAD, NOW))
    await one.tried(second.after(GOOD, NOW))
    await one.tried(third.after(GOOD, NOW))
    assert [each.outcome for each in one.of("hook")] == [Outcome.DELIVERED, Outcome.DELIVERED]
    assert one.of("gone") == []
    assert len(await store.list("webhook-deliveries")) == 2
