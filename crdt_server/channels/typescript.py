"""The frames of `/live` for the browser, as TypeScript: `python -m crdt_server.channels.typescript`.

`tests/channels/test_reference.py` fails when the written file is not what this would write.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import msgspec

from crdt_server.channels import frames
from crdt_server.channels.call_commands import VERBS
from crdt_server.channels.call_state import CallState

PATH = Path(__file__).parents[2] / "web" / "src" / "live" / "frames.gen.ts"
HEADER = """\
// Generated from crdt_server/channels by `python -m crdt_server.channels.typescript`.
// Do not edit: change the declaration instead.
"""
REF = "{name}"
PLAIN = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}
Schema = Mapping[str, Any]


def typescript() -> str:
    """Write all frames, the commands of a show and its state."""
    said, told = get_args(frames.FromClient), get_args(frames.FromServer)
    commands = tuple(VERBS.values())
    _, schemas = msgspec.json.schema_components(
        (*said, *told, *commands, CallState), ref_template=REF
    )
    return "\n".join(
        (
            HEADER,
            *(_declared(name, schema) for name, schema in sorted(schemas.items())),
            f"export type FromClient = {_union(said)}",
            f"export type FromServer = {_union(told)}",
            "",
            "export interface Commands {",
            *(f"  readonly {_key(verb)}: {command.__name__}" for verb, command in VERBS.items()),
            "}",
            "",
        )
    )


def _declared(name: str, schema: Schema) -> str:
    about = f"/** {schema['description'].splitlines()[0]} */\n" if "description" in schema else ""
    if schema.get("type") != "object":
        return f"{about}export type {name} = {_type(schema)}\n"
    return f"{about}export interface {name} {{\n" + "".join(_members(schema)) + "}\n"


def _members(schema: Schema) -> Iterator[str]:
    required = set(schema.get("required", ()))
    for name, member in schema["properties"].items():
        optional = "" if name in required else "?"
        yield f"  readonly {_key(name)}{optional}: {_type(member)}\n"


def _type(schema: Schema) -> str:
    if "$ref" in schema:
        return str(schema["$ref"])
    if "enum" in schema:
        return " | ".join(f"'{value}'" for value in schema["enum"])
    if "anyOf" in schema:
        return " | ".join(_type(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"readonly {_in_array(_type(schema['items']))}[]"
    if schema.get("type") == "object":
        values = schema.get("additionalProperties")
        inner = _type(values) if isinstance(values, Mapping) else "unknown"
        return f"Readonly<Record<string, {inner}>>"
    return PLAIN.get(schema.get("type", ""), "unknown")


def _in_array(inner: str) -> str:
    return f"({inner})" if " " in inner else inner


def _union(types: tuple[type, ...]) -> str:
    return " | ".join(one.__name__ for one in types)


def _key(name: str) -> str:
    return name if name.isidentifier() else f"'{name}'"


if __name__ == "__main__":
    PATH.write_text(typescript())
