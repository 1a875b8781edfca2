"""Repair is deterministic and idempotent, goes forward, and leaves nothing to find (D4)."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Map, Text

from docs_model import edit
from docs_model.check import check
from docs_model.document import read
from docs_model.kinds import SHOW
from docs_model.kinds.show import SEGMENTS
from docs_model.rank import RANK_LIMIT
from docs_model.repair import repair
from tests.docs_model.shows import (
    NOW,
    VANDALISM,
    AnyDoc,
    copy_of,
    small_show,
    sync,
    updates_of,
    vandalise,
)
from tests.effort import effort


def test_a_good_document_is_left_alone() -> None:
    doc = small_show()
    heard = updates_of(doc)
    assert repair(doc, SHOW) == []
    assert heard == []


def test_D4_what_can_be_read_stays_as_it_reads() -> None:
    doc = small_show()
    segments = doc.get("segments", type=Map)
    segments["a"]["duration"] = 1e12
    segments["a"]["name"] = "Plain\ntext"
    segments["b"]["notes"] = Map({"lost": True})
    segments["d"] = {"name": "An object", "duration": 5}
    before = read(doc, SHOW)
    heard = updates_of(doc)
    repair(doc, SHOW)
    after = read(doc, SHOW)
    for old, new in zip(before["segments"], after["segments"], strict=True):
        assert {**old, "rank": ""} == {**new, "rank": ""}
    assert len(heard) == 1, "one transaction"
    assert isinstance(segments["a"]["name"], Text) and isinstance(segments["d"]["name"], Text)


def test_D4_live_text_is_put_right_where_it_is() -> None:
    doc = small_show()
    name = doc.get("segments", type=Map)["a"]["name"]
    typist = copy_of(doc)
    name.insert(1, "\nB")
    repair(doc, SHOW)
    typist.get("segments", type=Map)["a"]["name"].insert(0, "still typing ")
    sync(doc, typist)
    assert str(doc.get("segments", type=Map)["a"]["name"]) == "still typing A B"


def test_D4_rows_keep_the_order_they_are_shown_in() -> None:
    doc = small_show()
    segments = doc.get("segments", type=Map)
    for name in "defg":
        edit.insert_segment(doc, name, {}, chance=0.5, now=NOW)
    segments["b"]["rank"] = segments["c"]["rank"] = segments["d"]["rank"]
    segments["e"]["rank"] = 7
    del segments["f"]["rank"]
    kept = segments["b"]["rank"], segments["a"]["rank"], segments["g"]["rank"]
    before = [row["id"] for row in read(doc, SHOW)["segments"]]
    repair(doc, SHOW)
    assert [row["id"] for row in read(doc, SHOW)["segments"]] == before
    assert (segments["b"]["rank"], segments["a"]["rank"], segments["g"]["rank"]) == kept


def test_D4_ranks_too_close_to_be_written_are_drawn_anew() -> None:
    doc = small_show()
    segments = doc.get("segments", type=Map)
    segments["a"]["rank"] = "A" * (RANK_LIMIT - 1) + "1"
    segments["b"]["rank"] = "A" * (RANK_LIMIT - 1) + "1"
    segments["c"]["rank"] = "A" * (RANK_LIMIT - 1) + "2"
    repair(doc, SHOW)
    assert check(doc, SHOW) == []
    assert [row["id"] for row in read(doc, SHOW)["segments"]] == ["a", "b", "c"]


def test_a_repair_carries_its_origin() -> None:
    doc = small_show()
    doc.get("segments", type=Map)["a"]["duration"] = -5
    origins: list[object] = []
    segments = doc.get("segments", type=Map)
    segments.observe_deep(lambda events, txn: origins.append(txn.origin))
    repair(doc, SHOW, origin="repair")
    assert origins == ["repair"]


@given(VANDALISM)
@settings(max_examples=effort(100))
def test_D4_a_repaired_document_has_no_findings(acts: list[Any]) -> None:
    doc = small_show()
    vandalise(doc, acts)
    twin = copy_of(doc)
    found = repair(doc, SHOW)
    assert check(doc, SHOW) == []
    heard = updates_of(doc)
    assert repair(doc, SHOW) == [] and heard == []
    assert repair(twin, SHOW) == found
    assert read(twin, SHOW) == read(doc, SHOW)
    sync(doc, twin)
    repair(doc, SHOW)
    assert check(doc, SHOW) == []


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("insert"), st.integers(0, 2), st.sampled_from("abcdef")),
        st.tuples(st.just("move"), st.integers(0, 2), st.sampled_from("abcdef")),
        st.tuples(st.just("delete"), st.integers(0, 2), st.sampled_from("abcdef")),
        st.tuples(st.just("rename"), st.integers(0, 2), st.sampled_from("abcdef")),
        st.tuples(st.just("copy rank"), st.integers(0, 2), st.sampled_from("abcdef")),
        st.tuples(st.just("sync"), st.integers(0, 2), st.just("")),
    ),
    max_size=30,
)


def act(docs: list[AnyDoc], number: int, what: str, who: int, row: str) -> None:
    doc = docs[who]
    chance = number % 7 / 7
    segments = doc.get("segments", type=Map)
    if what == "insert":
        edit.insert_segment(doc, f"n{number}", {"name": row}, chance=chance, now=NOW, before=row)
    elif what == "move":
        edit.move(doc, SEGMENTS, [row], chances=[chance], now=NOW, before="b")
    elif what == "delete":
        edit.delete(doc, SEGMENTS, [row], now=NOW)
    elif what == "rename":
        edit.change(doc, SEGMENTS, row, {"name": f"{row} {number}"}, now=NOW)
    elif what == "copy rank" and row in segments:
        segments[row]["rank"] = segments["a"]["rank"]
    elif what == "sync":
        sync(doc, docs[(who + 1) % 3])


@given(ACTS, VANDALISM)
@settings(max_examples=effort(60))
def test_D4_D8_replicas_and_a_repairing_server_come_to_the_same(
    acts: list[tuple[str, int, str]], vandalism: list[Any]
) -> None:
    server = small_show()
    docs = [copy_of(server) for _ in range(3)]
    for number, (what, who, row) in enumerate(acts):
        act(docs, number, what, who, row)
    vandalise(docs[1], vandalism)
    sync(server, *docs)
    ids = {row["id"] for row in read(server, SHOW)["segments"]}
    repair(server, SHOW)
    sync(server, *docs)
    shows = [read(doc, SHOW) for doc in (server, *docs)]
    assert all(show == shows[0] for show in shows)
    assert check(docs[0], SHOW) == []
    rows = [row["id"] for row in shows[0]["segments"]]
    assert sorted(rows) == sorted(ids), "no row is lost or doubled by a repair"
