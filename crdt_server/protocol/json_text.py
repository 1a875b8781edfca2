"""JSON from strangers: is it what a browser would read, and is it shallow enough for everybody who
will read it?

The text is not kept as a value; it travels on as it came. Nesting is counted before anything is
parsed, because the parsers of other peers recurse.
"""

import json
import re
from typing import Never

import orjson

from crdt_server.protocol.errors import Malformed, TooLarge

# A string (an unfinished one reaches to the end, so that no place is looked at twice) or one
# bracket.
BRACKETS = re.compile(r'"(?:[^"\\]++|\\.)*+"?|([\[{])|([\]}])', re.DOTALL)


def check_json(text: str, *, depth: int) -> object:
    """Read a JSON text of at most this depth and return its value."""
    if text.count("[") + text.count("{") > depth:
        _check_depth(text, depth)
    try:
        return orjson.loads(text)
    except ValueError:
        return _as_browsers_do(text)


def _check_depth(text: str, limit: int) -> None:
    depth = 0
    for bracket in BRACKETS.finditer(text):
        if bracket[1]:
            depth += 1
            if depth > limit:
                raise TooLarge(f"JSON is nested deeper than {limit}")
        elif bracket[2]:
            depth -= 1


def _as_browsers_do(text: str) -> object:
    """Read what orjson refuses and JSON.parse takes: half an emoji ("\\ud83d"), 1e999."""
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Malformed("a text that should be JSON is not") from None


def _no_constant(name: str) -> Never:
    raise ValueError(name)
