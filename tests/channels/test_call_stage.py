"""Standby, cues and the screens on stage (O9, O10)."""

from crdt_server.channels import call_commands as ask
from crdt_server.channels import call_events as event
from crdt_server.channels.call_state import CalledCue, Cue
from tests.channels.conftest import ANA, BEGIN, BEN, CUES, Table, code_of


def test_O9_a_segment_stands_by_until_it_is_on() -> None:
    table = Table()
    table.say(ask.Next())
    assert table.say(ask.StandBy(segment_id="s1")) == (event.StandbyCalled("s1"),)
    assert table.say(ask.StandBy(segment_id="s1")) == ()
    assert table.state.standby is not None
    assert (table.state.standby.segment_id, table.state.standby.at) == ("s1", BEGIN + 2_000)
    table.say(ask.Next(from_="s0"))
    assert (table.on, table.state.standby) == ("s1", None)


def test_O9_whatever_else_is_activated_ends_a_standby_that_is_over() -> None:
    table = Table()
    table.say(ask.StandBy(segment_id="s1"))
    table.say(ask.Activate(segment_id="s3"))
    assert table.state.standby is None


def test_O9_cues_are_called_one_by_one_and_what_waits_stays_on_standby() -> None:
    table = Table()
    table.say(ask.Next())
    table.say(ask.StandBy(cue_ids=("c0", "c1", "c0")))
    assert table.state.standby is not None and table.state.standby.cue_ids == ("c0", "c1")
    assert table.say(ask.CallCues(cue_ids=("c0",))) == (event.CueCalled("s0", "c0"),)
    assert table.state.standby is not None and table.state.standby.cue_ids == ("c1",)
    table.say(ask.CallCues(cue_ids=("c1", "c2")))
    assert table.state.standby is None
    assert table.state.called["c2"] == CalledCue("s1", table.now)
    assert set(table.state.called) == {"c0", "c1", "c2"}


def test_O9_what_is_added_to_a_standby_leaves_the_others_their_time() -> None:
    table = Table()
    table.say(ask.Next())
    table.say(ask.StandBy(cue_ids=("c0",)))
    first = table.now
    table.say(ask.StandBy(segment_id="s1", cue_ids=("c0", "c1")))
    assert table.state.standby is not None
    assert table.state.standby.since == {"c0": first, "s1": table.now, "c1": table.now}
    table.say(ask.CallCues(cue_ids=("c0",)))
    assert set(table.state.standby.since) == {"s1", "c1"}
    table.say(ask.StandBy(segment_id="s2"))
    assert table.state.standby.since == {"s2": table.now}


def test_O9_going_back_makes_cues_be_to_come_again() -> None:
    table = Table()
    table.say(ask.Next())
    table.say(ask.CallCues(cue_ids=("c0",)))
    table.say(ask.Next(from_="s0"))
    table.say(ask.CallCues(cue_ids=("c2",)))
    table.say(ask.Previous(from_="s1"))
    assert set(table.state.called) == {"c0"}
    table.say(ask.Activate(segment_id="s1"))
    table.say(ask.Reopen(segment_id="s0"))
    assert table.state.called == {}


def test_O9_a_segment_that_is_on_anew_has_its_cues_to_come_again() -> None:
    """A second run of the same show, after a rehearsal: the crew's next cues are those of the first run."""
    table = Table()
    table.say(ask.Next())
    table.say(ask.CallCues(cue_ids=("c0", "c2")))
    table.say(ask.Next(from_="s0"))
    assert set(table.state.called) == {"c0", "c2"}, "what was called ahead has been called"
    table.say(ask.Activate(segment_id="s0"))
    assert set(table.state.called) == {"c2"}


def test_O2_go_for_a_cue_never_doubles() -> None:
    table = Table()
    table.say(ask.Next())
    table.say(ask.CallCues(cue_ids=("c0",)))
    assert code_of(table.say(ask.CallCues(cue_ids=("c0",)), after=399)) == "too_soon"
    assert table.say(ask.CallCues(cue_ids=("c0", "c1")), after=0) == (event.CueCalled("s0", "c1"),)
    assert table.say(ask.CallCues(cue_ids=("c0",)), after=1) == (event.CueCalled("s0", "c0"),)


def test_O9_what_is_not_there_is_refused_with_a_reason() -> None:
    table = Table()
    table.cues = (*CUES, Cue("old", "s1", "LX 9", is_deleted=True))
    table.say(ask.Next())
    assert code_of(table.say(ask.StandBy())) == "nothing_named"
    assert code_of(table.say(ask.StandBy(segment_id="s0"))) == "active"
    assert code_of(table.say(ask.StandBy(segment_id="other"))) == "unknown_segment"
    assert code_of(table.say(ask.StandBy(cue_ids=("c0", "other")))) == "unknown_cue"
    assert code_of(table.say(ask.CallCues(cue_ids=("old",)))) == "deleted"
    assert table.state.standby is None and table.state.called == {}


def test_O9_only_who_has_the_call_calls_cues() -> None:
    table = Table()
    table.say(ask.Next())
    assert code_of(table.say(ask.StandBy(segment_id="s1"), BEN)) == "not_caller"
    assert code_of(table.say(ask.CallCues(cue_ids=("c0",)), BEN)) == "not_caller"


def test_O10_the_screens_on_stage_are_for_whoever_may_call_with_or_without_the_call() -> None:
    table = Table()
    table.say(ask.Next())
    said = table.say(ask.ShowMessage(text=" Wrap   up ", urgent=True), BEN)
    assert said == (event.MessageShown("Wrap up", urgent=True),)
    assert table.say(ask.ShowMessage(text="Wrap up", urgent=True), ANA) == ()
    message = table.state.stage.message
    assert message is not None and (message.text, message.by) == ("Wrap up", BEN.name)
    assert table.say(ask.Blackout(on=True), BEN) == (event.StageBlackedOut(on=True),)
    assert table.say(ask.Blackout(on=True), BEN) == ()
    table.say(ask.ClearMessage(), BEN)
    table.say(ask.Blackout(on=False), BEN)
    assert table.state.stage.message is None and not table.state.stage.is_black
    assert code_of(table.say(ask.ShowMessage(text="  "), BEN)) == "nothing_said"
    assert table.state.caller is not None and table.state.caller.id == ANA.id
