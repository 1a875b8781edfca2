"""What is found out before a decision: enough for it, and no more than that in a show of thousands of cues."""

from msgspec import Struct

from crdt_server.channels.call_commands import CallCues, Next, StandBy
from crdt_server.channels.call_state import CallState, Cue, Situation
from crdt_server.live.attendance import Attendance
from crdt_server.live.situation import situation_of
from docs_model import edit
from docs_model.kinds.show import CUES
from tests.docs_model.shows import NOW, AnyDoc, small_show
from tests.live.conftest import ANA, NAME, FakeShowClock

X, Y = Cue("x", "a", "X"), Cue("y", "a", "Y")


def situation_for(doc: AnyDoc, command: Struct) -> Situation:
    state, attendance = CallState(NAME, NOW), Attendance(FakeShowClock())
    return situation_of(doc, state, command, ANA, attendance, NAME, NOW)


def test_a_command_finds_the_cues_that_it_names_and_go_for_a_segment_reads_none() -> None:
    doc = small_show()
    assert situation_for(doc, Next()).cues == ()
    assert situation_for(doc, StandBy(segment_id="b")).cues == ()
    assert situation_for(doc, StandBy(cue_ids=("y",))).cues == (Y,)
    assert situation_for(doc, CallCues(cue_ids=("y", "none", "x", "y"))).cues == (X, Y)
    assert [row.name for row in situation_for(doc, Next()).rows] == ["A", "B", "C"]


def test_a_deleted_cue_is_found_as_deleted() -> None:
    doc = small_show()
    edit.delete(doc, CUES, ["x"], now=NOW)
    (cue,) = situation_for(doc, CallCues(cue_ids=("x",))).cues
    assert cue.is_deleted
