"""Shared by all tests: async tests run on asyncio; a PostgreSQL server of our own for those that need one."""

import asyncio
from collections.abc import Iterator

import hypothesis
import pytest

from bench.postgres import SERVING, PostgresServer
from persistence.postgres.prepare import prepare
from tests.effort import FACTOR

# How long an example takes says how busy the machine is, and no more.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In a long run no test is ended for taking long."""
    if FACTOR > 1:
        for item in items:
            item.add_marker(pytest.mark.timeout(0), append=False)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def private_postgres() -> Iterator[PostgresServer]:
    server = PostgresServer()
    yield server
    server.close()


@pytest.fixture
def postgres(private_postgres: PostgresServer) -> PostgresServer:
    """A server that a test may do with as it likes; the next one finds it running again."""
    if not private_postgres.is_running():
        private_postgres.start()
    private_postgres.wait()
    return private_postgres


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> str:
    """The address of an empty database, with a password that needs quoting."""
    return postgres.new_database()


@pytest.fixture(scope="session")
def walled_template(private_postgres: PostgresServer) -> str:
    """A database with tables, to be copied: that is faster than making them each time."""
    owner, _ = private_postgres.new_owned_database()
    asyncio.run(prepare(owner, SERVING))
    return owner.rpartition("/")[2]


@pytest.fixture
def walled(walled_template: str, postgres: PostgresServer) -> tuple[str, str]:
    """A database as one for several workspaces is set up: its address for its owner, and for who serves (P15)."""
    return postgres.new_owned_database(walled_template)
