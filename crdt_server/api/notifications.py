"""What one wants to be told: read and changed by oneself, for all of one's devices (A25)."""

from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from crdt_server.accounts.notifications import Choices
from crdt_server.api.answer import answer
from crdt_server.api.editing import json_of
from crdt_server.api.errors import BadRequest
from crdt_server.api.me import account_of
from crdt_server.api.path import json_body
from crdt_server.api.permit import book_of
from docs_model.kinds.show import DEPARTMENTS

SWITCHES = ("edits", "conflicts", "calls", "sound", "times")
BODY = json_body(
    **{name: {"type": "boolean"} for name in SWITCHES},
    departments={"type": "array", "items": {"enum": list(DEPARTMENTS)}, "uniqueItems": True},
)


async def read_notifications(request: Request) -> Response:
    """Give what one wants to be told; what one has not said is as for everybody."""
    return answer(_shown(book_of(request).notifications.of(account_of(request).id)))


async def choose_notifications(request: Request) -> Response:
    """Change some of what one wants to be told; what is not named stays."""
    account, news = account_of(request), _choices_in(await json_of(request))
    return answer(_shown(await book_of(request).notifications.choose(account.id, **news)))


def _choices_in(body: dict[str, Any]) -> dict[str, Any]:
    """Take the choices out of a body; BadRequest, which names it, for one that cannot be made."""
    known = (*SWITCHES, "departments")
    if unknown := [name for name in body if name not in known]:
        raise BadRequest(f"There is no {unknown[0][:40]!r} to choose, only: {', '.join(known)}.")
    if not body:
        raise BadRequest(f"Say what to change: some of {', '.join(known)}.")
    for name in SWITCHES:
        if not isinstance(body.get(name, False), bool):
            raise BadRequest(f"{name!r} is either true or false.")
    if "departments" not in body:
        return body
    return {**body, "departments": _in_order(body["departments"])}


def _in_order(departments: Any) -> tuple[str, ...]:
    """Give departments as they are listed everywhere, each once."""
    if not isinstance(departments, list) or any(one not in DEPARTMENTS for one in departments):
        raise BadRequest(f"Departments are a list of some of: {', '.join(DEPARTMENTS)}.")
    return tuple(one for one in DEPARTMENTS if one in departments)


def _shown(choices: Choices) -> dict[str, Any]:
    shown = asdict(choices)
    del shown["account"]
    return {"notifications": shown}
