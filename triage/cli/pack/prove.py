"""`triage pack prove`: properties of a rule pack, proven over every possible answer sheet."""

from __future__ import annotations

from pathlib import Path

import click

from triage.cli import options, printing
from triage.cli.codes import PACK_AT_FAULT
from triage.cli.pack.arguments import folder_argument
from triage.cli.paths import Written
from triage.errors import did_you_mean
from triage.model.answers import Sheet
from triage.report.formats.render import render_tree, to_json
from triage.store.packs import load_pack
from triage.store.sheets import save_sheet
from triage.store.templates import environment


@click.command()
@folder_argument
@click.option(
    "--seconds",
    type=float,
    default=600.0,
    help="Time limit for the solver, in seconds (default: 600).",
)
@click.option(
    "--witness",
    "witnesses",
    type=Written(to_stdout=False),
    metavar="DIR",
    help="Write an answer sheet for each witness to DIR.",
)
@click.option(
    "--property",
    "only",
    multiple=True,
    metavar="NAME",
    help="Prove only this property; may be repeated.",
)
@options.json_option
def prove(
    folder: Path | None,
    seconds: float,
    witnesses: Path | None,
    only: tuple[str, ...],
    as_json: bool,
) -> int:
    """Prove properties of the rule pack in FOLDER over every possible answer sheet.

    A property that does not hold comes with a witness: an answer sheet to try with `triage assess`.
    What could not be decided in time is reported as unfinished, never as held.
    """
    import time

    from triage.assurance.proofs.properties.listed import PROPERTIES
    from triage.assurance.proofs.prove import prove as prove_all
    from triage.report.documents.prove import proofs_view

    found = load_pack(folder)
    names = [prop.name for prop in PROPERTIES]
    for name in only:
        if name not in names:
            hint = did_you_mean(name, names, "--json lists their names")
            raise click.UsageError(f"There is no property '{name}': {hint}.")
    report = prove_all(found, time.monotonic, seconds, only)
    tree = proofs_view(report)
    if witnesses is not None:
        for proof in report.proofs:
            for number, witness in enumerate(proof.witnesses, start=1):
                for suffix, answers in (("", witness.answers), ("-then", witness.then)):
                    if answers is not None:
                        path = witnesses / f"{proof.name}-{number}{suffix}.yaml"
                        save_sheet(path, Sheet(answers=answers), found)
    if as_json:
        printing.print_document(to_json(tree))
    else:
        printing.print_markdown(render_tree(tree, "proofs.md.j2", environment("text")))
    return 0 if report.is_proven else PACK_AT_FAULT
