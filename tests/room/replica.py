"""A client's copy of a document, for tests: what it types comes out as the bytes a Yjs client would send."""

from pycrdt import Doc, Text


class Replica:
    """One person's copy, with the text `t`."""

    def __init__(self, client: int) -> None:
        self.doc: Doc = Doc(client_id=client)
        self.text = self.doc.get("t", type=Text)

    @classmethod
    def of(cls, *updates: bytes) -> "Replica":
        """Make the copy of somebody who has heard all of these."""
        copy = cls(0)
        for update in updates:
            copy.hear(update)
        return copy

    def type(self, letters: str, at: int | None = None) -> bytes:
        """Type letters (at the end unless said) and give the update."""
        before = self.doc.get_state()
        self.text.insert(len(self.text) if at is None else at, letters)
        return self.doc.get_update(before)

    def erase(self, at: int, count: int = 1) -> bytes:
        """Erase letters and give the update."""
        updates: list[bytes] = []
        subscription = self.doc.observe(lambda event: updates.append(event.update))
        del self.text[at : at + count]
        self.doc.unobserve(subscription)
        return updates[0]

    def hear(self, update: bytes) -> None:
        """Take in somebody else's edit."""
        self.doc.apply_update(update)

    def everything(self) -> bytes:
        """Give the whole copy as one update."""
        return self.doc.get_update()

    def __str__(self) -> str:
        return str(self.text)
