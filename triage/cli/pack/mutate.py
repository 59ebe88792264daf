"""`triage pack mutate`: would a slip in a rule be noticed?"""

from __future__ import annotations

from pathlib import Path

import click

from triage.cli import options, printing
from triage.cli.codes import PACK_AT_FAULT
from triage.cli.pack.arguments import folder_argument
from triage.cli.paths import Written
from triage.errors import did_you_mean
from triage.model.answers import Sheet
from triage.model.pack import Pack
from triage.model.rule import Rule
from triage.report.formats.render import render_tree, to_json
from triage.store.packs import load_pack, load_vignettes
from triage.store.sheets import save_sheet
from triage.store.templates import environment


@click.command()
@folder_argument
@click.option(
    "--rule", "only", multiple=True, metavar="ID", help="Edit only this rule; may be repeated."
)
@click.option(
    "--witness",
    "witnesses",
    type=Written(to_stdout=False),
    metavar="DIR",
    help="Write an answer sheet for each edit that went unnoticed to DIR.",
)
@click.option(
    "--strict",
    is_flag=True,
    help=f"Exit with code {PACK_AT_FAULT} unless all edits of red flags and 95% of all edits are "
    "noticed.",
)
@options.json_option
def mutate(
    folder: Path | None,
    only: tuple[str, ...],
    witnesses: Path | None,
    strict: bool,
    as_json: bool,
) -> int:
    """Mutation-test the rules of the pack in FOLDER: make small edits and see which are noticed.

    The edits: a rule or clause is dropped, a clause negated, a threshold moved by one step, all and
    any swapped, a disposition or points lowered, a held trait dropped. An edit is noticed if a
    vignette fails, the check of the pack has a remark on it, a promise of the pack is broken or a
    rule can no longer fire. An edit that makes no difference on any answer sheet is called
    equivalent and counted separately.
    """
    from triage.assurance.mutate.mutate import Mutation
    from triage.report.documents.mutate import mutation_view

    found = load_pack(folder)
    mutation = Mutation(found, load_vignettes(found, folder))
    with printing.progress(_chosen(found, only)) as rules:
        verdicts = mutation.verdicts(rules)
    tree = mutation_view(found, verdicts)
    if witnesses is not None:
        for verdict in verdicts:
            if verdict.witness is not None:
                path = witnesses / f"{verdict.mutant.id.replace('#', '.')}.yaml"
                save_sheet(path, Sheet(answers=verdict.witness), found)
    if as_json:
        printing.print_document(to_json(tree))
    else:
        printing.print_markdown(render_tree(tree, "mutate.md.j2", environment("text")))
    return PACK_AT_FAULT if strict and not tree["is_met"] else 0


def _chosen(pack: Pack, only: tuple[str, ...]) -> tuple[Rule, ...]:
    for name in only:
        if name not in pack.rule:
            hint = did_you_mean(name, pack.rule, "see the ids in the pack")
            raise click.UsageError(f"There is no rule '{name}': {hint}.")
    return tuple(rule for rule in pack.rules if not only or rule.id in only)
