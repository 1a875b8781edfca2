"""How long the log of a document has become since it was last written whole."""

from dataclasses import dataclass


@dataclass(slots=True)
class Tail:
    """Entries and bytes after the checkpoint, and the checkpoint's own size in bytes."""

    entries: int = 0
    bytes: int = 0
    checkpoint_bytes: int = 0

    def start(self, entries: int, size: int, checkpoint_bytes: int) -> None:
        """Begin with what was loaded."""
        self.entries, self.bytes, self.checkpoint_bytes = entries, size, checkpoint_bytes

    def add(self, size: int) -> None:
        """Count one more entry."""
        self.entries += 1
        self.bytes += size

    def begin(self, checkpoint_bytes: int) -> "Tail":
        """A checkpoint is being written: count from here; give what was counted so far."""
        before = Tail(self.entries, self.bytes, self.checkpoint_bytes)
        self.start(0, 0, checkpoint_bytes)
        return before

    def take_back(self, before: "Tail") -> None:
        """The checkpoint was not written after all."""
        self.start(
            self.entries + before.entries, self.bytes + before.bytes, before.checkpoint_bytes
        )
