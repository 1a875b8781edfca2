"""What every channel is: a machine that decides about commands and becomes something else by what has happened.

    decide(state, command, situation)   events, or Refused: nothing is changed, nothing is remembered
    evolve(state, event, happened)      the state afterwards: never refuses, never looks at anything else

Whoever replays the events gets the very same state. What is shown of a state is `public`, and what followers are told
is how that has changed, as a JSON Merge Patch (RFC 7396).
"""

from collections.abc import Mapping
from typing import Any, Protocol, TypeVar

from msgspec import Struct

Json = Any


class Person(Struct, frozen=True):
    """Somebody who acts: `id` is who the server knows them to be, `name` what they are called."""

    id: str
    name: str


class Refused(Struct, frozen=True):
    """Nothing was done; `code` is for programs, `reason` a sentence for a person."""

    code: str
    reason: str


class Happened(Struct, frozen=True):
    """Who made something happen, and when, in Unix milliseconds of the server's clock."""

    by: Person
    at: int


State = TypeVar("State")
Command = TypeVar("Command", contravariant=True)
Situation = TypeVar("Situation", contravariant=True)
Event = TypeVar("Event")


class Machine(Protocol[State, Command, Situation, Event]):
    """One kind of channel."""

    def begin(self, channel: str, at: int) -> State:
        """Give the state of a channel in which nothing has happened yet."""
        ...

    def decide(
        self, state: State, command: Command, situation: Situation
    ) -> tuple[Event, ...] | Refused:
        """Say what happens because of a command; nothing at all when it is so already."""
        ...

    def evolve(self, state: State, event: Event, happened: Happened) -> State:
        """Give the state after an event."""
        ...


def patch_between(before: Json, after: Json) -> Json:
    """Give the JSON Merge Patch that makes `after` of `before`: what is gone is null, what is the same is left out.

    Null as a value and a missing member are the same to a merge patch, so `after` may leave nulls out or not.
    """
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return after
    patch: dict[str, Json] = {key: None for key in before if key not in after}
    for key, value in after.items():
        if key not in before:
            patch[key] = value
        elif before[key] != value:
            patch[key] = patch_between(before[key], value)
    return patch


def patched(before: Json, patch: Json) -> Json:
    """Apply a JSON Merge Patch."""
    if not isinstance(patch, Mapping):
        return patch
    after = dict(before) if isinstance(before, Mapping) else {}
    for key, value in patch.items():
        if value is None:
            after.pop(key, None)
        else:
            after[key] = patched(after.get(key), value)
    return after
