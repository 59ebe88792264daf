"""How a screening ended: counts, faults, notes, and where the results are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from triage.cli.codes import SOME_REJECTED

if TYPE_CHECKING:
    from triage.screening.standing.mark import Screening
    from triage.screening.standing.words import Words


def show_outcome(
    done: Screening,
    words: Words,
    shown: Path,
    unread: Path,
    with_answers: Path | None,
    notes: Sequence[str] = (),
) -> int:
    """Print how a screening ended, and return the exit code.

    `shown` is what to look at first, `unread` what says what to do about rows that were not read,
    and `with_answers` where these rows are, if anywhere.
    """
    more = done.fault_count - len(done.faults)
    for line in (*done.faults, *([f"… and {more} more"] if more else []), *notes, *done.notes):
        click.echo(line, err=True)
    rows = "1 row" if done.rows_in == 1 else f"{done.rows_in} rows"
    for state, count in done.counts.items():
        click.echo(f"{count:6}  {words.states[state].label}")
    click.echo(f"{rows}: {done.screened} screened, {done.rejected} rejected\n{shown.stem}: {shown}")
    if done.fault_count:
        click.echo(f"what to do about unread rows: {unread}", err=True)
        where = with_answers or "not written; add --clinician FILE to get them"
        click.echo(f"unread rows, with their answers: {where}", err=True)
    return SOME_REJECTED if done.fault_count else 0
