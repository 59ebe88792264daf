"""Files that hold answers are kept apart from the coach's."""

from __future__ import annotations

from pathlib import Path

import click


def keep_apart(output: Path | None, clinician: Path | None, reports: Path | None) -> None:
    """Refuse to put files that hold answers where the coach's files are."""
    for name, place in (("--clinician", clinician), ("--reports", reports)):
        if output is None or place is None:
            continue
        inner, outer = place.resolve(), output.resolve()
        if inner == outer or outer in inner.parents or inner in outer.parents:
            raise click.UsageError(
                f"{name} holds answers, and -o DIR is for the coach: choose separate places"
            )
