"""What a socket on /live is told when it may not, says nonsense, or asks for the time (O5, O7; S000-47, S000-48)."""

import json

import pytest

from crdt_server.accounts.rights import NOTHING, ROLES, Right, Role
from crdt_server.app import make_app
from crdt_server.channels.call_commands import VERBS
from crdt_server.channels.machine import Person
from crdt_server.entrance import knock_of
from crdt_server.live.follower import MOST_CHANNELS
from crdt_server.settings import Settings
from docs_model import edit
from docs_model.kinds import SHOW
from persistence.memory import MemoryStore
from tests.live.conftest import ANA, BEN, NAME, FakeShowClock, Guest, House

pytestmark = pytest.mark.anyio
NOT_THERE = "There is no such channel, or it is not shared with you."


@pytest.mark.parametrize("role", list(Role))
async def test_O7_every_role_follows_and_calls_as_the_table_says(house: House, role: Role) -> None:
    guest = house.comes(BEN, role)
    await guest.say("subscribe", channel=NAME)
    frame = await guest.hear()
    answer = await guest.command("1", "next")
    if Right.VIEW_SHOW_CALL not in ROLES[role]:
        assert (frame["type"], frame["reason"]) == ("refused", NOT_THERE)
        assert answer["reason"] == NOT_THERE
    elif Right.MANAGE_SHOW_CALL not in ROLES[role]:
        assert frame["may"] == ["view_show_call"]
        assert answer["code"] == "forbidden"
        for number, verb in enumerate(VERBS):
            assert (await guest.command(f"v{number}", verb))["code"] == "forbidden", verb
        assert house.store._logs.get(f"live:{NAME}") is None, "nothing has changed"
    else:
        assert frame["may"] == ["view_show_call", "manage_show_call"]
        assert answer["type"] == "answer"


async def test_O7_rights_are_those_of_the_moment(house: House) -> None:
    ana, crew = await house.follows(), await house.follows(BEN)
    ana.rights = ROLES[Role.CREW]
    assert (await ana.command("1", "next"))["code"] == "forbidden"
    ana.follower.reconsider()
    assert (await ana.until("snapshot"))["may"] == ["view_show_call"]
    crew.rights = NOTHING
    crew.follower.reconsider()
    assert (await crew.until("ended"))["code"] == "not_shared"
    ana.rights = ROLES[Role.STAGE_MANAGER]
    await ana.command("2", "next")
    assert crew.arrived.empty(), "nothing comes after the sentence"


async def test_O7_nobody_follows_a_show_that_was_deleted(house: House) -> None:
    crew = await house.follows(BEN, Role.CREW)
    await house.hub.registry.delete(NAME)
    crew.follower.reconsider()
    assert (await crew.until("ended"))["channel"] == NAME
    await crew.say("subscribe", channel=NAME)
    assert (await crew.hear())["code"] == "unknown_channel"


@pytest.mark.parametrize("name", ["show/elsewhere", "quiz/1", "live:x", "x"])
async def test_O7_what_is_not_there_is_not_told_apart_from_what_is_not_shared(
    house: House, name: str
) -> None:
    guest = house.comes()
    await guest.say("subscribe", channel=name)
    refused = await guest.hear()
    assert (refused["code"], refused["reason"]) == ("unknown_channel", NOT_THERE)


async def test_O5_nonsense_is_answered_with_a_sentence_and_the_socket_goes_on(house: House) -> None:
    guest = await house.follows()
    for nonsense in (
        "",
        "{",
        "[]",
        '{"type":"dance"}',
        '{"type":"subscribe"}',
        "null",
        "[" * 5_000,
    ):
        assert guest.follower.understand(nonsense, 0) is None
        assert "not understood" in (await guest.hear())["reason"]
    assert (await guest.command("1", "dance"))["code"] == "unknown_command"
    wrong = await guest.command("2", "activate", segment="s")
    assert wrong["code"] == "bad_arguments"
    assert "unknown field `segment`" in wrong["reason"]
    assert (await guest.command("3", "add-time", ms=10**12))["code"] == "bad_arguments"
    assert (await guest.command("4", "next"))["type"] == "answer"


async def test_O5_a_probe_has_the_time_it_came_and_the_time_it_left(house: House) -> None:
    guest = house.comes()
    guest.follower.greet()
    welcome = await guest.hear()
    assert (welcome["clockId"], welcome["pollMs"]) == ("clock", 2_000)
    assert guest.follower.understand(json.dumps({"type": "probe", "t0": 1.5, "id": 3}), 7.5) is None
    answer = await guest.hear()
    assert answer == {"type": "clock", "id": 3, "t0": 1.5, "t1": 7.5, "t2": house.clock.precise()}


async def test_O5_one_socket_follows_so_many_channels_and_no_more(house: House) -> None:
    guest = await house.follows()
    for number in range(MOST_CHANNELS):
        guest.follower.following[f"show/{number}"] = guest.follower.following[NAME]
    await guest.say("subscribe", channel="show/one-more")
    assert (await guest.hear())["code"] == "too_many"


async def test_O7_who_signs_in_is_who_they_are_and_others_who_they_say(house: House) -> None:
    ana, crew = await house.follows(), await house.follows(BEN, Role.CREW)
    await ana.say("hello", id="ben", name="Ben")
    await ana.command("1", "take")
    assert (await crew.until("events"))["patch"]["caller"]["id"] == ANA.id
    await ana.command("2", "release")
    unknown = house.comes(Person("", ""))
    await unknown.say("hello", id="account:ana", name=" The \n caller ")
    await unknown.say("subscribe", channel=NAME)
    await unknown.command("1", "take")
    assert (await crew.until("events"))["patch"]["caller"] is None
    caller = (await crew.until("events"))["patch"]["caller"]
    assert (caller["id"], caller["name"]) == ("said:account:ana", "The caller")


async def test_O7_a_link_that_is_over_by_the_clock_ends_what_it_let_follow() -> None:
    clock = FakeShowClock()
    app = make_app(Settings(), MemoryStore(), clock, show_clock=clock)
    async with app.router.lifespan_context(app):
        book, hub = app.state.book, app.state.hub
        owner = await book.people.enter("Ana", "ana@example.org", now=clock.time)
        venue = await book.workspaces.found("Venue", owner=owner.id, now=clock.time)
        await book.workspaces.place(NAME, venue.id)
        async with hub.rooms.hold(NAME) as room:
            birth = room.begin(lambda doc: edit.start(doc, SHOW, title="Gala", epoch="e"))
        await hub.registry.create(NAME, "show", "Gala", birth)
        over = clock.time + 60_000
        _, link = await book.shares.make(
            venue.id, NAME, Role.CREW, label="", by="", now=clock.time, expires_at=over
        )
        scope = {"app": app, "headers": [], "query_string": f"token={link}".encode()}
        phone = Guest(app.state.live, BEN, NOTHING)
        phone.follower.knock = knock_of(scope)
        endpoint = next(one.app for one in app.routes if getattr(one, "path", "") == "/live")
        endpoint.followers.add(phone.follower)
        hub.tasks.start("carry", phone.carry())
        await phone.say("subscribe", channel=NAME)
        await phone.until("snapshot")
        clock.time = over - 1
        hub.look()
        assert phone.follower.following
        clock.time = over
        hub.look()
        assert (await phone.until("ended"))["code"] == "not_shared"
