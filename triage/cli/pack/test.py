"""`triage pack test`: the vignettes of a rule pack, run."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

import click

from triage.assurance.trials.confirm import confirm, sample_of
from triage.assurance.trials.decisive import decisive
from triage.assurance.trials.scoreboard import scoreboard
from triage.assurance.trials.trial import Trial
from triage.cli import options, printing
from triage.cli.codes import PACK_AT_FAULT
from triage.cli.pack.decisive import print_decisive
from triage.cli.pack.pages import write_page
from triage.cli.pack.trials import about, named, try_vignettes
from triage.cli.pack.vignette import print_misses, print_result
from triage.cli.pack.watch import watch_option, watching
from triage.cli.paths import Written
from triage.model.pack import Pack
from triage.report.documents.scoreboard import scoreboard_view
from triage.store.packs import load_reading


@click.command()
@click.argument(
    "names", nargs=-1, type=click.Path(path_type=Path), metavar="[FOLDER] [VIGNETTE]..."
)
@click.option(
    "--vignette",
    "only",
    multiple=True,
    metavar="ID",
    help="Run only this vignette, as if it were named after FOLDER; may be repeated.",
)
@click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="ID",
    help="Run only the vignettes that fire or name this rule; may be repeated.",
)
@watch_option
@options.json_option
@click.option(
    "--scoreboard",
    "board",
    type=Written(),
    metavar="FILE",
    help="Also write how the pack does on its published cases to FILE (Markdown).",
)
@click.option(
    "--decisive",
    "by_rule",
    is_flag=True,
    help="Instead, list the red flags without which a known case would have another result.",
)
def test(
    names: tuple[Path, ...],
    only: tuple[str, ...],
    rules: tuple[str, ...],
    watch: bool,
    as_json: bool,
    board: Path | None,
    by_rule: bool,
) -> int:
    """Run the vignettes of the rule pack in FOLDER, or only those named.

    A vignette that is named is shown with its whole result and, where it misses something, with
    the reason.

    Published cases are run twice: as stated, and with every sign that the source does not mention
    answered "not there". A case that the pack marks as red, with a reviewed reason, is listed but
    does not count as failed.

    The rules are judged by the plain evaluator. The engine confirms one vignette in 25, and at
    least one for each kind of rule; which ones follows from their ids.

    With --decisive, each red flag comes with the published cases that depend on it alone. One that
    decides a single case and whose evidence is not a guideline is marked: it may fit that case and
    no other. Cases that are held out are left out.

    \b
    Examples:
      triage pack test my_pack
      triage pack test my_pack hot-wrist
      triage pack test my_pack --rule RF-HOT-01 --watch
    """
    folder, *rest = names if names and names[0].is_dir() else (None, *names)
    wanted = (*map(str, rest), *only)
    if (wanted or rules) and board is not None:
        raise click.UsageError("A scoreboard covers all vignettes: leave the others out.")
    if by_rule and (wanted or rules or board is not None):
        raise click.UsageError("--decisive covers all published cases: leave the others out.")

    def run() -> int:
        if by_rule:
            found, _, trials = try_vignettes(folder)
            print_decisive(found, decisive(found, trials), as_json=as_json)
            return 0
        return _test(folder, wanted, rules, as_json, board)

    return watching(folder, run) if watch else run()


def _test(
    folder: Path | None,
    wanted: Sequence[str],
    rules: Sequence[str],
    as_json: bool,
    board: Path | None,
) -> int:
    found, _, trials = try_vignettes(folder)
    if board is not None:
        reading = load_reading(folder)
        tree = scoreboard_view(scoreboard(found, trials, reading.earlier), found, reading)
        write_page("scoreboard.md.j2", tree, board)
    shown = about(found, trials, rules) if rules else [] if wanted else trials
    shown += [trial for trial in named(trials, wanted) if trial not in shown]
    confirmed = sample_of(shown)
    confirm(found, confirmed)
    missed = [trial for trial in shown if not trial.is_met]
    failed = [trial for trial in missed if trial.vignette.red is None]
    if as_json:
        printing.echo(json.dumps(_tree(found, shown, confirmed), indent=2))
        return PACK_AT_FAULT if failed else 0
    if wanted:
        print_result(found, named(trials, wanted), dt.date.today())
    for trial in missed:
        if trial.vignette.id not in wanted:
            print_misses(trial)
    printing.echo(
        f"{len(shown) - len(missed)} passed, {len(failed)} failed, "
        f"{len(missed) - len(failed)} red with a reviewed reason"
    )
    printing.echo(f"The engine confirmed {len(confirmed)} of {len(shown)} vignettes.")
    return PACK_AT_FAULT if failed else 0


def _tree(pack: Pack, trials: Sequence[Trial], confirmed: Sequence[Trial]) -> dict[str, object]:
    return {
        "schema": "triage-trials/1",
        "pack": pack.id,
        "version": pack.version,
        "digest": pack.digest,
        "confirmed": [trial.vignette.id for trial in confirmed],
        "trials": [_trial_tree(trial) for trial in trials],
    }


def _trial_tree(trial: Trial) -> dict[str, object]:
    return {
        "id": trial.vignette.id,
        "met": trial.is_met,
        "red": trial.vignette.red,
        "disposition": trial.judged.disposition.id,
        "expected": trial.vignette.expect.disposition.id,
        "complete": trial.judged.complete,
        "fired": [firing.rule.id for firing in trial.judged.trace],
        "misses": list(trial.misses),
    }
