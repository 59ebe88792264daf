"""Whether a destination is free: nothing that triage did not make is ever replaced."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from triage.errors import Fault, FileFault, Location
from triage.store.files import refuse_special

_MADE = frozenset(
    (
        *("screening.json", "board.html", "trends.html", "trends.csv"),
        *("results.csv", "results.xlsx", "results.parquet", "rejected.csv", "rejected.parquet"),
    )
)
"""What we make, for folders whose mark does not list their files."""
_DESKTOP = (".DS_Store", "Thumbs.db", "desktop.ini")
"""What desktops leave in every folder that they show."""
_SHOWN = 5


def check_free(place: Path, mark: str, *, force: bool) -> None:
    """Make sure that a folder can go to `place` without replacing anything of value.

    Raises:
        FileFault: there is something there.
    """
    if not place.exists() or (place.is_dir() and not any(place.iterdir())):
        return
    if not (place.is_dir() and (place / mark).is_file()):
        raise _not_free(place, "something else is already here", "choose another folder")
    if not force:
        raise _not_free(
            place,
            "earlier results are already here",
            "choose another folder, or add --force to replace them",
        )
    others = sorted(_others(place, mark))
    if others:
        more = f" and {len(others) - _SHOWN} more" if len(others) > _SHOWN else ""
        raise _not_free(
            place,
            f"this folder also holds what triage did not make: {', '.join(others[:_SHOWN])}{more}",
            "move that to another folder, or choose another folder for the results",
        )


def check_file(place: Path, source: Path | None) -> None:
    """Make sure that a file can go to `place`, and is not written over the roster, `source`.

    Raises:
        FileFault: the roster is there, or a folder, a pipe or a device.
    """
    refuse_special(place)
    if place.is_dir():
        raise FileFault(Fault.worded("file.folder", Location(str(place))))
    if source is not None and place.exists() and place.samefile(source):
        raise _not_free(place, "this is the roster that is read", "choose another file")


def _others(place: Path, mark: str) -> Iterator[str]:
    made = {mark, *_listed(place / mark)}
    for each in place.iterdir():
        is_desktops = each.name in _DESKTOP or each.name.startswith("._")
        if not each.is_file() or not (each.name in made or is_desktops):
            yield each.name


def _listed(mark: Path) -> frozenset[str]:
    """Return the names of the files that a mark lists."""
    try:
        listed = json.loads(mark.read_text(encoding="utf-8"))["files"]
        return frozenset(map(str, listed))
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return _MADE


def _not_free(place: Path, what: str, fix: str) -> FileFault:
    return FileFault(Fault(what=what, where=Location(str(place)), fix=fix))
