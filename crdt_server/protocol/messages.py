"""Everything that a peer can say and hear about a document, whatever dialect its client speaks.

One frozen class per utterance. The two codecs (`y_websocket`, `hocuspocus`) translate between these
and bytes; nothing after `decode` can tell the dialects apart.
"""

from typing import Literal

from msgspec import Struct


class Step1(Struct, frozen=True, gc=False):
    """What I have (a Yjs state vector); the answer is a Step2 with what is missing."""

    state_vector: bytes


class Step2(Struct, frozen=True, gc=False):
    """What you lack: the answer to a Step1, a Yjs v1 update."""

    update: bytes


class Update(Struct, frozen=True, gc=False):
    """An edit as it is made, a Yjs v1 update."""

    update: bytes


class Burst(Struct, frozen=True, gc=False):
    """Several edits that arrived together, in order; no frame holds one, they are put together on arrival."""

    updates: tuple[bytes, ...]


class Awareness(Struct, frozen=True, gc=False):
    """Who is here and where: an encoded y-protocols awareness update."""

    update: bytes


class QueryAwareness(Struct, frozen=True, gc=False):
    """Asks who is here."""


class Auth(Struct, frozen=True, gc=False):
    """A client shows its token, empty when it has none.

    `version` is the provider's, from Hocuspocus 4 on.
    """

    token: str
    version: str | None = None


class Stateless(Struct, frozen=True, gc=False):
    """A text beside the document, in either direction."""

    payload: str


class Detach(Struct, frozen=True, gc=False):
    """The client leaves this document and keeps the socket."""


class Ping(Struct, frozen=True, gc=False):
    """Asks whether the other side is there, for the whole socket."""


class Pong(Struct, frozen=True, gc=False):
    """The answer to a Ping."""


class Unknown(Struct, frozen=True, gc=False):
    """A message type that this server does not know: ignored and counted (W7)."""

    type: int


class Authenticated(Struct, frozen=True, gc=False):
    """The server lets the peer in."""

    read_only: bool = False


class TokenWanted(Struct, frozen=True, gc=False):
    """The server asks the client to show its token again."""


class Denied(Struct, frozen=True, gc=False):
    """The server does not let the peer in, and says why."""

    reason: str


class Saved(Struct, frozen=True, gc=False):
    """One Step2 or Update of the peer is durable (W4), or was refused and is not stored.

    `update` is what was stored: a dialect without an acknowledgement of its own (y-websocket)
    echoes it.
    """

    stored: bool = True
    update: bytes = b""


class Notice(Struct, frozen=True, gc=False):
    """The server tells the person at a client something about the document, in a sentence."""

    kind: Literal["refused", "warning"]
    sentence: str


Heard = (
    Step1
    | Step2
    | Update
    | Burst
    | Awareness
    | QueryAwareness
    | Auth
    | Stateless
    | Detach
    | Ping
    | Pong
    | Unknown
)
Said = (
    Step1
    | Step2
    | Update
    | Awareness
    | QueryAwareness
    | Stateless
    | Ping
    | Pong
    | Authenticated
    | TokenWanted
    | Denied
    | Saved
    | Notice
)
