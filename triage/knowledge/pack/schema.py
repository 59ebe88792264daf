"""The shapes of pack files as JSON Schema, so that editors complete and check while you write."""

from __future__ import annotations

from typing import Any

from triage.knowledge.pack.files import FILES
from triage.knowledge.pack.vignettes import VIGNETTE_FILE
from triage.knowledge.yaml import shape as kinds
from triage.knowledge.yaml.shape import Record, Shape

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLAIN_NUMBER = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$"
_CONDITION: dict[str, Any] = {
    "description": "An atom, or exactly one of all, any, none, at_least.",
    "anyOf": [
        {"type": "string", "pattern": r"^(score\s+)?\S+\s+(is|includes|<|<=|>|>=)\s*\S"},
        *(
            {
                "type": "object",
                "properties": {
                    word: {
                        "type": "array",
                        "minItems": 1,
                        "items": {"$ref": "#/$defs/condition"},
                    }
                },
                "required": [word],
                "additionalProperties": False,
            }
            for word in ("all", "any", "none")
        ),
        {
            "type": "object",
            "properties": {
                "at_least": {
                    "type": "object",
                    "properties": {
                        "count": {"type": ["integer", "string"]},
                        "of": {
                            "type": "array",
                            "minItems": 1,
                            "items": {"$ref": "#/$defs/condition"},
                        },
                    },
                    "required": ["count", "of"],
                    "additionalProperties": False,
                }
            },
            "required": ["at_least"],
            "additionalProperties": False,
        },
    ],
}


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each file of a pack, by file name; vignettes.yaml for them all.

    An editor reads YAML its own way, so the schemas take `yes` and `no` as text or as a truth
    value, and numbers and dates as themselves or as text.
    """
    shapes = {file.name: file.shape for file in FILES} | {"vignettes.yaml": VIGNETTE_FILE}
    return {name: _document(name, shape) for name, shape in shapes.items()}


def _document(name: str, shape: Record) -> dict[str, Any]:
    return {
        "$schema": DIALECT,
        "title": name,
        **_schema(shape),
        "$defs": {"condition": _CONDITION},
    }


def _schema(shape: Shape) -> dict[str, Any]:
    match shape:
        case kinds.Text():
            return {"type": ["string", "number"]}
        case kinds.Name(what, pattern):
            return {"type": "string", "pattern": f"^{pattern}$", "description": what}
        case kinds.Number(whole, least, most):
            return _number(whole, least, most)
        case kinds.Day():
            return {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
        case kinds.OneOf(words):
            truths = [word == "yes" for word in words] if set(words) == {"yes", "no"} else []
            return {"enum": [*words, *truths]}
        case kinds.Listing(of, least):
            return {"type": "array", "items": _schema(of), "minItems": least}
        case kinds.Table(key, of):
            return {
                "type": "object",
                "propertyNames": {"pattern": f"^{key.pattern}$"},
                "additionalProperties": _schema(of),
            }
        case kinds.Condition():
            return {"$ref": "#/$defs/condition"}
        case Record():
            return _record(shape)
        case kinds.Anything():
            return {}


def _number(whole: bool, least: int | None, most: int | None) -> dict[str, Any]:
    number: dict[str, Any] = {"type": "integer" if whole else "number"}
    if least is not None:
        number["minimum"] = least
    if most is not None:
        number["maximum"] = most
    return {"anyOf": [number, {"type": "string", "pattern": _PLAIN_NUMBER}]}


def _record(shape: Record) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {
            key: {**_schema(field.shape), "description": field.doc}
            for key, field in shape.fields.items()
        },
        "required": [key for key, field in shape.fields.items() if field.required],
        "additionalProperties": False,
    }
    if shape.one_of:
        schema["oneOf"] = [
            {"required": list(group), "minProperties": len(group), "maxProperties": len(group)}
            for group in shape.one_of
        ]
    return schema
