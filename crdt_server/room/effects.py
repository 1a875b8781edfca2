"""What a room wants done, as values: the hub performs them, the tests assert them."""

from collections.abc import Mapping

from msgspec import Struct

from crdt_server.protocol.awareness import PresenceEntry
from crdt_server.protocol.messages import Notice, Said
from crdt_server.room.peer import Peer


class Send(Struct, frozen=True, gc=False):
    """Tell one peer."""

    peer: Peer
    message: Said


class TellAll(Struct, frozen=True, gc=False):
    """Tell everybody in the document something in a sentence."""

    notice: Notice


class Answer(Struct, frozen=True, gc=False):
    """Give a peer what it lacks of the document, as it is when its turn comes: many may ask at once (R11)."""

    peer: Peer
    state_vector: bytes


class Announce(Struct, frozen=True, gc=False):
    """Tell every peer who is here and where, the speaker included: its own echo keeps a client's connection alive."""

    entries: tuple[PresenceEntry, ...]


class Relay(Struct, frozen=True, gc=False):
    """Pass an edit on to every peer but its author; edits of one moment may be merged on the way.

    `speakers` are peers whose own words it brings as well: they get it back only once it is durable (`Return`).
    """

    update: bytes
    author: Peer | None
    speakers: frozenset[Peer] = frozenset()


class Keep(Struct, frozen=True, gc=False):
    """Append an update to the log as it was received, and acknowledge it to its author once it is durable (W4).

    `missed` is what its author had not heard of when writing it, having been away (C2).
    """

    update: bytes
    author: Peer | None
    missed: Mapping[int, int] | None = None


class KeepEach(Struct, frozen=True, gc=False):
    """Append several updates of one peer to the log, as `Keep` each, and acknowledge them together."""

    updates: tuple[bytes, ...]
    author: Peer
    missed: Mapping[int, int] | None = None


class Introduce(Struct, frozen=True, gc=False):
    """Remember whose client ids these are: this peer was the first to bring their work here (H1).

    `presence` is the JSON text in which the peer says who it is, None if it has not said so.
    """

    peer: Peer
    clients: tuple[int, ...]
    presence: str | None


class Settle(Struct, frozen=True, gc=False):
    """Acknowledge to a peer that brought nothing new, once all that the room already has is durable."""

    peer: Peer


class Refuse(Struct, frozen=True, gc=False):
    """Tell a peer that one of its edits was not taken, in the order of its edits (W15)."""

    peer: Peer


class Return(Struct, frozen=True, gc=False):
    """Give a peer its own words that somebody else brought, once all that the room has is durable (W4)."""

    peer: Peer
    update: bytes


class Listen(Struct, frozen=True, gc=False):
    """From now on a peer hears edits: what it has been sent is everything up to here."""

    peer: Peer


class TurnOut(Struct, frozen=True, gc=False):
    """Take a peer out of this document, with a sentence; other documents on its socket go on (R10)."""

    peer: Peer
    reason: str


class Expel(Struct, frozen=True, gc=False):
    """Close the connection of a peer, with a reason a person can read (W5)."""

    peer: Peer
    code: int
    reason: str


class SetAside(Struct, frozen=True, gc=False):
    """Keep bytes that could not be digested, for a person to look at (R8)."""

    update: bytes
    reason: str


class Repeat(Struct, frozen=True, gc=False):
    """Have a peer's edits heard once more, one after the other, when the document is built again (R8)."""

    updates: tuple[bytes, ...]
    author: Peer


class Rebuild(Struct, frozen=True, gc=False):
    """The document in memory can no longer be trusted: build it again from the log (R8)."""


Effect = (
    Send
    | TellAll
    | Answer
    | Announce
    | Relay
    | Keep
    | KeepEach
    | Introduce
    | Settle
    | Refuse
    | Return
    | Listen
    | TurnOut
    | Expel
    | SetAside
    | Rebuild
    | Repeat
)
