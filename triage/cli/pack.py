"""`triage pack`: check and test a rule pack."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from triage.assurance.readability import unreadable
from triage.assurance.remarks import remarks_on
from triage.assurance.scoreboard import scoreboard
from triage.assurance.trial import Trial, try_vignette
from triage.cli import options
from triage.cli.cover import cover
from triage.cli.lazy import LazyGroup
from triage.cli.mutate import mutate
from triage.engine.assess import Engine
from triage.errors import did_you_mean
from triage.model.answers import Sheet
from triage.model.pack import Pack
from triage.model.vignette import Vignette
from triage.report.render import render_tree, to_json
from triage.report.scoreboard import scoreboard_view
from triage.store.files import write_bytes
from triage.store.packs import load_pack, load_vignettes
from triage.store.sheets import save_sheet
from triage.store.templates import environment

PACK_AT_FAULT = 4
folder_argument = click.argument("folder", type=click.Path(path_type=Path), required=False)


@click.group(
    cls=LazyGroup,
    lazy={
        "book": "triage.cli.book",
        "diff": "triage.cli.diff",
        "graph": "triage.cli.graph",
        "new": "triage.cli.new",
    },
)
def pack() -> None:
    """Check, test and look into a rule pack (default: the one that came with the software)."""


@pack.command()
@folder_argument
@options.today_option
@click.option("--strict", is_flag=True, help="Remarks fail the check too.")
@options.json_option
def check(folder: Path | None, today: dt.datetime | None, strict: bool, as_json: bool) -> int:
    """Check the rule pack in FOLDER: every fault, then every remark.

    A fault makes a pack unusable. A remark is for its reviewer: something unused, untested, hard
    to read or overdue.
    """
    found, vignettes, trials = _try_all(folder)
    remarks = [
        *remarks_on(found, vignettes, trials, options.date_or_today(today)),
        *unreadable(found),
    ]
    if as_json:
        listed = [{**r._asdict(), "topic": r.topic.value} for r in remarks]
        click.echo(
            json.dumps({"pack": found.id, "digest": found.digest, "remarks": listed}, indent=2)
        )
    else:
        for remark in remarks:
            click.echo(str(remark))
        click.echo(
            f"{found.id} {found.version} ({found.digest[:12]}): {len(found.questions)} questions, "
            f"{len(found.rules)} rules, {len(vignettes)} vignettes, no faults, "
            f"{len(remarks)} remarks"
        )
    return PACK_AT_FAULT if strict and remarks else 0


@pack.command()
@folder_argument
@click.option(
    "--vignette", "only", multiple=True, metavar="ID", help="Run only this; may be repeated."
)
@options.json_option
@click.option(
    "--scoreboard",
    "board",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write how the pack does on its published cases to FILE (Markdown).",
)
def test(folder: Path | None, only: tuple[str, ...], as_json: bool, board: Path | None) -> int:
    """Run the vignettes of the rule pack in FOLDER.

    Published cases are run twice: as stated, and with the signs the source does not state answered
    "not there". A case its pack marks red, with a reviewed reason, is listed and does not fail.
    """
    if only and board is not None:
        raise click.UsageError("A scoreboard is of all vignettes: leave --vignette out.")
    found, _, trials = _try_all(folder, only)
    if board is not None:
        tree = scoreboard_view(scoreboard(found, trials), found)
        _write_page("scoreboard.md.j2", tree, board)
    missed = [trial for trial in trials if not trial.is_met]
    failed = [trial for trial in missed if trial.vignette.red is None]
    if as_json:
        click.echo(json.dumps([_trial_tree(trial) for trial in trials], indent=2))
    else:
        for trial in missed:
            is_red = trial.vignette.red is not None
            click.echo(
                f"{'RED' if is_red else 'FAILED'} {trial.vignette.id}: {trial.vignette.runner}"
            )
            for miss in trial.misses:
                click.echo(f"    {miss}")
            click.echo(f"    at {trial.vignette.where}")
            if is_red:
                click.echo(f"    reviewed: {trial.vignette.red}")
        click.echo(
            f"{len(trials) - len(missed)} passed, {len(failed)} failed, "
            f"{len(missed) - len(failed)} red with a reviewed reason"
        )
    return PACK_AT_FAULT if failed else 0


@pack.command()
@folder_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("-"),
    metavar="FILE",
    help="Write to FILE (default: stdout).",
)
def hazards(folder: Path | None, output: Path) -> None:
    """Write the hazard log of the rule pack in FOLDER (Markdown)."""
    found = load_pack(folder)
    tree = {
        "pack": {key: getattr(found, key) for key in ("id", "version", "digest", "review_status")},
        "hazards": [asdict(hazard) for hazard in found.hazards],
    }
    _write_page("hazards.md.j2", tree, output)


def _write_page(template: str, tree: Any, output: Path) -> None:
    text = environment("md").get_template(template).render(tree)
    if str(output) == "-":
        options.print_document(text)
    else:
        write_bytes(output, text.encode())


def _try_all(
    folder: Path | None, only: tuple[str, ...] = ()
) -> tuple[Pack, tuple[Vignette, ...], list[Trial]]:
    found = load_pack(folder)
    vignettes = load_vignettes(found, folder)
    if only:
        vignettes = _chosen(vignettes, only)
    engine = Engine(found)
    return found, vignettes, [try_vignette(engine, vignette) for vignette in vignettes]


def _chosen(vignettes: tuple[Vignette, ...], only: tuple[str, ...]) -> tuple[Vignette, ...]:
    """Return the vignettes of those ids."""
    ids = {vignette.id for vignette in vignettes}
    for name in only:
        if name not in ids:
            hint = did_you_mean(name, ids, "see the ids in the vignettes folder")
            raise click.UsageError(f"There is no vignette '{name}': {hint}.")
    return tuple(vignette for vignette in vignettes if vignette.id in only)


def _trial_tree(trial: Trial) -> dict[str, object]:
    return {
        "id": trial.vignette.id,
        "met": trial.is_met,
        "red": trial.vignette.red,
        "disposition": trial.judged.disposition.id,
        "expected": trial.vignette.expect.disposition.id,
        "misses": list(trial.misses),
    }


@pack.command()
@folder_argument
@click.option(
    "--seconds", type=float, default=600.0, show_default=True, help="Give up after so long."
)
@click.option(
    "--witness",
    "witnesses",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write each witness as an answer sheet to DIR.",
)
@click.option(
    "--property", "only", multiple=True, metavar="NAME", help="Prove only this; may be repeated."
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

    A property that does not hold comes with a witness: a sheet to run with `triage assess`. What
    could not be decided in time is called unfinished, never held.
    """
    import time

    from triage.assurance.prove import Prover
    from triage.report.proofs import proofs_view

    found = load_pack(folder)
    prover = Prover(found, time.monotonic, seconds)
    for name in only:
        if name not in prover.properties():
            hint = did_you_mean(name, prover.properties(), "see the names that --json gives")
            raise click.UsageError(f"There is no property '{name}': {hint}.")
    report = prover.prove(only)
    tree = proofs_view(report)
    if witnesses is not None:
        for proof in report.proofs:
            for number, witness in enumerate(proof.witnesses, start=1):
                for suffix, answers in (("", witness.answers), ("-then", witness.then)):
                    if answers is not None:
                        path = witnesses / f"{proof.name}-{number}{suffix}.yaml"
                        save_sheet(path, Sheet(answers=answers), found)
    if as_json:
        options.print_document(to_json(tree))
    else:
        options.print_markdown(render_tree(tree, "proofs.md.j2", environment("text")))
    return 0 if report.is_proven else PACK_AT_FAULT


pack.add_command(cover)
pack.add_command(mutate)
