"""The OpenAPI description of the API, written from the table of its paths."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from docs_model.json_schema import json_schema
from docs_model.kinds import KINDS

ERROR = {
    "type": "object",
    "properties": {
        "error": {
            "type": "object",
            "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
            "required": ["code", "message"],
        }
    },
    "required": ["error"],
}
FAILURE = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}


class Described(Protocol):
    """What the description needs to know of a path."""

    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def handler(self) -> Callable[..., Any]: ...
    @property
    def about(self) -> str: ...
    @property
    def query(self) -> Mapping[str, str]: ...
    @property
    def body(self) -> Mapping[str, Any] | None: ...
    @property
    def success(self) -> int: ...


def describe(paths: Iterable[Described], version: str) -> dict[str, Any]:
    """Describe every path of the API and every kind of document."""
    described: dict[str, dict[str, Any]] = {}
    for path in paths:
        described.setdefault(path.path, {})[path.method.lower()] = _operation(path)
    schemas = {kind.name: json_schema(kind) for kind in KINDS.values() if kind.roots}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Callboard", "version": version},
        "paths": described,
        "components": {"schemas": {**schemas, "Error": ERROR}},
    }


def _operation(path: Described) -> dict[str, Any]:
    names = [part[1:-1] for part in path.path.split("/") if part.startswith("{")]
    in_path = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in names
    ]
    in_query = [
        {"name": name, "in": "query", "description": about, "schema": {"type": "string"}}
        for name, about in path.query.items()
    ]
    operation: dict[str, Any] = {
        "summary": path.about,
        "operationId": path.handler.__name__,
        "parameters": in_path + in_query,
        "responses": {
            str(path.success): {"description": "Done."},
            "4XX": {"description": "Not done; the message says why.", "content": FAILURE},
            "5XX": {"description": "Not done now; trying again may help.", "content": FAILURE},
        },
    }
    if path.body is not None:
        operation["requestBody"] = {"required": True, "content": path.body}
    return operation
