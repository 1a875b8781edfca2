"""Two questions of whoever looks after the server: does it live, and can it store (A6)?

That writing fails is known from the last attempt. While nobody writes, the store is asked whether it is there at all.
A part of the server that failed and is about to be begun again counts as not storing (R13).
"""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from crdt_server.api.answer import answer
from crdt_server.hub.hub import Hub
from persistence.store import Store, StoreError

PATIENCE = 5.0


async def healthz(request: Request) -> Response:
    """Answer while the process lives."""
    return answer({"status": "ok"})


async def readyz(request: Request) -> Response:
    """Answer 200 while edits can be stored, else 503 with the reason."""
    hub: Hub = request.app.state.hub
    trouble = hub.journal.trouble or _down(hub) or await _trouble_of(hub.store)
    report = {
        "status": "storing" if trouble is None else "not storing",
        "trouble": trouble,
        "waiting_to_be_stored": hub.journal.depth,
        "rooms": len(hub.rooms.all()),
        "connections": len(hub.connections),
        "failed_tasks": hub.tasks.failures,
    }
    return answer(report, 200 if trouble is None else 503)


def _down(hub: Hub) -> str | None:
    if not hub.tasks.down:
        return None
    return f"A part of the server failed and is begun again: {', '.join(sorted(hub.tasks.down))}."


async def _trouble_of(store: Store) -> str | None:
    try:
        async with asyncio.timeout(PATIENCE):
            await store.get("health", "probe")
    except StoreError as error:
        return str(error)
    except TimeoutError:
        return f"The database has not answered for {PATIENCE:.0f} seconds."
    return None
