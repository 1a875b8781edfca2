"""How much one document and those in it may be."""

from dataclasses import dataclass, field

from crdt_server.protocol.awareness import PresenceLimits


@dataclass(frozen=True, slots=True)
class RoomLimits:
    """The bounds of one room; sizes are in bytes.

    A document is weighed encoded, with what is left of everything that was ever deleted in it. `presence` bounds one
    message, the rest bounds what is kept of presence: client ids of one peer, and clients and bytes in all.
    """

    document: int = 32 * 1024 * 1024
    presence: PresenceLimits = field(default_factory=PresenceLimits)
    clients_per_peer: int = 32
    clients: int = 4096
    presence_bytes: int = 16 * 1024 * 1024
