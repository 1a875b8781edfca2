"""`/metrics` as Prometheus reads it (M1), and who may look (M2)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette

from crdt_server.api.exposition import Metric, exposition
from crdt_server.app import make_app
from crdt_server.hub.histogram import Histogram
from crdt_server.hub.outbox import Bounds
from crdt_server.settings import Settings
from persistence.memory import MemoryStore
from persistence.store import Entry, StoreError
from tests.hub.socket import Closed, HClient, YClient, connected

pytestmark = pytest.mark.anyio

TOKEN = "a-long-token-of-the-scraper"


def read(text: str) -> dict[str, float]:
    """Read an exposition with the reference implementation's parser: sample with labels → value."""
    found = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            labels = "".join(f"{{{name}={value}}}" for name, value in sample.labels.items())
            assert sample.name + labels not in found, "a sample is given twice"
            found[sample.name + labels] = sample.value
    return found


async def figures(client: httpx.AsyncClient) -> dict[str, float]:
    answer = await client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    return read(answer.text)


def test_M1_the_format_is_what_the_reference_parser_reads() -> None:
    histogram = Histogram((0.1, 1.0))
    for value in (0.05, 0.1, 0.5, 7.0):
        histogram.see(value)
    strange = 'a "quoted" \\ word\nand a line'
    text = exposition(
        [
            Metric("plain", "With \\ and\na line.", 3),
            Metric("labelled_total", "Several.", {strange: 2, "other": 0.5}, "name"),
            Metric("unknown", "Left out.", None),
            Metric("seconds", "A histogram.", histogram),
        ]
    )
    assert read(text) == {
        "plain": 3,
        f"labelled_total{{name={strange}}}": 2,
        "labelled_total{name=other}": 0.5,
        "seconds_bucket{le=0.1}": 2,
        "seconds_bucket{le=1.0}": 3,
        "seconds_bucket{le=+Inf}": 4,
        "seconds_sum": 7.65,
        "seconds_count": 4,
    }
    kinds = {family.name: family.type for family in text_string_to_metric_families(text)}
    assert kinds == {"plain": "gauge", "labelled": "counter", "seconds": "histogram"}


async def test_M1_what_people_do_is_counted(client: httpx.AsyncClient, app: Starlette) -> None:
    before = await figures(client)
    hub = app.state.hub
    async with connected(hub, "d") as one, connected(hub) as two, connected(hub) as three:
        ana, bob, cyd = YClient(one, 1), HClient(two, "d", 2), HClient(three, "d", 3)
        for each in (ana, bob, cyd):
            each.begin()
        await bob.until_saved(1)
        await cyd.until_saved(1)
        update = bob.type("hello")
        await ana.until("hello")
        await cyd.until("hello")
        await bob.until_saved(2)
        now = await figures(client)
        assert now["callboard_sockets{dialect=y-websocket}"] == 1
        assert now["callboard_sockets{dialect=hocuspocus}"] == 2
        assert (now["callboard_rooms"], now["callboard_sessions"]) == (1, 3)
        assert now["callboard_rooms_with_people"] == 1
        assert now["callboard_updates_total"] == 1
        assert now["callboard_update_bytes_total"] == len(update)
        assert now["callboard_deliveries_total"] == 2
        assert now["callboard_unsaved_entries"] == now["callboard_unsaved_bytes"] == 0
        assert now["callboard_commit_seconds_count"] == 1
        assert now["callboard_commit_group_entries_sum"] == 1
        assert now["callboard_bytes_in_total"] > len(update)
        assert now["callboard_bytes_out_total"] > 2 * len(update)
        assert now["callboard_storing"] == 1
        assert now["process_resident_memory_bytes"] > 1_000_000
        assert before["callboard_updates_total"] == 0


async def test_M1_a_sum_never_goes_back_when_sockets_and_rooms_go(
    client: httpx.AsyncClient, app: Starlette
) -> None:
    hub = app.state.hub
    async with connected(hub, "d") as one, connected(hub, "d") as two:
        ana, bob = YClient(one, 1), YClient(two, 2)
        ana.begin()
        bob.begin()
        ana.type("hello")
        await bob.until("hello")
        await hub.journal.settled("d")
        during = await figures(client)
    (room,) = hub.rooms.all()
    assert hub.rooms.close(room)
    after = await figures(client)
    assert after["callboard_rooms"] == 0
    sums = [name for name in during if name.endswith("_total")]
    assert len(sums) > 10
    gone_back = [name for name in sums if after[name] < during[name]]
    assert not gone_back
    assert after["callboard_deliveries_total"] == 1
    assert after["callboard_sockets_ended_total{code=1006}"] == 2


