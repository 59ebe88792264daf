"""`triage assess`: one answer sheet in, one report out."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from triage.cli import options
from triage.model.assessment import Assessment
from triage.model.disposition import DISPOSITION_IDS, Disposition
from triage.report.formats.render import FORMATS, render
from triage.report.view.report import view
from triage.store.files import write_bytes
from triage.store.templates import environment

if TYPE_CHECKING:
    from triage.report.view.report import ReportView

REACHED = 10
PDF = "pdf"
PAPERS = ("a4", "letter")


@click.command()
@options.sheet_argument
@options.pack_option
@click.option(
    "-f",
    "--format",
    "format",
    type=click.Choice([*FORMATS, PDF]),
    help="How to write the report (default: by the ending of FILE, else text).",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the report to FILE ('-' is stdout).",
)
@click.option("--paper", type=click.Choice(PAPERS), help="The paper of a PDF (default: a4).")
@options.templates_option
@options.json_option
@options.today_option
@click.option(
    "--exit-on",
    type=click.Choice(DISPOSITION_IDS),
    metavar="LEVEL",
    help=f"Leave with exit code {REACHED} when the disposition is LEVEL or above, or "
    "could still become so.",
)
def assess(
    sheet: Path,
    pack_folder: Path | None,
    format: str | None,
    output: Path | None,
    paper: str | None,
    templates: Path | None,
    as_json: bool,
    today: dt.datetime | None,
    exit_on: str | None,
) -> int:
    """Assess one answer SHEET (YAML or JSON) and print the report.

    \b
    Examples:
      triage assess examples/lower_back.yaml
      triage assess examples/red_flag.yaml -o report.html
      triage assess examples/lower_back.yaml -o report.pdf --paper letter
    """
    chosen = "json" if as_json else format or format_of(output)
    if paper is not None and chosen != PDF:
        raise click.UsageError("--paper is for a PDF: add -f pdf, or -o with a name in .pdf")
    _, filled, assessment, programme = options.assess_sheet(sheet, pack_folder)
    report = view(
        assessment,
        programme,
        filled,
        options.date_or_today(today),
        is_brief=chosen == "text" and templates is None,
    )
    write_report(report, chosen, output, templates, paper=paper)
    if output is not None:
        say_written(output, templates)
    return REACHED if exit_on and _reaches(assessment, exit_on) else 0


def write_report(
    report: ReportView,
    format: str,
    output: Path | None,
    templates: Path | None,
    *,
    paper: str | None = None,
) -> None:
    """Render a report and write it to a file, whole or not at all, or to stdout."""
    to_stdout = output is None or str(output) == "-"
    if format == PDF:
        _write_pdf(report, None if to_stdout else output, templates, paper or PAPERS[0])
        return
    text = render(report, format, environment(format, templates))
    if format == "text":
        from triage.report.formats.terminal import lay_out

        is_coloured = to_stdout and options.wants_colour()
        text = lay_out(
            text, width=options.terminal_width() if to_stdout else 80, colour=is_coloured
        )
    if output is None or to_stdout:
        if format == "text":
            click.echo(text, nl=False, color=True)
        else:
            options.print_document(text)
        return
    write_bytes(output, text.encode(), private=True)


def _write_pdf(report: ReportView, output: Path | None, templates: Path | None, paper: str) -> None:
    from triage.store.pdf import to_pdf

    if output is None and sys.stdout.isatty():
        raise click.UsageError("a PDF is no text for a terminal: name a file with -o")
    content = to_pdf(render(report, "html", environment("html", templates)), paper)
    if output is None:
        click.echo(content, nl=False)
        return
    write_bytes(output, content, private=True)


def say_written(output: Path, templates: Path | None = None) -> None:
    """Tell where a report was written, unless that is stdout."""
    if str(output) == "-":
        return
    words: Any = environment("text", templates).get_template("words.j2").module
    options.say(str(words.written(output)))


def format_of(output: Path | None) -> str:
    """Return the format that the ending of a file name asks for; text when it asks for none."""
    endings = {".html": "html", ".htm": "html", ".md": "md", ".json": "json", ".pdf": PDF}
    return endings.get(output.suffix.lower(), "text") if output else "text"


def _reaches(assessment: Assessment, level: str) -> bool:
    return assessment.ceiling >= Disposition.named(level)
