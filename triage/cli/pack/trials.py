"""A rule pack with its vignettes, and how each of them came out."""

from __future__ import annotations

from pathlib import Path

from triage.assurance.trials.trial import Trial, try_vignette
from triage.engine.assess import Engine
from triage.model.pack import Pack
from triage.model.vignette import Vignette
from triage.store.packs import load_pack, load_vignettes


def try_all(folder: Path | None) -> tuple[Pack, tuple[Vignette, ...], list[Trial]]:
    """Load the pack in a folder, or the shipped one, and run all its vignettes."""
    found = load_pack(folder)
    vignettes = load_vignettes(found, folder)
    engine = Engine(found)
    return found, vignettes, [try_vignette(engine, vignette) for vignette in vignettes]
