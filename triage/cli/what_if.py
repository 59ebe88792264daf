"""`triage what-if` and `triage change`: other answers, and what they would lead to."""

from __future__ import annotations

from pathlib import Path

import click

from triage.cli import options
from triage.engine.assess import Engine
from triage.explain.change import smallest_changes
from triage.explain.what_if import compare
from triage.knowledge.sheet.changes import read_changes
from triage.model.disposition import DISPOSITION_IDS, Disposition
from triage.programme.plan import plan
from triage.report.documents.what_if import changes_view, what_if_view
from triage.report.formats.render import render_tree, to_json
from triage.store.templates import environment


@click.command("what-if")
@options.sheet_argument
@click.argument("changes", nargs=-1, required=True, metavar="QUESTION=ANSWER...")
@options.pack_option
@options.templates_option
@options.json_option
def what_if(
    sheet: Path,
    changes: tuple[str, ...],
    pack_folder: Path | None,
    templates: Path | None,
    as_json: bool,
) -> None:
    """Compare the result of SHEET with the result of other answers.

    A box of a checklist is changed as QUESTION.BOX=yes.

    \b
    Examples:
      triage what-if examples/lower_back.yaml pain_days=60
      triage what-if examples/lower_back.yaml body_signs.fever=yes load=none
    """
    pack, filled, before, programme = options.assess_sheet(sheet, pack_folder)
    answers = read_changes(changes, pack, filled.answers)
    after = Engine(pack).assess(answers)
    tree = what_if_view(compare(before, after), programme, plan(after, filled.tried), list(changes))
    if as_json:
        options.print_document(to_json(tree))
        return
    options.print_markdown(render_tree(tree, "what_if.md.j2", environment("text", templates)))


@click.command()
@options.sheet_argument
@click.option(
    "--to",
    "wanted",
    required=True,
    type=click.Choice(DISPOSITION_IDS),
    help="The disposition to get to.",
)
@options.pack_option
@options.templates_option
@options.json_option
def change(
    sheet: Path, wanted: str, pack_folder: Path | None, templates: Path | None, as_json: bool
) -> None:
    """Find the fewest answers of SHEET that, given otherwise, would lead to another disposition.

    What a runner can change (load, sleep, form) is told apart from what nobody can (age, history).

    \b
    Examples:
      triage change examples/red_flag.yaml --to same_day
    """
    pack, _, assessment, _ = options.assess_sheet(sheet, pack_folder)
    level = Disposition.named(wanted)
    found = smallest_changes(assessment, level)
    tree = changes_view(found, assessment.disposition, level, pack, assessment.answers)
    if as_json:
        options.print_document(to_json(tree))
        return
    options.print_markdown(render_tree(tree, "change.md.j2", environment("text", templates)))
