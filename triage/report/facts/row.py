"""A row of a table, without the keys that have nothing to say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def row(**facts: Any) -> dict[str, Any]:
    """Return the facts that are there: not None, and no empty list or table."""
    return {key: fact for key, fact in facts.items() if fact is not None and fact not in ([], {})}


def picked(shape: type, tree: Mapping[str, Any], **others: Any) -> dict[str, Any]:
    """Return the row of a shape: `others`, and from a tree what else the shape has a key for."""
    keys = shape.__annotations__
    return row(**{key: others[key] if key in others else tree[key] for key in keys})
