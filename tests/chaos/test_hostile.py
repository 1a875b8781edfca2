"""Hostile bytes against the real server, while honest people type in the same document and in another (W5, R5).

They never end the process, never reach another client, never make others wait; their sender is told why it must go.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import quantiles
from uuid import uuid4

import httpx
import pytest
from pycrdt import Doc, Text

from bench.client import Ending, Socket
from bench.frames import CONTINUATION, TEXT, frame
from bench.participant import Participant
from bench.processes import CALLBOARD, Server, start
from bench.yjs import HELLO, ROOT, STEP2, UPDATE, message, text_of, uint
from tests.chaos.attacks import (
    NOT_TEXT,
    SENT_AWAY,
    TOO_BIG,
    WRONG,
    attacks,
    genuine_updates,
    hocuspocus,
    in_root,
    mutated,
    update,
)
from tests.chaos.honest import HonestPair

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("sockets_are_closed")]

MEBIBYTE = 1024 * 1024
MOST_MESSAGE = 4 * MEBIBYTE
MOST_GROWTH = 160 * 1024  # KiB; the server may keep what it has learned to need
MOST_DELAY = (
    3.0  # seconds, for 9 letters of 10: a server that hangs is meant, not a machine that is busy
)
PATIENCE = 20.0
NESTED, AT_ONCE = 60_000, 500


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that takes messages of 4 MiB; at the end it still lives and can store."""
    data = tmp_path_factory.mktemp("hostile")
    settings = data / "settings.toml"
    settings.write_text(f"max_message = {MOST_MESSAGE}\nmax_outbox = {2 * MEBIBYTE}\n")
    with (data / "log").open("w") as log:
        server = start(CALLBOARD, data, options=("--config", str(settings)), log=log)
        yield server
        assert server.stop() == 0
    said = (data / "log").read_text()
    assert "Traceback" not in said, said[-4000:]


@asynccontextmanager
async def besieged(server: Server) -> AsyncIterator[str]:
    """Have honest people type in the document whose path is given and elsewhere; look afterwards how they fared."""
    before = server.rss_kib()
    document = f"attacked/{uuid4()}"
    pairs = [await HonestPair.come(server, name) for name in (document, f"{document}/apart")]
    loop = asyncio.get_running_loop()
    typing = [loop.create_task(pair.type()) for pair in pairs]
    try:
        yield server.kind.path(document)
        for task in typing:
            task.cancel()
        for pair in pairs:
            await pair.finish()
    finally:
        for task, pair in zip(typing, pairs, strict=True):
            task.cancel()
            pair.leave()
    await is_well(server)
    slow = [quantiles(pair.delays, n=10)[-1] for pair in pairs if len(pair.delays) > 10]
    assert all(delay < MOST_DELAY for delay in slow), slow
    assert server.rss_kib() - before < MOST_GROWTH


async def is_well(server: Server) -> None:
    """The server lives and can store."""
    assert server.alive
    async with httpx.AsyncClient(base_url=server.address, timeout=PATIENCE) as http:
        assert (await http.get("/healthz")).status_code == 200
        assert (await http.get("/readyz")).status_code == 200


async def visit(server: Server, path: str, *messages: bytes) -> Socket:
    """Connect and say something."""
    socket = Socket(path, server.port, lambda heard: None)
    await socket.open()
    for each in messages:
        socket.say(each)
    return socket


