"""Consoles that call a show over OSC, with real packets (O11)."""

import asyncio
from typing import Any

import pytest

from crdt_server.accounts.rights import Role
from crdt_server.channels.call_commands import VERBS
from crdt_server.osc.addresses import named_by
from crdt_server.osc.bounce import MOST_KNOWN
from crdt_server.osc.ear import Ear
from crdt_server.osc.packet import MOST_BYTES, write
from crdt_server.osc.screen import TOLD
from tests.live.conftest import BEN, NAME
from tests.osc.conftest import SHOW, Stand

pytestmark = pytest.mark.anyio
OTHER = "show/0190b1c2-0000-7000-8000-000000000009"


def state(stand: Stand) -> Any:
    return stand.house.live._open[NAME].state


async def test_O11_a_console_calls_the_show_and_hears_what_came_of_it(stand: Stand) -> None:
    crew = await stand.house.follows(BEN, Role.CREW)
    done = await stand.console.asks("/callboard/next")
    assert done == ("/callboard/done", ["next", NAME, 1])
    assert [one["event"] for one in (await crew.until("events"))["events"]] == [
        "call-taken",
        "segment-activated",
    ]
    await stand.console.asks(f"{SHOW}/activate", stand.house.segments[2])
    await stand.console.asks("/callboard/add-time", 60_000.0)
    await stand.console.asks("/callboard/pause", 1)
    active = state(stand).active
    assert (active.segment_id, active.added_ms) == (stand.house.segments[2], 60_000)
    assert active.paused_at is not None
    assert state(stand).caller.name == "OSC from 127.0.0.1"
    deeds = stand.house.live.audit.search("")
    assert [deed.what for _, deed in deeds][:2] == ["show.call-paused", "show.time-added"]
    assert {deed.who for _, deed in deeds} == {"said:osc 127.0.0.1"}


async def test_O11_a_refusal_says_why_and_changes_nothing(stand: Stand) -> None:
    ana = await stand.house.follows()
    await ana.command("1", "next")
    before = state(stand)
    for said, values, code in (
        ("/callboard/next", (), "not_caller"),
        ("/callboard/dance", (), "unknown_command"),
        ("/callboard/activate", (), "bad_arguments"),
        ("/callboard/activate", (b"x",), "bad_arguments"),
        ("/callboard/add-time", (float("nan"),), "bad_arguments"),
        ("/callboard/add-time", (1e12,), "bad_arguments"),
        ("/callboard/add-time", ("soon",), "bad_arguments"),
        ("/callboard/next", ("a", "b"), "bad_arguments"),
        ("/callboard/*", (), "pattern"),
        (f"/callboard/{OTHER}/next", (), "unknown_channel"),
        ("/callboard/quiz/1/next", (), "unknown_channel"),
        ("/callboard/show/next", (), "unknown_channel"),
    ):
        address, (reason, found, *_) = await stand.console.asks(said, *values)
        assert (address, found) == ("/callboard/refused", code), said
        assert reason.endswith("."), reason
    assert state(stand) == before


async def test_O11_whoever_may_only_follow_calls_nothing_and_learns_nothing(stand: Stand) -> None:
    stand.role = Role.CREW
    assert (await stand.console.asks("/callboard/next"))[1][1] == "forbidden"
    stand.role = Role.GUEST
    for said, values in (("next", ()), ("dance", ()), ("activate", (b"x",))):
        stand.house.clock.time += 1_000
        _, (reason, code, *_) = await stand.console.asks(f"/callboard/{said}", *values)
        assert code == "unknown_channel", reason
    assert stand.knocked[-1] == ("127.0.0.1", NAME), "asked anew each time, for this channel"


async def test_O11_a_packet_that_comes_twice_is_one_press(stand: Stand) -> None:
    await stand.console.asks("/callboard/next")
    for _ in range(3):
        stand.console.say("/callboard/add-time", 5_000)
    assert (await stand.console.hear())[1] == ["add-time", NAME, 2]
    await stand.console.asks("/callboard/pause")
    assert state(stand).active.added_ms == 5_000
    stand.house.clock.time += 150
    await stand.console.asks("/callboard/add-time", 5_000)
    assert state(stand).active.added_ms == 10_000, "pressed again"


async def test_O11_go_pressed_again_too_soon_is_not_counted(stand: Stand) -> None:
    await stand.console.asks("/callboard/next")
    stand.house.clock.time += 200
    assert (await stand.console.asks("/callboard/next"))[1][1] == "too_soon"
    stand.house.clock.time += 400
    wrong = await stand.console.asks("/callboard/next", stand.house.segments[3])
    assert wrong[1][1] == "moved_on"
    assert (await stand.console.asks("/callboard/next", stand.house.segments[0]))[1][2] == 2


