"""Places of a document by what its kind calls them: (segments, <id>, start) for an item somewhere in a map."""

from collections.abc import Callable

from crdt_server.protocol.structs import Id
from crdt_server.room.overwrites import Slot
from docs_model.conflict import Path
from docs_model.differences import SILENT, WHOLE
from docs_model.json import NOT_IMPORTED
from docs_model.kind import Kind, Records, Root


def path_to(kind: Kind, slot: Slot, slot_of: Callable[[Id], Slot | None]) -> Path | None:
    """Name a place; None for one that the declaration does not speak of, or that nobody is told of.

    `slot_of` gives the place that a shared type is in.
    """
    parent, key = slot
    if isinstance(parent, str):
        root = _root(kind, parent)
        path = (parent, key, WHOLE) if isinstance(root, Records) else (parent, "", key)
    else:
        above = slot_of(parent)
        if above is None or not isinstance(above[0], str):
            return None
        root = _root(kind, above[0])
        path = (above[0], above[1], key)
        if not isinstance(root, Records):
            return None
    return path if root is not None and _is_told(root, path[2]) else None


def _root(kind: Kind, name: str) -> Root | None:
    return next((root for root in kind.roots if root.name == name), None)


def _is_told(root: Root, name: str) -> bool:
    unsaid = NOT_IMPORTED if root.name == "meta" else SILENT[:1]
    return name == WHOLE or (name in root.fields and name not in unsaid)
