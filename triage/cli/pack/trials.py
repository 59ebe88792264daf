"""A rule pack with its vignettes, and how each of them came out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from triage.assurance.trials.judge import Judge
from triage.assurance.trials.trial import Trial, bearing_on, try_all
from triage.errors import did_you_mean
from triage.model.pack import Pack
from triage.model.vignette import Vignette
from triage.store.packs import load_pack, load_vignettes


def try_vignettes(folder: Path | None) -> tuple[Pack, tuple[Vignette, ...], list[Trial]]:
    """Load the pack in a folder, or the shipped one, and try its vignettes."""
    found = load_pack(folder)
    vignettes = load_vignettes(found, folder)
    return found, vignettes, try_all(Judge(found), vignettes)


def named(trials: list[Trial], names: Iterable[str]) -> list[Trial]:
    """Return the trials of the vignettes of those ids.

    Raises:
        UsageError: there is no vignette with that id.
    """
    by_id = {trial.vignette.id: trial for trial in trials}
    return [by_id[_known(name, by_id, "vignette", "see the vignettes folder")] for name in names]


def about(pack: Pack, trials: list[Trial], rules: Iterable[str]) -> list[Trial]:
    """Return the trials that bear on some of those rules.

    Raises:
        UsageError: there is no such rule.
    """
    wanted = {_known(rule, pack.rule, "rule", "see the ids in the pack") for rule in rules}
    return [trial for trial in trials if wanted & bearing_on(trial)]


def _known(name: str, known: Iterable[str], what: str, otherwise: str) -> str:
    if name not in known:
        hint = did_you_mean(name, known, otherwise)
        raise click.UsageError(f"There is no {what} '{name}': {hint}.")
    return name
