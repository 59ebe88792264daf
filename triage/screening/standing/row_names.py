"""What a row without a code is called, so that whoever it belongs to is on the board."""

from __future__ import annotations

import re

from triage.screening.standing.words import fold

_ROW_NAME = re.compile(r"row [0-9]+( of .+)?", re.ASCII)


def row_name(row: int) -> str:
    """Return what a row without a code is called. It names a row of one file, and no runner."""
    return f"row {row}"


def is_row_name(code: str) -> bool:
    """Say whether a code is what a row without one is called."""
    return _ROW_NAME.fullmatch(fold(code)) is not None
