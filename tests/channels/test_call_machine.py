"""Whatever people ask for, in whatever order: the table holds, and a replay gives the same (O1, O3, O4)."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from crdt_server.channels import call_commands as ask
from crdt_server.channels.call import DECIDE, TABLE
from crdt_server.channels.call_commands import VERBS, CallCommand
from crdt_server.channels.call_events import SegmentActivated, SegmentCompleted
from crdt_server.channels.call_holder import HOLDER_VERBS
from crdt_server.channels.call_stage import CUE_VERBS, STAGE_VERBS
from crdt_server.channels.machine import Person, Refused, patch_between, patched
from crdt_server.live.kind import public_call, without_nulls
from tests.channels.conftest import ANA, BEN, SHOW, Table
from tests.effort import effort

CLEO = Person("cleo", "Cleo")
SEGMENTS = st.sampled_from(["s0", "s1", "s2", "s3", "s4", "gone"])
MAYBE = st.none() | SEGMENTS
CUES = st.lists(st.sampled_from(["c0", "c1", "c2", "c5", "gone"]), max_size=3).map(tuple)
COMMANDS: st.SearchStrategy[CallCommand] = st.one_of(
    st.builds(ask.Activate, segment_id=SEGMENTS),
    st.builds(ask.Complete, segment_id=MAYBE),
    st.builds(ask.Next, from_=MAYBE),
    st.builds(ask.Previous, from_=MAYBE),
    st.builds(ask.Pause),
    st.builds(ask.Resume),
    st.builds(ask.AddTime, ms=st.integers(-90_000, 90_000)),
    st.builds(ask.Skip, segment_id=SEGMENTS),
    st.builds(ask.Reopen, segment_id=SEGMENTS),
    st.builds(ask.Clear),
    st.builds(ask.StartOver),
    st.builds(ask.StandBy, segment_id=MAYBE, cue_ids=CUES),
    st.builds(ask.StandDown),
    st.builds(ask.CallCues, cue_ids=CUES),
    st.builds(ask.ShowMessage, text=st.sampled_from(["Wrap up", " "]), urgent=st.booleans()),
    st.builds(ask.ClearMessage),
    st.builds(ask.Blackout, on=st.booleans()),
    st.builds(ask.Take, reason=st.none() | st.just("because")),
    st.builds(ask.Withhold),
    st.builds(ask.HandOver, to=st.none() | st.sampled_from(["ana", "ben", "cleo"])),
    st.builds(ask.Release),
)
SAID = st.tuples(
    COMMANDS,
    st.sampled_from([ANA, BEN, CLEO]),
    st.integers(0, 20_000),
    st.integers(0, 20_000),
)


def test_O1_every_verb_is_in_the_table_or_about_the_call_itself() -> None:
    beside = {*HOLDER_VERBS, *CUE_VERBS, *STAGE_VERBS}
    assert set(VERBS.values()) == set(TABLE) | beside
    assert not set(TABLE) & beside
    assert set(DECIDE) == set(TABLE)


@settings(max_examples=effort(150))
@given(st.lists(SAID, max_size=40))
def test_O1_O3_O4_whatever_is_asked(said: list[tuple[CallCommand, Person, int, int]]) -> None:
    table = Table()
    table.callers = (ANA, BEN)
    for command, by, after, silent in said:
        before, phase = table.state, table.state.phase
        table.silent_ms = silent
        decided = table.say(command, by, after)
        if isinstance(decided, Refused) or not decided:
            assert table.state == before
        elif type(command) in TABLE:
            assert table.state.phase in (TABLE[type(command)][phase], phase)
            assert table.state.caller is not None
            assert table.state.caller.id == by.id
            assert before.caller is None or before.caller.id == by.id
        if isinstance(command, STAGE_VERBS) or isinstance(decided, Refused):
            assert table.state.caller == before.caller
        assert table.state.term >= before.term
        assert table.on is None or table.on not in table.state.done
        known, now = public_call(before), public_call(table.state)
        assert without_nulls(patched(known, patch_between(known, now))) == now
    again = table.machine.begin(SHOW, table.state.created_at)
    for event, happened in table.journal:
        again = table.machine.evolve(again, event, happened)
    assert msgspec.json.encode(again) == msgspec.json.encode(table.state)


@settings(max_examples=effort(100))
@given(st.lists(st.sampled_from(["next", "next", "previous", "complete"]), max_size=30))
def test_S000_19_what_is_activated_is_what_was_completed_last_until_something_else(
    presses: list[str],
) -> None:
    """At most one segment is on: nothing begins before the one that is on is over or cleared."""
    table = Table()
    for press in presses:
        table.say(VERBS[press]())
    on: str | None = None
    for event, _ in table.journal:
        match event:
            case SegmentActivated(segment_id=segment):
                assert on is None
                on = segment
            case SegmentCompleted(segment_id=segment):
                assert on == segment
                on = None
            case _ if type(event).__name__ == "ActiveCleared":
                on = None
    assert on == table.on


JSON = st.recursive(
    st.integers() | st.booleans() | st.text(max_size=3),
    lambda inner: st.dictionaries(st.sampled_from("abcd"), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from("abc"), JSON), st.dictionaries(st.sampled_from("abc"), JSON))
def test_O4_a_patch_makes_of_what_was_known_what_is(before: object, after: object) -> None:
    assert patched(before, patch_between(before, after)) == after
