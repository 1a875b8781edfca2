"""A document moves between stores with one command, byte for byte (P11)."""

import json
from pathlib import Path

import pytest

from crdt_server.accounts.book import Book
from crdt_server.accounts.companions import Companion
from crdt_server.cli_copy import companions_of, copy_document
from persistence.memory import MemoryStore
from persistence.open import open_store
from persistence.store import Entry, Loaded, Record
from tests.running import run

pytestmark = [pytest.mark.anyio, pytest.mark.slow]


async def everything(url: str, name: str) -> tuple[Loaded, list[Record | None]]:
    """Give all that a store has of a document; versions of records count how often they were written there."""
    store = await open_store(url)
    try:
        loaded = await store.load(name, covered=True)
        library = await store.get("documents", name)
        collections = (f"authors {name}", f"versions {name}", f"version states {name}")
        about = [record for each in collections for record in await store.list(each)]
    finally:
        await store.close()
    return loaded, [library, *about]


def values(records: list[Record | None]) -> list[tuple[str, str, bytes] | None]:
    return [record and (record.collection, record.key, record.value) for record in records]


async def test_P11_a_show_goes_to_postgresql_and_comes_back_byte_for_byte(
    tmp_path: Path, postgres_url: str
) -> None:
    file = tmp_path / "show.json"
    segments = [{"id": f"s{number}", "name": f"Segment {number}"} for number in range(40)]
    file.write_text(json.dumps({"meta": {"title": "Gala"}, "segments": segments, "cues": []}))
    first = f"sqlite:///{tmp_path / 'first.sqlite'}"
    last = f"sqlite:///{tmp_path / 'last.sqlite'}"
    name = run("document", "import", str(file), "--database", first).stdout.strip()
    there = await everything(first, name)
    assert there[0].last_seq > 0
    for source, target in ((first, postgres_url), (postgres_url, last)):
        for _ in range(2):  # the second time there is nothing to do
            done = run("document", "copy", name, "--to", target, "--database", source)
            assert (done.returncode, done.stdout.strip()) == (0, name), done.stderr
        here = await everything(target, name)
        assert here[0] == there[0]
        assert values(here[1]) == values(there[1])
    shown = json.loads(run("document", "show", name, "--database", last).stdout)
    assert [segment["name"] for segment in shown["content"]["segments"]][:2] == [
        "Segment 0",
        "Segment 1",
    ]


async def test_P11_A20_what_accompanies_a_show_goes_where_it_goes_with_its_audience() -> None:
    source, target = MemoryStore(), MemoryStore()
    book = Book.of(source)
    await book.companions.put(Companion("notes/n", "show/a", edits=("crew",)))
    await book.companions.put(Companion("notes/m", "show/b", edits=("crew",)))
    beside = await companions_of(source, "show/a")
    assert beside == ["notes/n"]
    await source.append([Entry("notes/n", 1, b"words", 1)])
    await copy_document(source, target, "notes/n")
    copied = Book.of(target)
    await copied.companions.load()
    assert copied.companions.find("notes/n") == Companion("notes/n", "show/a", edits=("crew",))
    assert copied.companions.find("notes/m") is None


async def test_P11_another_document_of_the_same_name_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "show.json"
    file.write_text(json.dumps({"meta": {"title": "Gala"}, "segments": [], "cues": []}))
    first, other = (f"sqlite:///{tmp_path / each}" for each in ("first", "other"))
    name = run("document", "import", str(file), "--database", first).stdout.strip()
    assert run("document", "copy", "--all", "--to", other, "--database", first).returncode == 0
    file.write_text(json.dumps({"segments": [{"id": "s", "name": "Only there"}]}))
    run("document", "import", str(file), "--into", name, "--database", other)
    before = await everything(other, name)
    done = run("document", "copy", name, "--to", other, "--database", first)
    assert done.returncode == 2
    assert "another" in done.stderr
    assert await everything(other, name) == before
