"""Where the rows that were not read go: beside the clinician's file."""

from __future__ import annotations

from pathlib import Path


def unread_place(clinician: Path, ending: str = ".csv") -> Path:
    """Return the place of the rows that were not read, by that of the clinician's file."""
    return clinician.with_name(f"{clinician.stem}-unread{ending}")
