"""How much one update may ask of everybody who reads it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UpdateLimits:
    """How large and how deeply nested an update may be, and whether it may hold documents.

    A subdocument (a Yjs document inside a document) is refused unless it is asked for: when one is
    deleted or replaced in a document that collects its garbage, yrs 0.28 uses memory that it has
    freed, and now and then the whole process dies. Allow them only where every update goes into
    documents that keep what was deleted: `Doc(skip_gc=True)`.
    """

    bytes: int = 64 * 1024 * 1024
    depth: int = 64
    subdocuments: bool = False


LIMITS = UpdateLimits()
