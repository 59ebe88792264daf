"""`triage assess`: one answer sheet in, one report out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from triage.cli import options, printing, sheets
from triage.cli.codes import REACHED
from triage.cli.reports import PAPERS, PDF, format_of, words_when_written, write_report
from triage.model.assessment import Assessment
from triage.model.disposition import DISPOSITION_IDS, Disposition
from triage.report.formats.render import FORMATS
from triage.report.view.report import view


@click.command()
@options.sheet_argument
@options.pack_option
@click.option(
    "-f",
    "--format",
    "format",
    type=click.Choice([*FORMATS, PDF]),
    help="The format of the report (default: by the ending of FILE, else text).",
)
@options.output_option("Write the report to FILE (default: stdout).")
@click.option("--paper", type=click.Choice(PAPERS), help="The paper size of a PDF (default: a4).")
@options.templates_option
@options.json_option
@options.today_option()
@click.option(
    "--exit-on",
    type=click.Choice(DISPOSITION_IDS),
    metavar="LEVEL",
    help=f"Exit with code {REACHED} if the disposition is LEVEL or more urgent, or "
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
        raise click.UsageError(
            "--paper is only for a PDF: add -f pdf, or -o with a name that ends in .pdf"
        )
    pack, filled, assessment, programme = sheets.assess_sheet(sheet, pack_folder)
    report = view(
        assessment,
        programme,
        filled,
        options.date_or_today(today),
        is_brief=chosen == "text" and templates is None,
    )
    when_written = words_when_written(output, templates)
    write_report(report, chosen, output, templates, pack, paper=paper)
    if when_written:
        printing.say(when_written)
    return REACHED if exit_on and _reaches(assessment, exit_on) else 0


def _reaches(assessment: Assessment, level: str) -> bool:
    return assessment.ceiling >= Disposition.named(level)
