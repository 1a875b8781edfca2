"""May this client have this document? One question, asked for every document on every socket."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Admitted:
    """Come in; `actor` is who the server knows the client to be."""

    actor: str = ""
    may_write: bool = True


@dataclass(frozen=True, slots=True)
class Refused:
    """Not this document; the reason is a sentence for a person."""

    reason: str


class Admission(Protocol):
    """Whoever decides who comes in."""

    def admit(self, document: str, token: str) -> Admitted | Refused:
        """Decide about one client and one document."""
        ...
