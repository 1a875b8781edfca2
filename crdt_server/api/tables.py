"""Understand a table before anything of it is stored: columns, rows, problems, and what would be imported (D12)."""

from typing import Any
from uuid import uuid4

import orjson
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from crdt_server.api.answer import answer
from crdt_server.api.editing import body_of
from crdt_server.api.errors import BadRequest
from docs_model.headings import MEANINGS
from docs_model.sheet_limits import Unreadable
from docs_model.sheets import read_sheet
from docs_model.table import Preview, preview, show_json

Mapping = dict[int, str | None]


async def preview_table(request: Request) -> Response:
    """Tell how a CSV or XLSX file is understood; `columns` overrules it, column by column."""
    mapping = _mapping_in(request.query_params.get("columns"))
    content = await body_of(request)
    # A large file takes a while to read; the others go on editing meanwhile, and the next file waits its turn.
    limiter = request.app.state.previews
    return answer(await run_sync(_understand, content, mapping, limiter=limiter))


def _understand(content: bytes, mapping: Mapping | None) -> dict[str, Any]:
    try:
        table = preview(read_sheet(content), mapping=mapping)
    except Unreadable as error:
        raise BadRequest(str(error)) from error
    return {**_shown(table), "content": show_json(table, new_id=lambda: str(uuid4()))}


def _shown(table: Preview) -> dict[str, Any]:
    plain = table.to_plain()
    meanings = [{"field": field, "title": title} for field, title in MEANINGS.items()]
    return {**plain, "fields": meanings}


def _mapping_in(text: str | None) -> Mapping | None:
    if not text:
        return None
    try:
        chosen = {int(index): field for index, field in orjson.loads(text).items()}
    except (orjson.JSONDecodeError, ValueError, AttributeError):
        raise BadRequest('Give the columns as a JSON object: {"0": "name", "1": null}.') from None
    for field in chosen.values():
        if field is not None and (not isinstance(field, str) or field not in MEANINGS):
            raise BadRequest(f"A column cannot be {field!r}. It can be: {', '.join(MEANINGS)}.")
    return chosen
