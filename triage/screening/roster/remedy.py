"""What a coach does about a cell that could not be read, in words that hold nothing of the cell.

The fix of a fault may repeat the cell, or name what it nearly says. A coach sees no answers, so
what is said of a question depends on the question alone.
"""

from __future__ import annotations

from triage.screening.roster.columns import Column


def remedy(column: Column | None, fix: str) -> str:
    """Return what to do about a fault in a column, or in a whole row; no answer is in it."""
    if column is None or column.own in ("runner", "date", "squad"):
        return fix
    if column.question is None:
        return "write yes or no, or ask the athlete again"
    span = column.question.span
    if span is not None:
        return f"write a number from {span.least} to {span.most}, or ask the athlete again"
    return "write the answer as the form words it, or ask the athlete again"
