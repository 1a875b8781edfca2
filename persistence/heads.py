"""The last sequence number of each document, remembered so that an append need not ask for it."""

from collections.abc import Iterable, Mapping

MOST_REMEMBERED = 10_000


class Heads:
    """A bounded memory of where each log ends; what a transaction moves counts once it is kept.

    It belongs to the one connection that writes. If somebody else writes all the same, the log's primary key refuses
    the insert and everything is asked anew: what is remembered is a guess that saves a question, never the truth.
    """

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._kept: dict[str, int] = {}
        self._moved: dict[str, int] = {}

    def unknown(self, documents: Iterable[str]) -> tuple[str, ...]:
        """Give those documents whose last number has to be asked for."""
        return tuple(
            document
            for document in dict.fromkeys(documents)
            if document not in self._moved and document not in self._kept
        )

    def last_seq(self, document: str) -> int:
        """Give the last number given out for a document that is known, this transaction included; 0 if none."""
        moved = self._moved.get(document)
        return self._kept[document] if moved is None else moved

    def move(self, last_seqs: Mapping[str, int]) -> None:
        """Note the ends of some logs; they count for the rest of this transaction."""
        self._moved.update(last_seqs)

    def keep(self) -> None:
        """The transaction is committed: what it moved is so."""
        self._kept.update(self._moved)
        self._moved = {}
        for document in list(self._kept)[: max(0, len(self._kept) - self._most)]:
            del self._kept[document]

    def forget(self) -> None:
        """The transaction came to nothing: ask anew."""
        self._kept, self._moved = {}, {}
