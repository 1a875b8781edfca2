"""JSON Schema says the same as the declaration (D1)."""

import re
from typing import Any

from docs_model.json import export
from docs_model.json_schema import json_schema
from docs_model.kinds import FREE, SHOW
from docs_model.sample import sample_show
from tests.docs_model.shows import small_show

TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


def faults(schema: dict[str, Any], value: Any, path: str = "") -> list[str]:
    """Check a value by the few words of JSON Schema that ours uses."""
    allowed = schema.get("type", list(TYPES))
    kinds = tuple(TYPES[name] for name in ([allowed] if isinstance(allowed, str) else allowed))
    found = [] if isinstance(value, kinds) else [f"{path} type"]
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{path} enum")
    if "const" in schema and value != schema["const"]:
        found.append(f"{path} const")
    if isinstance(value, str):
        found += [f"{path} pattern"] * (not re.search(schema.get("pattern", ""), value))
        found += [f"{path} length"] * (len(value) > schema.get("maxLength", 10**9))
    if isinstance(value, int) and value is not None:
        found += [f"{path} range"] * (
            not schema.get("minimum", value) <= value <= schema.get("maximum", value)
        )
    if isinstance(value, dict):
        found += [f"{path} lacks {name}" for name in schema["required"] if name not in value]
        found += [f"{path} has {name}" for name in value if name not in schema["properties"]]
        for name, part in value.items():
            found += faults(schema["properties"].get(name, {}), part, f"{path}/{name}")
    if isinstance(value, list):
        for index, part in enumerate(value):
            found += faults(schema["items"], part, f"{path}/{index}")
    return found


def test_D1_an_export_follows_the_schema() -> None:
    assert faults(json_schema(SHOW), export(small_show(), SHOW)) == []


def test_the_schema_finds_what_is_wrong() -> None:
    show = export(small_show(), SHOW)
    show["segments"][0] |= {"duration": -1, "status": "started", "start": "9:30", "mood": 1}
    del show["cues"][0]["label"]
    assert faults(json_schema(SHOW), show) == [
        "/segments/0 has mood",
        "/segments/0/start type",
        "/segments/0/duration range",
        "/segments/0/status enum",
        "/cues/0 lacks label",
    ]


def test_every_field_of_the_sample_is_in_the_schema() -> None:
    properties = json_schema(SHOW)["properties"]
    for name in ("segments", "cues"):
        assert set(sample_show()[name][0]) <= set(properties[name]["items"]["properties"])


def test_D11_a_free_document_may_hold_anything() -> None:
    assert json_schema(FREE)["type"] == "object"
    assert "properties" not in json_schema(FREE)
