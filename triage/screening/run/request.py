"""What to make of a roster, and what is called to show progress."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment

from triage.screening.roster.roster import Roster

BATCH = 2_000
SHOWN = 20
"""Faults that a terminal shows; the rejected file has them all."""
FORMATS = ("csv", "xlsx", "parquet")

Watch = Callable[[str, int, int], None]
"""Called to show progress: the name of a stage, how many are done, how many there are."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What to make of a roster, and where."""

    roster: Roster
    source: Path
    output: Path
    formats: tuple[str, ...]
    templates: Environment
    templates_folder: Path | None = None
    clinician: Path | None = None
    reports: Path | None = None
    previous: Path | None = None
    resume: bool = False
    force: bool = False
    workers: int = 1
    batch: int = BATCH
