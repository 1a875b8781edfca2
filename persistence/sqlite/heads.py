"""The last sequence number of each document, remembered so that an append need not ask for it."""

from persistence.sqlite.connection import Connection

LAST_SEQ = """
SELECT max(coalesce((SELECT max(seq) FROM log WHERE document = ?), 0),
           coalesce((SELECT upto_seq FROM checkpoint WHERE document = ?), 0))
"""
MOST_REMEMBERED = 10_000


class Heads:
    """A bounded memory of where each log ends; what a transaction moves counts once it is kept.

    It belongs to the one connection that writes, so nothing can change behind its back; and if something does (a
    stranger's tool), the log's primary key refuses the insert and everything is asked anew.
    """

    def __init__(self, most: int = MOST_REMEMBERED) -> None:
        self._most = most
        self._kept: dict[str, int] = {}
        self._moved: dict[str, int] = {}

    def last_seq(self, connection: Connection, document: str) -> int:
        """Give the last number given out for a document, this transaction included; 0 if none."""
        known = self._moved.get(document) or self._kept.get(document)
        if known is None:
            known = int(connection.execute(LAST_SEQ, (document, document)).fetchone()[0])
            self._moved[document] = known
        return known

    def move(self, last_seqs: dict[str, int]) -> None:
        """Note the new ends of some logs; they count for the rest of this transaction."""
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
