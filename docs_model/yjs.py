"""Reading plain values out of Yjs types: quickly, and without trusting what is in them.

A show of 500 rows has thousands of values, and pycrdt's own accessors wrap every one of them. So
this file, and no other, reaches below them: `integrated` is the type itself, `_txn` the transaction
that its calls want (a tenth of the time, `tests/docs_model/test_document.py` holds it to that).

Nothing here recurses: shared types that no field uses become `Foreign` without a look inside.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from pycrdt import Doc, Map, XmlElement, XmlFragment, XmlText
from pycrdt import _pycrdt as native_types

from docs_model.values import MISSING, Foreign, LiveRichText, LiveText, MixedText

NATIVE_MAP: Final = native_types.Map
NATIVE_TEXT: Final = native_types.Text
NATIVE_FRAGMENT: Final = native_types.XmlFragment

NODES_LIMIT: Final = 10_000
"""Nodes of rich text that are looked at: more than any paper of a show has."""


class Reading:
    """Typed looks into a document during one transaction."""

    def __init__(self, doc: Doc[Any], txn: Any) -> None:
        self.doc = doc
        self.txn = txn

    def root(self, name: str) -> Any:
        """Give the native root map of that name; an empty one when nobody has made it yet."""
        return self.doc.get(name, type=Map).integrated

    def keys(self, native: Any) -> list[str]:
        """Give the keys of a map, in a settled order: the order within a Yjs map is by chance."""
        return sorted(native.keys(self.txn))

    def native(self, native: Any, key: str) -> Any:
        """Give what a map holds under a key: a native type, a plain value, or MISSING."""
        try:
            return native.get(self.txn, key)
        except ValueError:
            return MISSING

    def values(self, native: Any, keys: Iterable[str]) -> Iterator[object]:
        """Give the plain values that a map (or a plain object in its place) holds under keys."""
        if isinstance(native, dict):
            yield from (native.get(key, MISSING) for key in keys)
            return
        get, txn, reader_of = native.get, self.txn, READERS.get
        for key in keys:  # the innermost loop of every read, hence not made of the parts above
            try:
                found = get(txn, key)
            except ValueError:
                yield MISSING
                continue
            reader = reader_of(type(found))
            yield found if reader is None else reader(self, found)

    def plain(self, found: Any) -> object:
        """Give the plain value of what was found; see `values.py`."""
        reader = READERS.get(type(found))
        return found if reader is None else reader(self, found)

    def records(self, native: Any) -> Iterator[tuple[str, Any]]:
        """Give id and content of whatever is in a root of records, usable or not, by id."""
        for key in self.keys(native):
            yield key, self.native(native, key)

    def text(self, native: Any) -> LiveText:
        """Read a Y.Text; its length counts bytes, and one for each embedded thing."""
        text = native.get_string(self.txn)
        size = len(text) if text.isascii() else len(text.encode())
        return (LiveText if size == native.len(self.txn) else MixedText)(text)

    def rich_text(self, native: Any) -> LiveRichText:
        """Read rich text as plain text: one line for each node right below the fragment.

        Walks with a list of what is still to be seen, because nesting may be deeper than the stack.
        """
        lines: list[list[str]] = []
        waiting = [(node, 0) for node in reversed(native.children(self.txn))]
        for _ in range(NODES_LIMIT):
            if not waiting:
                break
            node, depth = waiting.pop()
            if depth == 0:
                lines.append([])
            if isinstance(node, native_types.XmlText):
                lines[-1] += [part for part, _ in node.diff(self.txn) if isinstance(part, str)]
            else:
                below = reversed(node.children(self.txn))
                waiting.extend((child, depth + 1) for child in below)
        return LiveRichText("\n".join("".join(parts) for parts in lines))


Reader = Callable[[Reading, Any], object]


def _foreign(words: str) -> Reader:
    """Give a reader for types that no field uses: it does not look inside."""
    return lambda _reading, _native: Foreign(words)


READERS: Final[dict[type, Reader]] = {
    NATIVE_TEXT: Reading.text,
    NATIVE_FRAGMENT: Reading.rich_text,
    NATIVE_MAP: _foreign("a shared map"),
    native_types.Array: _foreign("a shared list"),
    native_types.Doc: _foreign("a document within the document"),
    native_types.XmlElement: _foreign("an XML element"),
    native_types.XmlText: _foreign("an XML text"),
}


@contextmanager
def reading(doc: Doc[Any]) -> Iterator[Reading]:
    """Look into a document; everything read inside belongs to the same moment."""
    with doc.transaction() as txn:
        yield Reading(doc, txn._txn)


def paragraphs(text: str) -> XmlFragment:
    """Make rich text of plain text: a paragraph per line."""
    return XmlFragment([XmlElement("paragraph", {}, [XmlText(line)]) for line in text.split("\n")])
