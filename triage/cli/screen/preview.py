"""`triage screen --preview`: how a roster is understood. Nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.cli.codes import SOME_UNREAD

if TYPE_CHECKING:
    from triage.screening.roster.roster import Roster


def show_preview(understood: Roster, previous: Sequence[Path], squad: Path | None) -> int:
    """Print a preview as its lines are found, and return the exit code."""
    from triage.screening.roster.preview import preview
    from triage.screening.run.people import people_of

    for note in people_of(understood, previous, squad).notes:
        click.echo(note, err=True)
    lines = preview(understood)
    while True:
        try:
            click.echo(next(lines))
        except StopIteration as end:  # it carries the count of rows with something unread
            return SOME_UNREAD if end.value else 0
