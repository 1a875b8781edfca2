"""Everything that a peer can say and hear about a document, whatever dialect its client speaks.

One frozen class per utterance. The two codecs (`y_websocket`, `hocuspocus`) translate between these
and bytes; nothing after `decode` can tell the dialects apart.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step1:
    """What I have (a Yjs state vector); the answer is a Step2 with what is missing."""

    state_vector: bytes


@dataclass(frozen=True, slots=True)
class Step2:
    """What you lack: the answer to a Step1, a Yjs v1 update."""

    update: bytes


@dataclass(frozen=True, slots=True)
class Update:
    """An edit as it is made, a Yjs v1 update."""

    update: bytes


@dataclass(frozen=True, slots=True)
class Awareness:
    """Who is here and where: an encoded y-protocols awareness update."""

    update: bytes


@dataclass(frozen=True, slots=True)
class QueryAwareness:
    """Asks who is here."""


@dataclass(frozen=True, slots=True)
class Auth:
    """A client shows its token, empty when it has none.

    `version` is the provider's, from Hocuspocus 4 on.
    """

    token: str
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Stateless:
    """A text beside the document, in either direction."""

    payload: str


@dataclass(frozen=True, slots=True)
class Detach:
    """The client leaves this document and keeps the socket."""


@dataclass(frozen=True, slots=True)
class Ping:
    """Asks whether the other side is there, for the whole socket."""


@dataclass(frozen=True, slots=True)
class Pong:
    """The answer to a Ping."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A message type that this server does not know: ignored and counted (W7)."""

    type: int


@dataclass(frozen=True, slots=True)
class Authenticated:
    """The server lets the peer in."""

    read_only: bool = False


@dataclass(frozen=True, slots=True)
class TokenWanted:
    """The server asks the client to show its token again."""


@dataclass(frozen=True, slots=True)
class Denied:
    """The server does not let the peer in, and says why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Saved:
    """One Step2 or Update of the peer is durable (W4), or was refused and is not stored.

    `update` is what was stored: a dialect without an acknowledgement of its own (y-websocket)
    echoes it.
    """

    stored: bool = True
    update: bytes = b""


@dataclass(frozen=True, slots=True)
class Closed:
    """The server takes the peer out of this document."""

    reason: str


Heard = (
    Step1
    | Step2
    | Update
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
    | Closed
)
