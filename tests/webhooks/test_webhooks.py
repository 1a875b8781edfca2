"""From a decision in a show to a receiver, through trouble and restarts (O12, S000-23, S000-24)."""

import asyncio
from itertools import pairwise

import pytest

from crdt_server.webhooks.deliveries import PAUSES_S, Outcome
from crdt_server.webhooks.hooks import MOST_HOOKS, SECRETS, Hook, TooMany
from crdt_server.webhooks.intake import HEADS
from crdt_server.webhooks.message import trial_of
from crdt_server.webhooks.places import NotThere
from crdt_server.webhooks.webhooks import Webhooks
from persistence.store import Entry
from tests.live.conftest import NAME, House
from tests.webhooks.conftest import BOTH, PATIENCE, Came, Receiver, a_hook, a_receiver, webhooks_of

pytestmark = pytest.mark.anyio
OTHER = "show/0190b1c2-0000-7000-8000-000000000006"


async def came_to(receiver: Receiver) -> Came:
    return await asyncio.to_thread(receiver.next)


async def settled(webhooks: Webhooks, hook: str, outcome: Outcome, count: int = 1) -> None:
    """Wait until so many messages have an outcome."""
    async with asyncio.timeout(PATIENCE):
        while sum(one.outcome == outcome for one in webhooks.deliveries.of(hook)) < count:
            await asyncio.sleep(0.005)


async def tried(webhooks: Webhooks, hook: str, times: int) -> None:
    """Wait until it is written down that the only message was tried so often."""
    async with asyncio.timeout(PATIENCE):
        while webhooks.deliveries.of(hook)[0].attempts < times:
            await asyncio.sleep(0.005)


async def test_O12_activated_and_completed_are_posted_in_their_order_and_signed(
    house: House, webhooks: Webhooks, receiver: Receiver
) -> None:
    hook, secret = await a_hook(webhooks, receiver.url)
    ana = await house.follows()
    await ana.command("1", "next")
    await ana.command("2", "pause")
    await ana.command("3", "next", **{"from": house.segments[0]})
    first, over, second = [await came_to(receiver) for _ in range(3)]
    assert first.json == {
        "type": "segment-activated",
        "timestamp": "1970-01-01T00:16:40.000Z",
        "data": {"sessionId": NAME, "segmentId": house.segments[0], "updatedBy": "account:ana"},
        "show": {"title": "Gala"},
        "seq": 1,
        "segment": {"name": "Doors", "number": 1},
    }
    assert over.json["type"] == "segment-completed"
    assert over.json["data"] == {"sessionId": NAME, "segmentId": house.segments[0]}
    assert second.json["data"]["segmentId"] == house.segments[1]
    assert all(came.is_signed_with(secret) for came in (first, over, second))
    assert len({came.headers["webhook-id"] for came in (first, over, second)}) == 3
    await settled(webhooks, hook, Outcome.DELIVERED, 3)
    assert receiver.came.empty(), "a pause was not asked for"


async def test_O12_what_fails_is_tried_again_with_the_same_id_and_a_new_time(
    house: House, webhooks: Webhooks, receiver: Receiver
) -> None:
    hook, secret = await a_hook(webhooks, receiver.url)
    receiver.statuses += [500, 503]
    await (await house.follows()).command("1", "next")
    attempts = []
    for pause in PAUSES_S[:3]:
        attempts.append(await came_to(receiver))
        await tried(webhooks, hook, len(attempts))
        house.clock.time += pause * 1000
        webhooks._lines[hook].wake()
    assert len({came.headers["webhook-id"] for came in attempts}) == 1
    assert len({came.body for came in attempts}) == 1
    times = [int(came.headers["webhook-timestamp"]) for came in attempts]
    assert [after - before for before, after in pairwise(times)] == [5, 15]
    assert all(came.is_signed_with(secret) for came in attempts)
    await settled(webhooks, hook, Outcome.DELIVERED)


async def test_O12_nobody_waits_for_a_receiver_that_hangs(
    house: House, webhooks: Webhooks, receiver: Receiver
) -> None:
    with a_receiver() as other:
        await a_hook(webhooks, receiver.url)
        await a_hook(webhooks, other.url)
        receiver.statuses.append(0)
        ana = await house.follows()
        await ana.command("1", "next")
        await came_to(receiver)
        for number, verb in enumerate(("complete", "next", "complete")):
            assert (await ana.command(f"m{number}", verb))["type"] == "answer"
        assert [(await came_to(other)).json["type"] for _ in range(4)] == [
            "segment-activated",
            "segment-completed",
            "segment-activated",
            "segment-completed",
        ]
        assert receiver.came.empty(), "one attempt at a time"


async def test_O12_what_was_decided_and_not_told_is_told_after_a_restart(
    house: House, receiver: Receiver
) -> None:
    before = webhooks_of(house)
    await before.hooks.load()
    hook, secret = await a_hook(before, receiver.url)  # it hears of nothing: it was never opened
    await (await house.follows()).command("1", "next")
    after = webhooks_of(house)
    await after.open()
    came = await came_to(receiver)
    assert came.json["data"]["segmentId"] == house.segments[0]
    assert came.is_signed_with(secret)
    await settled(after, hook, Outcome.DELIVERED)
    again = webhooks_of(house)
    await again.open()
    await (await house.follows()).command("2", "complete")
    types = {(await came_to(receiver)).json["type"] for _ in range(1)}
    assert types == {"segment-completed"}, "and once only"


