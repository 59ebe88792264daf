"""The files of trends: a page with pictures, and a table."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment

from triage.report.formats.fill import fill
from triage.screening.board.trends import Course, trend_rows, trends_view
from triage.screening.files.csv_out import csv_text
from triage.screening.run.outputs import Output
from triage.screening.standing.earlier import Screened
from triage.screening.standing.words import Words

TRENDS = "trends.csv"


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
    page = fill("trends.html.j2", tree, templates)
    return (
        Output("trends.html", page.encode()),
        Output(TRENDS, csv_text(*trend_rows(history, found))),
    )
