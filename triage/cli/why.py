"""`triage why`: the reasons for a result, for the runner's own answers."""

from __future__ import annotations

from pathlib import Path

import click

from triage.cli import options, printing, sheets
from triage.report.documents.why import explain_why, find_name


@click.command()
@options.sheet_argument
@click.argument("name", required=False)
@options.pack_option
@options.templates_option
@options.json_option
def why(
    sheet: Path, name: str | None, pack_folder: Path | None, templates: Path | None, as_json: bool
) -> None:
    """Explain NAME, a result of SHEET: a rule, disposition, cause or exercise.

    Without NAME, explain the disposition.

    \b
    Examples:
      triage why examples/red_flag.yaml
      triage why examples/lower_back.yaml weak_glutes
    """
    pack, _, assessment, programme = sheets.assess_sheet(sheet, pack_folder)
    found = find_name(pack, name or assessment.disposition.id)
    printing.print_tree(
        explain_why(assessment, programme, found), "why.md.j2", templates, as_json=as_json
    )
