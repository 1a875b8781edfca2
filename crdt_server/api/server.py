"""What the server says about itself, and about the kinds of documents it knows."""

from importlib.metadata import version

from starlette.requests import Request
from starlette.responses import Response

from crdt_server.api.answer import answer
from crdt_server.api.errors import NotFound
from docs_model.json_schema import json_schema
from docs_model.kinds import KINDS

VERSION = version("callboard")


async def describe_server(request: Request) -> Response:
    """Say which server this is; `open` is true while everybody who reaches it may edit, `run` is new at each start."""
    state = request.app.state
    about = {
        "name": "Callboard",
        "version": VERSION,
        "open": state.book.access.lets_everybody_in,
        "host": state.settings.host,
    }
    return answer({**about, "run": state.run})


def addresses_of(request: Request) -> list[str]:
    """Give where others on the network find the server, for links that are to be passed on."""
    return list(request.app.state.addresses)


async def read_schema(request: Request) -> Response:
    """Give the JSON Schema of a kind."""
    kind = KINDS.get(request.path_params["kind"])
    if kind is None or not kind.roots:
        known = ", ".join(kind.name for kind in KINDS.values() if kind.roots)
        raise NotFound(f"There is no such kind with a schema. There is: {known}.")
    return answer(json_schema(kind))
