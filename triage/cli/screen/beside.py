"""What is written beside the clinician's file never replaces what was read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click


def keep_inputs(unread: Path | None, inputs: Iterable[Path | None]) -> None:
    """Refuse to write the rows that were not read over an input, such as these rows corrected."""
    if unread is None:
        return
    for each in inputs:
        if each is not None and each.resolve() == unread.resolve():
            raise click.UsageError(
                f"{each} is read, and rows that cannot be read would be written there: "
                "choose another --clinician FILE, or copy what is read"
            )
