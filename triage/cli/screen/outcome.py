"""How a screening ended: counts, faults, notes, and where the results are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from triage.cli import printing
from triage.cli.codes import SOME_UNREAD

if TYPE_CHECKING:
    from triage.screening.standing.mark import Screening
    from triage.screening.standing.words import Words


_SHOWN = 20
"""Runners for whom a terminal shows which of their rows counts; the results have them all."""


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
    faults = _few([f"could not be read: {fault}" for fault in done.faults], done.fault_count)
    for line in (*faults, *_few(done.notes[:_SHOWN], len(done.notes)), *notes):
        printing.echo(line, err=True)
    for state, count in done.counts.items():
        printing.echo(f"{count:6}  {words.states[state].label}")
    printing.echo(f"{_counted(done)}\n{shown.stem}: {shown}")
    if done.rejected or done.unread:
        where = with_answers or "not written; add --clinician FILE to get them"
        printing.echo(f"what to do about them: {unread}", err=True)
        printing.echo(f"rows not read in full, with their answers: {where}", err=True)
        return SOME_UNREAD
    return 0


def _few(lines: Sequence[str], count: int) -> Iterator[str]:
    yield from lines
    if count > len(lines):
        yield f"… and {count - len(lines)} more"


def _counted(done: Screening) -> str:
    rows = "1 row" if done.rows_in == 1 else f"{done.rows_in} rows"
    in_part = f" ({done.unread} not in full)" if done.unread else ""
    older = f", {done.superseded} replaced by another of the same runner" if done.superseded else ""
    silent = f"; {done.silent} more did not answer" if done.silent else ""
    return f"{rows}: {done.screened} screened{in_part}{older}, {done.rejected} rejected{silent}"
