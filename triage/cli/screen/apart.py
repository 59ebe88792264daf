"""What holds answers is kept apart from what the coach gets."""

from __future__ import annotations

from pathlib import Path

import click


def keep_apart(output: Path | None, clinician: Path | None, reports: Path | None) -> None:
    """Refuse to put what holds answers where the coach's files are."""
    for name, place in (("--clinician", clinician), ("--reports", reports)):
        if output is None or place is None:
            continue
        inner, outer = place.resolve(), output.resolve()
        if inner == outer or outer in inner.parents or inner in outer.parents:
            raise click.UsageError(f"{name} holds answers, and DIR is for the coach: keep it apart")
