"""What every document of a known kind says of itself, read without reading the rest of it."""

from typing import Any

from pycrdt import Doc

from docs_model.document import read_root
from docs_model.kind import Kind
from docs_model.yjs import reading


def epoch_of(doc: Doc[Any]) -> str | None:
    """Give which history the document is of, whatever its kind; None when it does not say."""
    with reading(doc) as at:
        (epoch,) = at.values(at.root("meta"), ["epoch"])
    return epoch if isinstance(epoch, str) else None


def title_of(doc: Doc[Any], kind: Kind) -> str | None:
    """Give what people call the document; None for a free one, which is never looked into (D11)."""
    if not kind.roots:
        return None
    with reading(doc) as at:
        meta = read_root(at, kind.root("meta"))
    return str(meta["title"])
