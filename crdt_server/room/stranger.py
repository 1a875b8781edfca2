"""Somebody who has joined and not said yet what copy of the document it has: its words wait until it has (R10)."""

from dataclasses import dataclass, field

from crdt_server.protocol.errors import TooLarge
from crdt_server.protocol.messages import Step1, Step2, Update
from crdt_server.protocol.update import decode_state_vector

MOST_WORDS = 1_000


@dataclass(slots=True)
class Stranger:
    """What one peer has said so far, in order."""

    asked: Step1 | None = None
    state: dict[int, int] = field(default_factory=dict)
    offer: bytes | None = None
    words: list[Step2 | Update] = field(default_factory=list)

    def hear(self, message: Step1 | Step2 | Update) -> None:
        """Take note; TooLarge when somebody talks on and on without ever asking for the document."""
        if isinstance(message, Step1):
            self.asked, self.state = message, decode_state_vector(message.state_vector)
            return
        if isinstance(message, Step2):
            self.offer = message.update
        self.words.append(message)
        if len(self.words) > MOST_WORDS:
            raise TooLarge("edits were sent before the document was asked for; connect again")
