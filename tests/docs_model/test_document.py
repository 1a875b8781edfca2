"""Reading a document: plain values, in order, whatever is in it (D2, D6, D7, D8)."""

import random
import time
from typing import Any

from hypothesis import given, settings
from pycrdt import Array, Doc, Map, Text, XmlElement, XmlFragment, XmlText

from docs_model import edit
from docs_model.document import grouped, live, read
from docs_model.kinds import FREE, SHOW
from docs_model.kinds.show import SEGMENTS
from docs_model.meta import title_of
from docs_model.values import Foreign, LiveRichText, LiveText, MixedText
from docs_model.yjs import reading
from tests.docs_model.shows import (
    HOSTILE,
    NOW,
    VANDALISM,
    AnyDoc,
    copy_of,
    deep_list,
    empty_show,
    small_show,
    vandalise,
)
from tests.effort import effort


def test_an_empty_document_reads_as_an_empty_show() -> None:
    show = read(Doc(), SHOW)
    assert show["meta"] == {"kind": "show", "version": 1, "epoch": "", "title": ""}
    assert show["show"] == {"date": None, "time_zone": "UTC", "venue": "", "planned_start": None}
    assert show["segments"] == show["cues"] == []


def test_a_new_segment_reads_with_all_its_fields() -> None:
    doc = empty_show()
    edit.insert_segment(doc, "a", {"name": "Doors"}, chance=0.5, now=NOW)
    (segment,) = read(doc, SHOW)["segments"]
    assert segment == {
        **{"id": "a", "rank": "V", "name": "Doors", "type": "other", "start": None, "duration": 0},
        **{"end": None, "count": "duration", "status": "pending", "notes": "", "colour": "none"},
        **{"created_by": ""},
        **{"updated_at": NOW, "deleted_at": None},
    }


def test_numbers_are_integers_again() -> None:
    segment = read(small_show(), SHOW)["segments"][0]
    assert repr(segment["duration"]) == "60000"


def test_D6_equal_ranks_are_ordered_by_id() -> None:
    doc = small_show()
    for name in "cab":
        doc.get("segments", type=Map)[name]["rank"] = "V"
    assert [segment["id"] for segment in read(doc, SHOW)["segments"]] == ["a", "b", "c"]


def test_D2_nothing_in_a_document_makes_a_read_fail() -> None:
    doc = small_show()
    segment = doc.get("segments", type=Map)["a"]
    segment["name"] = Map({"deep": deep_list(400)})
    segment["duration"] = float("nan")
    segment["start"] = -1
    segment["status"] = Array([1])
    doc.get("segments", type=Map)["d"] = deep_list(3000)
    doc.get("segments", type=Map)["e"] = {"name": "An object", "duration": 5}
    by_id = {segment["id"]: segment for segment in read(doc, SHOW)["segments"]}
    assert set(by_id) == {"a", "b", "c", "e"}
    assert by_id["a"]["name"] == "" and by_id["a"]["status"] == "pending"
    assert by_id["a"]["duration"] == 0 and by_id["a"]["start"] == 0
    assert by_id["e"]["name"] == "An object" and by_id["e"]["duration"] == 5


def test_D2_roots_of_another_type_read_as_empty() -> None:
    doc: AnyDoc = Doc()
    doc["segments"] = Text("not a map")
    doc["meta"] = Array([1, 2])
    assert read(copy_of(doc), SHOW)["segments"] == []


@given(VANDALISM)
@settings(max_examples=effort(60))
def test_D2_D8_vandals_cannot_make_replicas_read_differently(acts: list[Any]) -> None:
    doc = small_show()
    vandalise(doc, acts)
    show = read(doc, SHOW)
    assert read(copy_of(doc), SHOW) == show
    for root in SHOW.roots:
        rows = show[root.name] if isinstance(show[root.name], list) else [show[root.name]]
        for row in rows:
            assert all(field.fault(row[name]) is None for name, field in root.fields.items())


