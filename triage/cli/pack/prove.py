"""`triage pack prove`: properties of a rule pack, proven over every possible answer sheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.cli import options, printing
from triage.cli.codes import PACK_AT_FAULT
from triage.cli.pack.arguments import folder_argument
from triage.cli.paths import Written
from triage.errors import did_you_mean
from triage.model.answers import Sheet
from triage.model.pack import Pack
from triage.report.formats.render import render_tree, to_json
from triage.store.packs import load_pack
from triage.store.sheets import save_sheet
from triage.store.templates import environment

if TYPE_CHECKING:
    from triage.assurance.proofs.proof import Proof


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
@click.option(
    "--fast", is_flag=True, help="Leave out the properties that take minutes; they are named."
)
@click.option(
    "--exceptions",
    "as_exceptions",
    is_flag=True,
    help="Print what is refuted as exceptions for properties.yaml, for a reviewer to complete.",
)
@options.json_option
def prove(
    folder: Path | None,
    seconds: float,
    witnesses: Path | None,
    only: tuple[str, ...],
    fast: bool,
    as_exceptions: bool,
    as_json: bool,
) -> int:
    """Prove properties of the rule pack in FOLDER over every possible answer sheet.

    A property that does not hold comes with a witness: an answer sheet to try with `triage assess`.
    What could not be decided in time is reported as unfinished, and what no sheet can break because
    none meets its condition as vacuous; neither is held.
    """
    import time

    from triage.assurance.proofs.properties.listed import PROPERTIES
    from triage.assurance.proofs.prove import prove as prove_all
    from triage.report.documents.exceptions import exceptions_view
    from triage.report.documents.prove import proofs_view

    found = load_pack(folder)
    names = [prop.name for prop in PROPERTIES]
    for name in only:
        if name not in names:
            hint = did_you_mean(name, names, "--json lists their names")
            raise click.UsageError(f"There is no property '{name}': {hint}.")
    report = prove_all(found, time.monotonic, seconds, only, fast)
    tree = proofs_view(report)
    if witnesses is not None:
        for proof in report.proofs:
            _save(proof, witnesses, found)
    if as_exceptions:
        view = exceptions_view(report)
        printing.print_document(render_tree(view, "exceptions.yaml.j2", environment("text")))
    elif as_json:
        printing.print_document(to_json(tree))
    else:
        printing.print_markdown(render_tree(tree, "proofs.md.j2", environment("text")))
    return 0 if report.is_proven else PACK_AT_FAULT


def _save(proof: Proof, folder: Path, pack: Pack) -> None:
    """Write the sheets of each witness, of those too that an exception excuses."""
    for kind, breaches in (("", proof.breaches), ("-excused", proof.excused)):
        for number, breach in enumerate(breaches, start=1):
            if breach.witness is None:
                continue
            sheets = (("", breach.witness.answers), ("-then", breach.witness.then))
            for suffix, answers in sheets:
                if answers is not None:
                    path = folder / f"{proof.name}{kind}-{number}{suffix}.yaml"
                    save_sheet(path, Sheet(answers=answers), pack)