async def test_O11_a_button_that_is_let_go_asks_for_nothing(stand: Stand) -> None:
    stand.console.say("/callboard/next", 1.0)
    stand.console.say("/callboard/next", 0.0)
    stand.console.say("/callboard/next", False)
    assert (await stand.console.hear())[1][0] == "next"
    assert await stand.console.asks("/callboard/blackout", 1.0) == (
        "/callboard/done",
        ["blackout", NAME, 2],
    )
    await stand.console.asks("/callboard/blackout", 0.0)
    assert not state(stand).stage.is_black


@pytest.mark.parametrize("verb", list(VERBS))
async def test_O11_every_verb_of_the_call_is_understood(stand: Stand, verb: str) -> None:
    values = {"add-time": [1_000], "blackout": [True], "message": ["Hold"], "hand-over": []}
    needs = {"activate", "skip", "reopen", "cue", "standby"}
    said = [stand.house.segments[0]] if verb in needs else values.get(verb, [])
    _, answered = await stand.console.asks(f"/callboard/{verb}", *said)
    assert "bad_arguments" not in answered
    assert "unknown_command" not in answered


async def test_O11_nonsense_is_answered_and_the_ear_goes_on(stand: Stand) -> None:
    for packet in (b"nonsense", b"#bundle\0\0\0\0\0\0\0\0\1\xff\xff\xff\xfc", b"\xff" * 5_000):
        stand.console.send(packet)
        assert (await stand.console.hear())[1][1] == "no_osc"
    stand.console.say("/somebody/else", 1)
    assert (await stand.console.asks("/callboard/next"))[0] == "/callboard/done"


async def test_O11_what_is_told_is_never_a_command(stand: Stand) -> None:
    """Two servers that are each other's targets do not answer each other, and do not press GO."""
    assert not TOLD & VERBS.keys()
    for name in sorted(TOLD):
        stand.console.say(f"/callboard/{name}", "x", "Doors", 1)
    assert (await stand.console.asks("/callboard/pause"))[1][1] == "nothing_on"


class Wire(asyncio.DatagramTransport):
    """What would be sent, for packets from addresses that this machine does not have."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[bytes] = []

    def sendto(self, data: Any, addr: Any = None) -> None:
        self.sent.append(data)

    def is_closing(self) -> bool:
        return False


@pytest.mark.parametrize(
    ("host", "is_heard"),
    [
        ("127.0.0.1", False),
        ("192.168.1.30", True),
        ("::ffff:192.168.1.30", True),
        ("192.168.2.30", False),
        ("10.1.2.3", True),
        ("fe80::1%eth0", True),
        ("nowhere", False),
    ],
)
async def test_O11_only_who_is_listed_is_heard_or_answered(
    stand: Stand, caplog: pytest.LogCaptureFixture, host: str, is_heard: bool
) -> None:
    from crdt_server.setting import networks_in

    wire = Wire()
    listed = networks_in("192.168.1.30 10.0.0.0/8 fe80::/10")
    ear = Ear(stand.house.live, stand.ear._knock, listed, NAME)
    ear.connection_made(wire)
    for number in range(3):
        ear.datagram_received(b"nonsense%d" % number, (host, 5_000, 0, 0))
    assert len(wire.sent) == (3 if is_heard else 0)
    notes = [one for one in caplog.messages if "is not heard" in one]
    assert len(notes) == (0 if is_heard else 1), "once a minute, however many come"


async def test_O11_a_flood_is_left_and_said_once(
    stand: Stand, caplog: pytest.LogCaptureFixture
) -> None:
    ear = Ear(stand.house.live, stand.ear._knock, (), NAME)
    for number in range(200):
        ear.datagram_received(write("/callboard/add-time", [number]), ("127.0.0.1", 5_000))
    assert ear._waiting.qsize() == 64
    assert len([one for one in caplog.messages if "faster" in one]) == 1


async def test_O11_of_large_packets_little_is_remembered(stand: Stand) -> None:
    ear = Ear(stand.house.live, stand.ear._knock, (), NAME)
    for number in range(MOST_KNOWN):
        ear.datagram_received(b"%03d" % number + b"x" * 60_000, ("127.0.0.1", 5_000))
    remembered = sum(len(packet) for _, packet in ear._bounce._at)
    assert remembered <= MOST_KNOWN * (MOST_BYTES + 1)


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/callboard/next", "show/1 next"),
        ("/callboard/next/", "show/1 next"),
        ("/callboard/show/2/next", "show/2 next"),
        ("/callboard", None),
        ("/other/next", None),
        ("/", None),
    ],
)
def test_O11_an_address_names_a_show_and_a_verb(address: str, names: str | None) -> None:
    named = named_by(address, "show/1")
    assert (None if named is None else f"{named.channel} {named.verb}") == names  # type: ignore[union-attr]
