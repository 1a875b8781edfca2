"""Notes beside a run of show that not everybody may see: one text for each row, in a document of their own.

A CRDT stream cannot be redacted, so what some must not receive never travels with what all receive.
The title is what the column is called; who may see it is no part of any document.
"""

from typing import Final

from docs_model.codes import Rank
from docs_model.kind import KEPT, Kind, Records, meta
from docs_model.texts import Prose

NOTES_OF_ROWS: Final = Records(
    "notes",
    "Note",
    "One note for each segment that has one; its id is that of the segment, so it follows the row.",
    {
        "rank": Rank(about="There because every record has one; the row says where a note stands."),
        "text": Prose(about="What only this audience reads.", limit=20_000, lines="many"),
        **KEPT,
    },
    called=("text",),
)

NOTES: Final = Kind(
    "notes",
    1,
    "Private notes",
    "Notes on the rows of a run of show for one audience, which others never receive.",
    (meta(kind="notes", version=1), NOTES_OF_ROWS),
)
