"""A folder of dated results in, the trends of its runners out."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment

from triage.model.pack import Pack
from triage.screening.board.trends import courses, load_history, trend_rows, trends_view
from triage.screening.files.csv_out import csv_text
from triage.screening.run.outputs import write_chunks
from triage.screening.run.workspace import Workspace, check_free
from triage.screening.standing.words import Words
from triage.store.files import write_bytes

TRENDS = "trends.csv"


def write_trends(
    folder: Path, output: Path, pack: Pack, words: Words, templates: Environment, *, force: bool
) -> tuple[int, int]:
    """Write the trends of the dated results in a folder; return how many runners and screenings.

    Raises:
        FileFault: there are no results, or something else is at `output`.
    """
    check_free(output, TRENDS, force=force)
    history = load_history(folder)
    found = courses(history, words)
    work = Workspace(output, "trends", resume=False)
    tree = trends_view(history, found, words, pack.title, pack.language)
    page = templates.get_template("trends.html.j2").render(tree)
    write_bytes(work.coach / "trends.html", page.encode(), private=True)
    write_chunks(work.coach / TRENDS, csv_text(*trend_rows(history, found)))
    work.deliver(work.coach, output)
    work.close()
    return len(found), len(history)
