"""A line over plain requests: what is lost, doubled, cut or left alone on the way (W11, W12)."""

import asyncio
import random
from contextlib import aclosing

import pytest

from crdt_server.hub.hub import Hub
from crdt_server.hub.line import MOST_UNREAD, Line, Lines, Missed
from crdt_server.hub.numbered import ASK, SILENCE, UNREAD
from crdt_server.hub.outbox import Bounds, frame_of
from crdt_server.hub.pace import PaceLimits
from crdt_server.protocol.posts import Post
from crdt_server.settings import Settings
from persistence.memory import MemoryStore
from tests.hub.conftest import FakeClock
from tests.hub.line_socket import EventReader
from tests.hub.socket import HClient, Socket, connected

pytestmark = pytest.mark.anyio

AUTH = b"\x02d1\x02\x00\x00\x054.8.0"
STEP1 = b"\x02d1\x00\x00\x01\x00"
LOOK = 7_000


@pytest.fixture
def lines(hub: Hub) -> Lines:
    return Lines(hub, Bounds(most=200_000, congested=2_000, patience=30_000), PaceLimits())


def begun(lines: Lines) -> Line:
    line = lines.begin()
    assert line is not None
    return line


async def next_events(line: Line, after: int, count: int) -> list[tuple[int, bytes]]:
    """Read so many events of a stream, then cut it."""
    reader, found = EventReader(), list[tuple[int, bytes]]()
    async with asyncio.timeout(5), aclosing(line.stream(after)) as pieces:  # type: ignore[type-var]
        async for piece in pieces:
            found += [(int(event.get(b"id", b"0")), event[b"data"]) for event in reader.feed(piece)]
            if len(found) >= count:
                break
    return found


def look(hub: Hub, clock: FakeClock) -> None:
    clock.time += LOOK
    hub.keep_alive()


async def test_W11_a_post_that_comes_again_is_not_applied_again(hub: Hub, lines: Lines) -> None:
    line = begun(lines)
    for _ in range(3):
        line.hear(Post(1, 0, (AUTH, STEP1)))
        assert line.heard == 2
    greeted = await next_events(line, 0, 3)
    assert [number for number, _ in greeted] == [1, 2, 3]  # admitted, Step1, Step2: each once
    line.hear(Post(2, 3, (STEP1, STEP1)))  # one of them is new
    await next_events(line, 3, 1)
    last = line.outbox.last
    for first in (1, 2, 3):
        line.hear(Post(first, 3, (STEP1, STEP1, STEP1)[: 4 - first]))
        assert (line.heard, line.outbox.last) == (3, last)


async def test_W11_a_lost_post_is_noticed_and_nothing_after_it_is_applied(
    hub: Hub, lines: Lines
) -> None:
    line = begun(lines)
    line.hear(Post(1, 0, (AUTH,)))
    for wrong in (3, 4, 1000):
        with pytest.raises(Missed) as missed:
            line.hear(Post(wrong, 0, (STEP1,)))
        assert missed.value.heard == line.heard == 1
    line.hear(Post(2, 0, (STEP1,)))
    assert line.heard == 2


async def test_W11_a_stream_cut_anywhere_goes_on_behind_what_was_heard(
    hub: Hub, lines: Lines
) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    line = begun(lines)
    said = [b"event %d" % number for number in range(50)]
    for payload in said:
        line.outbox.put(frame_of(payload))
    heard: list[int] = []
    while len(heard) < len(said):
        after = heard[-1] if heard else 0
        count = min(chance.randrange(1, 8), len(said) - after)
        events = await next_events(line, after, count)
        kept = events[: chance.randrange(1, len(events) + 1)]  # the rest was lost on the way
        heard += [number for number, _ in kept]
    assert heard == list(range(1, len(said) + 1))
    line.hear(Post(1, heard[-1], ()))
    assert line.outbox.queued_bytes == 0


async def test_W11_a_second_response_takes_the_place_of_the_first(hub: Hub, lines: Lines) -> None:
    line = begun(lines)
    first = asyncio.get_running_loop().create_task(next_events(line, 0, 100))
    await asyncio.sleep(0)
    line.outbox.put(frame_of(b"hello"))
    assert [number for number, _ in await next_events(line, 0, 1)] == [1]
    assert len(await first) <= 1
    assert not line.outbox.is_read


async def test_W11_a_short_answer_gives_what_there_is_and_ends(hub: Hub, lines: Lines) -> None:
    """So nothing waits at a proxy that passes an answer on only when it is whole."""
    line = begun(lines)
    waiting = asyncio.get_running_loop().create_task(line.batch(0))
    await asyncio.sleep(0)
    assert not waiting.done()
    line.outbox.put(frame_of(b"one"))
    line.outbox.put(frame_of(b"two"))
    both = await asyncio.wait_for(waiting, 5)
    assert both.count(b"id: ") == 2
    assert await line.batch(0) == both  # it was lost on the way
    line.outbox.close(1012, "restarting")
    assert b"1012" in await line.batch(2)


