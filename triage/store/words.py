"""Data files beside the templates."""

from __future__ import annotations

from pathlib import Path

from triage.resources import templates_folder


def words_file(name: str, folder: Path | None = None) -> Path:
    """Return the file of that name in the user's folder of templates, else the shipped one."""
    if folder is not None and (folder / name).is_file():
        return folder / name
    return templates_folder() / name
