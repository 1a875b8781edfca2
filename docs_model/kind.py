"""A kind of document: which roots it has, and which fields their records have.

    Kind ── roots ─┬─ Single    one root Y.Map that is one record            show → {date, venue, …}
                   └─ Records   a root Y.Map of records by id           segments → {id → {name, …}}

Records are never nested in records: two people who create one at the same time would lose one of
them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from docs_model.fields import Field, Instant, Number
from docs_model.texts import Fixed, Text

Fields = Mapping[str, Field]


@dataclass(frozen=True, slots=True)
class Single:
    """A root that is one record; `interface` is its name in TypeScript."""

    name: str
    interface: str
    about: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Records:
    """A root with many records by id, in the order of their `rank` field.

    `within` names the reference field inside which the order counts: cues are ranked within their
    segment. `called` names the fields people call a record by, the first that is not empty.
    """

    name: str
    interface: str
    about: str
    fields: Fields
    within: str | None = None
    called: tuple[str, ...] = ()


Root = Single | Records


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document; without roots it has no schema at all and is never touched (D11)."""

    name: str
    version: int
    title: str
    about: str
    roots: tuple[Root, ...]

    def root(self, name: str) -> Root:
        """Give a root by name; KeyError when the kind has none of that name."""
        for root in self.roots:
            if root.name == name:
                return root
        raise KeyError(name)

    def records(self, name: str) -> Records:
        """Give a root of records by name; KeyError when there is none."""
        root = self.root(name)
        if not isinstance(root, Records):
            raise KeyError(name)
        return root


def meta(*, kind: str, version: int) -> Single:
    """Give the root every document of a known kind has: what it is, and what it is called."""
    return Single(
        "meta",
        "Meta",
        "What the document is, and what it is called.",
        {
            "kind": Fixed(about="The kind of the document.", value=kind),
            "version": Number(
                about="The version of the kind's declaration it was made with.",
                least=1,
                most=1_000_000,
                default=version,
            ),
            "epoch": Text(about="Changes when the document's history is started anew.", limit=64),
            "title": Text(about="What people call the document.", limit=200),
        },
    )


KEPT: Final[Fields] = {
    "updated_at": Instant(about="When somebody last changed it, to within ten seconds."),
    "deleted_at": Instant(about="When it was deleted; null while it is not."),
}
"""The fields that every record ends with."""
