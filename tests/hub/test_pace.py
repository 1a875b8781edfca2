"""A socket that talks too fast is read more slowly, loses nothing, and holds up nobody else (L4; S003-54)."""

import asyncio
import random
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from pycrdt import Doc, Text
from websockets.sync.client import connect

from crdt_server.hub import frames
from crdt_server.hub.direct import PORTION, DirectSocket, OfferingProtocol
from crdt_server.hub.endpoint import SyncEndpoint, pace_of
from crdt_server.hub.hub import Hub
from crdt_server.hub.outbox import Bounds
from crdt_server.hub.pace import Pace, PaceLimits
from crdt_server.settings import Settings
from tests.hub.test_frames import masked
from tests.room.replica import Replica
from tests.running import Server

pytestmark = pytest.mark.anyio

STEP1 = b"\x00\x00\x01\x00"
LIMITS = PaceLimits(
    messages=10, messages_at_once=100, bytes=1_000, bytes_at_once=20_000, patience=60
)
MEBIBYTE = 1024 * 1024


class Stopwatch:
    """Shows the seconds it was told."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


class Wire(asyncio.Transport):
    """The server's end of a connection: knows whether it is read, and what was said."""

    def __init__(self) -> None:
        super().__init__()
        self.is_read = True
        self.said: list[bytes] = []
        self.closed = asyncio.Event()
        self.changed = asyncio.Event()

    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        """Nothing is ever queued here."""

    def get_write_buffer_size(self) -> int:
        return 0

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.said.append(bytes(data))

    def pause_reading(self) -> None:
        assert self.is_read, "paused twice"
        self.is_read = False
        self.changed.set()

    def resume_reading(self) -> None:
        assert not self.is_read, "resumed twice"
        self.is_read = True
        self.changed.set()

    def is_closing(self) -> bool:
        return self.closed.is_set()

    def close(self) -> None:
        self.closed.set()

    def abort(self) -> None:
        self.closed.set()

    async def until_read(self) -> None:
        """Wait until what was sent is wanted."""
        while not self.is_read:
            self.changed.clear()
            await self.changed.wait()


def socket_on(wire: Wire, pace: Pace, heard: list[bytes]) -> DirectSocket:
    socket = DirectSocket(MEBIBYTE, Bounds(), pace)
    socket.listen(heard.extend)
    socket.begin(cast(OfferingProtocol, None), wire)
    return socket


def test_L4_a_talker_gets_its_burst_and_then_its_rate(watch: Stopwatch) -> None:
    """At random sizes and moments, however it is cut: never more than the rate and two bursts, never much less."""
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    pace, sizes = Pace(LIMITS, watch), 0
    while watch.seconds < 3_600:
        size = chance.randrange(1, 3_000)
        sizes += size
        if not pace.spend(size, 1):
            watch.seconds += pace.wait()
    assert 0.9 * watch.seconds * LIMITS.bytes <= sizes
    assert sizes <= watch.seconds * LIMITS.bytes + 2 * LIMITS.bytes_at_once


def test_L4_a_merger_of_10_mb_passes_at_once(watch: Stopwatch) -> None:
    pace = Pace(pace_of(Settings()), watch)
    assert pace.spend(10 * 1024 * 1024, 1)
    for _ in range(512):  # every document of one socket, after a restart
        assert pace.spend(2_000, 4)


def test_L4_only_who_goes_on_for_long_is_flooding(watch: Stopwatch) -> None:
    pace = Pace(LIMITS, watch)
    while watch.seconds < LIMITS.patience - 1:
        if not pace.spend(500, 1):
            watch.seconds += pace.wait()
        assert not pace.is_flooding
    while not pace.is_flooding:
        if not pace.spend(500, 1):
            watch.seconds += pace.wait()
    assert watch.seconds < LIMITS.patience + 10


def test_L4_whoever_rests_in_between_is_never_flooding(watch: Stopwatch) -> None:
    pace = Pace(LIMITS, watch)
    for _ in range(100):
        for _ in range(150):
            if not pace.spend(100, 1):
                watch.seconds += pace.wait()
        watch.seconds += 20
    assert watch.seconds > 10 * LIMITS.patience
    assert not pace.is_flooding


async def test_L4_reading_pauses_and_what_was_sent_is_heard_whole_and_in_order() -> None:
    """Rates so high that a pause takes milliseconds of the loop's own clock."""
    limits = PaceLimits(messages=5_000, messages_at_once=50, bytes=10**8, bytes_at_once=10**8)
    wire, heard = Wire(), list[bytes]()
    socket = socket_on(wire, Pace(limits), heard)
    sent = [f"message {number}".encode() for number in range(1_000)]
    stream = b"".join(masked(message) for message in sent)
    pauses = 0
    for start in range(0, len(stream), 5_000):
        await wire.until_read()
        socket.data_received(stream[start : start + 5_000])
        pauses += not wire.is_read
    await wire.until_read()
    assert heard == sent
    assert pauses


async def test_L4_of_many_messages_at_once_others_have_their_turn_in_between() -> None:
    wire, heard = Wire(), list[bytes]()
    socket = socket_on(wire, Pace(PaceLimits()), heard)
    message = masked(b"x" * 10)
    socket.data_received(message * 10_000)
    assert len(heard) == PORTION // len(message)
    assert not wire.is_read
    await wire.until_read()
    assert len(heard) == 10_000


