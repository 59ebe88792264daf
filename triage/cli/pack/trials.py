"""A rule pack with its vignettes, and how each of them came out."""

from __future__ import annotations

from pathlib import Path

import click

from triage.assurance.trials.trial import Trial, try_vignette
from triage.engine.assess import Engine
from triage.errors import did_you_mean
from triage.model.pack import Pack
from triage.model.vignette import Vignette
from triage.store.packs import load_pack, load_vignettes


def try_all(
    folder: Path | None, only: tuple[str, ...] = ()
) -> tuple[Pack, tuple[Vignette, ...], list[Trial]]:
    """Load the pack in a folder, or the shipped one, and run its vignettes, or `only` those named.

    Raises:
        UsageError: there is no vignette with that id.
    """
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
