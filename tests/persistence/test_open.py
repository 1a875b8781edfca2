"""An address names a store."""

from pathlib import Path

import pytest

from persistence.memory import MemoryStore
from persistence.open import open_store
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


@pytest.mark.parametrize(
    "url",
    ["", "sqlite:", "sqlite:///", "callboard.db", "mysql://x/y", "memory", "postgresql://x/y"],
)
async def test_anything_else_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(StoreError, match="sqlite:///path"):
        await open_store(url)