def test_D8_the_order_of_arrival_does_not_matter() -> None:
    origin = small_show()
    docs = [copy_of(origin) for _ in range(3)]
    updates = []
    for number, doc in enumerate(docs):
        before = doc.get_state()
        edit.insert_segment(
            doc, f"n{number}", {"name": str(number)}, chance=0.5, now=NOW, before="b"
        )
        edit.change(doc, SEGMENTS, "a", {"name": f"A{number}", "duration": number}, now=NOW)
        edit.move(doc, SEGMENTS, ["c"], chances=[number / 3], now=NOW, before="a")
        updates.append(doc.get_update(before))
    shows = []
    for seed in range(6):
        replica = copy_of(origin)
        for update in random.Random(seed).sample(updates, 3):
            replica.apply_update(update)
        shows.append(read(replica, SHOW))
    assert all(show == shows[0] for show in shows)


def test_D7_live_leaves_deleted_records_out() -> None:
    doc = small_show()
    edit.delete(doc, SEGMENTS, ["b"], now=NOW)
    segments = read(doc, SHOW)["segments"]
    assert [segment["id"] for segment in segments] == ["a", "b", "c"]
    assert [segment["id"] for segment in live(segments)] == ["a", "c"]


def test_cues_are_grouped_by_their_segment() -> None:
    cues = grouped(read(small_show(), SHOW)["cues"], "segment")
    assert {segment: [cue["id"] for cue in group] for segment, group in cues.items()} == {
        "a": ["x", "y"]
    }


def test_the_title_can_be_read_alone() -> None:
    assert title_of(empty_show("Gala"), SHOW) == "Gala"
    assert title_of(Doc(), FREE) is None


def test_every_type_there_is_has_a_plain_value() -> None:
    doc: AnyDoc = Doc()
    holder = doc.get("holder", type=Map)
    holder["text"] = Text("live")
    holder["mixed"] = Text("ab")
    holder["mixed"].insert_embed(1, {"image": "x"})
    holder["rich"] = XmlFragment(
        [
            XmlElement("p", {}, [XmlText("one "), XmlElement("b", {}, [XmlText("two")])]),
            XmlText("3"),
        ]
    )
    holder["map"] = Map()
    holder["list"] = Array()
    holder["doc"] = Doc()
    names = ["text", "mixed", "rich", "map", "list", "doc"]
    with reading(doc) as at:
        values = dict(zip(names, at.values(holder.integrated, names), strict=True))
    assert values["text"] == "live" and type(values["text"]) is LiveText
    assert values["mixed"] == "ab" and type(values["mixed"]) is MixedText
    assert values["rich"] == "one two\n3" and type(values["rich"]) is LiveRichText
    assert [values[name] for name in names[3:]] == [
        Foreign("a shared map"),
        Foreign("a shared list"),
        Foreign("a document within the document"),
    ]


def test_rich_text_nested_beyond_the_stack_is_read() -> None:
    doc: AnyDoc = Doc()
    fragment = doc.get("rich", type=XmlFragment)
    node: Any = fragment
    with doc.transaction():
        for _ in range(3_000):
            node.children.append(XmlElement("p"))
            node = node.children[0]
        node.children.append(XmlText("deep down"))
    with reading(doc) as at:
        assert at.plain(fragment.integrated) == "deep down"


@given(HOSTILE)
@settings(max_examples=effort(30))
def test_a_plain_value_can_be_told_of_everything(make: Any) -> None:
    doc: AnyDoc = Doc()
    holder = doc.get("holder", type=Map)
    holder["it"] = make()
    with reading(doc) as at:
        (value,) = at.values(holder.integrated, ["it"])
    assert not isinstance(value, Map | Text | Array)


def test_reading_a_long_show_is_quick_enough_to_do_on_every_save() -> None:
    doc = empty_show()
    with doc.transaction():
        for number in range(500):
            edit_values = {"name": f"Segment {number}", "notes": "Some words. " * 5}
            doc.get("segments", type=Map)[f"s{number}"] = Map(
                {"rank": f"{number:04}1", **{k: Text(v) for k, v in edit_values.items()}}
            )
    durations = []
    for _ in range(5):
        begin = time.process_time()
        read(doc, SHOW)
        durations.append(time.process_time() - begin)
    assert min(durations) < 0.1, "a tenth of a second is ten times what it takes"
