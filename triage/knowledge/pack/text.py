"""Text that a record may leave out."""

from __future__ import annotations


def text_or_none(value: object) -> str | None:
    """Return the text of a value, or None where there is none."""
    return None if value is None else str(value)