async def test_O12_a_journal_that_cannot_be_read_holds_up_no_other_show(
    house: House, receiver: Receiver
) -> None:
    before = webhooks_of(house)
    await before.hooks.load()
    await a_hook(before, receiver.url)
    await (await house.follows()).command("1", "next")
    await house.hub.registry.create(OTHER, "show", "Matinee")
    await house.store.append([Entry(f"live:{OTHER}", 1, b"of a newer program", 0, "")])
    await webhooks_of(house).open()
    assert (await came_to(receiver)).json["show"] == {"title": "Gala"}


async def test_O12_what_waited_for_a_webhook_that_is_gone_is_forgotten(
    house: House, webhooks: Webhooks
) -> None:
    """The server may be killed between the removal of a webhook and that of its messages."""
    hook = Hook("gone", "", "https://example.org", "", BOTH, "account:ana", 1)
    await webhooks.deliveries.add(trial_of(hook.id, "1", 1))
    after = webhooks_of(house)
    await after.open()
    assert after.deliveries.of(hook.id) == []


async def test_O12_shows_that_were_never_called_cost_nothing_when_a_webhook_is_made(
    house: House, webhooks: Webhooks, receiver: Receiver
) -> None:
    await a_hook(webhooks, receiver.url)
    assert await house.store.get(HEADS, NAME) is None


async def test_O12_a_store_that_fails_loses_no_message(
    house: House, webhooks: Webhooks, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crdt_server.webhooks.webhooks.AGAIN_SECONDS", 0.01)
    await a_hook(webhooks, receiver.url)
    ana = await house.follows()
    house.store.fails_records = 3
    await ana.command("1", "next")
    assert (await came_to(receiver)).json["type"] == "segment-activated"


async def test_O12_a_webhook_hears_of_nothing_that_was_before_it(
    house: House, webhooks: Webhooks, receiver: Receiver
) -> None:
    ana = await house.follows()
    await ana.command("1", "next")
    await a_hook(webhooks, receiver.url)
    await ana.command("2", "complete")
    assert (await came_to(receiver)).json["seq"] == 2


async def test_O12_a_show_that_moved_in_brings_nothing_along_and_one_that_left_tells_nothing(
    house: House, webhooks: Webhooks, receiver: Receiver
) -> None:
    places = house.live.workspaces
    mine = await places.found("Mine", owner="ana", now=1)
    theirs = await places.found("Theirs", owner="ben", now=2)
    hook, _ = await webhooks.make(theirs.id, receiver.url, label="", events=("call-taken",), by="")
    ana = await house.follows()
    await ana.command("1", "take")
    await places.place(NAME, theirs.id)
    await webhooks.moved(NAME)
    await ana.command("2", "release")
    await ana.command("3", "take")
    assert (await came_to(receiver)).json["seq"] == 3
    await places.place(NAME, mine.id)
    await webhooks.moved(NAME)
    await ana.command("4", "release")
    await ana.command("5", "take")
    await settled(webhooks, hook.id, Outcome.DELIVERED)
    assert receiver.came.empty()


async def test_O12_a_webhook_that_was_removed_is_gone_with_all_that_waits(
    house: House, webhooks: Webhooks, receiver: Receiver
) -> None:
    hook, _ = await a_hook(webhooks, receiver.url)
    receiver.statuses.append(500)
    ana = await house.follows()
    await ana.command("1", "next")
    await came_to(receiver)
    await webhooks.remove(hook)
    house.clock.time += 86_400_000
    await ana.command("2", "complete")
    assert webhooks.deliveries.of(hook) == []
    assert await house.store.get(SECRETS, hook) is None
    assert receiver.came.empty()


async def test_O12_a_test_says_at_once_how_it_went(webhooks: Webhooks, receiver: Receiver) -> None:
    identity, secret = await a_hook(webhooks, receiver.url)
    hook = webhooks.hooks.find(identity)
    assert hook is not None
    receiver.statuses += [204, 500]
    assert (await webhooks.test(hook)).outcome == Outcome.DELIVERED
    came = receiver.next()
    assert (came.json["type"], came.is_signed_with(secret)) == ("test", True)
    failed = await webhooks.test(hook)
    assert (failed.outcome, failed.status) == (Outcome.GIVEN_UP, 500)
    assert len(webhooks.deliveries.of(identity)) == 2


async def test_O12_a_workspace_has_so_many_webhooks_and_none_to_forbidden_places(
    webhooks: Webhooks, receiver: Receiver
) -> None:
    for url in ("http://169.254.169.254/", "http://192.168.1.30/", "gopher://x", "http://[::1]/"):
        with pytest.raises(NotThere):
            await a_hook(webhooks, url)
    for _ in range(MOST_HOOKS):
        await a_hook(webhooks, receiver.url)
    with pytest.raises(TooMany):
        await a_hook(webhooks, receiver.url)


async def test_O12_what_is_given_up_is_in_the_log_without_the_address(
    house: House, webhooks: Webhooks, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    hook, _ = await a_hook(webhooks, f"{receiver.url}?key=only-we-know")
    receiver.statuses += [500] * (len(PAUSES_S) + 1)
    await (await house.follows()).command("1", "next")
    for times, pause in enumerate((*PAUSES_S, 0), 1):
        await came_to(receiver)
        await tried(webhooks, hook, times)
        house.clock.time += pause * 1000
        webhooks._lines[hook].wake()
    await settled(webhooks, hook, Outcome.GIVEN_UP)
    (line,) = [one for one in caplog.messages if "given up" in one]
    assert line.endswith(f"{hook} was given up after 9 attempts: It answered 500.")
    assert "only-we-know" not in caplog.text