async def ending_of(socket: Socket, what: str) -> Ending:
    """Wait until the server has sent the socket away."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await socket.ended
    except TimeoutError:
        raise AssertionError(f"{what} was not sent away") from None
    finally:
        socket.vanish()


async def answered_or_ended(server: Server, path: str, *messages: bytes) -> Ending | None:
    """Ask for the document, say something, and ask again; give the ending, None if both were answered."""
    answered = asyncio.Event()
    answers = 0

    def hear(heard: bytes) -> None:
        nonlocal answers
        answers += heard[:2] == STEP2
        if answers == 2:
            answered.set()

    socket = Socket(path, server.port, hear)
    await socket.open()
    for each in (HELLO, *messages, HELLO):
        socket.say(each)
    question = asyncio.get_running_loop().create_task(answered.wait())
    try:
        async with asyncio.timeout(PATIENCE):
            await asyncio.wait({question, socket.ended}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        question.cancel()
        socket.vanish()
    return socket.ended.result() if socket.ended.done() else None


async def test_W5_an_attacker_is_sent_away_with_a_reason(server: Server) -> None:
    async with besieged(server) as path:
        for attack in attacks():
            where = "/sync" if attack.many_documents else path
            socket = await visit(server, where, *attack.messages)
            ending = await ending_of(socket, attack.name)
            assert ending.code in attack.codes, (attack.name, ending)
            assert len(ending.reason) > 10, (attack.name, ending)


async def test_W5_random_bytes_are_answered_or_end_their_own_socket(server: Server) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    async with besieged(server) as path:
        for _ in range(200):
            junk = chance.randbytes(chance.choice((1, 2, 5, 50, 5000)))
            kind = chance.choice((b"", b"\0", b"\0\0", b"\0\1", b"\0\2", b"\1"))
            ending = await answered_or_ended(server, path, kind + junk)
            assert ending is None or (ending.code in SENT_AWAY and ending.reason), ending


async def test_W3_damaged_edits_leave_a_document_that_everybody_can_use(server: Server) -> None:
    seed = random.randrange(2**32)
    print("seed", seed)
    chance = random.Random(seed)
    genuine = genuine_updates()
    path = f"/sync/damaged/{seed}"
    for _ in range(400):
        damaged = mutated(chance, chance.choice(genuine))
        kind = chance.choice((STEP2, UPDATE))
        socket = await visit(server, path, HELLO, message(kind, damaged))
        socket.vanish()
    await is_well(server)
    readers = [await Participant.join(server, f"damaged/{seed}") for _ in range(2)]
    docs = []
    for reader in readers:
        doc: Doc = Doc()
        doc.apply_update(reader.updates[0])
        docs.append(doc.get_state())
        reader.socket.vanish()
    assert docs[0] == docs[1]


async def test_W5_every_truncation_of_a_genuine_conversation(server: Server) -> None:
    whole = message(UPDATE, max(genuine_updates(), key=len)[:4000])
    async with besieged(server) as path:
        for length in range(0, len(whole) - 1, max(1, len(whole) // 100)):
            ending = await answered_or_ended(server, path, whole[:length])
            assert ending is not None and ending.code in SENT_AWAY and ending.reason, (
                length,
                ending,
            )


async def test_W6_a_message_over_the_limit_is_refused_with_1009(server: Server) -> None:
    async with besieged(server) as path:
        socket = await visit(server, path, HELLO, b"\0\2" + b"x" * MOST_MESSAGE)
        assert (await ending_of(socket, "a large message")).code == TOO_BIG
        pieces = await visit(server, path, HELLO)
        pieces.say_raw(frame(b"\0\2", final=False))
        for _ in range(MOST_MESSAGE // MEBIBYTE + 1):
            pieces.say_raw(frame(b"x" * MEBIBYTE, CONTINUATION, final=False))
        assert (await ending_of(pieces, "a large message in pieces")).code == TOO_BIG


WRONG_FRAMES = {
    "text instead of bytes": (frame(b"hello", TEXT), NOT_TEXT),
    "an unknown opcode": (frame(b"hello", 5), WRONG),
    "a frame without a mask": (b"\x82\x05hello", WRONG),
    "a continuation of nothing": (frame(b"hello", CONTINUATION), WRONG),
    "a reserved bit": (b"\xc2\x80\0\0\0\0", WRONG),
}


@pytest.mark.parametrize("what", WRONG_FRAMES)
async def test_W5_what_is_no_binary_message_is_refused(server: Server, what: str) -> None:
    raw, code = WRONG_FRAMES[what]
    async with besieged(server) as path:
        socket = await visit(server, path, HELLO)
        socket.say_raw(raw)
        ending = await ending_of(socket, what)
        assert ending.code == code
        assert ending.reason


async def test_W1_a_hocuspocus_client_on_a_path_with_a_name_is_served(server: Server) -> None:
    heard: asyncio.Queue[bytes] = asyncio.Queue()
    socket = Socket("/sync/named", server.port, heard.put_nowait)
    await socket.open()
    socket.say(hocuspocus("named", b"\2\0\0"))
    async with asyncio.timeout(PATIENCE):
        assert (await heard.get()) == hocuspocus("named", b"\2\2\x0aread-write")
    socket.vanish()


GARBAGE = {
    "no HTTP": b"\x16\x03\x01\x02\x00\x01" + b"\0" * 200 + b"\r\n\r\n",
    "an endless header": b"GET / HTTP/1.1\r\nX: " + b"x" * MEBIBYTE,
    "an impossible length": b"POST /api/documents HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
    "no chunk": b"POST /api/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b"Transfer-Encoding: chunked\r\n\r\nno number\r\n",
    "a broken upgrade": b"GET /sync/a HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
}


@pytest.mark.parametrize("what", GARBAGE)
async def test_R5_garbage_on_the_port_is_answered_or_hung_up_on(server: Server, what: str) -> None:
    async with besieged(server):
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        try:
            writer.write(GARBAGE[what])
            async with asyncio.timeout(PATIENCE):
                answer = await reader.read(4096)
        finally:
            writer.close()
        assert not answer or answer.startswith(b"HTTP/1.1 4")


async def test_R5_many_who_never_finish_what_they_say_are_not_noticed(server: Server) -> None:
    """Half a request, half a handshake, half a frame, and silence."""
    halves: list[asyncio.StreamWriter] = []
    sockets = []
    async with besieged(server) as path:
        for number in range(200):
            _, writer = await asyncio.open_connection("127.0.0.1", server.port)
            writer.write(b"GET /sync/a HTTP/1.1\r\nHost: a\r\nUpgr"[: 5 + number])
            halves.append(writer)
            socket = await visit(server, path, HELLO)
            socket.say_raw(frame(message(UPDATE, b"x" * 1000))[: 1 + number])
            sockets.append(socket)
        late = await Participant.join(server, "apart from them all")
        late.socket.vanish()
    for writer in halves:
        writer.close()
    for socket in sockets:
        socket.vanish()


@pytest.mark.long
async def test_R6_who_does_not_read_costs_little_and_is_told_the_difference(server: Server) -> None:
    """Thousands of edits and megabytes of pages flow past a sleeper; nobody notices, and it misses nothing."""
    document = "not read"
    writer, sleeper, reader = [await Participant.join(server, document) for _ in range(3)]
    sleeper.socket.transport.pause_reading()
    before = server.rss_kib()
    doc: Doc = Doc(client_id=2)
    notes = doc.get(ROOT, type=Text)

    async def say(edit: Callable[[], object]) -> None:
        state = doc.get_state()
        edit()
        heard = len(writer.updates)
        writer.say_update(doc.get_update(state))
        async with asyncio.timeout(PATIENCE):
            while len(writer.updates) == heard:
                await asyncio.sleep(0.001)

    async with besieged(server):
        for number in range(40):
            await say(notes.clear)
            await say(lambda: notes.insert(0, "x" * (MEBIBYTE // 2)))
            for _ in range(50):
                await say(lambda letter=str(number): notes.insert(0, letter))  # type: ignore[misc]
        assert server.rss_kib() - before < MOST_GROWTH
        assert text_of(reader.updates) == str(notes)
        told = len(sleeper.updates)
        sleeper.socket.transport.resume_reading()
        async with asyncio.timeout(PATIENCE):
            while text_of(sleeper.updates) != str(notes):
                await asyncio.sleep(0.05)
        assert len(sleeper.updates) - told < 1000  # the rest of what was sent, and a difference
    for participant in (writer, sleeper, reader):
        participant.socket.vanish()


@pytest.mark.long
async def test_R6_who_stops_reading_for_good_is_let_go(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("stalled_seconds = 1\nslow_outbox = 8192\n")
    server = start(CALLBOARD, tmp_path, options=("--config", str(settings)))
    try:
        writer, sleeper = [await Participant.join(server, "d") for _ in range(2)]
        sleeper.socket.transport.pause_reading()
        doc: Doc = Doc(client_id=2)
        notes = doc.get(ROOT, type=Text)
        async with asyncio.timeout(60):
            while not await is_alone(server):
                state = doc.get_state()
                notes.insert(0, "x" * 20_000)
                writer.say_update(doc.get_update(state))
                await asyncio.sleep(0.02)
        writer.socket.vanish()
        sleeper.socket.vanish()
    finally:
        server.stop()


async def is_alone(server: Server) -> bool:
    """Tell whether one connection is left."""
    async with httpx.AsyncClient(base_url=server.address, timeout=PATIENCE) as http:
        found: int = (await http.get("/readyz")).json()["connections"]
    return found == 1


@pytest.mark.slow
async def test_R5_a_nesting_that_grows_bit_by_bit_and_then_goes_at_once(tmp_path: Path) -> None:
    """Sixty thousand types, each inside the one before, none of them deep in itself; then the outermost is deleted."""
    server = start(CALLBOARD, tmp_path)
    try:
        attacker = await Participant.join(server, "nested")
        async with besieged(server):
            for clock in range(0, NESTED, AT_ONCE):
                attacker.say_update(nest(clock, AT_ONCE))
            attacker.say_update(b"\0\1" + uint(666) + b"\1\0\1")
            async with asyncio.timeout(60):
                while not attacker.updates or attacker.updates[-1][0]:
                    await asyncio.sleep(0.01)
        attacker.socket.vanish()
        server.kill()
        server = start(CALLBOARD, tmp_path)
        late = await Participant.join(server, "nested")
        late.socket.vanish()
        await is_well(server)
    finally:
        server.stop()


def nest(clock: int, count: int) -> bytes:
    """Write types that are each inside the one before."""
    structs = [
        in_root(7, b"\0") if at == 0 else b"\7\0" + uint(666) + uint(at - 1) + b"\0"
        for at in range(clock, clock + count)
    ]
    return update(*structs, clock=clock)
