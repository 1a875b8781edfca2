"""One path of the API: how it is called, what it does, and what whoever calls it must be allowed to do."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from crdt_server.accounts.rights import Right
from crdt_server.api.permit import check_document, check_somebody, check_workspace, reach_of
from persistence.wall import on_behalf_of

Handler = Callable[[Request], Awaitable[Response]]

ANYBODY, SOMEBODY = "anybody", "somebody"
"""Whoever asks, signed in or not; whoever has an account or a link. Their handlers look for themselves what to show."""


@dataclass(frozen=True, slots=True)
class Path:
    """One path and method, and what it does, in a sentence.

    `needs` is the right that is asked for, on the document or in the workspace that the path names.
    """

    method: str
    path: str
    handler: Handler
    about: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] | None = None
    success: int = 200
    needs: Right | str = SOMEBODY

    async def guarded(self, request: Request) -> Response:
        """Answer whoever may ask this."""
        if self.needs == SOMEBODY:
            check_somebody(request)
        elif isinstance(self.needs, Right) and "{name}" in self.path:
            check_document(request, request.path_params["name"], self.needs)
        elif isinstance(self.needs, Right):
            check_workspace(request, request.path_params["workspace"], self.needs)
        with on_behalf_of(lambda: reach_of(request)):
            return await self.handler(request)


TEXT = {"type": "string"}
OBJECT = {"type": "object"}
A_PERSON = {"type": "object", "properties": {"id": TEXT, "name": TEXT, "colour": TEXT}}
FILE = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


def json_body(*required: str, **properties: Mapping[str, Any]) -> dict[str, Any]:
    """Describe a body that is a JSON object."""
    schema = {"type": "object", "properties": properties, "required": list(required)}
    return {"application/json": {"schema": schema}}
