"""A document as somebody writes it, letter by letter: every keystroke as the update that Yjs would send.

Words are written one after the other, now and then somewhere else, and now and then a letter is taken back; so the
document ends up in pieces, as real ones do.
"""

from dataclasses import dataclass
from functools import lru_cache

from pycrdt import Doc, Text, TransactionEvent

from bench.yjs import ROOT

CLIENT = 7
WORDS_IN_A_ROW = 5
NEARBY = 600  # letters; reaching a far place takes the library long
SLIPS = 97  # every so many letters one is taken back
LINE = "The house lights go down, and the first cue is given. "


@dataclass(frozen=True, slots=True)
class Written:
    """A document: its keystrokes, all of it as one update, its state vector and its text."""

    keystrokes: tuple[bytes, ...]
    whole: bytes
    state: bytes
    text: str


class _Writer:
    def __init__(self) -> None:
        self.doc: Doc[Text] = Doc(client_id=CLIENT)
        self.text = self.doc.get(ROOT, type=Text)
        self.keystrokes: list[bytes] = []
        self._length = 0
        self._subscription = self.doc.observe(self._note)

    def _note(self, event: TransactionEvent) -> None:
        self.keystrokes.append(event.update)

    def write(self, at: int, word: str) -> int:
        """Write a word; give the place behind it."""
        for letter in word:
            self.text.insert(at, letter)
            at += 1
            self._length += 1
            if len(self.keystrokes) % SLIPS == 0:
                at -= 1
                del self.text[at]
                self._length -= 1
        return at

    def somewhere(self, count: int) -> int:
        """Give a place not far from the beginning."""
        return count * 7919 % min(self._length + 1, NEARBY)


@lru_cache(maxsize=4)
def written(edits: int, words_in_a_row: int = WORDS_IN_A_ROW) -> Written:
    """Write a document of about so many keystrokes; the same every time."""
    writer = _Writer()
    words = [word + " " for word in LINE.split()]
    at = count = 0
    while len(writer.keystrokes) < edits:
        if count % words_in_a_row == 0:
            at = writer.somewhere(count)
        at = writer.write(at, words[count % len(words)])
        count += 1
    doc = writer.doc
    return Written(tuple(writer.keystrokes), doc.get_update(), doc.get_state(), str(writer.text))


@lru_cache(maxsize=1)
def scattered(edits: int) -> tuple[bytes, ...]:
    """Give keystrokes of which each is somewhere else: what such a document takes is more than its letters."""
    writer = _Writer()
    for count in range(edits):
        writer.write(writer.somewhere(count), "x")
    return tuple(writer.keystrokes)
