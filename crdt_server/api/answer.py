"""How the API reads and writes JSON."""

from typing import Any

import orjson
from starlette.responses import Response

JSON = "application/json"


def answer(value: Any, status: int = 200) -> Response:
    """Answer with JSON; nothing of the API may be kept by a cache."""
    return Response(orjson.dumps(value), status, {"cache-control": "no-store"}, JSON)
