"""May this client have this document? One question, asked for every document on every socket, and again on demand."""

from dataclasses import dataclass
from typing import Protocol

from crdt_server.hub.callers import Caller
from crdt_server.hub.contained import contained
from persistence.wall import Reach

UNKNOWN = "It could not be found out whether you may have this document; connecting again."


@dataclass(frozen=True, slots=True)
class Admitted:
    """Come in; `actor` is who the server knows the client to be.

    `until` is the Unix millisecond at which that is to be asked again, because what was shown is over then.
    """

    actor: str = ""
    may_write: bool = True
    until: int | None = None
    reach: Reach | None = None
    """Tells which workspaces the client reaches; None if nothing is kept from it."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Not this document; the reason is a sentence for a person."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotNow:
    """Nothing is decided now; the reason says when to try again."""

    reason: str


class Admission(Protocol):
    """Whoever decides who comes in."""

    def admit(self, document: str, token: str) -> Admitted | Refused:
        """Decide about one client and one document, at once: what has to be looked up is at hand already.

        It is asked when a client knocks, when it shows a token again, and whenever `hub/rights.py` is told that
        something has changed; its last answer is what counts.
        """
        ...


class CountedDoor:
    """The admission of one socket, which counts what fails against the address that the socket comes from (L6).

    After too many failures nothing more is decided for new sockets from there, whatever they show: otherwise somebody
    could go on guessing. A socket that was let in somewhere has shown that it is no guesser and goes on.
    """

    def __init__(self, admission: Admission, caller: Caller) -> None:
        self._admission = admission
        self._caller = caller
        self._is_known = False
        self._refused = ""

    def reconsider(self, document: str, token: str) -> Admitted | Refused | NotNow:
        """Decide anew, because something has changed: nobody has tried anything, and nothing is counted."""
        return self._ask(document, token)

    def admit(self, document: str, token: str) -> Admitted | Refused | NotNow:
        """Decide about this client and one document, or say that it has to wait."""
        if not self._is_known and (wait := self._caller.waits_after_failures()):
            return NotNow(wait.sentence)
        decided = self._ask(document, token)
        if isinstance(decided, Admitted):
            self._is_known = True
        elif isinstance(decided, Refused) and (token or document != self._refused):
            # Providers say more in the same breath as they knock; that is no second attempt.
            self._refused = document
            self._caller.fail()
        return decided

    def _ask(self, document: str, token: str) -> Admitted | Refused | NotNow:
        decided: Admitted | Refused | NotNow = NotNow(UNKNOWN)
        with contained("Asking who may have a document"):
            decided = self._admission.admit(document, token)
        return decided  # noqa: RET504 - what it was before if the block above failed
