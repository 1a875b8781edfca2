"""Who may open the companions of a show: documents beside it that not everybody in it may see.

companions.put(Companion("notes/…", "show/…", edits=("stage_manager",), reads=("crew",)))

What somebody may do with a companion follows from their roles in its show and from the audience alone, never from what
they may do with the show. Owners are in every audience: somebody has to be able to look after all of it.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from crdt_server.accounts.rights import NOTHING, Right, Rights, Role
from crdt_server.accounts.shelf import Shelf
from persistence.store import Store

COLLECTION = "companions"
MOST_OF_A_SHOW = 16
NAME: Final = re.compile("notes/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

AUDIENCES: Final = tuple(role for role in Role if role not in (Role.OWNER, Role.GUEST))
"""The roles that can be in an audience: an owner always is, and a guest is nobody by that alone."""

_READER: Final[Rights] = frozenset((Right.READ, Right.VIEW_SHOW_CALL))
_EDITOR: Final[Rights] = _READER | {Right.EDIT}


class TooMany(ValueError):
    """A show has as many companions as it may have."""


@dataclass(frozen=True, slots=True)
class Companion:
    """One document beside a show; `edits` and `reads` are roles, and whoever has one of `edits` reads as well."""

    document: str
    show: str
    edits: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()

    def rights_of(self, roles: Collection[str]) -> Rights:
        """Give what somebody with these roles in the show may do with it."""
        if Role.OWNER in roles or not set(roles).isdisjoint(self.edits):
            return _EDITOR
        return _READER if not set(roles).isdisjoint(self.reads) else NOTHING


class Companions:
    """All companions of all shows."""

    def __init__(self, store: Store) -> None:
        self._shelf = Shelf(store, COLLECTION, Companion, lambda one: one.document)

    async def load(self) -> None:
        """Read them, once, at the start."""
        await self._shelf.load()

    def find(self, document: str) -> Companion | None:
        """Give a companion by its document."""
        return self._shelf.get(document)

    def of(self, show: str) -> list[Companion]:
        """Give the companions of a show, in the order in which they were made."""
        return [one for one in self._shelf if one.show == show]

    def show_of(self, document: str) -> str:
        """Give the show that a document accompanies, "" if it accompanies none."""
        companion = self._shelf.get(document)
        return companion.show if companion is not None else ""

    async def put(self, companion: Companion) -> None:
        """Say whose a companion is, before there is anything in it; TooMany if its show has enough of them."""
        known = self._shelf.get(companion.document) is not None
        if not known and len(self.of(companion.show)) >= MOST_OF_A_SHOW:
            raise TooMany(f"A show has at most {MOST_OF_A_SHOW} private columns, deleted ones too.")
        await self._shelf.put(companion)


def is_companion(document: str) -> bool:
    """Tell by its name whether a document is one: what has such a name and no audience is nobody's."""
    return NAME.fullmatch(document) is not None
