"""The frozen bytes that the tests of the wire share."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

from msgspec.structs import fields

from crdt_server.protocol import messages

FOLDER = Path(__file__).parent.parent / "vectors"
WIRE: dict[str, Any] = json.loads((FOLDER / "wire.json").read_text())
YJS: list[dict[str, Any]] = json.loads((FOLDER / "yjs_updates.json").read_text())["sessions"]


def message(says: dict[str, dict[str, Any]]) -> Any:
    """The message that a vector describes; its fields of type bytes are written in hex."""
    [(name, values)] = says.items()
    kind = getattr(messages, name)
    wanted_bytes = {field.name for field in fields(kind) if field.type is bytes}
    return kind(**{k: bytes.fromhex(v) if k in wanted_bytes else v for k, v in values.items()})


def yjs_updates() -> list[bytes]:
    """Every update that Yjs made in the recorded sessions, merged and cut ones included."""
    kinds = ("whole", "merged", "with_gaps", "since", "difference")
    updates = [b64decode(update) for session in YJS for update in session["updates"]]
    return updates + [b64decode(session[kind]) for session in YJS for kind in kinds]
