"""Shows to test with: well-formed, hostile, and by chance."""

from typing import Any

from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text, XmlElement, XmlFragment, XmlText

from docs_model import edit
from docs_model.kinds import SHOW
from docs_model.kinds.show import CUES, SEGMENTS

AnyDoc = Doc[Any]
NOW = 1_800_000_000_000


def empty_show(title: str = "Gala") -> AnyDoc:
    doc: AnyDoc = Doc()
    edit.start(doc, SHOW, title=title, epoch="first")
    return doc


def small_show() -> AnyDoc:
    """Three segments a, b, c in this order; cues x and y in a."""
    doc = empty_show()
    for name in "abc":
        edit.insert_segment(
            doc, name, {"name": name.upper(), "duration": 60_000}, chance=0.5, now=NOW
        )
    for name in "xy":
        edit.insert_cue(doc, name, "a", {"label": name.upper()}, chance=0.5, now=NOW)
    return doc


def copy_of(doc: AnyDoc) -> AnyDoc:
    copy: AnyDoc = Doc()
    copy.apply_update(doc.get_update())
    return copy


def sync(*docs: AnyDoc) -> None:
    """Give everybody everything."""
    updates = [doc.get_update() for doc in docs]
    for doc in docs:
        for update in updates:
            doc.apply_update(update)


def updates_of(doc: AnyDoc) -> list[bytes]:
    """Give a list that collects the updates that the document makes from now on."""
    heard: list[bytes] = []
    doc.observe(lambda event: heard.append(event.update))
    return heard


def deep_list(depth: int) -> Any:
    nested: Any = []
    for _ in range(depth):
        nested = [nested]
    return nested


HOSTILE = st.sampled_from(
    [
        lambda: None,
        lambda: True,
        lambda: 1.5,
        lambda: float("nan"),
        lambda: float("inf"),
        lambda: -1,
        lambda: 2**60,
        lambda: 1e300,
        lambda: "",
        lambda: "0",
        lambda: "A0",
        lambda: "zzzzzz",
        lambda: "Ä\u2028B\r\nC",
        lambda: "x" * 30_000,
        lambda: b"\x00\xff",
        lambda: [1, [2]],
        lambda: deep_list(200),
        lambda: {"rank": "V", "name": "an object"},
        lambda: Text("live\nlines"),
        lambda: Text("y" * 30_000),
        lambda: Map({"rank": "V"}),
        lambda: Array([1, 2]),
        lambda: XmlFragment([XmlElement("p", {}, [XmlText("rich")])]),
        lambda: Doc(),
    ]
)
"""Makers of values that somebody might put anywhere."""

KEYS = st.sampled_from(["a", "b", "c", "x", "bad key!", "", "k" * 70, "new"])
PLACES = st.one_of(
    st.tuples(st.just("meta"), st.sampled_from(["kind", "version", "title", "other"])),
    st.tuples(st.just("show"), st.sampled_from(["date", "time_zone", "venue", "planned_start"])),
    st.tuples(st.just("segments"), KEYS),
    st.tuples(st.just("cues"), KEYS),
    st.tuples(st.just("segments"), KEYS, st.sampled_from([*SEGMENTS.fields, "unknown"])),
    st.tuples(st.just("cues"), KEYS, st.sampled_from(list(CUES.fields))),
)
VANDALISM = st.lists(st.tuples(PLACES, HOSTILE), max_size=12)


def vandalise(doc: AnyDoc, acts: list[tuple[tuple[str, ...], Any]]) -> None:
    """Put things where they do not belong."""
    for place, make in acts:
        root: Any = doc.get(place[0], type=Map)
        if len(place) == 2:
            root[place[1]] = make()
        elif place[1] in root and isinstance(root[place[1]], Map):
            root[place[1]][place[2]] = make()
