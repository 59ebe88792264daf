"""Where the rows that were not read go: beside the clinician's file."""

from __future__ import annotations

from pathlib import Path


def unread_place(clinician: Path, ending: str = ".csv") -> Path:
    """Return the place of the rows that were not read, by that of the clinician's file."""
    return clinician.with_name(f"{clinician.stem}-unread{ending}")


def answer_files(clinician: Path | None, ending: str = ".csv") -> tuple[Path, ...]:
    """Return the files with answers that may be written for a clinician."""
    return (clinician, unread_place(clinician, ending)) if clinician else ()
