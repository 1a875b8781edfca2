"""Whoever sits at the table of a document: a browser, another node, a REST edit."""

from dataclasses import dataclass, field
from itertools import count

_numbers = count(1)


@dataclass(slots=True, eq=False)
class Peer:
    """One participant of one document, with what it may do now: that can change while it sits here (W15).

    `number` grows with every peer that ever joined here, so of two peers the larger one came later.
    `actor` is who the server knows it to be, "" if it knows nobody. `voice` names one that has no client
    id of its own: whoever edits through the API.
    """

    actor: str = ""
    may_write: bool = True
    voice: str = ""
    number: int = field(default_factory=_numbers.__next__)
