"""Two questions of whoever looks after the server: does it live, and can it store (A6)?"""

from starlette.requests import Request
from starlette.responses import Response

from crdt_server.api.answer import answer
from crdt_server.hub.hub import Hub


async def healthz(request: Request) -> Response:
    """Answer while the process lives."""
    return answer({"status": "ok"})


async def readyz(request: Request) -> Response:
    """Answer 200 while edits can be stored, else 503 with the reason."""
    hub: Hub = request.app.state.hub
    trouble = hub.journal.trouble
    report = {
        "status": "storing" if trouble is None else "not storing",
        "trouble": trouble,
        "waiting_to_be_stored": hub.journal.depth,
        "rooms": len(hub.rooms.all()),
        "connections": len(hub.connections),
    }
    return answer(report, 200 if trouble is None else 503)
