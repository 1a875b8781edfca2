"""`callboard document copy`: documents from one store to another, byte for byte (P11).

Log, checkpoint, numbers, times and authors stay as they are, and so do the records about a document. A document that is
there already is left alone if it is the same, and refused if it is not: nothing is ever written over.
"""

import asyncio
import sys
from collections.abc import Mapping
from typing import Any

import orjson

from crdt_server.accounts import companions
from crdt_server.cli_documents import CommandFailed
from crdt_server.hub import authors, decisions, past, registry, versions
from crdt_server.settings import Settings
from crdt_server.walls import open_walled
from persistence.store import Conflict, Store, StoreError


def copy_documents(details: Mapping[str, Any], settings: Settings) -> int:
    """Copy one document, or all, from the store of the settings to the one named by `to`."""
    if not details["name"] and not details["all"]:
        raise CommandFailed("Name a document, or say --all.")
    try:
        asyncio.run(_copy(settings.database_url, details["to"], details["name"]))
    except StoreError as error:
        raise CommandFailed(str(error)) from error
    return 0


async def copy_document(source: Store, target: Store, name: str) -> None:
    """Copy one document and what is known of it; Conflict if the target has another one of that name."""
    there = await source.load(name, covered=True)
    if there.damaged:
        raise CommandFailed(f"{name} is damaged and is not copied: {there.damaged[0]}")
    here = await target.load(name, covered=True)
    if here.last_seq == 0 and here.checkpoint is None:
        await target.adopt(name, there.checkpoint, there.entries)
    elif here != there:
        raise Conflict(f"There is another {name} already; it was left as it is.")
    for collection in _whole_collections(name):
        for record in await source.list(collection):
            await target.put(collection, record.key, record.value)
    # Last of all the entry in the library: whoever sees the document there finds everything of it. Before it comes who
    # may open a companion; what has no audience is nobody's.
    for collection in (past.COLLECTION, companions.COLLECTION, registry.COLLECTION):
        found = await source.get(collection, name)
        if found is not None:
            await target.put(collection, name, found.value)


async def _copy(from_url: str, to_url: str, name: str | None) -> None:
    source = await open_walled(from_url)
    try:
        target = await open_walled(to_url)
        try:
            known = [record.key for record in await source.list(registry.COLLECTION)]
            if name is not None and name not in known:
                raise CommandFailed(f"There is no document {name!r}; `list` shows what there is.")
            for each in [name, *await companions_of(source, name)] if name else known:
                await copy_document(source, target, each)
                sys.stdout.write(each + "\n")
        finally:
            await target.close()
    finally:
        await source.close()


async def companions_of(source: Store, show: str) -> list[str]:
    """Give what accompanies a show: it goes where the show goes."""
    records = await source.list(companions.COLLECTION)
    return [record.key for record in records if orjson.loads(record.value)["show"] == show]


def _whole_collections(name: str) -> tuple[str, ...]:
    return (
        *authors.collections_of(name),
        *versions.collections_of(name),
        *decisions.collections_of(name),
    )
