"""One vignette on the terminal: what it misses, its whole result, and why it misses something."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from triage.assurance.trials.trial import Trial, try_vignette
from triage.cli import printing
from triage.cli.reports import write_report
from triage.engine.assess import Engine
from triage.model.pack import Pack
from triage.programme.plan import plan
from triage.report.documents.why import ExplanationView, explain_why, explain_why_not, find_name
from triage.report.view.report import view


def print_misses(trial: Trial) -> None:
    """Print what a vignette misses, and where it is."""
    red = trial.vignette.red
    printing.echo(f"{'RED' if red else 'FAILED'} {trial.vignette.id}: {trial.vignette.runner}")
    for miss in trial.misses:
        printing.echo(f"    {miss}")
    printing.echo(f"    at {trial.vignette.where}")
    if red:
        printing.echo(f"    reviewed: {red}")


def print_result(pack: Pack, trials: Iterable[Trial], today: dt.date) -> None:
    """Print the whole result of vignettes and, of those that miss something, why."""
    engine = Engine(pack)
    for trial in trials:
        again = try_vignette(engine, trial.vignette)
        found, sheet = again.judged, again.vignette.sheet
        programme = plan(found, sheet.tried)
        write_report(view(found, programme, sheet, today, is_brief=True), "text", None, None, pack)
        for explanation in _reasons(again):
            printing.print_tree(explanation, "why.md.j2", None, as_json=False)
        if again.is_met:
            printing.echo(f"PASSED {trial.vignette.id}: {trial.vignette.runner}")
        else:
            print_misses(again)


def _reasons(trial: Trial) -> Iterator[ExplanationView]:
    """Yield why each rule that was to fire did not, and the other way round."""
    found, expect, pack = trial.judged, trial.vignette.expect, trial.judged.pack
    programme = plan(found, trial.vignette.sheet.tried)
    if found.disposition not in {expect.disposition, *expect.acceptable}:
        yield explain_why(found, programme, find_name(pack, found.disposition.id))
    for rule in expect.fires:
        if rule not in found.fired:
            yield explain_why_not(found, programme, find_name(pack, rule))
    for rule in expect.silent:
        if rule in found.fired:
            yield explain_why(found, programme, find_name(pack, rule))
