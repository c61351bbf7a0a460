"""JSON Schema, as far as ours use it; what is published must hold of everything that is exported."""

from __future__ import annotations

from typing import Any


def holds(schema: dict[str, Any], value: Any) -> None:
    """The few words of JSON Schema that our schemas use."""
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
    if "const" in schema:
        assert value == schema["const"]
    if "enum" in schema:
        assert value in schema["enum"]
    if "type" in schema:
        names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        assert isinstance(value, tuple(kinds[name] for name in names)), (value, names)
    if isinstance(value, dict) and "properties" in schema:
        assert set(value) == set(schema["required"]) == set(schema["properties"])
        for key, each in value.items():
            holds(schema["properties"][key], each)
    if isinstance(value, list):
        for each in value:
            holds(schema["items"], each)
