"""`triage screen ROSTER -o DIR`: a squad's roster in, a board and its results out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from triage.cli.screen.outcome import show_outcome
from triage.cli.screen.progress import progress
from triage.store.templates import environment

if TYPE_CHECKING:
    from triage.screening.roster.roster import Roster
    from triage.screening.standing.words import Words


FORMATS = ("csv", "xlsx", "parquet")
"""How results are written; the first is the default."""


def screen_squad(
    understood: Roster,
    words: Words,
    *,
    source: Path,
    output: Path,
    formats: tuple[str, ...],
    templates: Path | None,
    clinician: Path | None,
    reports: Path | None,
    previous: Path | None,
    resume: bool,
    force: bool,
    workers: int | None,
) -> int:
    """Screen a roster that has been understood, and return the exit code."""
    from triage.screening.run.request import Request
    from triage.screening.run.screen import screen as run

    request = Request(
        roster=understood,
        source=source,
        output=output,
        formats=formats or FORMATS[:1],
        templates=environment("html", templates),
        templates_folder=templates,
        clinician=clinician,
        reports=reports,
        previous=previous,
        resume=resume,
        force=force,
        workers=workers or os.cpu_count() or 1,
    )
    with progress() as watch:
        done = run(request, watch)
    return show_outcome(done, words, output, "board.html", "rejected.csv", _notes(understood))


def _notes(understood: Roster) -> list[str]:
    """Return what a coach should know of how the roster was read."""
    unused = [c.header for c in understood.columns if not c.is_used and c.header]
    notes = [f"columns not used: {', '.join(unused)}"] if unused else []
    notes += understood.notes
    return notes + [f"{understood.table.file}: {note}" for note in understood.table.notes]
