"""The declaration of a kind as JSON Schema (2020-12), for the JSON that an export gives."""

from docs_model.codes import ID_PATTERN
from docs_model.kind import Kind, Records, Root
from docs_model.values import Plain

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(kind: Kind) -> dict[str, Plain]:
    """Give the schema of a whole exported document; a free document may hold anything."""
    schema: dict[str, Plain] = {"$schema": DIALECT, "title": kind.title, "description": kind.about}
    if not kind.roots:
        return {**schema, "type": "object"}
    return {
        **schema,
        "type": "object",
        "properties": {root.name: _root(root) for root in kind.roots},
        "required": [root.name for root in kind.roots],
        "additionalProperties": False,
    }


def _root(root: Root) -> dict[str, Plain]:
    """Give the schema of one root: an object, or a list of objects with ids."""
    properties = {
        name: {**field.json_schema(), "description": field.about}
        for name, field in root.fields.items()
    }
    if not isinstance(root, Records):
        return _object(properties, root.about)
    identity = {
        "type": "string",
        "pattern": ID_PATTERN,
        "description": "Names the record for good.",
    }
    record = _object({"id": identity, **properties}, root.about)
    return {"type": "array", "items": record, "description": root.about}


def _object(properties: dict[str, Plain], about: str) -> dict[str, Plain]:
    """Give the schema of an object that has all of its properties and no others."""
    return {
        "type": "object",
        "description": about,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
