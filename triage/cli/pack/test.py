"""`triage pack test`: the vignettes of a rule pack, run."""

from __future__ import annotations

import json
from pathlib import Path

import click

from triage.assurance.trials.scoreboard import scoreboard
from triage.assurance.trials.trial import Trial
from triage.cli import options, printing
from triage.cli.codes import PACK_AT_FAULT
from triage.cli.pack.arguments import folder_argument
from triage.cli.pack.pages import write_page
from triage.cli.pack.trials import try_all
from triage.cli.paths import Written
from triage.report.documents.scoreboard import scoreboard_view
from triage.store.packs import load_reading


@click.command()
@folder_argument
@click.option(
    "--vignette",
    "only",
    multiple=True,
    metavar="ID",
    help="Run only this vignette; may be repeated.",
)
@options.json_option
@click.option(
    "--scoreboard",
    "board",
    type=Written(),
    metavar="FILE",
    help="Also write how the pack does on its published cases to FILE (Markdown).",
)
def test(folder: Path | None, only: tuple[str, ...], as_json: bool, board: Path | None) -> int:
    """Run the vignettes of the rule pack in FOLDER.

    Published cases are run twice: as stated, and with every sign that the source does not mention
    answered "not there". A case that the pack marks as red, with a reviewed reason, is listed but
    does not count as failed.
    """
    if only and board is not None:
        raise click.UsageError("A scoreboard covers all vignettes: leave --vignette out.")
    found, _, trials = try_all(folder, only)
    if board is not None:
        tree = scoreboard_view(scoreboard(found, trials), found, load_reading(folder))
        write_page("scoreboard.md.j2", tree, board)
    missed = [trial for trial in trials if not trial.is_met]
    failed = [trial for trial in missed if trial.vignette.red is None]
    if as_json:
        printing.echo(json.dumps([_trial_tree(trial) for trial in trials], indent=2))
    else:
        for trial in missed:
            is_red = trial.vignette.red is not None
            printing.echo(
                f"{'RED' if is_red else 'FAILED'} {trial.vignette.id}: {trial.vignette.runner}"
            )
            for miss in trial.misses:
                printing.echo(f"    {miss}")
            printing.echo(f"    at {trial.vignette.where}")
            if is_red:
                printing.echo(f"    reviewed: {trial.vignette.red}")
        printing.echo(
            f"{len(trials) - len(missed)} passed, {len(failed)} failed, "
            f"{len(missed) - len(failed)} red with a reviewed reason"
        )
    return PACK_AT_FAULT if failed else 0


def _trial_tree(trial: Trial) -> dict[str, object]:
    return {
        "id": trial.vignette.id,
        "met": trial.is_met,
        "red": trial.vignette.red,
        "disposition": trial.judged.disposition.id,
        "expected": trial.vignette.expect.disposition.id,
        "misses": list(trial.misses),
    }