async def test_L4_a_large_message_is_not_held_up_by_its_size() -> None:
    wire, heard = Wire(), list[bytes]()
    socket = socket_on(wire, Pace(PaceLimits()), heard)
    stream = masked(b"x" * 900_000)
    socket.data_received(stream[:100])
    for start in range(100, len(stream), 65_536):
        socket.data_received(stream[start : start + 65_536])
        assert wire.is_read
    assert [len(message) for message in heard] == [900_000]


async def test_L4_a_flood_ends_with_a_sentence_and_is_not_heard_any_more(watch: Stopwatch) -> None:
    wire, heard, pace = Wire(), list[bytes](), Pace(LIMITS, watch)
    socket = socket_on(wire, pace, heard)
    for _ in range(LIMITS.patience + 30):
        pace.spend(LIMITS.bytes * 2, 0)
        pace.wait()
        watch.seconds += 1
    socket.data_received(masked(b"x") * 500)
    known = len(heard)
    socket.data_received(masked(b"x") * 500)
    assert len(heard) == known
    assert wire.said[-1][2:4] == (1008).to_bytes(2, "big")
    assert b"Send less" in wire.said[-1]
    assert wire.is_read, "what it still sends is thrown away, so that it can read why"
    await wire.closed.wait()


async def test_L4_whoever_is_not_read_is_not_taken_for_dead(watch: Stopwatch) -> None:
    wire, heard = Wire(), list[bytes]()
    socket = socket_on(wire, Pace(LIMITS, watch), heard)
    socket.data_received(masked(b"x") * 200)
    for _ in range(5):
        socket.check_alive(0)
    assert not wire.closed.is_set()


async def test_L4_pings_and_empty_pieces_count_as_messages(watch: Stopwatch) -> None:
    pings = masked(b"", first=0x89) * 200
    pieces = masked(b"", first=0x02) + masked(b"", first=0x00) * 200
    for attack in (pings, pieces):
        wire = Wire()
        socket_on(wire, Pace(LIMITS, watch), []).data_received(attack)
        assert not wire.is_read


async def test_L4_a_message_in_endless_pieces_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "MOST_PIECES", 100)
    wire = Wire()
    pieces = masked(b"", first=0x02) + masked(b"", first=0x00) * 200
    socket_on(wire, Pace(PaceLimits()), []).data_received(pieces)
    assert wire.said[-1][2:4] == (1009).to_bytes(2, "big")
    await wire.closed.wait()


async def test_L4_without_a_transport_no_more_is_asked_for_while_it_is_too_much(hub: Hub) -> None:
    """Plain ASGI: what is not asked for is not read either."""
    settings = Settings(socket_messages=2_000, socket_messages_at_once=50)
    author, loop = Replica(1), asyncio.get_running_loop()
    edits = [sync(author.type("x")) for _ in range(200)]
    messages = [STEP1, *edits]
    begun, said = loop.time(), []

    async def receive() -> dict[str, object]:
        if not messages:
            return {"type": "websocket.disconnect"}
        return {"type": "websocket.receive", "bytes": messages.pop(0)}

    async def send(message: dict[str, object]) -> None:
        said.append(message)

    app = SimpleNamespace(state=SimpleNamespace(hub=hub))
    messages.insert(0, b"")  # the handshake
    await SyncEndpoint(settings, lambda scope: None)(
        {"app": app, "path_params": {"name": "d"}}, receive, send
    )  # type: ignore[arg-type]
    assert loop.time() - begun >= (len(edits) - 100) / settings.socket_messages
    async with hub.rooms.hold("d") as room:
        assert str(Replica.of(room.room.whole())) == "x" * 200


def test_L4_a_flood_is_slowed_and_others_do_not_notice(tmp_path: Path) -> None:
    """Over a real server: whoever floods gets through, later; meanwhile an edit of others takes moments."""
    settings = tmp_path / "callboard.toml"
    settings.write_text("socket_messages = 2000\nsocket_messages_at_once = 100\n")
    flood = Replica(1)
    with (
        Server(tmp_path / "data", "--config", str(settings)) as server,
        connect(f"{server.sockets}/flooded", max_size=None) as eve,
        connect(f"{server.sockets}/other") as ana,
        connect(f"{server.sockets}/other") as bob,
    ):
        for socket in (eve, ana, bob):
            socket.send(STEP1)
            assert [socket.recv(timeout=30), socket.recv(timeout=30)][0] == STEP1
        edits = [sync(flood.type("x")) for _ in range(2_000)]
        for edit in edits:
            eve.send(edit)
        quiet = Replica(2)
        for _ in range(5):
            edit = sync(quiet.type("y"))
            ana.send(edit)
            assert bob.recv(timeout=30) == edit
        heard = Doc({"t": Text()})
        while len(str(heard["t"])) < 2_000:
            heard.apply_update(update_in(eve.recv(timeout=30)))
        assert str(heard["t"]) == "x" * 2_000


def sync(update: bytes) -> bytes:
    assert len(update) < 128
    return b"\x00\x02" + bytes((len(update),)) + update


def update_in(message: bytes | str) -> bytes:
    assert isinstance(message, bytes)
    at = 2
    while message[at] > 127:
        at += 1
    return message[at + 1 :]
