"""`triage change`: the fewest changed answers that lead to a different disposition."""

from __future__ import annotations

from pathlib import Path

import click

from triage.cli import options, printing, sheets
from triage.explain.change import smallest_changes
from triage.model.disposition import DISPOSITION_IDS, Disposition
from triage.report.documents.what_if import changes_view


@click.command()
@options.sheet_argument
@click.option(
    "--to",
    "wanted",
    required=True,
    type=click.Choice(DISPOSITION_IDS),
    help="The disposition to reach.",
)
@options.pack_option
@options.templates_option
@options.json_option
def change(
    sheet: Path, wanted: str, pack_folder: Path | None, templates: Path | None, as_json: bool
) -> None:
    """Find the fewest changed answers of SHEET that lead to a different disposition.

    What a runner can change, such as load or sleep, is listed separately from what cannot be
    changed, such as age.

    \b
    Examples:
      triage change examples/red_flag.yaml --to same_day
    """
    pack, _, assessment, _ = sheets.assess_sheet(sheet, pack_folder)
    level = Disposition.named(wanted)
    found = smallest_changes(assessment, level)
    tree = changes_view(found, assessment.disposition, level, pack, assessment.answers)
    printing.print_tree(tree, "change.md.j2", templates, as_json=as_json)
