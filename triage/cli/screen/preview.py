"""`triage screen --preview`: how a roster is understood. Nothing is written."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from triage.cli import printing
from triage.cli.codes import SOME_UNREAD

if TYPE_CHECKING:
    from triage.screening.roster.roster import Roster


def show_preview(rosters: Sequence[Roster], previous: Sequence[Path], squad: Path | None) -> int:
    """Print a preview of each roster as its lines are found, and return the exit code."""
    from triage.screening.roster.preview import preview
    from triage.screening.run.people import people_of

    for note in people_of(rosters, previous, squad).notes:
        printing.echo(note, err=True)
    unread = sum([_show(preview(roster)) for roster in rosters])
    return SOME_UNREAD if unread else 0


def _show(lines: Generator[str, None, int]) -> int:
    """Print lines as they are found, and return how many rows have something unread."""
    while True:
        try:
            printing.echo(next(lines))
        except StopIteration as end:
            count: int = end.value
            return count
