"""`kill -9` of our process, of a backend and of the whole server: nothing acknowledged is lost (P2, P4, P8)."""

import asyncio
import random
from collections.abc import Callable

import pytest

from bench.postgres import PostgresServer
from tests.effort import effort
from tests.persistence.killing import Child, assert_kept
from tests.persistence.migrating_child import FIRST, MigratingChild, taken_steps

ROUNDS = effort(2)
pytestmark = [pytest.mark.slow, pytest.mark.anyio]


def kill_backend(server: PostgresServer) -> None:
    """End one connection's process; the server then ends all others and recovers, as after a crash."""
    server.kill_backend()


def kill_server(server: PostgresServer) -> None:
    """End all processes of the server, and start it anew."""
    server.kill()
    server.start()


def stop_server_at_once(server: PostgresServer) -> None:
    """Stop the server as a power cut would, and start it anew."""
    server.stop("immediate")
    server.start()


def restart_server(server: PostgresServer) -> None:
    """Stop the server as an administrator does, and start it anew."""
    server.stop("fast")
    server.start()


def close_connections(server: PostgresServer) -> None:
    """Close our connections from the server's side."""
    server.ask(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'callboard'"
    )


Blow = Callable[[PostgresServer], None]
BLOWS = [kill_backend, kill_server, stop_server_at_once, restart_server, close_connections]


async def test_P2_P4_P11_P14_what_was_acknowledged_survives_kill_9_of_our_process(
    postgres_url: str,
) -> None:
    seen: dict[str, int] = {}
    for _ in range(2 * ROUNDS):
        with Child(postgres_url) as child:
            child.hear(random.randint(1, 200))
        seen |= {document: seq for document, seq in child.acknowledged.items() if seq}
        await assert_kept(postgres_url, seen)
    assert max(seen.values()) > 100
    assert any(document.startswith("adopted/") for document in seen)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "blow",
    [pytest.param(blow, marks=[pytest.mark.long] * (blow is not kill_server)) for blow in BLOWS],
    ids=lambda blow: blow.__name__,
)
async def test_P2_P4_P10_P11_P14_what_was_acknowledged_survives_the_server(
    postgres: PostgresServer, postgres_url: str, blow: Blow
) -> None:
    """The child goes on by itself after each blow, and in the end is killed in the middle of one."""
    with Child(postgres_url) as child:
        for _ in range(ROUNDS):
            child.hear(random.randint(20, 200))
            blow(postgres)
            postgres.wait()
        child.hear(100)
        dying = asyncio.create_task(asyncio.to_thread(blow, postgres))
        await asyncio.sleep(random.random() * 0.02)
        child.kill()
        await dying
    postgres.wait()
    await assert_kept(postgres_url, child.acknowledged)


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "blow",
    [None, *(pytest.param(blow, marks=pytest.mark.long) for blow in (kill_backend, kill_server))],
    ids=["child", "backend", "server"],
)
async def test_P8_a_migration_that_is_killed_is_whole_or_not_there(
    postgres: PostgresServer, postgres_url: str, blow: Blow | None
) -> None:
    taken = 0
    for _ in range(2 * ROUNDS):
        with MigratingChild(postgres_url) as child:
            child.hear(random.randint(1, 6))
            if blow is not None:
                blow(postgres)
        postgres.wait()
        before, taken = taken, taken_steps(postgres, postgres_url)
        assert taken >= max(before, FIRST)
    assert taken > FIRST
