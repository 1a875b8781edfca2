"""Stored bytes that rotted are reported with their place, and everything else still loads (P6)."""

import logging
from pathlib import Path

import pytest

from persistence.sqlite import SqliteStore
from persistence.store import Checkpoint, Damaged, Entry
from tests.persistence.conftest import Opening, spoil
from tests.persistence.contract import entries

pytestmark = pytest.mark.anyio


ENTRY_DAMAGE = [
    "UPDATE log SET bytes = X'00' WHERE document = 'a' AND seq = 3",
    "UPDATE log SET bytes = CAST(bytes AS TEXT) WHERE document = 'a' AND seq = 3",
    "UPDATE log SET at = at + 1 WHERE document = 'a' AND seq = 3",
    "UPDATE log SET at = 'noon' WHERE document = 'a' AND seq = 3",
    "UPDATE log SET actor = CAST(X'ff' AS TEXT) WHERE document = 'a' AND seq = 3",
    "UPDATE log SET bytes = (SELECT bytes FROM log WHERE document = 'b' AND seq = 3) WHERE document = 'a' AND seq = 3",
    "UPDATE log SET crc32 = 'x' WHERE document = 'a' AND seq = 3",
]


@pytest.mark.parametrize("damage", ENTRY_DAMAGE)
async def test_P6_a_damaged_entry_is_reported_with_its_place(
    store: SqliteStore, path: Path, damage: str
) -> None:
    await store.append([*entries("a", 1, 5), *entries("b", 1, 5)])
    spoil(path, damage)
    loaded = await store.load("a")
    assert [entry.seq for entry in loaded.entries] == [1, 2, 4, 5]
    assert loaded.last_seq == 5
    assert loaded.damaged == ("Entry 3 of a does not match its checksum.",)
    assert (await store.load("b")).entries == tuple(entries("b", 1, 5))


async def test_P6_missing_entries_are_reported(store: SqliteStore, path: Path) -> None:
    await store.append(entries("a", 1, 9))
    spoil(path, "DELETE FROM log WHERE seq IN (1, 4, 5)")
    assert (await store.load("a")).damaged == (
        "Entries 1 to 1 of a are missing.",
        "Entries 4 to 5 of a are missing.",
    )


@pytest.mark.parametrize("damage", ["bytes = X'00'", "at = at + 1", "bytes = NULL", "upto_seq = 4"])
async def test_P6_a_damaged_checkpoint_gives_the_whole_log(
    store: SqliteStore, path: Path, damage: str
) -> None:
    await store.append(entries("a", 1, 5))
    await store.checkpoint(Checkpoint("a", 3, b"whole", 9))
    if "NULL" in damage:
        damage = "bytes = 'text'"
    spoil(path, f"UPDATE checkpoint SET {damage}")
    loaded = await store.load("a")
    assert loaded.checkpoint is None
    assert loaded.entries == tuple(entries("a", 1, 5))
    assert len(loaded.damaged) == 1
    assert "checkpoint of a" in loaded.damaged[0]


async def test_P5_nothing_is_trimmed_behind_a_damaged_checkpoint(
    store: SqliteStore, path: Path
) -> None:
    await store.append(entries("a", 1, 5))
    await store.checkpoint(Checkpoint("a", 3, b"whole", 9))
    spoil(path, "UPDATE checkpoint SET bytes = X'00'")
    with pytest.raises(Damaged):
        await store.trim("a", 10**15)
    assert len((await store.load("a")).entries) == 5


async def test_P4_a_new_checkpoint_heals_a_damaged_one(store: SqliteStore, path: Path) -> None:
    await store.append(entries("a", 1, 5))
    await store.checkpoint(Checkpoint("a", 3, b"whole", 9))
    spoil(path, "UPDATE checkpoint SET bytes = X'00'")
    await store.checkpoint(Checkpoint("a", 3, b"whole", 9))
    assert (await store.load("a")).damaged == ()


async def test_P6_a_damaged_record_is_reported(
    store: SqliteStore, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for key in "ab":
        await store.put("documents", key, b"x")
    spoil(path, "UPDATE record SET bytes = X'00' WHERE key = 'a'")
    with pytest.raises(Damaged, match="'a' of documents"):
        await store.get("documents", "a")
    with caplog.at_level(logging.ERROR):
        assert [record.key for record in await store.list("documents")] == ["b"]
    assert "'a' of documents" in caplog.text
    assert (await store.put("documents", "a", b"y", expected=1)).version == 2


async def test_P6_a_page_that_is_rubbish_is_reported_and_other_documents_load(
    store: SqliteStore, path: Path, open_it: Opening
) -> None:
    big = [Entry(name, 1, name.encode() * 50_000, 1) for name in "ab"]
    await store.append(big)
    await store.close()
    content = bytearray(path.read_bytes())
    place = content.index(b"a" * 4_000) // 4096 * 4096
    content[place : place + 4] = (
        b"\xff\xff\xff\xff"  # the chain of overflow pages now leads nowhere
    )
    path.write_bytes(content)
    store = await open_it()
    with pytest.raises(Damaged, match="Document a"):
        await store.load("a")
    assert (await store.load("b")).entries == (big[1],)
    await store.append(entries("c", 1, 1))
