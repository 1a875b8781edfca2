"""What everybody is told of a show, and what survives (O4, O5, O6; S000-21, S000-22, S000-26 … S000-28, S000-46)."""

import asyncio
import csv
import json
from typing import Any

import pytest

from crdt_server.accounts.rights import Role
from crdt_server.channels.machine import patched
from crdt_server.live.channel import CHECKPOINT_EVERY, RECENT, Channel
from crdt_server.live.report import report_of
from docs_model import edit
from docs_model.kinds.show import SEGMENTS
from tests.live.conftest import BEN, NAME, House

pytestmark = pytest.mark.anyio


async def state_of(house: House) -> Any:
    """Give the state that is in memory now, as a newcomer is shown it."""
    return await read(house, house.live)


async def read(house: House, live: Any) -> Any:
    visit = house.comes().knock(NAME)
    channel = await live.channel(NAME, visit)
    return json.loads(bytes(channel.snapshot(0).state))


async def test_O5_everybody_hears_the_same_events_and_ends_with_the_same_state(
    house: House,
) -> None:
    ana, crew = await house.follows(), await house.follows(BEN, Role.CREW)
    for number, verb in enumerate(("next", "pause", "resume", "complete")):
        house.clock.time += 1_000
        await ana.command(str(number), verb)
    heard = [await crew.until("events") for _ in range(4)]
    assert [frame["seq"] for frame in heard] == [1, 2, 3, 4]
    assert [one["event"] for frame in heard for one in frame["events"]] == [
        "call-taken",
        "segment-activated",
        "call-paused",
        "call-resumed",
        "segment-completed",
    ]
    state: Any = {"createdAt": house.clock.time - 4_000, "done": {}, "phase": "idle", "term": 0}
    state |= {"called": {}, "stage": {"isBlack": False}}
    state["sessionId"] = NAME
    for frame in heard:
        state = patched(state, frame["patch"])
    assert state == await state_of(house)


async def test_O4_a_command_that_comes_again_is_answered_again_and_done_once(house: House) -> None:
    ana = await house.follows()
    first = await ana.command("go", "next")
    assert await ana.command("go", "next") == first
    assert (await state_of(house))["activeSegmentId"] == house.segments[0]
    other = await house.live.command(NAME, "go", "next", b"{}", ana.knock(NAME))
    assert other.seq == first["seq"], "also by another way"  # type: ignore[union-attr]
    refused = await ana.command("no", "activate", segmentId="nowhere")
    assert refused["code"] == "unknown_segment"
    assert await ana.command("no", "activate", segmentId="nowhere") == refused


async def test_O4_after_a_restart_the_state_is_the_same_and_old_commands_are_still_known(
    house: House,
) -> None:
    ana = await house.follows()
    for number in range(5):
        house.clock.time += 1_000
        await ana.command(
            f"c{number}",
            ("next", "add-time", "pause")[number % 3],
            **({"ms": 5_000} if number % 3 == 1 else {}),
        )
    before = await state_of(house)
    again = house.reopened()
    assert await read(house, again) == before
    answered = await again.command(NAME, "c3", "next", b"{}", ana.knock(NAME))
    assert (answered.seq, answered.generation) == (4, 2)  # type: ignore[union-attr]
    assert await read(house, again) == before


async def test_O4_a_state_that_was_kept_whole_is_the_same(house: House) -> None:
    ana = await house.follows()
    for number in range(CHECKPOINT_EVERY + 3):
        await ana.command(str(number), ("resume", "pause")[number % 2] if number else "next")
    before = await state_of(house)
    assert house.store._logs[f"live:{NAME}"].checkpoint is not None
    again = house.reopened()
    assert await read(house, again) == before
    answered = await again.command(NAME, "7", "resume", b"{}", ana.knock(NAME))
    assert answered.seq == 8  # type: ignore[union-attr]


async def test_O4_nothing_is_told_that_is_not_kept(house: House) -> None:
    ana, crew = await house.follows(), await house.follows(BEN, Role.CREW)
    house.store.fails = "before"
    refused = await ana.command("1", "next")
    assert refused["code"] == "not_stored"
    assert (await state_of(house))["phase"] == "idle"
    assert crew.arrived.empty()
    house.store.fails = ""
    assert (await ana.command("1", "next"))["type"] == "answer", "trying again helps"


async def test_O4_what_was_kept_although_the_store_failed_is_found_again(house: House) -> None:
    ana, crew = await house.follows(), await house.follows(BEN, Role.CREW)
    house.store.fails = "after"
    assert (await ana.command("1", "next"))["code"] == "not_stored"
    house.store.fails = ""
    assert (await ana.command("2", "pause"))["type"] == "answer"
    assert [entry.seq for entry in house.kept()] == [1, 2]
    snapshot = await crew.until("snapshot")
    assert snapshot["state"]["activeSegmentId"] == house.segments[0]
    assert (snapshot["generation"], snapshot["seq"]) == (2, 1)
    assert (await ana.command("1", "next"))["seq"] == 1


