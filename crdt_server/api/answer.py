"""How the API reads and writes JSON."""

from typing import Any

import orjson
from starlette.responses import Response

JSON = "application/json"
HEADERS = {
    "cache-control": "no-store",  # nothing of the API may be kept by a cache
    # Nor shown as a page, whatever stands in it (A16); the rest is added in front, but not to an answer about a bug.
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


def answer(value: Any, status: int = 200) -> Response:
    """Answer with JSON."""
    return Response(orjson.dumps(value), status, HEADERS, JSON)