async def test_M1_what_is_not_durable_is_shown_as_such(
    client: httpx.AsyncClient, app: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = app.state.hub
    append, works = hub.store.append, asyncio.Event()

    async def broken(entries: list[Entry]) -> None:
        if not works.is_set():
            raise StoreError("The disk is full.")
        await append(entries)

    monkeypatch.setattr(hub.store, "append", broken)
    async with connected(hub) as socket:
        ana = HClient(socket, "d", 1)
        ana.begin()
        await ana.until_saved(1)
        update = ana.type("hello")
        async with asyncio.timeout(5):
            while hub.journal.trouble is None:
                await asyncio.sleep(0.01)
        during = await figures(client)
        assert during["callboard_storing"] == 0
        assert during["callboard_unsaved_entries"] == 1
        assert during["callboard_unsaved_bytes"] == len(update)
        assert during["callboard_commit_failures_total"] >= 1
        works.set()
        await ana.until_saved(2)
    after = await figures(client)
    assert (after["callboard_storing"], after["callboard_unsaved_entries"]) == (1, 0)


async def test_M1_slow_readers_and_refusals_are_counted(
    client: httpx.AsyncClient, app: Starlette
) -> None:
    hub = app.state.hub
    narrow = Bounds(most=1_000_000, congested=200, patience=30_000)
    async with connected(hub, "d") as one, connected(hub, "d", narrow) as two:
        ana, bob = YClient(one, 1), YClient(two, 2)
        ana.begin()
        bob.begin()
        ana.type("x")
        await bob.until("x")
        two.stall()
        for _ in range(20):
            ana.type("letters that nobody reads")
            await asyncio.sleep(0)
        now = await figures(client)
        assert now["callboard_slow_readers"] == now["callboard_slow_readers_total"] == 1
        assert now["callboard_outbox_bytes_max"] > 200
        assert now["callboard_outbox_bytes"] >= now["callboard_outbox_bytes_max"]
        two.resume()
        await bob.until(str(ana.text))
    async with connected(hub) as socket:
        HClient(socket, "show/00000000-0000-4000-8000-000000000000", 1).begin()
    async with connected(hub, "d") as socket:
        socket.say(b"\x00\x02\x03\xff\xff\xff")
        with pytest.raises(Closed):
            while True:
                await socket.hear()
    now = await figures(client)
    assert now["callboard_slow_readers"] == 0
    assert now["callboard_refused_total{reason=not_admitted}"] == 1
    assert now["callboard_refused_total{reason=unreadable}"] == 1


@asynccontextmanager
async def asked_from(
    address: str, host: str = "localhost", token: str = ""
) -> AsyncIterator[httpx.AsyncClient]:
    """Ask a server that other machines reach, from an address and by a name."""
    settings = Settings(open=True, host="0.0.0.0", hosts="stage.example", metrics_token=token)
    app = make_app(settings, MemoryStore())
    transport = httpx.ASGITransport(app, client=(address, 50_000))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=f"http://{host}") as client,
    ):
        yield client


PATHS = ("/metrics", "/api/server/status")


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("127.0.0.1", "localhost"),
        ("127.0.0.9", "127.0.0.1:3001"),
        ("::1", "[::1]:3001"),
        ("::ffff:127.0.0.1", "localhost:3001"),
    ],
)
async def test_M2_whoever_sits_at_the_server_may_look(address: str, host: str) -> None:
    async with asked_from(address, host) as client:
        for path in PATHS:
            assert (await client.get(path)).status_code == 200


@pytest.mark.parametrize("address", ["192.168.1.20", "10.0.0.1", "2001:db8::1", "not-an-address"])
async def test_M2_nobody_else_may(address: str) -> None:
    async with asked_from(address, "192.168.1.10") as client:
        for path in PATHS:
            refused = await client.get(path)
            assert refused.status_code == 404
            assert "metrics_token" in refused.text
            assert "callboard_" not in refused.text and "sockets" not in refused.text
        # a name that is only said
        assert (await client.get("/metrics", headers={"host": "localhost"})).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"x-forwarded-for": "192.168.1.20"},
        {"x-forwarded-for": "127.0.0.1"},
        {"forwarded": "for=127.0.0.1"},
        {"x-real-ip": "127.0.0.1"},
        {"via": "1.1 proxy"},
        {"X-Forwarded-Proto": "https"},
        {"x-forwarded-prefix": ""},
        {"cf-connecting-ip": "127.0.0.1"},
        {"host": "stage.example"},  # a proxy that adds nothing but passes the name on
        {"host": "192.168.1.10:3001"},
    ],
    ids=str,
)
async def test_M2_a_proxy_on_the_servers_machine_does_not_make_everybody_sit_there(
    headers: dict[str, str],
) -> None:
    async with asked_from("127.0.0.1") as client:
        for path in PATHS:
            assert (await client.get(path, headers=headers)).status_code == 404


async def test_M2_the_token_opens_it_from_anywhere_and_through_proxies() -> None:
    async with asked_from("192.168.1.20", "stage.example", TOKEN) as client:
        for path in PATHS:
            for said in (f"Bearer {TOKEN}", f"bearer  {TOKEN}"):
                headers = {"authorization": said, "x-forwarded-for": "10.0.0.1"}
                assert (await client.get(path, headers=headers)).status_code == 200


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        f"Bearer {TOKEN}x",
        TOKEN,
        f"Basic {TOKEN}",
        "Bearer é",
    ],
)
async def test_M2_no_other_word_does(said: str) -> None:
    async with asked_from("192.168.1.20", "stage.example", TOKEN) as client:
        headers = [(b"authorization", said.encode("latin-1"))]
        for path in PATHS:
            assert (await client.get(path, headers=headers)).status_code == 404


async def test_M2_without_a_token_in_the_settings_no_word_opens_it() -> None:
    async with asked_from("192.168.1.20", "stage.example") as client:
        for said in ("Bearer ", "Bearer x", "Bearer"):
            answer = await client.get("/metrics", headers={"authorization": said})
            assert answer.status_code == 404