async def test_O4_of_two_owners_the_later_one_decides(house: House) -> None:
    ana = await house.follows()
    await ana.command("1", "next")
    other = house.reopened()
    await other.command(
        NAME, "2", "next", b'{"from":"%s"}' % house.segments[0].encode(), ana.knock(NAME)
    )
    stale = await ana.command("3", "next", **{"from": house.segments[0]})
    assert stale["code"] == "moved_on", "the first one sees what the second one has decided"
    assert await state_of(house) == await read(house, other)


async def test_O5_who_returns_gets_what_was_missed_or_all_of_it(house: House) -> None:
    ana = await house.follows()
    await ana.command("1", "next")
    seen = {"generation": 1, "seq": 1}
    await ana.command("2", "pause")
    await ana.command("3", "resume")
    crew = house.comes(BEN, Role.CREW)
    await crew.say("subscribe", channel=NAME, after=seen)
    assert [(await crew.hear())["seq"] for _ in range(2)] == [2, 3]
    for number in range(RECENT):
        await ana.command(f"m{number}", ("pause", "resume")[number % 2])
    late = house.comes(BEN, Role.CREW)
    await late.say("subscribe", channel=NAME, after=seen)
    assert (await late.hear())["type"] == "snapshot"
    wrong = house.comes(BEN, Role.CREW)
    await wrong.say("subscribe", channel=NAME, after={"generation": 7, "seq": 2})
    assert (await wrong.hear())["type"] == "snapshot"


async def test_O5_a_show_hears_nothing_of_another_one(house: House) -> None:
    """Only followers of the same session hear it (S000-23)."""
    other = NAME[:-1] + "6"
    async with house.hub.rooms.hold(other) as room:
        birth = room.begin(lambda doc: None)
    await house.hub.registry.create(other, "show", "Other", birth)
    stranger = house.comes(BEN)
    await stranger.say("subscribe", channel=other)
    await stranger.until("snapshot")
    ana = await house.follows()
    await ana.command("1", "next")
    assert stranger.arrived.empty()
    foreign = await stranger.live.command(
        other,
        "1",
        "activate",
        b'{"segmentId":"%s"}' % house.segments[0].encode(),
        stranger.knock(""),
    )
    assert foreign.code == "unknown_segment"  # type: ignore[union-attr]


async def test_O1_a_segment_that_was_deleted_a_moment_ago_is_refused(house: House) -> None:
    ana = await house.follows()
    async with house.hub.rooms.hold(NAME) as room:
        room.edit(lambda doc: edit.delete(doc, SEGMENTS, [house.segments[2]], now=5))
    refused = await ana.command("1", "activate", segmentId=house.segments[2])
    assert (refused["code"], refused["reason"]) == (
        "deleted",
        "“Panel” was deleted. Restore it before it is called.",
    )


async def test_O6_the_audit_log_has_every_change(house: House) -> None:
    """S000-50: who, what, old, new, when."""
    ana = await house.follows()
    await ana.command("1", "next")
    house.clock.time += 1_000
    await ana.command("2", "next")
    (_, second), (_, first) = house.live.audit.search("", NAME)
    assert (first.who, first.name, first.what, first.at) == (
        "account:ana",
        "Ana",
        "show.segment-activated",
        house.clock.time - 1_000,
    )
    assert second.before == f"{house.segments[0]}, running; called by Ana"
    assert second.after == f"{house.segments[1]}, running; called by Ana"


async def test_O6_the_audit_log_says_which_segment_cue_time_and_message_it_was(
    house: House,
) -> None:
    """S000-50: old and new, also of what does not change which segment is on."""
    ana, second = await house.follows(), house.segments[1]
    async with house.hub.rooms.hold(NAME) as room:
        edit.insert_cue(room.room.doc, "c1", second, {"number": "LX 1"}, chance=0.5, now=0)
    for number, (verb, args) in enumerate(
        (
            ("next", {}),
            ("add-time", {"ms": -60_000}),
            ("standby", {"cueIds": ["c1"]}),
            ("cue", {"cueIds": ["c1"]}),
            ("skip", {"segmentId": second}),
            ("message", {"text": "Hold"}),
            ("blackout", {"on": True}),
            ("clear-message", {}),
        )
    ):
        assert (await ana.command(str(number), verb, **args))["type"] == "answer", verb
    now = f"{house.segments[0]}, running; called by Ana"
    told = [(one.before, one.after) for _, one in reversed(house.live.audit.search("", NAME))]
    assert told[1:] == [
        (now, f"{now}; -60000 ms"),
        (now, f"{now}; standing by: c1"),
        (f"{now}; standing by: c1", f"{now}; c1"),
        (now, f"{now}; {second}"),
        (now, f"{now}; on stage: “Hold”"),
        (f"{now}; on stage: “Hold”", f"{now}; on stage: “Hold”; screens black"),
        (f"{now}; on stage: “Hold”; screens black", f"{now}; screens black"),
    ]


