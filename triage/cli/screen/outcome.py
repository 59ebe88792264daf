"""How a screening ended: counts, faults, notes, and where the results are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from triage.cli import printing
from triage.cli.codes import SOME_REJECTED

if TYPE_CHECKING:
    from triage.screening.standing.mark import Screening
    from triage.screening.standing.words import Words


def show_outcome(
    done: Screening,
    words: Words,
    output: Path,
    shown: str,
    rejected: str,
    notes: Sequence[str] = (),
) -> int:
    """Print how a screening ended, and return the exit code."""
    more = done.fault_count - len(done.faults)
    for line in (*done.faults, *([f"… and {more} more"] if more else []), *notes):
        printing.echo(line, err=True)
    rows = "1 row" if done.rows_in == 1 else f"{done.rows_in} rows"
    for state, count in done.counts.items():
        printing.echo(f"{count:6}  {words.states[state].label}")
    printing.echo(
        f"{rows}: {done.screened} screened, {done.rejected} rejected"
        f"\n{shown.partition('.')[0]}: {output / shown}"
    )
    if done.rejected:
        printing.echo(f"rejected rows, with their answers: {output / rejected}", err=True)
    return SOME_REJECTED if done.rejected else 0
