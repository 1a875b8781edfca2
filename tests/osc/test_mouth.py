"""What consoles and displays are told over OSC, with real packets (O11)."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from crdt_server.accounts.rights import Role
from crdt_server.live.live import Live
from crdt_server.osc.ear import Ear
from crdt_server.osc.mouth import FORGOTTEN_MS, Mouth
from crdt_server.osc.screen import remaining
from tests.live.conftest import BEN, NAME, House
from tests.osc.conftest import SHOW, Console, a_console

pytestmark = pytest.mark.anyio


def a_mouth(house: House, console: Console, bound: str = "", live: Live | None = None) -> Mouth:
    mouth = Mouth(live or house.live, (console.here,), bound)
    (live or house.live).watchers.append(mouth.watch)
    house.hub.tasks.start("osc out", mouth.run())
    return mouth


@pytest.fixture
async def display(house: House) -> AsyncIterator[Console]:
    with a_console() as console:
        yield console


async def heard(display: Console, count: int) -> list[tuple[str, list[Any]]]:
    return [await display.hear() for _ in range(count)]


async def test_O11_a_display_hears_what_happens_and_what_is_on(
    house: House, display: Console
) -> None:
    mouth, ana = a_mouth(house, display), await house.follows()
    doors, welcome, panel, _ = house.segments
    await ana.command("1", "next")
    assert await heard(display, 5) == [
        (f"{SHOW}/call-taken", ["account:ana", "Ana", ""]),
        (f"{SHOW}/active", [doors, "Doors", 1]),
        (f"{SHOW}/upcoming", [welcome, "Welcome", 2]),
        (f"{SHOW}/phase", ["running"]),
        (f"{SHOW}/caller", ["Ana"]),
    ]
    await ana.command("2", "standby", segmentId=welcome)
    assert await display.until("standby-called") == [welcome, "Welcome", 2, "account:ana"]
    await ana.command("3", "skip", segmentId=welcome)
    assert await display.until("skipped") == [welcome, "Welcome", 2, "account:ana"]
    assert await display.until("upcoming") == [panel, "Panel", 3]
    await ana.command("4", "message", text="Hold", urgent=True)
    assert await display.until("message-shown") == ["Hold", True, "account:ana"]
    await ana.command("5", "complete")
    assert await display.until("completed") == [doors, "Doors", 1]
    assert await display.until("active") == ["", "", 0]
    assert await display.until("phase") == ["idle"]
    mouth.close()


async def test_O11_one_show_is_told_under_short_addresses_and_no_other(
    house: House, display: Console
) -> None:
    other = NAME[:-1] + "6"
    async with house.hub.rooms.hold(other) as room:
        birth = room.begin(lambda doc: None)
    await house.hub.registry.create(other, "show", "Other", birth)
    mouth, ana = a_mouth(house, display, NAME), await house.follows()
    assert (await display.hear())[0] == "/callboard/active", "what is on when it begins"
    await house.live.command(other, "1", "take", b"{}", ana.knock(other))
    await ana.command("1", "next")
    assert (await heard(display, 4))[-1] == ("/callboard/call-taken", ["account:ana", "Ana", ""])
    assert await display.until("active") == [house.segments[0], "Doors", 1]
    mouth.close()


async def test_O11_what_is_on_is_told_again_after_a_restart(house: House, display: Console) -> None:
    await (await house.follows()).command("1", "next")
    mouth = a_mouth(house, display, NAME, house.reopened())
    assert await display.hear() == ("/callboard/active", [house.segments[0], "Doors", 1])
    mouth.close()


async def test_O11_what_is_left_is_told_every_second_while_something_is_on(
    house: House, display: Console
) -> None:
    ana, mouth = await house.follows(), Mouth(house.live, (display.here,))
    await mouth.tick()  # nothing is on
    await ana.command("1", "next")
    house.clock.time += 12_300
    await mouth.tick()
    assert await display.hear() == (f"{SHOW}/remaining", [48, "0:48"])
    await ana.command("2", "pause")
    house.clock.time += 60_000
    await mouth.tick()
    assert await display.hear() == (f"{SHOW}/remaining", [48, "0:48"])
    await ana.command("3", "resume")
    house.clock.time += 50_000
    await mouth.tick()
    assert await display.hear() == (f"{SHOW}/remaining", [-2, "-0:02"])
    mouth.close()


async def test_O11_what_is_left_is_not_told_of_a_show_that_is_deleted_or_forgotten(
    house: House, display: Console
) -> None:
    """It would be read every second for ever, and kept in memory for that."""
    ana, mouth = await house.follows(), Mouth(house.live, (display.here,))
    await ana.command("1", "next")
    house.clock.time += FORGOTTEN_MS
    await mouth.tick()
    with pytest.raises(BlockingIOError):
        display.line.recv(64)
    await ana.command("2", "next")
    await mouth.tick()
    assert await display.hear() == (f"{SHOW}/remaining", [60, "1:00"])
    await house.hub.registry.delete(NAME)
    await mouth.tick()
    with pytest.raises(BlockingIOError):
        display.line.recv(64)
    mouth.close()


@pytest.mark.parametrize(
    ("ms", "shown"),
    [
        (1, (1, "0:01")),
        (0, (0, "0:00")),
        (-999, (0, "0:00")),
        (-1_000, (-1, "-0:01")),
        (60_000, (60, "1:00")),
        (3_661_000, (3_661, "1:01:01")),
    ],
)
def test_O11_what_is_left_is_a_number_and_a_text(ms: int, shown: tuple[int, str]) -> None:
    assert remaining(ms) == ("remaining", shown)


async def test_O11_a_target_that_is_gone_hurts_nobody(house: House) -> None:
    mouth = Mouth(house.live, (("127.0.0.1", 9), ("::1", 9), ("203.0.113.1", 9)))
    house.live.watchers.append(mouth.watch)
    task = house.hub.tasks.start("osc out", mouth.run())
    ana = await house.follows()
    assert (await ana.command("1", "next"))["type"] == "answer"
    assert not task.done()
    mouth.close()
    assert (await ana.command("2", "pause"))["type"] == "answer"


async def test_O11_an_answer_goes_to_the_port_on_which_a_console_listens_too(house: House) -> None:
    loop = asyncio.get_running_loop()
    with a_console() as asking, a_console() as listening:
        mouth = Mouth(house.live, (listening.here,))
        knock = house.comes(BEN, Role.CREW).knock
        ear = Ear(house.live, lambda host, channel: knock(channel), (), NAME, mouth.answer)
        transport, _ = await loop.create_datagram_endpoint(lambda: ear, ("127.0.0.1", 0))
        house.hub.tasks.start("osc in", ear.run())
        asking.towards = transport.get_extra_info("sockname")
        answered = await asking.asks("/callboard/next")
        assert answered[1][1] == "forbidden"
        assert await listening.hear() == answered
        transport.close()
        mouth.close()
