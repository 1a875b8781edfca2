"""All kinds of documents, by name; the first half of a document's name says which kind it is.

`show/3c6a1a52-0b2e-4c8e-9a53-6d3f1f3b7a11` is a run of show, `notes/<uuid>` are private notes beside one. Every other
name is a free document.
"""

import re
from typing import Final

from docs_model.kind import Kind
from docs_model.kinds.free import FREE
from docs_model.kinds.notes import NOTES
from docs_model.kinds.show import SHOW

KINDS: Final[dict[str, Kind]] = {kind.name: kind for kind in (SHOW, NOTES, FREE)}

UUID_PATTERN: Final = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
NAME: Final = re.compile(f"(?P<kind>[a-z_]+)/{UUID_PATTERN}")


def kind_of(document: str) -> Kind:
    """Give the kind of a document by its name: `<kind>/<uuid>` of a known kind, free otherwise."""
    match = NAME.fullmatch(document)
    return KINDS.get(match["kind"], FREE) if match else FREE
