"""Columns that are carried along to the results: what a coach wrote, and nothing that is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from triage.errors import AnswerFault, Fault, Location, did_you_mean
from triage.screening.roster.columns import Column
from triage.screening.roster.roster import Roster
from triage.screening.standing.results import COACH_COLUMNS
from triage.screening.standing.words import fold

_SHOWN = 8
"""How many columns a message lists."""


def keep(roster: Roster, names: Sequence[str], *, may_lack: bool = False) -> Roster:
    """Return a roster that carries the columns of these names along; it `may_lack` some of them.

    Raises:
        AnswerFault: there is no such column, it holds answers, or results have one of its name.
    """
    names = list({fold(name): name for name in names}.values())
    found = [(name, [c for c in roster.columns if fold(c.header) == fold(name)]) for name in names]
    asked = [(name, columns) for name, columns in found if columns or not may_lack]
    faults = [fault for name, columns in asked for fault in _faults(name, columns, roster)]
    if faults:
        raise AnswerFault(faults)
    return replace(roster, kept=tuple(columns[0] if columns else None for _, columns in found))


def _faults(name: str, columns: Sequence[Column], roster: Roster) -> Iterator[Fault]:
    table = roster.table
    if len(columns) != 1:
        others = [each.header for each in roster.columns if each.header and _is_free(each)]
        some = ", ".join(others[:_SHOWN]) or "none"
        yield Fault(
            what=f"{len(columns)} columns are called '{name}'"
            if columns
            else f"there is no column '{name}' to keep",
            where=Location(table.file, table.header_row),
            fix="give each a name of its own"
            if columns
            else did_you_mean(name, others, f"columns that can be kept: {some}"),
        )
        return
    [column] = columns
    where = Location(table.file, table.header_row, column.index + 1)
    if _is_asked(column):
        yield Fault(
            what=f"'{name}' holds answers, and the results are for the coach",
            where=where,
            fix="leave out --keep for it; answers are in the file that --clinician writes",
        )
    elif not _is_free(column):
        yield Fault(
            what=f"the results have a column '{fold(name)}' of their own",
            where=where,
            fix="leave out --keep for it, or rename the column of the roster",
        )


def _is_asked(column: Column) -> bool:
    return column.question is not None or column.own == "complaint"


def _is_free(column: Column) -> bool:
    return not _is_asked(column) and fold(column.header) not in COACH_COLUMNS
