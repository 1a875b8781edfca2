"""A show with five segments and two people, for the tests of its call."""

from crdt_server.channels.call import ShowCall
from crdt_server.channels.call_commands import CallCommand
from crdt_server.channels.call_events import CallEvent
from crdt_server.channels.call_state import CallState, Cue, Plan, Row, Situation
from crdt_server.channels.machine import Happened, Person, Refused

ANA, BEN = Person("ana", "Ana"), Person("ben", "Ben")
SHOW = "show/1"
ROWS = tuple(Row(f"s{place}", f"Segment {place}", Plan(place * 100, 100)) for place in range(5))
CUES = tuple(Cue(f"c{place}", f"s{place // 2}", f"LX {place}") for place in range(6))
BEGIN = 1_000_000


class Table:
    """A call at which people sit: `say` lets somebody ask for something, time passes when told."""

    def __init__(self) -> None:
        self.machine = ShowCall()
        self.state: CallState = self.machine.begin(SHOW, BEGIN)
        self.rows = ROWS
        self.cues = CUES
        self.now = BEGIN
        self.silent_ms = 0
        self.callers: tuple[Person, ...] = ()
        self.journal: list[tuple[CallEvent, Happened]] = []

    def say(
        self, command: CallCommand, by: Person = ANA, after: int = 1_000
    ) -> tuple[CallEvent, ...] | Refused:
        """Decide, and let happen what is decided; give it."""
        self.now += after
        situation = Situation(by, self.now, self.rows, self.cues, self.callers, self.silent_ms)
        decided = self.machine.decide(self.state, command, situation)
        for event in () if isinstance(decided, Refused) else decided:
            happened = Happened(by, self.now)
            self.journal.append((event, happened))
            self.state = self.machine.evolve(self.state, event, happened)
        return decided

    @property
    def on(self) -> str | None:
        return self.state.active_segment_id


def code_of(decided: tuple[CallEvent, ...] | Refused) -> str:
    """Give why something was refused; "" if it was not."""
    return decided.code if isinstance(decided, Refused) else ""
