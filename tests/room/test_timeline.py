"""What happened in a document, in steps: one author each, pauses apart, told in words (H1, H2)."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc

from crdt_server.room.replay import Replay
from crdt_server.room.timeline import LONGEST_STEP_MS, PAUSE_MS, Timeline
from docs_model import edit
from docs_model.compare import compare
from docs_model.document import read
from docs_model.json import import_json
from docs_model.kinds import FREE, SHOW
from docs_model.kinds.show import SEGMENTS
from docs_model.sample import sample_show
from tests.docs_model.edits import EDITS, make
from tests.docs_model.shows import NOW, VANDALISM, small_show, updates_of, vandalise
from tests.effort import effort

MINUTE = 60_000


class Log:
    """A show that people edit one after the other, and its timeline."""

    def __init__(self) -> None:
        self.doc = small_show()
        self.timeline = Timeline(SHOW, self.doc.get_update(), 3)
        self.updates = updates_of(self.doc)
        self.seq = 3
        self.at = NOW

    def does(self, author: str, change: Any, after: int = 1_000) -> None:
        """Let somebody do something, some milliseconds later."""
        self.at += after
        change(self.doc)
        for update in self.updates:
            self.seq += 1
            self.timeline.add(self.seq, update, self.at, author)
        self.updates.clear()

    def told(self) -> list[tuple[str, list[str]]]:
        """Give the steps: who, and what."""
        self.timeline.rest()
        return [
            (step.author, [change.sentence for change in step.changes])
            for step in self.timeline.steps
        ]


def put(key: str, **values: Any) -> Any:
    return lambda doc: edit.change(doc, SEGMENTS, key, values, now=NOW)


def test_H1_edits_of_one_author_without_a_pause_are_one_step() -> None:
    log = Log()
    for end in range(1, 8):
        log.does("ana", put("a", notes="Tickets"[:end]))
    log.does("ana", put("a", start=60_000))
    assert log.told() == [
        ("ana", ["Segment ‘A’ start not fixed → 00:01", "Segment ‘A’ notes empty → ‘Tickets’"])
    ]
    (step,) = log.timeline.steps
    assert (step.first, step.last, step.entries) == (4, log.seq, 8)


def test_H1_a_long_pause_begins_a_new_step() -> None:
    log = Log()
    log.does("ana", put("a", notes="x"))
    log.does("ana", put("a", notes="xy"), after=PAUSE_MS)
    log.does("ana", put("a", notes="xyz"), after=PAUSE_MS + 1)
    assert [len(changes) for _, changes in log.told()] == [1, 1]


def test_H1_a_step_does_not_go_on_for_ever() -> None:
    log = Log()
    for number in range(40):
        log.does("ana", put("a", duration=number), after=MINUTE)
    steps = log.timeline.steps
    assert len(steps) == 2
    assert all(step.ended - step.began <= LONGEST_STEP_MS for step in steps)


def test_H2_two_people_who_type_at_once_are_kept_apart() -> None:
    log = Log()
    for end in range(1, 6):
        log.does("ana", put("a", notes="Doors"[:end]), after=100)
        log.does("ben", put("b", notes="Encore"[:end]), after=100)
    assert log.told() == [
        ("ana", ["Segment ‘A’ notes empty → ‘Doors’"]),
        ("ben", ["Segment ‘B’ notes empty → ‘Encor’"]),
    ]


def test_H2_what_is_taken_back_within_a_step_is_not_told() -> None:
    log = Log()
    log.does("ana", put("a", start=60_000))
    log.does("ana", put("a", start=None))
    assert log.told() == [("ana", [])]


def test_H2_a_record_that_is_added_and_filled_in_is_told_once() -> None:
    log = Log()
    log.does("ana", lambda doc: edit.insert_segment(doc, "n", {}, chance=0.5, now=NOW, before="b"))
    log.does("ana", put("n", name="Encore", start=5))
    assert log.told() == [("ana", ["Segment ‘Encore’ added after ‘A’"])]
    log.does("ana", lambda doc: edit.delete(doc, SEGMENTS, ["n"], now=NOW))
    assert log.told() == [("ana", [])]


def test_H1_a_moment_is_found_by_its_time() -> None:
    log = Log()
    log.does("ana", put("a", duration=1))
    log.does("ana", put("a", duration=2), after=5 * MINUTE)
    timeline = log.timeline
    assert timeline.seq_at(NOW) == 3
    assert timeline.seq_at(NOW + MINUTE) == 4
    assert timeline.time_of(4) == NOW + 1_000
    assert timeline.time_of(3) is None


def test_D11_of_a_free_document_only_sizes_are_told() -> None:
    doc = small_show()
    timeline = Timeline(FREE)
    timeline.add(1, doc.get_update(), NOW, "ana")
    timeline.rest()
    (step,) = timeline.steps
    assert step.changes == []
    assert step.size == len(doc.get_update())


@given(st.lists(st.tuples(st.sampled_from(["ana", "ben"]), EDITS, st.booleans()), max_size=6))
@settings(max_examples=effort(60))
def test_H2_the_timeline_of_one_author_adds_up_to_the_comparison(acts: Any) -> None:
    """Whoever works alone reads exactly what a comparison of before and after says."""
    log = Log()
    before = read(log.doc, SHOW)
    for _, edits, _ in acts:
        log.does("ana", lambda doc, edits=edits: make(doc, edits))
    expected = compare(SHOW, before, read(log.doc, SHOW))
    log.timeline.rest()
    found = [change for step in log.timeline.steps for change in step.changes]
    unordered = {change.path for change in expected if change.action != "moved"}
    assert {change.path for change in found if change.action != "moved"} == unordered


@given(VANDALISM)
@settings(max_examples=effort(60))
def test_H2_a_timeline_never_fails_whatever_a_document_holds(acts: Any) -> None:
    log = Log()
    log.does("eve", lambda doc: vandalise(doc, acts))
    log.told()


def test_H1_what_cannot_be_digested_is_left_out() -> None:
    doc = small_show()
    replay = Replay([doc.get_update()])
    assert replay.add(b"nonsense")
    assert read(replay.doc, SHOW) == read(doc, SHOW)


def test_H1_a_replay_carries_what_still_waits_for_something_missing() -> None:
    doc = small_show()
    updates = updates_of(doc)
    edit.change(doc, SEGMENTS, "a", {"duration": 1}, now=NOW)
    base = doc.get_update()
    updates.clear()
    edit.change(doc, SEGMENTS, "a", {"start": 1}, now=NOW)
    edit.change(doc, SEGMENTS, "a", {"start": 2}, now=NOW)
    missing, late = updates
    half = Replay([base, late])
    assert read(half.doc, SHOW)["segments"][0]["start"] is None
    again = Replay([half.whole(), missing])
    assert read(again.doc, SHOW)["segments"][0]["start"] == 2


def made_with(content: Any) -> Timeline:
    """Give the timeline of a show that was made with something, and then edited by its maker."""
    doc: Doc[Any] = Doc()
    import_json(doc, SHOW, content, now=NOW)
    timeline = Timeline(SHOW)
    timeline.add(1, doc.get_update(), NOW, "ana")
    before = doc.get_state()
    edit.change(doc, SEGMENTS, read(doc, SHOW)["segments"][0]["id"], {"name": "Curtain"}, now=NOW)
    timeline.add(2, doc.get_update(before), NOW + 1_000, "ana")
    timeline.rest()
    return timeline


def test_H1_H2_a_show_made_from_the_sample_begins_with_one_sentence() -> None:
    sample = sample_show()
    first, second = made_with(sample).steps
    counts = f"{len(sample['segments'])} segments, {len(sample['cues'])} cues"
    assert [change.sentence for change in first.changes] == [f"Made from the sample: {counts}"]
    assert (first.first, first.last, first.amount) == (1, 1, 1)
    (change,) = second.changes
    assert change.sentence.endswith("‘Curtain’")


def test_H2_other_beginnings_are_told_in_one_sentence_when_they_are_many() -> None:
    def show(count: int) -> Any:
        return {
            "meta": {"title": "T"},
            "segments": [{"id": f"s{n}", "name": f"S{n}"} for n in range(count)],
        }

    many = made_with(show(12)).steps[0]
    assert [change.sentence for change in many.changes] == ["Made with 12 segments"]
    few = made_with(show(2)).steps[0]
    assert "Segment ‘S1’ added after ‘Curtain’" in [change.sentence for change in few.changes]