async def test_W12_what_is_not_confirmed_counts_as_waiting_and_stays_within_its_bound(
    hub: Hub, lines: Lines
) -> None:
    """A proxy may take in megabytes for a client that reads nothing: that is not reading (R6)."""
    line = begun(lines)
    line.hear(Post(1, 0, (AUTH, STEP1)))
    await next_events(line, 0, 3)
    async with connected(hub) as socket:
        writer = HClient(socket, "d1", 1)
        writer.begin()
        for _ in range(500):
            writer.type("letter ")
            await asyncio.sleep(0)
            assert line.outbox.queued_bytes < 3_000
        events = await next_events(line, 3, 20)
        line.hear(Post(3, events[-1][0], ()))
        assert line.outbox.congested
        last = line.outbox.last
        line.hear(Post(3, last, ()))
        ((_, difference),) = await next_events(line, last, 1)
        assert len(difference) > 3_000  # all that was withheld, in one
        line.hear(Post(3, last + 1, ()))
        assert not line.outbox.congested


async def test_W12_a_flood_over_the_bound_closes_the_line(hub: Hub, lines: Lines) -> None:
    line = begun(lines)
    for _ in range(5):
        line.outbox.put(frame_of(b"x" * 60_000))
    assert line.outbox.closing
    assert line.outbox.queued_bytes == 0
    assert b"1013" in await line.batch(0)


async def test_W12_a_reader_that_confirms_nothing_is_let_go_in_the_end(
    hub: Hub, lines: Lines, clock: FakeClock
) -> None:
    line = begun(lines)
    line.outbox.begin_reading()
    line.outbox.put(frame_of(b"x" * 3_000))
    for _ in range(4):
        look(hub, clock)
        assert not line.outbox.closing
    for _ in range(2):
        look(hub, clock)
    assert line.outbox.goodbye is not None
    assert line.outbox.goodbye.code == 1013


async def test_R2_whoever_does_not_come_back_after_a_cut_is_gone_for_the_others(
    hub: Hub, lines: Lines, clock: FakeClock
) -> None:
    line = begun(lines)
    presence = b"\x02d1\x01\x06\x01\x07\x01\x02{}"
    line.hear(Post(1, 0, (AUTH, STEP1, presence)))
    await next_events(line, 0, 3)
    room = hub.rooms.find("d1")
    assert room is not None
    look(hub, clock)
    await next_events(line, 3, 1)  # cut, and back in time
    look(hub, clock)
    assert len(list(room.room.presence.everybody())) == 1
    look(hub, clock)
    await asyncio.sleep(0)
    assert line.outbox.closing
    assert not list(room.room.presence.everybody())
    assert line.connection not in hub.connections
    assert UNREAD <= LOOK


async def test_W10_a_silent_client_is_asked_and_one_that_never_answers_is_let_go(
    hub: Hub, lines: Lines, clock: FakeClock
) -> None:
    line = begun(lines)
    reading = asyncio.get_running_loop().create_task(next_events(line, 0, 100))
    await asyncio.sleep(0)
    look(hub, clock)
    assert not line.outbox.wants_sign
    look(hub, clock)
    assert line.outbox.wants_sign
    for _ in range(10):
        await asyncio.sleep(0)
        line.hear(Post(1, 0, ()))
        look(hub, clock)
    assert not line.outbox.closing
    for _ in range(SILENCE // LOOK):
        look(hub, clock)
        assert not line.outbox.closing
    look(hub, clock)
    assert line.outbox.closing
    asked = await asyncio.wait_for(reading, 5)
    assert [said for _, said in asked].count(b"are you there?") >= 1
    assert ASK < SILENCE


async def test_W13_lines_that_nobody_reads_are_bounded_and_make_room_again(
    hub: Hub, lines: Lines, clock: FakeClock
) -> None:
    for _ in range(MOST_UNREAD):
        begun(lines)
    assert lines.begin() is None
    for _ in range(2):
        look(hub, clock)
    await asyncio.sleep(0)
    assert not hub.connections


async def test_W5_broken_bytes_close_their_line_only(hub: Hub, lines: Lines) -> None:
    line, other = begun(lines), begun(lines)
    other.hear(Post(1, 0, (AUTH, STEP1)))
    line.hear(Post(1, 0, (AUTH, STEP1)))
    await next_events(line, 0, 3)
    line.hear(Post(3, 0, (b"\x02d1\x00\x02\x05\x01\x01\x01\x00\xff", AUTH)))
    assert line.outbox.goodbye is not None
    assert line.outbox.goodbye.code == 1007
    assert line.heard == 3  # what followed is not heard any more
    assert not other.outbox.closing


async def test_L4_W13_who_says_too_much_waits_and_is_sent_away_when_it_does_not_end(
    hub: Hub, clock: FakeClock
) -> None:
    limits = PaceLimits(messages=1, messages_at_once=2, patience=0)
    line = begun(Lines(hub, Bounds(), limits))
    line.hear(Post(1, 0, (AUTH, STEP1)))
    await line.keep_pace()
    assert not line.outbox.closing
    line.hear(Post(3, 0, (STEP1,) * 5))
    await line.keep_pace()
    assert line.outbox.goodbye is not None
    assert line.outbox.goodbye.code == 1008


async def test_the_hub_sends_lines_away_when_it_stops(clock: FakeClock) -> None:
    hub = Hub(MemoryStore(), clock, Settings())
    await hub.start()
    line = begun(Lines(hub, Bounds(), PaceLimits()))
    socket = Socket(hub)
    reading = asyncio.get_running_loop().create_task(next_events(line, 0, 1))
    await asyncio.sleep(0)
    await hub.stop(patience=1.0)
    ((_, said),) = await asyncio.wait_for(reading, 5)
    assert b"1012" in said
    assert socket.outbox.closing
