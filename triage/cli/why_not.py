"""`triage why-not`: the reasons why something is not a result, for the runner's own answers."""

from __future__ import annotations

from pathlib import Path

import click

from triage.cli import options, printing, sheets
from triage.report.documents.why import explain_why_not, find_name


@click.command("why-not")
@options.sheet_argument
@click.argument("name")
@options.pack_option
@options.templates_option
@options.json_option
def why_not(
    sheet: Path, name: str, pack_folder: Path | None, templates: Path | None, as_json: bool
) -> None:
    """Explain, clause by clause, why NAME is not a result of SHEET.

    \b
    Examples:
      triage why-not examples/lower_back.yaml emergency
      triage why-not examples/lower_back.yaml superman
    """
    pack, _, assessment, programme = sheets.assess_sheet(sheet, pack_folder)
    found = find_name(pack, name)
    printing.print_tree(
        explain_why_not(assessment, programme, found), "why_not.md.j2", templates, as_json=as_json
    )
