"""What sorts of channels there are: their machine, their verbs, and the rights that they ask for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import msgspec
from msgspec import Struct

from crdt_server.accounts.rights import Right
from crdt_server.channels.call import ShowCall
from crdt_server.channels.call_commands import VERBS
from crdt_server.channels.call_events import CallEvent, name_of, told
from crdt_server.channels.call_state import CallState
from crdt_server.channels.kept import Image, Kept
from crdt_server.channels.machine import Json, Machine, Person, Refused


@dataclass(frozen=True)
class ChannelKind:
    """One sort of channel; `view` is the right to follow it, `manage` the right to command it."""

    prefix: str
    machine: Machine[Any, Any, Any, Any]
    verbs: Mapping[str, type[Struct]]
    event: Any
    state: type[Struct]
    public: Callable[[Any], Json]
    told: Callable[[Any, Any, Person], tuple[str, dict[str, Any]]]
    view: Right
    manage: Right

    def read_command(self, verb: str, args: bytes) -> Struct | Refused:
        """Understand a command, or say what is wrong with it."""
        wanted = self.verbs.get(verb)
        if wanted is None:
            known = ", ".join(self.verbs)
            return Refused("unknown_command", f"There is no command {verb!r}. There are: {known}.")
        try:
            command: Struct = msgspec.json.decode(args, type=wanted)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            return Refused("bad_arguments", f"{verb} was not understood: {error}.")
        return command

    def read_kept(self, entry: bytes) -> Kept[Any]:
        """Read a decision of the journal."""
        kept: Kept[Any] = self._kept.decode(entry)
        return kept

    def read_image(self, image: bytes) -> Image[Any]:
        """Read a state that was kept whole."""
        read: Image[Any] = self._image.decode(image)
        return read

    @cached_property
    def _kept(self) -> msgspec.json.Decoder[Any]:
        return msgspec.json.Decoder(Kept[self.event])  # type: ignore[name-defined]

    @cached_property
    def _image(self) -> msgspec.json.Decoder[Any]:
        return msgspec.json.Decoder(Image[self.state])  # type: ignore[name-defined]


def public_call(state: CallState) -> Json:
    """Show the call of a show: the state, and what follows from it; what is null is left out."""
    shown = {**msgspec.to_builtins(state), "phase": state.phase.value}
    shown["activeSegmentId"] = state.active_segment_id
    return without_nulls(shown)


def without_nulls(value: Json) -> Json:
    """Leave out members that are null: to a merge patch both are the same."""
    if isinstance(value, dict):
        return {key: without_nulls(one) for key, one in value.items() if one is not None}
    return value


SHOW = ChannelKind(
    prefix="show/",
    machine=ShowCall(),
    verbs=VERBS,
    event=CallEvent,
    state=CallState,
    public=public_call,
    told=lambda event, state, by: (name_of(event), told(event, state, by)),
    view=Right.VIEW_SHOW_CALL,
    manage=Right.MANAGE_SHOW_CALL,
)
KINDS = (SHOW,)


def kind_of_channel(name: str) -> ChannelKind | None:
    """Tell what sort of channel a name is of."""
    return next((kind for kind in KINDS if name.startswith(kind.prefix)), None)
