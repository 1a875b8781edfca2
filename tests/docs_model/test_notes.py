"""Private notes of rows: what a browser begins is good here, and is told, repaired and exchanged like all else (D1)."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, Map, Text

from crdt_server.protocol.update import inspect
from docs_model import edit
from docs_model.check import check
from docs_model.compare import compare
from docs_model.document import read
from docs_model.json import export, import_json
from docs_model.kinds.notes import NOTES
from docs_model.repair import repair
from tests.effort import effort

NOW = 1_800_000_000_000
VECTORS = Path(__file__).parents[1] / "vectors" / "notes.json"
BEGINNINGS: list[dict[str, str]] = json.loads(VECTORS.read_text())

AnyDoc = Doc[Any]


def empty() -> AnyDoc:
    doc: AnyDoc = Doc()
    edit.start(doc, NOTES, title="Stage management", epoch="e")
    return doc


def test_D8_what_browsers_begin_is_one_note_whoever_brings_it_first() -> None:
    updates = [bytes.fromhex(one["update"]) for one in BEGINNINGS]
    for update in updates:
        assert max(inspect(update).structs) >= 2**32
    first, second = empty(), empty()
    for doc, order in ((first, updates), (second, updates[::-1])):
        for update in order:
            doc.apply_update(update)
        doc.get("notes", type=Map)["doors"]["text"].insert(0, f"{doc.client_id} ")
    states = first.get_state(), second.get_state()
    first.apply_update(second.get_update(states[0]))
    second.apply_update(first.get_update(states[1]))
    assert read(first, NOTES) == read(second, NOTES)
    assert check(first, NOTES) == []
    text = {note["id"]: note["text"] for note in read(first, NOTES)["notes"]}
    assert set(text) == {one["segment"] for one in BEGINNINGS}
    assert f"{first.client_id} " in text["doors"]
    assert f"{second.client_id} " in text["doors"]


TEXTS = st.dictionaries(st.from_regex(r"[0-9A-Za-z_-]{1,12}", fullmatch=True), st.text(max_size=9))


@given(TEXTS)
@settings(max_examples=effort(40))
def test_D5_private_notes_go_out_and_come_in_again(texts: dict[str, str]) -> None:
    doc = empty()
    rows = [{"id": identity, "text": text} for identity, text in texts.items()]
    assert import_json(doc, NOTES, {"notes": rows}, now=NOW).problems == ()
    assert check(doc, NOTES) == []
    copy = empty()
    assert import_json(copy, NOTES, export(doc, NOTES), now=NOW).problems == ()
    assert export(copy, NOTES)["notes"] == export(doc, NOTES)["notes"]
    assert import_json(copy, NOTES, export(doc, NOTES), now=NOW).changed == ()


@pytest.mark.parametrize("wrong", ["words", 5, Map({"text": "no live text"}), Text("no record")])
def test_D4_what_a_hostile_client_leaves_in_notes_is_put_right(wrong: object) -> None:
    doc = empty()
    doc.get("notes", type=Map)["doors"] = wrong
    assert repair(doc, NOTES) != []
    assert check(doc, NOTES) == [] and repair(doc, NOTES) == []


def test_H2_a_note_is_told_in_words() -> None:
    doc = empty()
    before = read(doc, NOTES)
    import_json(doc, NOTES, {"notes": [{"id": "doors", "text": "Late again"}]}, now=NOW)
    (change,) = compare(NOTES, before, read(doc, NOTES))
    assert change.sentence == "Note ‘Late again’ added at the beginning"
