"""How a channel is kept: one entry of its log for each decision, and now and then the whole state.

The entry says who asked for what under which id, so that a command that comes again after a restart is answered again.
"""

from typing import Generic, TypeVar

from msgspec import Struct

from crdt_server.channels.machine import Person

Event = TypeVar("Event")
State = TypeVar("State")

MOST_ANSWERS = 500
"""So many commands back the answers are known by their ids."""


class Kept(Struct, Generic[Event], frozen=True):
    """One decision: what happened, because of whose command, at which Unix ms; `generation` is that of its owner."""

    generation: int
    by: Person
    at: int
    command: str
    events: tuple[Event, ...]


class Image(Struct, Generic[State], frozen=True):
    """A state as of entry `seq`, and to which entries the last commands led, by person and id."""

    seq: int
    state: State
    answers: dict[str, int]


def key_of(person: str, command: str) -> str:
    """Give what one person's command is known by: another person may use the same id."""
    return f"{command} {person}"
