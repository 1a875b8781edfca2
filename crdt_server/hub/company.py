"""Who has lately written into one document, as far as it matters: was it more than one?"""

from dataclasses import dataclass


@dataclass(slots=True)
class Company:
    """The writers of a document since a moment, Unix milliseconds.

    `is_mixed` when they may have met; `conflicts` is how many were open when that was last looked at, None before.
    """

    since: int = 0
    is_mixed: bool = False
    conflicts: int | None = None
    writer: str = ""

    def note(self, writer: str, *, was_away: bool) -> None:
        """Take note of an edit."""
        if was_away or (self.writer and writer != self.writer):
            self.is_mixed = True
        self.writer = writer

    def begin(self, now: int) -> None:
        """Begin anew: whoever wrote before this is no company for whoever writes now."""
        self.since = now
        self.is_mixed = False
        self.writer = ""
