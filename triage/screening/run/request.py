"""What to make of a roster, and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment

from triage import __version__
from triage.screening.roster.roster import Roster

BATCH = 2_000


@dataclass(frozen=True, kw_only=True)
class Request:
    """What to make of a roster, and where."""

    roster: Roster
    source: Path
    output: Path
    formats: tuple[str, ...]
    templates: Environment
    templates_folder: Path | None = None
    clinician: Path | None = None
    reports: Path | None = None
    previous: Sequence[Path] = ()
    squad: Path | None = None
    merged: Sequence[Roster] = ()  # of the same day, each the correction of those before it
    resume: bool = False
    force: bool = False
    workers: int = 1
    batch: int = BATCH

    @property
    def rosters(self) -> tuple[Roster, ...]:
        """The roster, and those that are merged into it."""
        return (self.roster, *self.merged)

    @property
    def template_files(self) -> list[Path]:
        """The user's own templates: reports made with others must not be among these."""
        folder = self.templates_folder
        return sorted(path for path in folder.rglob("*") if path.is_file()) if folder else []

    @property
    def identity(self) -> Mapping[str, str]:
        """What must be the same for work to be resumed, besides the bytes of the roster."""
        roster = self.roster
        return {
            "pack": roster.pack.digest,
            "software": __version__,
            "today": roster.today.isoformat(),
            "words": repr(roster.words),
            "mapping": repr(roster.mapping),
            "read as": repr([r.table.notes for r in self.rosters]),
            "columns": repr([[(c.index, c.target) for c in r.columns] for r in self.rosters]),
            "kept": repr([r.kept for r in self.rosters]),
            "formats": repr(self.formats),
            "batch": str(self.batch),
        }
