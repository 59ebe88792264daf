"""`triage what-if`: other answers, and what they would lead to."""

from __future__ import annotations

from pathlib import Path

import click

from triage.cli import options, printing, sheets
from triage.explain.what_if import compare
from triage.knowledge.sheet.changes import read_changes
from triage.programme.plan import plan
from triage.report.documents.what_if import what_if_view


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
    """Compare the result of SHEET with the result of different answers.

    To change a box of a checklist, write QUESTION.BOX=yes.

    \b
    Examples:
      triage what-if examples/lower_back.yaml pain_days=60
      triage what-if examples/lower_back.yaml body_signs.fever=yes load=none
    """
    engine, filled = sheets.engine_and_sheet(sheet, pack_folder)
    answers = read_changes(changes, engine.pack, filled.answers)
    before, after = engine.assess(filled.answers), engine.assess(answers)
    programmes = plan(before, filled.tried), plan(after, filled.tried)
    tree = what_if_view(compare(before, after), *programmes, list(changes))
    printing.print_tree(tree, "what_if.md.j2", templates, as_json=as_json)
