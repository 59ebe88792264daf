"""How a file writes dates and decimals, learned from its own values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from triage.screening.files.table import Cell
from triage.screening.roster.columns import Column
from triage.screening.roster.dates import Written, written_in
from triage.screening.roster.numbers import sign_in
from triage.screening.standing.words import Words


@dataclass(slots=True)
class Habits:
    """How a file writes dates and decimals, as far as its own values show.

    Each column of dates has its own order: one may be a form's, the other typed by hand.
    """

    words: Words
    orders: dict[int, Counter[str]] = field(default_factory=dict)
    signs: Counter[str] = field(default_factory=Counter)

    def note(self, column: Column, cell: Cell) -> None:
        """Learn from one cell."""
        if not isinstance(cell, str):
            return
        if column.own == "date":
            written = written_in(cell, tuple(self.words.languages))
            if isinstance(written, Written) and written.order is not None:
                self.orders.setdefault(column.index, Counter())[written.order] += 1
        elif column.question is not None and column.question.span is not None:
            sign = sign_in(cell, column.question.span, self.words)
            if sign is not None:
                self.signs[sign] += 1

    def order_of(self, column: Column) -> str | None:
        """Return `dmy` or `mdy` where the values of a column of dates show it, else None."""
        return _only(self.orders.get(column.index, Counter()))

    @property
    def order(self) -> str | None:
        """`dmy` or `mdy` where the values of all columns show the same, else None."""
        return _only(sum(self.orders.values(), Counter[str]()))

    @property
    def decimal(self) -> str | None:
        """`comma` or `point` where the values show it, else None."""
        return _only(self.signs)


def _only(seen: Counter[str]) -> str | None:
    return next(iter(seen)) if len(seen) == 1 else None
