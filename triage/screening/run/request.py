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
    resume: bool = False
    force: bool = False
    workers: int = 1
    batch: int = BATCH

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
            "columns": repr([(c.index, c.target) for c in roster.columns]),
            "kept": repr([column.index for column in roster.kept]),
            "formats": repr(self.formats),
            "batch": str(self.batch),
        }


def unread_place(clinician: Path, ending: str = ".csv") -> Path:
    """Return where the rows that were not read go: beside the clinician's file."""
    return clinician.with_name(f"{clinician.stem}-unread{ending}")
