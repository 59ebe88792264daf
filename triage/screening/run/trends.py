"""A folder of dated results in, the trends of its runners out."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment

from triage.model.pack import Pack
from triage.screening.board.trends import courses
from triage.screening.run.trends_files import TRENDS, trends_files
from triage.screening.run.workspace import Workspace
from triage.screening.standing.earlier import load_history
from triage.screening.standing.words import Words


def write_trends(
    folder: Path, output: Path, pack: Pack, words: Words, templates: Environment, *, force: bool
) -> tuple[int, int]:
    """Write the trends of the dated results in a folder; return how many runners and screenings.

    Raises:
        FileFault: there are no results, or something else is at `output`.
    """
    with Workspace(output, "trends", resume=False) as work:
        work.check_free(output, TRENDS, force=force)
        work.begin()
        history = load_history(folder)
        found = courses(history, words)
        made = trends_files(history, found, words, pack.title, pack.language, templates)
        work.deliver_coach(made, output)
    return len(found), len(history)
