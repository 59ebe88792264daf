"""A report, written where and how it was asked for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.cli import printing
from triage.report.formats.fill import Macros
from triage.report.formats.render import render
from triage.store.files import write_bytes
from triage.store.templates import environment

if TYPE_CHECKING:
    from triage.model.pack import Pack
    from triage.report.view.report import ReportView

PDF = "pdf"
PAPERS = ("a4", "letter")


def write_report(
    report: ReportView,
    format: str,
    output: Path | None,
    templates: Path | None,
    pack: Pack,
    *,
    paper: str | None = None,
) -> None:
    """Render a report and write it to a file, whole or not at all, or to stdout."""
    to_stdout = output is None or str(output) == "-"
    if format == PDF:
        _write_pdf(report, None if to_stdout else output, templates, pack, paper or PAPERS[0])
        return
    text = render(report, format, environment(format, templates), pack)
    if format == "text":
        from triage.report.formats.terminal import lay_out

        is_coloured = to_stdout and printing.wants_colour()
        text = lay_out(
            text, width=printing.terminal_width() if to_stdout else 80, colour=is_coloured
        )
    if output is None or to_stdout:
        if format == "text":
            printing.print_laid_out(text)
        else:
            printing.print_document(text)
        return
    write_bytes(output, text.encode(), private=True)


def _write_pdf(
    report: ReportView, output: Path | None, templates: Path | None, pack: Pack, paper: str
) -> None:
    from triage.store.pdf import to_pdf

    if output is None and sys.stdout.isatty():
        raise click.UsageError("a PDF cannot be shown in a terminal: name a file with -o")
    content = to_pdf(render(report, "html", environment("html", templates), pack), paper)
    if output is None:
        printing.print_bytes(content)
        return
    write_bytes(output, content, private=True)


def words_when_written(output: Path | None, templates: Path | None = None) -> str:
    """Return the words that say where a report was written: none where that is stdout.

    They are made before the report, so that a mistake in them leaves nothing written.
    """
    if output is None or str(output) == "-":
        return ""
    return Macros("words.j2", environment("text", templates)).written(str(output))


def format_of(output: Path | None) -> str:
    """Return the format that the ending of a file name asks for; text when it asks for none."""
    endings = {".html": "html", ".htm": "html", ".md": "md", ".json": "json", ".pdf": PDF}
    return endings.get(output.suffix.lower(), "text") if output else "text"
