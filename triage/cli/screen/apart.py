"""Files that hold answers are kept apart from the coach's, and no output is inside another."""

from __future__ import annotations

import os
from pathlib import Path

import click


def keep_apart(output: Path | None, clinician: Path | None, reports: Path | None) -> None:
    """Refuse to put files that hold answers where the coach's files are, or in one another."""
    for name, place in (("--clinician", clinician), ("--reports", reports)):
        if _overlap(output, place):
            raise click.UsageError(
                f"{name} holds answers, and -o DIR is for the coach: choose separate places"
            )
    if _overlap(clinician, reports):
        raise click.UsageError("--clinician is in --reports: choose separate places")


def _overlap(one: Path | None, other: Path | None) -> bool:
    """Say whether two outputs are the same, or one is inside the other."""
    if one is None or other is None:
        return False
    first, second = (Path(os.path.realpath(path)) for path in (one, other))
    return first.is_relative_to(second) or second.is_relative_to(first)
