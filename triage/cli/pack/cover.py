"""`triage pack cover`: what the vignettes of a rule pack test."""

from __future__ import annotations

from pathlib import Path

import click

from triage.cli import options, printing
from triage.cli.codes import PACK_AT_FAULT
from triage.cli.pack.arguments import folder_argument
from triage.cli.paths import Written, is_stdout
from triage.engine.assess import Engine
from triage.model.answers import Sheet
from triage.report.formats.fill import fill
from triage.report.formats.render import render_tree, to_json
from triage.store.files import write_bytes
from triage.store.packs import load_pack, load_vignettes
from triage.store.sheets import save_sheet
from triage.store.templates import environment


@click.command()
@folder_argument
@options.output_option(
    "Also write a page of all rules, with uncovered clauses marked, to FILE (HTML)."
)
@click.option(
    "--suggest",
    "suggested",
    type=Written(to_stdout=False),
    metavar="DIR",
    help="Write an answer sheet for each gap to DIR.",
)
@click.option("--strict", is_flag=True, help=f"Exit with code {PACK_AT_FAULT} if there is a gap.")
@options.json_option
def cover(
    folder: Path | None, output: Path | None, suggested: Path | None, strict: bool, as_json: bool
) -> int:
    """Show which rules and clauses of the pack in FOLDER its vignettes test.

    A vignette counts for a rule only if what it expects depends on whether the rule fires. A
    clause is covered by two vignettes: in one it alone makes the rule fire, in the other it alone
    keeps the rule silent (masking MC/DC). A clause that cannot decide on any answer sheet is
    called idle.

    A suggested sheet shows what the rules conclude for such a runner. Whether that is right is
    for a person to judge.
    """
    from triage.assurance.cover.cover import cover as measure
    from triage.assurance.cover.suggest import Suggester
    from triage.assurance.solver.door import need_solver
    from triage.report.documents.cover import coverage_view, name_of

    if as_json and output is not None and is_stdout(output):
        raise click.UsageError("-o - and --json both write to stdout: leave one of them out")
    need_solver()
    found = load_pack(folder)
    vignettes = load_vignettes(found, folder)
    with printing.progress(found.rules) as rules:
        coverage = measure(found, vignettes, rules)
    suggestions = Suggester(Engine(found), vignettes).suggest(coverage)
    tree = coverage_view(suggestions)
    if output is not None:
        page = fill("cover.html.j2", tree, environment("html"))
        if is_stdout(output):
            printing.print_document(page)
        else:
            write_bytes(output, page.encode())
    if suggested is not None:
        for sheet in suggestions.sheets:
            path = suggested / f"{name_of(sheet)}.yaml"
            save_sheet(path, Sheet(answers=sheet.assessment.answers), found)
    if as_json:
        printing.print_document(to_json(tree))
    elif output is None or not is_stdout(output):
        printing.print_markdown(render_tree(tree, "cover.md.j2", environment("text")))
    return PACK_AT_FAULT if strict and not suggestions.coverage.is_full else 0