async def test_O6_a_deed_that_a_crash_has_cost_is_written_at_the_next_start(house: House) -> None:
    ana = await house.follows()
    await ana.command("1", "next")
    house.store._records = {
        key: record for key, record in house.store._records.items() if key[0] != "audit"
    }
    again = house.reopened()
    await again.audit.load()
    await read(house, again)
    assert [deed.what for _, deed in again.audit.search("", NAME)] == ["show.segment-activated"]
    twice = house.reopened()
    await twice.audit.load()
    await read(house, twice)
    assert len(twice.audit.search("", NAME)) == 1


async def test_O3_who_is_here_is_not_relieved_and_who_has_gone_can_be(house: House) -> None:
    ana, ben = await house.follows(), await house.follows(BEN)
    await ana.command("1", "take")
    await ben.command("1", "take")
    ana.follower.leave()
    house.clock.time += 9_999
    assert (await ben.command("2", "take", reason="Her battery is dead"))["seq"] == 2
    house.clock.time += 1
    assert (await ben.command("3", "take"))["code"] == "reason_needed"
    await ben.command("4", "take", reason="Her battery is dead")
    assert (await state_of(house))["caller"]["name"] == "Ben"
    assert "because: Her battery is dead" in house.live.audit.search("", NAME)[0][1].after


async def test_O8_the_report_has_what_was_planned_and_what_happened(house: House) -> None:
    ana = await house.follows()
    await ana.command("1", "next")
    house.clock.time += 90_000
    await ana.command("2", "next")
    house.clock.time += 45_000
    await ana.command("3", "skip", segmentId=house.segments[2])
    channel = await house.live.channel(NAME, ana.knock(NAME))
    assert isinstance(channel, Channel)
    async with house.hub.rooms.hold(NAME) as room:
        doc = room.room.doc
        report = json.loads(report_of(doc, channel.state, house.clock.time, "json"))
        rows = list(
            csv.reader(
                report_of(doc, channel.state, house.clock.time, "csv")
                .decode("utf-8-sig")
                .splitlines()
            )
        )
    assert [(row["name"], row["status"], row["took"], row["longer"]) for row in report["rows"]] == [
        ("Doors", "completed", 90_000, 30_000),
        ("Welcome", "active", None, None),
        ("Panel", "skipped", None, None),
        ("Close", "pending", None, None),
    ]
    assert rows[1][0:2] == ["Doors", "completed"]
    assert rows[1][-3:] == ["0:01:00", "0:01:30", "0:00:30 longer"]
    assert rows[1][3] == "1970-01-01 00:16:40", "as clocks showed it in the show's time zone"
    assert rows[-1][0] == "The whole show"


async def test_O1_S000_17_S000_39_a_session_has_one_state_however_many_ask_at_once(
    house: House,
) -> None:
    """Found by its name in one look, never searched for (S000-18, S000-40, S000-42, S000-43)."""
    visit = house.comes().knock(NAME)
    found = await asyncio.gather(*(house.live.channel(NAME, visit) for _ in range(10)))
    assert len(set(map(id, found))) == 1
    assert list(house.live._open) == [NAME]
    channel = found[0]
    assert isinstance(channel, Channel)
    await house.live.command(NAME, "1", "next", b"{}", visit)
    assert channel.state.is_active(channel.state.active_segment_id)


async def test_S000_46_repeated_looks_do_not_ask_the_store(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await state_of(house)

    async def fail(*_: object, **__: object) -> None:
        raise AssertionError("the store was asked")

    monkeypatch.setattr(house.store, "load", fail)
    monkeypatch.setattr(house.store, "get", fail)
    await asyncio.gather(*(state_of(house) for _ in range(20)))


async def test_O5_a_channel_that_nobody_needs_is_let_go_of(house: House) -> None:
    crew = await house.follows(BEN, Role.CREW)
    house.clock.time += 120_000
    house.live.look()
    assert NAME in house.live._open, "somebody follows it"
    await crew.say("unsubscribe", channel=NAME)
    house.live.look()
    assert NAME not in house.live._open
    assert (await state_of(house))["phase"] == "idle"
