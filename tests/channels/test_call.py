"""Calling a show: what is on, who has the call, what is refused (O1, O2, O3; S000-19, S000-20, S000-25, S000-41)."""

import pytest
from msgspec.structs import replace

from crdt_server.channels import call_commands as ask
from crdt_server.channels import call_events as event
from crdt_server.channels.call_events import told
from crdt_server.channels.call_holder import ANSWER_MS, SILENT_MS
from crdt_server.channels.call_state import MOST_CALLERS, Phase, Status
from crdt_server.channels.machine import Person
from tests.channels.conftest import ANA, BEGIN, BEN, ROWS, SHOW, Table, code_of


@pytest.fixture
def table() -> Table:
    return Table()


def test_O1_set_active_puts_one_segment_on_and_completes_the_one_before(table: Table) -> None:
    assert table.on is None
    table.say(ask.Activate(segment_id="s0"))
    table.say(ask.Activate(segment_id="s3"))
    assert table.on == "s3"
    assert table.state.is_active("s3")
    assert not table.state.is_active("s0")
    assert table.state.done["s0"].status is Status.COMPLETED
    assert (table.state.done["s0"].started_at, table.state.done["s0"].ended_at) == (
        BEGIN + 1_000,
        BEGIN + 2_000,
    )
    assert (table.state.updated_by, table.state.updated_at) == (ANA, BEGIN + 2_000)


def test_S000_23_S000_24_the_two_events_have_exactly_these_members(table: Table) -> None:
    table.say(ask.Activate(segment_id="s0"))
    decided = table.say(ask.Activate(segment_id="s1"))
    assert not hasattr(decided, "code")
    assert [told(one, table.state, ANA) for one in decided] == [  # type: ignore[union-attr]
        {"sessionId": SHOW, "segmentId": "s0"},
        {"sessionId": SHOW, "segmentId": "s1", "updatedBy": "ana"},
    ]


def test_O1_go_goes_through_the_running_order_and_leaves_out_what_is_skipped(table: Table) -> None:
    seen = []
    table.say(ask.Skip(segment_id="s2"))
    while not code_of(table.say(ask.Next())):
        seen.append(table.on)
    assert seen == ["s0", "s1", "s3", "s4"]
    assert table.on == "s4", "the last one stays on until it is completed"
    table.say(ask.Complete())
    assert table.on is None
    assert code_of(table.say(ask.Next())) == "no_next"


def test_O2_go_never_doubles(table: Table) -> None:
    table.say(ask.Next())
    assert code_of(table.say(ask.Next(), after=399)) == "too_soon"
    table.say(ask.Next(from_="s0"), after=0)
    assert table.on == "s1"
    assert code_of(table.say(ask.Next(from_="s0"), after=0)) == "moved_on"
    assert table.on == "s1"


def test_O2_back_is_as_if_go_had_not_been_pressed(table: Table) -> None:
    table.say(ask.Next())
    table.say(ask.AddTime(ms=60_000))
    before = table.state.active
    table.say(ask.Next())
    table.say(ask.Previous())
    assert table.state.active == before
    assert "s1" not in table.state.done
    table.say(ask.Complete())
    table.say(ask.Previous())
    assert table.state.active == before, "also after the last one was completed by mistake"
    assert code_of(table.say(ask.Previous())) == "no_previous"


def test_O1_a_segment_that_is_not_there_or_deleted_is_refused(table: Table) -> None:
    table.rows = (*ROWS[:4], replace(ROWS[4], is_deleted=True))
    assert code_of(table.say(ask.Activate(segment_id="elsewhere"))) == "unknown_segment"
    assert code_of(table.say(ask.Activate(segment_id="s4"))) == "deleted"
    assert code_of(table.say(ask.Complete(segment_id="s4"))) == "deleted"
    assert table.state == table.machine.begin(SHOW, BEGIN)
    table.say(ask.Activate(segment_id="s3"))
    assert code_of(table.say(ask.Next())) == "no_next"


def test_O1_the_next_one_is_found_when_what_is_on_was_deleted_meanwhile(table: Table) -> None:
    table.say(ask.Activate(segment_id="s1"))
    table.rows = tuple(replace(row, is_deleted=row.id == "s1") for row in ROWS)
    table.say(ask.Next())
    assert table.on == "s2"


def test_O1_pausing_twice_is_pausing_and_never_going_on(table: Table) -> None:
    table.say(ask.Next())
    table.say(ask.Pause())
    assert table.say(ask.Pause()) == ()
    assert table.state.phase is Phase.PAUSED
    table.say(ask.Resume(), after=5_000)
    assert table.say(ask.Resume()) == ()
    assert table.state.active is not None
    assert (table.state.phase, table.state.active.paused_ms) == (Phase.RUNNING, 6_000)
    table.say(ask.Pause())
    table.say(ask.Complete(), after=2_000)
    assert table.state.done["s0"].paused_ms == 8_000


def test_O1_what_needs_a_segment_that_is_on_is_refused_without_one(table: Table) -> None:
    for command in (ask.Pause(), ask.Resume(), ask.AddTime(ms=1), ask.Complete()):
        assert code_of(table.say(command)) == "nothing_on"
    assert table.say(ask.Clear()) == ()


def test_O1_clear_lets_what_was_on_come_again(table: Table) -> None:
    table.say(ask.Next())
    table.say(ask.Clear())
    assert (table.on, table.state.done) == (None, {})
    assert table.state.updated_by == ANA, "also who cleared it is known"


