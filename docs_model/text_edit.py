"""Changing live text with as few strokes as will do, so that what others are typing survives.

A Y.Text counts in UTF-8 bytes, and one for each embedded thing.
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, Final

from pycrdt import Text

COMPARED_LIMIT: Final = 2_000
"""Longer differences are replaced in one piece: the fewest strokes take the square of it to find."""

Stroke = tuple[int, int, str]
"""Position and number of characters to take out, and what to put in instead."""


def strokes(old: str, new: str) -> Iterator[Stroke]:
    """Say how to turn one text into another, from its end to its start, in characters of the old."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    old_middle, new_middle = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(old_middle), len(new_middle)) > COMPARED_LIMIT:
        yield head, len(old_middle), new_middle
        return
    steps = SequenceMatcher(None, old_middle, new_middle, autojunk=False).get_opcodes()
    for step, start, end, new_start, new_end in reversed(steps):
        if step != "equal":
            yield head + start, end - start, new_middle[new_start:new_end]


def _shared(one: str, other: str) -> int:
    """Count the characters with which both texts begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))


def set_text(text: Text, new: str) -> bool:
    """Make a live text say something else; tell whether anything changed."""
    old = str(text)
    with text.doc.transaction():
        if len(text) != len(old.encode()):
            text.clear()
            text.insert(0, new)
            return True
        for position, length, insertion in strokes(old, new):
            start = len(old[:position].encode())
            _replace(text, start, len(old[position : position + length].encode()), insertion)
    return old != new


def _replace(text: Any, start: int, size: int, insertion: str) -> None:
    """Do one stroke; positions in bytes."""
    if size:
        del text[start : start + size]
    if insertion:
        text.insert(start, insertion)
