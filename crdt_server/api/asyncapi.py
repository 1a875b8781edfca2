"""The AsyncAPI description of `/live`, written from the frames, the verbs and the events themselves."""

from typing import Any, get_args

import msgspec
from msgspec import Struct

from crdt_server.api.server import VERSION
from crdt_server.channels import frames
from crdt_server.channels.call_events import CallEvent, name_of_type
from crdt_server.channels.call_state import CallState
from crdt_server.live.kind import KINDS

REF = "#/components/schemas/{name}"


def describe() -> dict[str, Any]:
    """Describe every frame, command and event."""
    said, told = get_args(frames.FromClient), get_args(frames.FromServer)
    verbs = {verb: kind for one in KINDS for verb, kind in one.verbs.items()}
    types = (*said, *told, *verbs.values(), CallState)
    _, schemas = msgspec.json.schema_components(types, ref_template=REF)
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Callboard live", "version": VERSION, "description": frames.__doc__},
        "defaultContentType": "application/json",
        "channels": {
            "live": {
                "address": "/live",
                "messages": {one.__name__: _message(one) for one in (*said, *told)},
            }
        },
        "operations": {
            "say": _operation("receive", said),
            "hear": _operation("send", told),
        },
        "components": {"schemas": schemas},
        "x-commands": {verb: _command(kind) for verb, kind in verbs.items()},
        "x-events": {name_of_type(one): _sentence(one) for one in get_args(CallEvent)},
    }


def _message(frame: type[Struct]) -> dict[str, Any]:
    return {"summary": _sentence(frame), "payload": {"$ref": REF.format(name=frame.__name__)}}


def _operation(action: str, messages: tuple[type[Struct], ...]) -> dict[str, Any]:
    return {
        "action": action,
        "channel": {"$ref": "#/channels/live"},
        "messages": [{"$ref": f"#/channels/live/messages/{one.__name__}"} for one in messages],
    }


def _command(command: type[Struct]) -> dict[str, Any]:
    return {"about": _sentence(command), "args": {"$ref": REF.format(name=command.__name__)}}


def _sentence(documented: type[Struct]) -> str:
    return (documented.__doc__ or "").split("\n")[0]