def test_O1_skipped_and_completed_segments_can_be_reopened(table: Table) -> None:
    table.say(ask.Skip(segment_id="s0"))
    assert table.say(ask.Skip(segment_id="s0")) == ()
    table.say(ask.Complete(segment_id="s1"))
    assert code_of(table.say(ask.Skip(segment_id="s1"))) == "over"
    table.say(ask.Reopen(segment_id="s0"))
    table.say(ask.Reopen(segment_id="s1"))
    assert table.state.done == {}
    table.say(ask.Next())
    assert code_of(table.say(ask.Skip(segment_id="s0"))) == "active"


def test_O3_one_person_has_the_call_and_others_are_refused(table: Table) -> None:
    table.say(ask.Next())
    assert table.state.caller is not None
    assert table.state.caller.id == "ana", "whoever calls first has the call"
    before = table.state
    assert code_of(table.say(ask.Next(), by=BEN)) == "not_caller"
    assert code_of(table.say(ask.Release(), by=BEN)) == "not_caller"
    assert table.state == before


def test_O3_taking_over_asks_the_holder_who_may_give_or_keep_it(table: Table) -> None:
    table.say(ask.Take())
    table.say(ask.Take(), by=BEN)
    assert table.state.request is not None
    table.say(ask.Withhold())
    assert (table.state.request, table.state.caller and table.state.caller.id) == (None, "ana")
    table.say(ask.Take(reason="She is away"), by=BEN)
    assert table.state.caller and table.state.caller.id == "ana", "who is there is not overruled"
    table.say(ask.HandOver())
    assert table.state.caller and table.state.caller.id == "ben"


def test_O3_a_holder_who_is_silent_can_be_relieved_with_a_reason(table: Table) -> None:
    table.say(ask.Take())
    table.silent_ms = SILENT_MS
    assert code_of(table.say(ask.Take(), by=BEN)) == "reason_needed"
    assert table.say(ask.Take(reason="Her battery is dead"), by=BEN) == (
        event.CallTaken("Her battery is dead"),
    )


def test_O3_a_holder_who_does_not_answer_can_be_relieved_too(table: Table) -> None:
    table.say(ask.Take())
    table.say(ask.Take(), by=BEN)
    assert table.say(ask.Take(reason="No answer"), by=BEN, after=ANSWER_MS - 1) == ()
    table.say(ask.Take(reason="No answer"), by=BEN, after=1)
    assert table.state.caller and table.state.caller.id == "ben"


def test_O3_an_old_caller_who_returns_cannot_move_the_show(table: Table) -> None:
    table.say(ask.Next())
    term = table.state.term
    table.silent_ms = SILENT_MS
    table.say(ask.Take(reason="She is gone"), by=BEN)
    table.say(ask.Next(), by=BEN)
    assert code_of(table.say(ask.Previous(term=term))) == "stale"
    table.say(ask.Release(), by=BEN)
    assert code_of(table.say(ask.Previous(term=term))) == "stale", "not even when nobody has it"
    assert table.on == "s1"


def test_O3_the_call_goes_to_somebody_who_is_here_and_may_have_it(table: Table) -> None:
    table.say(ask.Take())
    assert code_of(table.say(ask.HandOver())) == "nobody_asked"
    assert code_of(table.say(ask.HandOver(to="ben"))) == "not_here"
    table.callers = (ANA, BEN)
    table.say(ask.HandOver(to="ben"))
    assert table.state.caller and table.state.caller.id == "ben"


def test_O14_who_has_had_the_call_is_remembered_once_each_in_order(table: Table) -> None:
    table.callers = (ANA, BEN)
    table.say(ask.Next())
    table.say(ask.HandOver(to="ben"))
    table.say(ask.Release(), by=BEN)
    table.say(ask.Take())
    assert table.state.callers == (ANA, BEN)
    for number in range(MOST_CALLERS):
        table.say(ask.Release(), by=Person(f"p{number - 1}", "P") if number else ANA)
        table.say(ask.Take(), by=Person(f"p{number}", "P"))
    assert len(table.state.callers) == MOST_CALLERS
    assert table.state.callers[-1].id == f"p{MOST_CALLERS - 1}"


def test_T9_what_was_taken_back_is_no_beginning_of_the_show(table: Table) -> None:
    """GO by mistake in the afternoon, or a rehearsal the day before, does not make the evening late."""
    table.say(ask.Next())
    table.say(ask.Clear())
    assert table.state.first_started_at is None
    table.say(ask.Next(), after=3_600_000)
    begun = table.now
    table.say(ask.Next(from_="s0"))
    table.say(ask.Previous(from_="s1"))
    assert table.state.first_started_at == begun
    table.say(ask.Complete())
    table.say(ask.Reopen(segment_id="s0"))
    assert table.state.first_started_at is None
    table.say(ask.Activate(segment_id="s0"), after=86_400_000)
    assert table.state.first_started_at == table.now


def test_T9_after_a_rehearsal_everything_is_to_come_again(table: Table) -> None:
    table.say(ask.Next())
    assert code_of(table.say(ask.StartOver())) == "active"
    table.say(ask.CallCues(cue_ids=("c0", "c4")))
    table.say(ask.Skip(segment_id="s3"))
    table.say(ask.Complete())
    table.say(ask.StandBy(segment_id="s1"))
    assert table.say(ask.StartOver()) == (event.CallStartedOver(),)
    state = table.state
    assert (state.done, state.called, state.standby, state.first_started_at) == ({}, {}, None, None)
    assert state.caller is not None and state.callers == (ANA,), "who has the call keeps it"
    assert table.say(ask.StartOver()) == ()
    table.say(ask.Next(), after=86_400_000)
    assert (table.on, table.state.first_started_at) == ("s0", table.now)
    table.say(ask.Complete())
    assert code_of(table.say(ask.StartOver(), by=BEN)) == "not_caller"
