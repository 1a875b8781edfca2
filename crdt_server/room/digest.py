"""Feed bytes to the CRDT library, and survive what it cannot digest (R8).

Indigestible    the library refused or panicked; the document in memory must not be used any further
WriteFailed     a change of our own raised when it was half done
"""

from collections.abc import Callable, Sequence
from typing import Any

from pycrdt import Doc, merge_updates

from crdt_server.protocol.errors import Malformed

AnyDoc = Doc[Any]

STRANGERS_EDIT = bytes.fromhex("0101 fdffffffffffff0f 00 04 01 01 3f 01 78 00")
"""An "x" in a text named "?", by a client id that nobody has."""


class Indigestible(Malformed):
    """The CRDT library could not take an update that looked well formed."""


class WriteFailed(Exception):
    """A change raised when it was half done; `added` is what came of it: there is no taking back."""

    def __init__(self, added: list[bytes]) -> None:
        super().__init__("a change of a document failed")
        self.added = added


def is_panic(error: BaseException) -> bool:
    """Tell a panic in Rust: it arrives as pyo3's PanicException, which is no Exception and cannot be imported."""
    return type(error).__name__ == "PanicException"


def apply(doc: AnyDoc, update: bytes) -> None:
    """Apply an update to a document.

    Raises Malformed when the library refuses the bytes (the document is untouched) and Indigestible when it panicked.
    """
    try:
        doc.apply_update(update)
    except ValueError as error:
        raise Malformed(f"the update cannot be read: {error}") from error
    except Exception as error:
        raise Indigestible(f"the update cannot be applied: {error}") from error
    except BaseException as error:
        if not is_panic(error):
            raise
        raise Indigestible(f"the update made the CRDT library fail: {error}") from error


def merge(updates: Sequence[bytes]) -> bytes:
    """Merge updates into one; Malformed when the library cannot. No document is concerned."""
    try:
        return merge_updates(*updates)
    except Exception as error:
        raise Malformed(f"updates cannot be merged: {error}") from error
    except BaseException as error:
        if not is_panic(error):
            raise
        raise Malformed(f"updates made the CRDT library fail: {error}") from error


def apply_and_tell(doc: AnyDoc, update: bytes) -> bytes | None:
    """Apply an update and give what it added to the document, or None if it added nothing visible."""
    added: list[bytes] = []
    subscription = doc.observe(lambda event: added.append(event.update))
    try:
        apply(doc, update)
    finally:
        doc.unobserve(subscription)
    return added[0] if added else None


def write_and_tell(doc: AnyDoc, change: Callable[[AnyDoc], object]) -> list[bytes]:
    """Let `change` write into a document, in one transaction; give the updates that came of it.

    Indigestible when the library panicked, WriteFailed when the change itself raised.
    """
    added: list[bytes] = []
    subscription = doc.observe(lambda event: added.append(event.update))
    try:
        with doc.transaction():
            change(doc)
    except Exception as error:
        raise WriteFailed(added) from error
    except BaseException as error:
        if not is_panic(error):
            raise
        raise Indigestible(f"an edit made the CRDT library fail: {error}") from error
    finally:
        doc.unobserve(subscription)
    return added


def is_sound(doc: AnyDoc) -> bool:
    """Tell whether a document can be used: somebody new edits it and it is encoded, and then it is used up."""
    try:
        apply(doc, STRANGERS_EDIT)
        doc.get_update()
    except BaseException as error:
        if not isinstance(error, Exception) and not is_panic(error):
            raise
        return False
    return True
