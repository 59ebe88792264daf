"""A row of a table, without the keys that have nothing to say."""

from __future__ import annotations

from typing import Any


def row(**facts: Any) -> dict[str, Any]:
    """Return the facts that are there: not None, and no empty list or table."""
    return {key: fact for key, fact in facts.items() if fact is not None and fact not in ([], {})}
