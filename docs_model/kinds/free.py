"""The free document: no schema; what a Yjs application keeps in it is never touched (D11)."""

from typing import Final

from docs_model.kind import Kind

FREE: Final = Kind(
    "free",
    1,
    "Free document",
    "Anything a Yjs application keeps; Callboard never looks inside.",
    (),
)
