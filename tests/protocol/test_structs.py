"""What an update puts where is read as it was written, and damaged bytes are refused, never more (C1, W3)."""

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text

from crdt_server.protocol.errors import Malformed
from crdt_server.protocol.structs import GONE, Item, Shared, items_of, read_value
from crdt_server.protocol.update import inspect
from tests.protocol.vectors import yjs_updates

PLAIN = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=20)
FRACTIONS = st.floats(allow_nan=False, allow_infinity=False)


@given(st.dictionaries(st.text(min_size=1, max_size=5), PLAIN | FRACTIONS, min_size=1, max_size=8))
def test_C1_the_values_of_a_map_are_read_as_they_were_written(values: dict[str, Any]) -> None:
    doc: Doc[Any] = Doc()
    root = doc.get("m", type=Map)
    with doc.transaction():
        for key, value in values.items():
            root[key] = value
    items = items_of(doc.get_update())
    assert {item.key: item.content for item in items} == values
    assert {item.parent for item in items} == {"m"}
    assert all(item.origin is None and item.length == 1 for item in items)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        (b"\x7f", None),
        (b"\x7e", None),
        (b"\x7d\x05", 5),
        (b"\x7d\x45", -5),
        (b"\x7d\x80\x01", 64),
        (b"\x7d\xc0\x01", -64),
        (b"\x7c\x3f\x80\x00\x00", 1),
        (b"\x7b\x3f\xe0" + bytes(6), 0.5),
        (b"\x7b\x7f\xf8" + bytes(6), None),
        (b"\x7a\x00\x00\x01\x9d" + bytes(4), 0x19D00000000),
        (b"\x79", False),
        (b"\x78", True),
        (b"\x77\x02hi", "hi"),
        (b"\x76\x01\x01a\x7e", GONE),
        (b"\x75\x02\x7e\x78", GONE),
        (b"\x74\x02hi", GONE),
    ],
)
def test_C1_every_way_in_which_browsers_write_a_value_is_read(written: bytes, value: Any) -> None:
    assert read_value(written, 0) == (value, len(written))


def test_C1_what_is_written_over_what_is_told_by_ids() -> None:
    doc: Doc[Any] = Doc(client_id=7)
    root = doc.get("m", type=Map)
    root["a"] = 1
    root["a"] = 2
    root["t"] = text = Text("begun")
    text += " and gone on"
    root["l"] = Array([1, 2])
    told = {item.clock: item for item in items_of(doc.get_update())}
    assert [told[clock] for clock in (0, 1, 2)] == [
        Item(7, 0, 1, None, "m", "a", GONE),
        Item(7, 1, 1, (7, 0), None, None, 2),
        Item(7, 2, 1, None, "m", "t", Shared(2)),
    ]


def test_C1_genuine_updates_of_yjs_are_all_read() -> None:
    read = 0
    for genuine in yjs_updates():
        try:
            inspect(genuine)
        except Malformed:
            continue  # a document within a document: not taken here
        items_of(genuine)
        read += 1
    assert read > 700


def test_W3_damaged_updates_are_refused_and_nothing_worse(seed: int = 2026) -> None:
    random, updates = Random(seed), [one for one in yjs_updates() if len(one) < 400]
    for _ in range(20_000):
        damaged = bytearray(random.choice(updates))
        for _ in range(random.randrange(1, 4)):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        try:
            items_of(bytes(damaged))
        except Malformed:
            continue
