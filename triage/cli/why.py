"""`triage why` and `triage why-not`: the reasons, for the runner's own answers."""

from __future__ import annotations

from pathlib import Path

import click

from triage.cli import options
from triage.report.documents.why import ExplanationView, explain_why, explain_why_not, find_name
from triage.report.formats.render import render_tree, to_json
from triage.store.templates import environment


@click.command()
@options.sheet_argument
@click.argument("name", required=False)
@options.pack_option
@options.templates_option
@options.json_option
def why(
    sheet: Path, name: str | None, pack_folder: Path | None, templates: Path | None, as_json: bool
) -> None:
    """Say why NAME came out for a SHEET: a rule, disposition, cause or exercise.

    Without NAME it explains the disposition.

    \b
    Examples:
      triage why examples/red_flag.yaml
      triage why examples/lower_back.yaml weak_glutes
    """
    pack, _, assessment, programme = options.assess_sheet(sheet, pack_folder)
    found = find_name(pack, name or assessment.disposition.id)
    _show(explain_why(assessment, programme, found), "why.md.j2", templates, as_json)


@click.command("why-not")
@options.sheet_argument
@click.argument("name")
@options.pack_option
@options.templates_option
@options.json_option
def why_not(
    sheet: Path, name: str, pack_folder: Path | None, templates: Path | None, as_json: bool
) -> None:
    """Say why NAME did not come out for a SHEET, clause by clause.

    \b
    Examples:
      triage why-not examples/lower_back.yaml emergency
      triage why-not examples/lower_back.yaml superman
    """
    pack, _, assessment, programme = options.assess_sheet(sheet, pack_folder)
    found = find_name(pack, name)
    _show(explain_why_not(assessment, programme, found), "why_not.md.j2", templates, as_json)


def _show(
    explanation: ExplanationView, template: str, templates: Path | None, as_json: bool
) -> None:
    if as_json:
        options.print_document(to_json(explanation))
        return
    options.print_markdown(render_tree(explanation, template, environment("text", templates)))
