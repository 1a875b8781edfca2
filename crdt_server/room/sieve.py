"""Which updates of a log make the CRDT library fail? Found by halving, and the document is built without them (R14).

walk        all updates in order: nothing fails, as nearly always, and that is it
doubt       what failed is doubted. It may be sound: one that fails may leave a document in which every later one does
build       the rest, on a fresh document. There may be a spoiler among it: one that goes in without a word and makes
            all that follow fail. The shortest beginning of the log that is spoiled ends with it
reprieve    the doubted once more, all at once, then by halves: what fails alone, in a document that is sound, is left
            out

With k such updates among n this takes some k · log n documents instead of n. Updates commute, so the outcome depends on
what is in the log and not on the order it came in, except where two fail only together: then the one that was reprieved
last is left out. So that nobody can keep a server at this for ever there is a bound to the work; what is still doubted
then is left out, and as everything left out it stays in the log and is set aside.
"""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from pycrdt import Doc

from crdt_server.protocol.errors import Malformed
from crdt_server.room import digest
from crdt_server.room.digest import AnyDoc, Indigestible

D = TypeVar("D")
T = TypeVar("T")
Steps = Generator[None, None, T]
"""Work that pauses now and then, and gives something in the end."""

A_FEW = 2_000
"""Updates that are applied in one go, some milliseconds' worth; then others have their turn."""
MOST_WORK = 3_000_000
"""Updates that are applied in all before the rest of the doubted is given up, some ten seconds' worth."""
MANY_IN_A_ROW = 4
"""Failures after which a document is given up: to fail takes the library a hundred times as long as to succeed."""
NOT_TRIED = "the CRDT library failed at it, and there were too many such updates to try it again"
SPOILS = "the CRDT library fails at whatever follows it"


@dataclass(frozen=True, slots=True)
class Library(Generic[D]):
    """What is asked of a CRDT library.

    `apply` raises Malformed when it refuses an update and leaves the document as it is, Indigestible when it fails and
    the document must not be used any further. `is_sound` tells whether a document can be used, and uses it up.
    """

    new: Callable[[], D]
    apply: Callable[[D, bytes], None]
    is_sound: Callable[[D], bool]


class Sieve(Generic[D]):
    """One sifting of a log; `left_out` has the reasons by the place of what had to be."""

    def __init__(
        self, library: Library[D], updates: Sequence[bytes], most_work: int = MOST_WORK
    ) -> None:
        self.left_out: dict[int, str] = {}
        self._library = library
        self._updates = updates
        self._work_left = most_work + len(updates)
        self._doubts: dict[int, str] = {}
        self._kept: list[int] = []
        self._sound = 0
        """How many of the kept were seen to be sound together; one is dropped only when they are not."""

    def sift(self, *, is_suspect: bool = False) -> Steps[D]:
        """Give the document; nothing is left out of it but what makes the library fail, or is refused.

        `is_suspect` says that it has failed before: then it is looked at more closely even if it can be built.
        """
        doc = yield from self._walk()
        if not self._doubts and not is_suspect:
            return doc
        yield from self._drop_spoiler()
        doc = yield from self._build()
        waiting = [sorted(self._doubts)] if self._doubts else []
        while waiting:
            batch = waiting.pop()
            if (yield from self._add(doc, batch)):
                self._kept += batch
                continue
            doc = yield from self._build()
            if len(batch) > 1:
                half = len(batch) // 2
                waiting += [batch[half:], batch[:half]]
            elif self._work_left > 0 and (yield from self._drop_spoiler()):
                doc = yield from self._build()
                waiting.append(batch)
            else:
                self.left_out[batch[0]] = self._doubts[batch[0]]
            if self._work_left <= 0:
                self.left_out |= {index: NOT_TRIED for rest in waiting for index in rest}
                waiting.clear()
        while (yield from self._drop_spoiler()):
            doc = yield from self._build()
        return doc

    def _walk(self) -> Steps[D]:
        """Apply everything once, as far as the document can be used."""
        doc, failures = self._library.new(), 0
        for index in range(len(self._updates)):
            if index % A_FEW == A_FEW - 1:
                yield
            try:
                if failures < MANY_IN_A_ROW:
                    self._library.apply(doc, self._updates[index])
                    self._kept.append(index)
                    failures = 0
                else:
                    self._doubts[index] = NOT_TRIED
            except Indigestible as error:
                self._doubts[index] = str(error)
                failures += 1
            except Malformed as error:
                self.left_out[index] = str(error)
        return doc

    def _build(self) -> Steps[D]:
        """Build what is kept anew; if it fails, without what makes it."""
        while True:
            doc = self._library.new()
            if (yield from self._add(doc, self._kept)):
                return doc
            if not (yield from self._drop_spoiler()):
                raise Indigestible("the document cannot be built from its log")

    def _drop_spoiler(self) -> Steps[bool]:
        """Leave out what ends the shortest beginning that is spoiled; tell whether there is one."""
        kept = self._kept
        if len(kept) == self._sound or (yield from self._is_sound(kept)):
            self._sound = len(kept)
            return False
        sound, spoiled = 0, len(kept)
        while spoiled - sound > 1:
            middle = (sound + spoiled) // 2
            if (yield from self._is_sound(kept[:middle])):
                sound = middle
            else:
                spoiled = middle
        self.left_out[kept.pop(sound)] = SPOILS
        return True

    def _is_sound(self, kept: Sequence[int]) -> Steps[bool]:
        doc = self._library.new()
        return (yield from self._add(doc, kept)) and self._library.is_sound(doc)

    def _add(self, doc: D, indexes: Sequence[int]) -> Steps[bool]:
        """Apply some updates; False as soon as one fails, and the document is not to be used any further."""
        for count, index in enumerate(indexes, 1):
            if count % A_FEW == 0:
                yield
            self._work_left -= 1
            try:
                self._library.apply(doc, self._updates[index])
            except Malformed as error:  # refused or failed: the reason is what counts
                self._doubts[index] = str(error)
                return False
        return True


@dataclass(frozen=True, slots=True)
class Built:
    """A document made from its log, and by their places the reasons why some updates had to be left out."""

    doc: AnyDoc
    left_out: dict[int, str]


def building(updates: Sequence[bytes], *, is_suspect: bool = False) -> Steps[Built]:
    """Make a document from its updates, a few at a time; `is_suspect` if the library has failed at it."""
    library: Library[AnyDoc] = Library(Doc, digest.apply, digest.is_sound)
    sieve = Sieve(library, updates)
    doc = yield from sieve.sift(is_suspect=is_suspect)
    return Built(doc, sieve.left_out)


def build(updates: Sequence[bytes]) -> Built:
    """Make a document from its updates, in one go, after the library has failed at it."""
    return whole(building(updates, is_suspect=True))


def whole(steps: Steps[T]) -> T:
    """Do all of some work without a pause."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
