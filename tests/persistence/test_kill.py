"""`kill -9` at any moment: whatever was acknowledged is there when the store is opened again (P2, P4, P8, P11)."""

import random
from pathlib import Path

import pytest

from tests.effort import effort
from tests.persistence.appending_child import RESTORED
from tests.persistence.killing import Child, assert_kept
from tests.persistence.migrating_child import (
    FIRST_OF_SQLITE,
    MigratingChild,
    taken_sqlite_steps,
)

ROUNDS = effort(8)


@pytest.mark.slow
@pytest.mark.anyio
async def test_P2_P4_P11_P14_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'callboard.db'}"
    seen: dict[str, int] = {}
    for _ in range(ROUNDS):
        with Child(address) as child:
            child.hear(random.randint(1, 200))
        seen |= {document: seq for document, seq in child.acknowledged.items() if seq}
        await assert_kept(address, seen)
    assert max(seen.values()) > 100
    assert any(document.startswith("adopted/") for document in seen)
    assert seen[RESTORED] > 1


@pytest.mark.slow
def test_P8_P14_a_migration_that_is_killed_is_whole_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "callboard.db"
    taken = 0
    for _ in range(ROUNDS // 2):
        with MigratingChild(f"sqlite:///{path}") as child:
            child.hear(random.randint(1, 20))
        before, taken = taken, taken_sqlite_steps(path)
        assert taken >= max(before, FIRST_OF_SQLITE)
    assert taken > FIRST_OF_SQLITE
