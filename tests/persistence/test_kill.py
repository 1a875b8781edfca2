"""`kill -9` at any moment: whatever was acknowledged is there when the store is opened again (P2, P4)."""

import random
from pathlib import Path

import pytest

from tests.persistence.killing import Child, assert_kept

ROUNDS = 12


@pytest.mark.slow
@pytest.mark.anyio
async def test_P2_P4_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'callboard.db'}"
    seen: dict[str, int] = {}
    for _ in range(ROUNDS):
        with Child(address) as child:
            child.hear(random.randint(1, 200))
        seen |= {document: seq for document, seq in child.acknowledged.items() if seq}
        await assert_kept(address, seen)
    assert max(seen.values()) > 100
