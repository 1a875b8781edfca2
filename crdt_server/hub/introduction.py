"""What a client said at the door, kept so that it can be let in later without having to say it again (W16).

A provider shows its token, says what it has and where it is, once, when its socket opens. If it is turned away and its
rights come back, nothing makes it begin anew by itself; so the server goes on from what it said then.
"""

from dataclasses import dataclass

from crdt_server.protocol import awareness
from crdt_server.protocol.messages import Awareness, Heard, Step1

LONGEST_STATE_VECTOR = 64 * 1024
HAS_NOTHING = Step1(b"\x00")


@dataclass(slots=True)
class Introduction:
    """One client's token, what it has of the document, and its presence.

    `shows_tokens` tells whether it is one that begins with a token: then nothing else begins a conversation.
    """

    token: str = ""
    shows_tokens: bool = False
    asked: Step1 | None = None
    present: Awareness | None = None

    def show(self, token: str) -> None:
        """Take note of a token."""
        self.token = token
        self.shows_tokens = True

    def note(self, message: Heard) -> None:
        """Take note of what a client has, or of where it is; whoever takes its presence back will begin anew itself."""
        if isinstance(message, Step1):
            is_short = len(message.state_vector) <= LONGEST_STATE_VECTOR
            self.asked = message if is_short else HAS_NOTHING
        elif isinstance(message, Awareness):
            if takes_leave(message):
                self.asked = self.present = None
            else:
                self.present = message

    def again(self) -> list[Heard]:
        """Give what it would say if it began now."""
        return [message for message in (self.asked, self.present) if message is not None]


def takes_leave(message: Heard) -> bool:
    """Tell whether somebody says no more than that it is gone."""
    return isinstance(message, Awareness) and all(
        entry.state is None for entry in awareness.decode(message.update)
    )
