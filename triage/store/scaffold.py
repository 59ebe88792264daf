"""A new pack on disk, from the starter that came with the software."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

from triage.errors import Fault, FileFault, Location
from triage.resources import rules_folder
from triage.store.files import read_text, write_bytes

STARTER = "starter_wrist"
WRITTEN, REVIEW_BY = "2026-11-22", "2027-11-22"
"""The dates in the starter."""


def new_pack(folder: Path, today: date) -> tuple[Path, ...]:
    """Write a working pack, named after its folder, dated today and due for review in a year.

    Raises:
        FileFault: the folder holds something, cannot be written, or its name cannot be an id.
    """
    id = re.sub(r"[^a-z0-9]+", "_", folder.resolve().name.lower()).strip("_")
    if not re.match(r"[a-z]", id):
        raise _fault("this name cannot be the id of a pack", folder, "start it with a letter")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise _fault("there is already something here", folder, "name a new or an empty folder")
    starter = rules_folder() / STARTER
    dates = {WRITTEN: today, REVIEW_BY: today + timedelta(days=365)}
    written = []
    for source in sorted(starter.rglob("*.yaml")):
        text = re.sub(rf"^id: {STARTER}$", f"id: {id}", read_text(source), flags=re.MULTILINE)
        for old, new in dates.items():
            text = text.replace(old, new.isoformat())
        path = folder / source.relative_to(starter)
        write_bytes(path, text.encode())
        written.append(path)
    return tuple(written)


def _fault(what: str, folder: Path, fix: str) -> FileFault:
    return FileFault(Fault(what=what, where=Location(str(folder)), fix=fix))
