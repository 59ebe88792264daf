"""What is said of a row that was not read in full, or is one of several: texts to be filled in."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

ROWS: Mapping[str, frozenset[str]] = {
    "at_least": frozenset({"label"}),
    "cell": frozenset({"row", "column", "reason", "fix"}),
    "line": frozenset({"row", "reason", "fix"}),
    "newest": frozenset({"row", "rows"}),
    "urgent": frozenset({"row", "rows"}),
    "only": frozenset({"row", "rows"}),
    "same": frozenset({"row", "rows"}),
    "merged": frozenset({"row", "file", "older", "other"}),
    "older": frozenset({"older", "date"}),
}
"""The texts, and the names in braces that each may have."""
FIXES = ("number", "answer", "header", "line")
"""The kinds of cells that may not be readable, besides those of a roster's own columns."""


def unfit(rows: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return the texts that cannot be filled in, with the names that they may have."""
    return {
        name: ROWS[name]
        for name, text in rows.items()
        if name in ROWS and not _fits(text, ROWS[name])
    }


def _fits(text: str, names: frozenset[str]) -> bool:
    """Say whether a text can be filled in with these names, each as it is."""
    try:
        parts = [part[1:] for part in Formatter().parse(str(text)) if part[1] is not None]
    except ValueError:
        return False
    return all(name in names and not form and not as_ for name, form, as_ in parts)
