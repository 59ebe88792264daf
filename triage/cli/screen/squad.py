"""`triage screen ROSTER -o DIR`: a squad's roster in, a board and its results out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from triage.cli.screen.outcome import show_outcome
from triage.cli.screen.progress import progress
from triage.screening.files.beside import unread_place
from triage.screening.files.formats import FORMATS
from triage.store.templates import environment

if TYPE_CHECKING:
    from triage.screening.roster.roster import Roster
    from triage.screening.standing.words import Words


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
    previous: tuple[Path, ...],
    squad: Path | None,
    merged: Sequence[Roster],
    resume: bool,
    force: bool,
    workers: int | None,
) -> int:
    """Screen a roster that has been understood, and return the exit code."""
    from triage.screening.run.coach import UNREAD_FILE
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
        squad=squad,
        merged=merged,
        resume=resume,
        force=force,
        workers=workers or os.cpu_count() or 1,
    )
    with progress() as watch:
        done = run(request, watch)
    unread = unread_place(clinician) if clinician is not None else None
    notes = [note for each in (understood, *merged) for note in _notes(each)]
    return show_outcome(done, words, output / "board.html", output / UNREAD_FILE, unread, notes)


def _notes(understood: Roster) -> list[str]:
    """Return what a coach should know of how the roster was read."""
    unused = [
        c.header for c in understood.columns if not (c.is_used or c in understood.kept) and c.header
    ]
    notes = [f"columns not used: {', '.join(unused)}"] if unused else []
    notes += understood.notes
    return notes + [f"{understood.table.file}: {note}" for note in understood.table.notes]
