"""What a coach is shown of cells that could not be read: where they are and what to do.

Rule: nothing of what a cell says appears here, and no reason or fix that depends on what it says.
"""

from __future__ import annotations

from collections.abc import Iterator

from triage.model.question import Kind
from triage.screening.roster.columns import Column
from triage.screening.roster.entry import CellFault, Entry
from triage.screening.standing.words import Words


def for_coach(entry: Entry, words: Words) -> tuple[str, ...]:
    """Return a text for each place in a row that could not be read."""
    return tuple(dict.fromkeys(_texts(entry.unread, words)))


def fix_of(fault: CellFault, words: Words) -> str:
    """Return what to do about a place that could not be read."""
    return fault.remedy or words.fixes[_kind(fault.column)]


def _texts(faults: tuple[CellFault, ...], words: Words) -> Iterator[str]:
    for fault in faults:
        said = {"row": fault.row, "reason": fault.reason, "fix": fix_of(fault, words)}
        if fault.column is None:
            yield words.rows["line"].format(**said)
        else:
            yield words.rows["cell"].format(**said, column=fault.column.named)


def _kind(column: Column | None) -> str:
    """Return the kind of a cell: a key of `Words.fixes`."""
    if column is None:
        return "line"
    if column.own is not None:
        return column.own
    if column.question is None:
        return "header"
    return "number" if column.question.kind is Kind.NUMBER else "answer"
