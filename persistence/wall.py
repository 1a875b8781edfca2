"""The second wall: whose bytes a store may touch at all, whatever it was asked for (P15).

    every document belongs to a workspace            `workspace_of`; UNPLACED if to none
    some records belong to a document                `document_of`; all others are the server's own, in HOUSE
    work is done on behalf of somebody, or is the server's own duty

On behalf of somebody only what is in the workspaces they reach can be read or written. The server's own duties touch
the workspaces of exactly the documents they are about. PostgreSQL holds each statement to that by row-level security;
in the other stores there is nothing that could.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from persistence.store import StoreError

HOUSE = "house"
"""Where the server's own records are: people, workspaces, the library."""

UNPLACED = ""
"""Where documents are that were never put into a workspace."""

Scope = tuple[str, ...]
"""The workspaces that a statement is held to."""

Reach = Callable[[], Collection[str] | None]
"""Tells when it is needed which workspaces somebody reaches; None: all of them."""

_asking: ContextVar[Reach | None] = ContextVar("asking", default=None)


@dataclass(frozen=True, slots=True)
class Placing:
    """Logs that belong to a workspace from now on."""

    documents: tuple[str, ...]
    workspace: str


class Walled(StoreError):
    """A document belongs to a workspace that is out of reach for whoever asks."""

    def __init__(self, document: str) -> None:
        super().__init__(
            f"{document} belongs to another workspace than the ones it was asked for in."
        )
        self.document = document


@contextmanager
def on_behalf_of(reach: Reach | None) -> Iterator[None]:
    """Do what is in the block on behalf of somebody; None: it is the server's own duty."""
    before = _asking.set(reach)
    try:
        yield
    finally:
        _asking.reset(before)


def asking() -> Reach | None:
    """Give on whose behalf something is done now."""
    return _asking.get()


class Wall:
    """Says how far each statement may reach; whoever opens a store says what belongs where, once that is known."""

    def __init__(
        self,
        workspace_of: Callable[[str], str] = lambda document: UNPLACED,
        document_of: Callable[[str, str], str] = lambda collection, key: "",
        placed_by: Callable[[str, str, bytes], Placing | None] = lambda collection, key, value: (
            None
        ),
    ) -> None:
        """`document_of` takes the collection and the key of a record; "" for the server's own.

        `placed_by` takes a record as it is written, and tells what that puts into which workspace.
        """
        self.workspace_of = workspace_of
        self.document_of = document_of
        self.placed_by = placed_by
        self.gap = ""
        """Why the database does not hold statements to it, though it could, and what to do; said by who opens it."""

    def place(self, document: str) -> str:
        """Give the workspace of a document; of the server's own records, that have none, the house."""
        return self.workspace_of(document) if document else HOUSE

    def reading(self, document: str) -> Scope:
        """Give what may be read when a document is asked for."""
        reached = self._reached() if document else None
        return (self.place(document),) if reached is None else tuple(sorted(reached))

    def check(self, document: str) -> None:
        """Refuse to write to a document on behalf of somebody who does not reach it."""
        reached = self._reached() if document else None
        if reached is not None and self.place(document) not in reached:
            raise Walled(document)

    def _reached(self) -> Collection[str] | None:
        reach = _asking.get()
        return None if reach is None else reach()
