"""Edits of a show by chance, as people make them."""

from collections.abc import Iterable
from typing import Any

from hypothesis import strategies as st

from docs_model import edit
from docs_model.kinds.show import CUES, INFO, SEGMENTS
from docs_model.write import NotAllowed
from tests.docs_model.shows import NOW, AnyDoc

SEGMENT = st.sampled_from("abcn")
CUE = st.sampled_from("xyz")
WORDS = st.sampled_from(["", "Doors", "Opening", "Encore 🎭", "a much longer name " * 5])
TIME = st.one_of(st.none(), st.integers(0, 86_400_000))

EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("name"), SEGMENT, WORDS),
        st.tuples(st.just("start"), SEGMENT, TIME),
        st.tuples(st.just("label"), CUE, WORDS),
        st.tuples(st.just("delete"), SEGMENT, st.none()),
        st.tuples(st.just("restore"), SEGMENT, st.none()),
        st.tuples(st.just("move"), SEGMENT, st.one_of(st.none(), SEGMENT)),
        st.tuples(st.just("move cue"), CUE, SEGMENT),
        st.tuples(st.just("insert"), SEGMENT, WORDS),
        st.tuples(st.just("insert cue"), CUE, SEGMENT),
        st.tuples(st.just("venue"), SEGMENT, WORDS),
    ),
    max_size=8,
)


def make(doc: AnyDoc, edits: Iterable[tuple[str, str, Any]], now: int = NOW) -> None:
    """Make these edits, one transaction each."""
    for what, key, value in edits:
        try:
            make_one(doc, what, key, value, now)
        except NotAllowed:
            continue  # somebody has that id already


def make_one(doc: AnyDoc, what: str, key: str, value: Any, now: int) -> None:
    match what:
        case "name" | "start":
            edit.change(doc, SEGMENTS, key, {what: value}, now=now)
        case "label":
            edit.change(doc, CUES, key, {"label": value}, now=now)
        case "delete":
            edit.delete(doc, SEGMENTS, [key], now=now)
        case "restore":
            edit.restore(doc, SEGMENTS, [key], now=now)
        case "move":
            edit.move(doc, SEGMENTS, [key], chances=[0.5], now=now, before=value)
        case "move cue":
            edit.move(doc, CUES, [key], chances=[0.5], now=now, into=value)
        case "insert":
            edit.insert_segment(doc, key, {"name": value}, chance=0.5, now=now)
        case "insert cue":
            edit.insert_cue(doc, key, value, {"label": key}, chance=0.5, now=now)
        case "venue":
            edit.change_single(doc, INFO, {"venue": value})
