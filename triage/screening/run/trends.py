"""A folder of dated results in, the trends of its runners out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment

from triage.model.pack import Pack
from triage.screening.board.trends import Course, courses, trend_rows, trends_view
from triage.screening.files.csv_out import csv_text
from triage.screening.run.outputs import Output
from triage.screening.run.workspace import Workspace, check_free
from triage.screening.standing.earlier import Screened, load_history
from triage.screening.standing.words import Words

TRENDS = "trends.csv"


def write_trends(
    folder: Path, output: Path, pack: Pack, words: Words, templates: Environment, *, force: bool
) -> tuple[int, int]:
    """Write the trends of the dated results in a folder; return how many runners and screenings.

    Raises:
        FileFault: there are no results, or something else stands at `output`.
    """
    check_free(output, TRENDS, force=force)
    history = load_history(folder)
    found = courses(history, words)
    work = Workspace(output, "trends", resume=False)
    made = trends_files(history, found, words, pack.title, pack.language, templates)
    work.deliver_coach(made, output)
    work.close()
    return len(found), len(history)


def trends_files(
    history: Sequence[Screened],
    found: Sequence[Course],
    words: Words,
    title: str,
    language: str,
    templates: Environment,
) -> tuple[Output, Output]:
    """Return the page of trends, and the table beside it."""
    tree = trends_view(history, found, words, title, language)
    page = templates.get_template("trends.html.j2").render(tree)
    return (
        Output("trends.html", page.encode()),
        Output(TRENDS, csv_text(*trend_rows(history, found))),
    )
