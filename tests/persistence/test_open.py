"""An address names a store."""

from pathlib import Path

import pytest

from bench.postgres import QUOTED, USER, PostgresServer
from persistence.memory import MemoryStore
from persistence.open import open_store
from persistence.postgres import PostgresStore
from persistence.sqlite import SqliteStore
from persistence.store import StoreError

pytestmark = pytest.mark.anyio


async def test_memory() -> None:
    store = await open_store("memory:")
    assert isinstance(store, MemoryStore)
    await store.close()


async def test_sqlite_with_an_absolute_path(tmp_path: Path) -> None:
    path = tmp_path / "a folder? 100%" / "call#board.db"
    store = await open_store(f"sqlite:///{path}")
    assert isinstance(store, SqliteStore)
    await store.close()
    assert path.is_file()


async def test_sqlite_with_a_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    await (await open_store("sqlite:///data/callboard.db")).close()
    assert (tmp_path / "data" / "callboard.db").is_file()


@pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
async def test_postgres(postgres_url: str, scheme: str) -> None:
    store = await open_store(f"{scheme}{postgres_url.removeprefix('postgresql')}")
    assert isinstance(store, PostgresStore)
    await store.close()


async def test_postgres_by_its_socket_and_parameters(
    postgres: PostgresServer, postgres_url: str
) -> None:
    name = postgres_url.rpartition("/")[2]
    place = f"host={postgres.folder}&port={postgres.port}&user={USER}&password={QUOTED}"
    store = await open_store(f"postgresql:///{name}?{place}&sslmode=disable")
    await store.put("c", "k", b"")
    await store.close()


@pytest.mark.parametrize(
    "url",
    ["", "sqlite:", "sqlite:///", "callboard.db", "mysql://x/y", "memory", "postgresql:/x/y"],
)
async def test_anything_else_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(StoreError, match="sqlite:///path"):
        await open_store(url)
