"""`triage screen --preview`: how a roster is understood. Nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from triage.cli import printing
from triage.cli.codes import SOME_UNREAD

if TYPE_CHECKING:
    from triage.screening.roster.roster import Roster


def show_preview(understood: Roster) -> int:
    """Print a preview as its lines are found, and return the exit code."""
    from triage.screening.roster.preview import preview

    lines = preview(understood)
    while True:
        try:
            printing.echo(next(lines))
        except StopIteration as end:  # it carries the count of rows with something unread
            return SOME_UNREAD if end.value else 0
