"""A small collection that is read all the time and written now and then: in memory, every change written through.

shelf.get(key) · shelf.all()                      at once, from memory
await shelf.put(value) · change(key, …) · remove  durable when they return
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import asdict, fields, replace
from typing import Any, Generic, TypeVar

import orjson

from persistence.store import Store

T = TypeVar("T")


class Shelf(Generic[T]):
    """Records of one sort, by key; `T` is a frozen dataclass.

    What a record holds that is not known here, from a newer program, is left out when it is read (S000-44).
    """

    def __init__(
        self, store: Store, collection: str, sort: type[T], key_of: Callable[[T], str]
    ) -> None:
        self._store = store
        self._collection = collection
        self._sort = sort
        self._key_of = key_of
        self._records: dict[str, T] = {}
        self._versions: dict[str, int] = {}
        self._writing = asyncio.Lock()

    async def load(self) -> None:
        """Read everything, once, at the start."""
        for record in await self._store.list(self._collection):
            self._records[record.key] = self._read(record.value)
            self._versions[record.key] = record.version

    def get(self, key: str) -> T | None:
        """Give one record."""
        return self._records.get(key)

    def all(self) -> list[T]:
        """Give all records, in the order in which they were made here."""
        return list(self._records.values())

    def __iter__(self) -> Iterator[T]:
        return iter(list(self._records.values()))

    def __len__(self) -> int:
        return len(self._records)

    async def put(self, value: T) -> T:
        """Write a record, new or not; it is in memory only once it is durable."""
        async with self._writing:
            return await self._put(value)

    async def change(self, key: str, **news: Any) -> T:
        """Change fields of a record as it is when its turn comes; KeyError if it is gone by then."""
        async with self._writing:
            held: Any = self._records[key]
            changed: T = replace(held, **news)
            return held if changed == held else await self._put(changed)

    async def look_again(self, key: str) -> T | None:
        """Read a record anew that another program at the same store has written, or removed."""
        async with self._writing:
            record = await self._store.get(self._collection, key)
            if record is None:
                self._records.pop(key, None)
                self._versions.pop(key, None)
                return None
            self._versions[key] = record.version
            self._records[key] = self._read(record.value)
            return self._records[key]

    async def remove(self, key: str) -> None:
        """Remove a record; what is not there is removed already."""
        async with self._writing:
            if self._records.pop(key, None) is not None:
                self._versions.pop(key, None)
                await self._store.delete(self._collection, key)

    async def _put(self, value: T) -> T:
        key = self._key_of(value)
        written = await self._store.put(
            self._collection, key, _written(value), self._versions.get(key, 0)
        )
        self._versions[key] = written.version
        self._records[key] = value
        return value

    def _read(self, value: bytes) -> T:
        said = orjson.loads(value)
        known = {field.name for field in fields(self._sort)}  # type: ignore[arg-type]
        return self._sort(**{name: _as_tuple(one) for name, one in said.items() if name in known})


def _written(value: Any) -> bytes:
    return orjson.dumps(asdict(value))


def _as_tuple(value: Any) -> Any:
    """Lists are tuples in frozen records."""
    return tuple(value) if isinstance(value, list) else value
